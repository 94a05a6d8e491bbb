"""Checks all links of the guides, one after the other, with pauses for each site."""

import datetime as dt
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.utils import timezone

from careers.links.check import Verdict, check_url
from careers.links.collect import collect_outside_links
from careers.models import OutsideLink

# Between two requests to one site.
PAUSE_SECONDS = 2.0
# A link that works is not checked again within this time.
RECHECK_INTERVAL = dt.timedelta(days=7)


def check_links(
    check: Callable[[str], Verdict] = check_url, sleep: Callable[[float], None] = time.sleep
) -> int:
    """Update the table of links from the guides, and check those that are due; returns how many."""
    links = collect_outside_links()
    OutsideLink.objects.exclude(url__in=links).delete()
    last_request_at: dict[str, float] = {}
    checked = 0
    for url, places in links.items():
        link, _ = OutsideLink.objects.update_or_create(
            url=url, defaults={"places": "\n".join(places)}
        )
        if link.is_good and link.checked_at and timezone.now() - link.checked_at < RECHECK_INTERVAL:
            continue
        host = urlsplit(url).hostname or ""
        pause = last_request_at.get(host, 0.0) + PAUSE_SECONDS - time.monotonic()
        if host in last_request_at and pause > 0:
            sleep(pause)
        save_verdict(link, check(url))
        last_request_at[host] = time.monotonic()
        checked += 1
    return checked


def save_verdict(link: OutsideLink, verdict: Verdict) -> None:
    """Store the outcome of a check, and since when the link has been broken."""
    now = timezone.now()
    link.is_good, link.detail, link.checked_at = verdict.is_good, verdict.detail[:200], now
    if verdict.is_good is False:
        link.broken_since = link.broken_since or now
    else:
        link.broken_since = None
    link.save()
