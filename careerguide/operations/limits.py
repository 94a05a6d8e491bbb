"""Limits on what one sender may ask for in a while, shared by all processes and nodes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from careerguide.operations.models import RateCount
from careerguide.senders import sender_of

# One statement counts: two requests at once cannot both be the last that is allowed.
COUNT = """
    INSERT INTO operations_ratecount (kind, sender, "window", number) VALUES (%s, %s, %s, 1)
    ON CONFLICT (kind, sender, "window") DO UPDATE SET number = operations_ratecount.number + 1
    RETURNING number
"""
KEPT = timedelta(days=1)
# Every so many requests of a sender, what is older than KEPT is deleted.
SWEEP = 100


@dataclass(frozen=True)
class Limit:
    """At most `most` requests of a kind from one sender in a window of so many seconds."""

    kind: str
    most: int
    seconds: int

    def take(self, request: HttpRequest) -> int:
        """Count a request; 0 if it is within the limit, else the seconds until the next window.

        One query.
        """
        now = timezone.now()
        began = int(now.timestamp()) // self.seconds * self.seconds
        window = datetime.fromtimestamp(began, UTC)
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self.kind, sender_of(request), window])
            number = (cursor.fetchone() or [0])[0]
        if number % SWEEP == 1:
            RateCount.objects.filter(window__lt=now - KEPT).delete()
        return 0 if number <= self.most else began + self.seconds - int(now.timestamp())
