"""Bringing public files in: read → check → stage by COPY → compare → publish in one transaction."""
