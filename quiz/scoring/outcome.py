"""What answers come to."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Level(StrEnum):
    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Doubt(StrEnum):
    """Why a result is not clear."""

    FLAT = "flat"
    LONG_RUN = "long-run"
    CONTRADICTION = "contradiction"
    BETWEEN = "between"


@dataclass(frozen=True)
class TraitScore:
    """A trait's mean on 0 to 100; `rank` counts from 1 at the highest, ties share a rank."""

    key: str
    score: Fraction
    level: Level
    rank: int
    tied: bool


@dataclass(frozen=True)
class Outcome:
    """What the answers come to.

    `fit` 0 to 100; `low` and `high` its range, `standard_error` in points; `band` the band of the
    fit itself; `bands` the keys of every band that the range touches, lowest first; `doubts` why
    it is not clear, the most important first; `is_firm`, whether it stays clear when one answer is
    moved by one step; `conflicts` keys of hard conflicts in the order
    asked.
    """

    fit: Fraction
    standard_error: float
    low: float
    high: float
    band: str
    bands: tuple[str, ...]
    traits: tuple[TraitScore, ...]
    doubts: tuple[Doubt, ...]
    is_firm: bool
    conflicts: tuple[str, ...] = ()
    longest_run: int = 0
    contradictions: tuple[tuple[str, str], ...] = ()

    @property
    def is_clear(self) -> bool:
        return not self.doubts
