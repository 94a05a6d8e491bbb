"""Releases of employment projections: read from the official table, published, shown."""
