"""What answers come to."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# A trait is high if the mean answer is nearer to "agree" than to the middle, and low likewise.
HIGH_ABOVE, LOW_BELOW = Fraction(125, 2), Fraction(75, 2)


class Level(StrEnum):
    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Doubt(StrEnum):
    """Why a result is not clear."""

    UNSURE = "unsure"
    FLAT = "flat"
    LONG_RUN = "long-run"
    CONTRADICTION = "contradiction"
    BETWEEN = "between"


@dataclass(frozen=True)
class TraitScore:
    """A trait's mean on 0 to 100; `rank` counts from 1 at the highest, ties share a rank.

    `low` and `high`: its own range. `is_core`: if it is low, the band is not the top one.
    """

    key: str
    score: Fraction
    level: Level
    rank: int
    tied: bool
    low: float
    high: float
    is_core: bool = False


@dataclass(frozen=True)
class Outcome:
    """What the answers come to.

    `fit` 0 to 100; `low` and `high` its range, `standard_error` in points; `band` the band of the
    fit itself, or the one below the top if a core trait is low; `bands` the keys of every band that
    is possible within the ranges, lowest first; `capped_by` the low core traits without which it
    would be the top band; `close_cores` those that make both the top band and the one below it
    possible, because their range reaches across the border to low; `doubts` why
    it is not clear, the most important first; `is_firm`, whether it stays clear when one answer is
    moved by one step; `conflicts` keys of hard conflicts in the order asked; `unsure` keys of the
    statements left out because the answer is not known yet. `traits` has those with a score;
    `unscored` are the keys of those whose every answer was left out.
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
    capped_by: tuple[str, ...] = ()
    close_cores: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    unscored: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        return not self.doubts
