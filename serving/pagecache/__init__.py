"""Whole public pages, kept ready in memory and never older than the content they show.

`wsgi.py` answers requests from `store.py`; `generation.py` asks the database in which generation
its content is; `triggers.py` lets PostgreSQL itself count generations; `pages.py` names the pages.
Why it is built so: docs/decisions/0010-page-cache.md.
"""
