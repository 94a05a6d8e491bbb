"""Limits on what one sender may ask for in a while, shared by all processes and nodes."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from common.senders import sender_of
from serving.models.limits import RateCount

# One statement counts: two requests at once cannot both be the last that is allowed.
COUNT = """
    INSERT INTO serving_ratecount (kind, sender, "window", number) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, sender, "window")
    DO UPDATE SET number = serving_ratecount.number + EXCLUDED.number
    RETURNING number
"""
KEPT = timedelta(days=1)
# Every so many requests of a sender, what is older than KEPT is deleted.
SWEEP = 100


@dataclass(frozen=True)
class Limit:
    """At most `most` requests of a kind from one sender in a window of so many seconds.

    A process counts `at_once` of a sender's requests together, before they come: so many of them
    cost one query, and a sender who uses several processes may be refused a few requests early.
    """

    kind: str
    most: int
    seconds: int
    at_once: int = 1
    _ahead: "_Ahead" = field(default_factory=lambda: _Ahead(), repr=False, compare=False)

    def take(self, request: HttpRequest) -> int:
        """Count a request; 0 if it is within the limit, else the seconds until the next window.

        One query, or none where the request was counted ahead.
        """
        now = timezone.now()
        began = self._began(now)
        sender = sender_of(request)
        if self._ahead.take(began, sender):
            return 0
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self.kind, sender, _moment(began), self.at_once])
            number = (cursor.fetchone() or [0])[0]
        if (number - 1) % SWEEP < self.at_once:
            RateCount.objects.filter(window__lt=now - KEPT).delete()
        allowed = min(self.at_once, self.most - number + self.at_once)
        if allowed < 1:
            return began + self.seconds - int(now.timestamp())
        self._ahead.add(began, sender, allowed - 1)
        return 0

    def is_spent(self, request: HttpRequest) -> bool:
        """Whether the sender has no more requests in this window; counts nothing. One query."""
        return RateCount.objects.filter(
            kind=self.kind,
            sender=sender_of(request),
            window=_moment(self._began(timezone.now())),
            number__gte=self.most,
        ).exists()

    def _began(self, now: datetime) -> int:
        """When the window of this moment began, in seconds since 1970."""
        return int(now.timestamp()) // self.seconds * self.seconds


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


class _Ahead:
    """How many more requests of each sender are counted already, in this process and window."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._began = 0
        self._left: dict[str, int] = {}

    def take(self, began: int, sender: str) -> bool:
        with self._lock:
            left = self._left.get(sender, 0) if began == self._began else 0
            if left:
                self._left[sender] = left - 1
            return bool(left)

    def add(self, began: int, sender: str, number: int) -> None:
        if not number:
            return
        with self._lock:
            if began != self._began:
                self._began = began
                self._left.clear()
            self._left[sender] = self._left.get(sender, 0) + number
