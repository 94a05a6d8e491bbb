"""Bringing public files in: layouts, values, comparison and publication."""
