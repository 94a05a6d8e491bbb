"""Whether a database is known not to answer, so that no request waits to find that out again."""

import logging
import threading
import time
from functools import cache

import psycopg

from serving.connections import explain_failure, open_connection

# Between two tries to connect while a database does not answer.
RETRY_SECONDS = 0.5
log = logging.getLogger(__name__)


class Outage:
    """One for each database of a process. A thread of its own notices the end."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._lock = threading.Lock()
        self.is_known = False

    def begin(self) -> None:
        """Note that the database does not answer, until it does."""
        with self._lock:
            if self.is_known:
                return
            self.is_known = True
        threading.Thread(target=self._wait_for_end, daemon=True).start()

    def _wait_for_end(self) -> None:
        is_logged = False
        while (reason := self._find_reason()) is not None:
            if not is_logged:
                log.error("The database %s does not answer. %s", self._alias, reason)
                is_logged = True
            time.sleep(RETRY_SECONDS)
        self.is_known = False
        if is_logged:
            log.warning("The database %s answers again.", self._alias)

    def _find_reason(self) -> str | None:
        try:
            open_connection(self._alias, "outage").close()
        except psycopg.Error as error:
            return " ".join(explain_failure(self._alias, error))
        return None


@cache
def get_outage(alias: str) -> Outage:
    """The outage of a database, by its alias in DATABASES."""
    return Outage(alias)
