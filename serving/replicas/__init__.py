"""Streaming replicas of the database, read for public pages while they keep up.

`watching.py` knows how far each one is, `routing.py` sends Django's queries to it, and
`middleware.py` decides for each request whether it may. The page cache reads generation and pages
from the same place (serving/pagecache/sources.py). Without DATABASE_REPLICA_URLS none of this
runs. Why it is built so: docs/decisions/0014-replicas.md.
"""
