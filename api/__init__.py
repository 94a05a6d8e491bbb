"""The same figures for other programs: read-only, at /api/v1/. docs/api.md tells how to use it."""
