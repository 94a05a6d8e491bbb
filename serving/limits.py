"""Limits on what one client may request, counted in the database and so for all processes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from common.clients import hashed_client
from serving.models.limits import RateCount

# One statement counts, so that no two requests can both be the last that is allowed.
COUNT = """
    INSERT INTO serving_ratecount (kind, sender, ends_at, number)
    SELECT %s, unnest(%s::text[]), %s, %s
    ON CONFLICT (kind, sender, ends_at)
    DO UPDATE SET number = serving_ratecount.number + EXCLUDED.number
    RETURNING sender, number
"""
# The sender in whose name the requests of all are counted.
EVERYBODY = ""
# Expired counts are deleted at a client's first request in a window, and at every so many more.
PURGE_INTERVAL = 100


@dataclass(frozen=True)
class Limit:
    """At most `max_requests` of a kind from one client in a window of so many seconds.

    `max_overall` bounds the requests of all clients together. A process counts `batch_size`
    requests of a client before they come, so that so many cost one query; a client that uses
    several processes may be refused a few requests early. `identify` says who a client is: the
    network that a request came from, unless another function is given.
    """

    kind: str
    max_requests: int
    window_seconds: int
    max_overall: int | None = None
    batch_size: int = 1
    identify: Callable[[HttpRequest], str] = hashed_client
    _ahead: "_CountedAhead" = field(
        default_factory=lambda: _CountedAhead(), repr=False, compare=False
    )

    def count_request(self, request: HttpRequest) -> int:
        """Count a request; 0 if it is within the limit, else the seconds until the next window.

        One query, or none if the request was counted ahead.
        """
        now = timezone.now()
        ends_at = self._window_end(now)
        sender = self.identify(request)
        if self._ahead.use_one(ends_at, sender):
            return 0
        senders = [sender] if self.max_overall is None else [sender, EVERYBODY]
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self.kind, senders, ends_at, self.batch_size])
            counts: dict[str, int] = dict(cursor.fetchall())
        if (counts[sender] - 1) % PURGE_INTERVAL < self.batch_size:
            purge_expired_counts()
        left = self.max_requests - counts[sender] + self.batch_size
        if self.max_overall is not None:
            left = min(left, self.max_overall - counts[EVERYBODY] + self.batch_size)
        if left < 1:
            return max(1, int((ends_at - now).total_seconds()))
        self._ahead.add(ends_at, sender, min(left, self.batch_size) - 1)
        return 0

    def is_reached(self, request: HttpRequest) -> bool:
        """Whether no more requests are allowed in this window; counts nothing. One query."""
        reached = Q(sender=self.identify(request), number__gte=self.max_requests)
        if self.max_overall is not None:
            reached |= Q(sender=EVERYBODY, number__gte=self.max_overall)
        ends_at = self._window_end(timezone.now())
        return RateCount.objects.filter(reached, kind=self.kind, ends_at=ends_at).exists()

    def _window_end(self, now: datetime) -> datetime:
        began = int(now.timestamp()) // self.window_seconds * self.window_seconds
        return datetime.fromtimestamp(began + self.window_seconds, UTC)


def purge_expired_counts() -> int:
    """Delete the counts of windows that are over; how many there were."""
    return RateCount.objects.filter(ends_at__lte=timezone.now()).delete()[0]


class _CountedAhead:
    """How many more requests of each sender are counted already, in this process and window."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends_at: datetime | None = None
        self._left: dict[str, int] = {}

    def use_one(self, ends_at: datetime, sender: str) -> bool:
        with self._lock:
            left = self._left.get(sender, 0) if ends_at == self._ends_at else 0
            if left:
                self._left[sender] = left - 1
            return bool(left)

    def add(self, ends_at: datetime, sender: str, number: int) -> None:
        if not number:
            return
        with self._lock:
            if ends_at != self._ends_at:
                self._ends_at = ends_at
                self._left.clear()
            self._left[sender] = self._left.get(sender, 0) + number
