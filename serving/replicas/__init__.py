"""Public pages read from replicas of the database, where DATABASE_REPLICA_URL names some.

`middleware.py` decides for each request, `routing.py` sends Django's queries. Which of several
replicas answers is libpq's choice. Why it is built this way: docs/decisions/0014-replicas.md.
"""
