"""The read-only REST API at /api/v1/; docs/api.md describes its use."""
