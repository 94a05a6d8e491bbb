"""Whole public pages in memory, never older than the content they show.

`wsgi.py` answers with the pages that `pages.py` lists; `generation.py` reads the generation of the
content, which `triggers.py` makes PostgreSQL count. Why: docs/decisions/0010-page-cache.md.
"""
