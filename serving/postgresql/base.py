"""The engine's connections. Django asks for this file by its name."""

import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

from serving.outages import Outage, get_outage

# Of a request for a connection; another: WAIT_SECONDS of the database's settings.
WAIT_SECONDS = 1.5


class DatabaseWrapper(base.DatabaseWrapper):
    @property
    def outage(self) -> Outage:
        """What is known in this process of the database being away."""
        return get_outage(self.alias)

    @property
    def pool(self) -> Any:
        """Django's pool; what it finds out about the server is known to everyone."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if options:
            options.setdefault("reconnect_failed", lambda _: self.outage.begin())
        return super().pool

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; from the pool, if there is one.

        In an outage the pool's connections are given as far as they are good, and nobody waits for
        a new one. Raises psycopg.OperationalError.
        """
        if self.pool is None:
            return super().get_new_connection(conn_params)
        deadline = time.monotonic() + self.settings_dict.get("WAIT_SECONDS", WAIT_SECONDS)
        while True:
            if self.outage.is_known and not self.pool.get_stats().get("pool_available"):
                raise psycopg.OperationalError("The database does not answer.")
            try:
                return super().get_new_connection(conn_params)
            except PoolTimeout:
                if time.monotonic() >= deadline:
                    self.outage.begin()
                    raise
