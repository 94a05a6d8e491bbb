"""Whole public pages in memory, never older than what they show: decisions/0010-page-cache.md."""
