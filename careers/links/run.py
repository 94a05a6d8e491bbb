"""Checks all links of the guides, one after the other and slowly."""

import datetime as dt
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.utils import timezone

from careers.links.fetch import Verdict, check
from careers.links.find import outside_links
from careers.models import OutsideLink

# Seconds between two requests to one site.
BETWEEN = 2.0
# A link is left alone for so long after it was found good.
GOOD_FOR = dt.timedelta(days=7)


def check_links(
    ask: Callable[[str], Verdict] = check, wait: Callable[[float], None] = time.sleep
) -> int:
    """Bring the table of links in step with the guides, try those that are due; give how many."""
    found = outside_links()
    OutsideLink.objects.exclude(url__in=found).delete()
    asked: dict[str, float] = {}
    tried = 0
    for url, places in found.items():
        link, _ = OutsideLink.objects.update_or_create(
            url=url, defaults={"places": "\n".join(places)}
        )
        if link.is_good and link.checked_at and timezone.now() - link.checked_at < GOOD_FOR:
            continue
        host = urlsplit(url).hostname or ""
        pause = asked.get(host, 0.0) + BETWEEN - time.monotonic()
        if host in asked and pause > 0:
            wait(pause)
        note_verdict(link, ask(url))
        asked[host] = time.monotonic()
        tried += 1
    return tried


def note_verdict(link: OutsideLink, verdict: Verdict) -> None:
    """Write down what became of a check, and since when the link has been broken."""
    now = timezone.now()
    link.is_good, link.words, link.checked_at = verdict.is_good, verdict.words[:200], now
    if verdict.is_good is False:
        link.broken_since = link.broken_since or now
    else:
        link.broken_since = None
    link.save()
