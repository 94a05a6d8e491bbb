"""Deletes what expired: results, attempts and spoken codes."""

from dataclasses import dataclass

from quiz.models import Attempt, DeskLink, Result


@dataclass(frozen=True)
class PurgeCounts:
    results: int
    attempts: int
    codes: int


def purge_expired() -> PurgeCounts:
    """Delete everything that expired; returns how many of each. Safe to run at any time."""
    expired_codes = DeskLink.objects.expired().delete()[1].get("quiz.DeskLink", 0)
    return PurgeCounts(
        results=Result.objects.expired().delete()[1].get("quiz.Result", 0),
        attempts=Attempt.objects.expired().delete()[1].get("quiz.Attempt", 0),
        codes=expired_codes,
    )
