"""Django's engine for PostgreSQL, with a pool that lets nobody wait for a server that is away."""
