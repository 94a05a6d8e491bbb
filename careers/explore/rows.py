"""A career as exploring needs it: its pay, its outlook, and the facts that filters are about.

Pure: what reads rows from the database is in `reading`, what works with them needs none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from careers.facts.zones import Zone

# From the least education to the most, as the employment projections write it.
LADDER = (
    *("none", "diploma", "some_college", "nondegree", "associate", "bachelor", "master"),
    "doctoral",
)
ZONES = (1, 2, 3, 4, 5)
# In the order of the hexagon of interests.
INTERESTS = ("R", "I", "A", "S", "E", "C")
STRONGEST = 2
# Published measures of AI exposure, by the kind of their releases: the value that is compared.
AI_MEASURES = {"ai_tasks": "human", "ai_abilities": "language", "ai_use": "score"}
# From the Missing of wages.
TOP_CODED, HOURLY_ONLY = "top_coded", "hourly_only"


@dataclass(frozen=True, slots=True)
class Pay:
    """What the survey says of an occupation in an area, in the newest release that has it.

    Dollars a year; `missing` is why some are None. Hourly pay is for those who are
    paid by the hour only. `top_code` is what a top-coded amount is at least.
    """

    workers: int | None = None
    p10: int | None = None
    median: int | None = None
    missing: str = ""
    workers_missing: str = ""
    hourly_p10: Decimal | None = None
    hourly_median: Decimal | None = None
    top_code: int | None = None
    month: date | None = None

    @property
    def is_top_coded(self) -> bool:
        """Whether the median itself is above what the survey publishes."""
        return self.median is None and self.missing == TOP_CODED

    @property
    def median_at_least(self) -> int | None:
        """The median, or what it is at least; None where it is not known by the year."""
        if self.is_top_coded:
            return max(self.top_code or 0, self.p10 or 0) or None
        return self.median


@dataclass(frozen=True)
class RowOutlook:
    """What the newest release of projections that has an occupation says of it."""

    years: str
    growth: float
    average_growth: float | None
    openings: int
    education: str = ""


@dataclass(frozen=True)
class CareerRow:
    """A public career. What no source says of it is None or empty.

    `local` is the pay in the state that was chosen, that of the nation where none is. `ai` has the
    figures of AI_MEASURES, and `places` for each of them which percent of occupations are below.
    """

    career_id: int
    slug: str
    name: str
    soc_code: str
    nation: Pay = Pay()
    local: Pay = Pay()
    outlook: RowOutlook | None = None
    zone: Zone | None = None
    interests: Mapping[str, float] = field(default_factory=dict)
    conditions: Mapping[str, float] = field(default_factory=dict)
    telework: float | None = None
    ai: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    matched: str = ""

    @cached_property
    def group(self) -> str:
        """The major group: the first two digits of the code."""
        return self.soc_code[:2]

    @cached_property
    def education(self) -> int | None:
        """The step of the usual way in on LADDER."""
        step = self.outlook.education if self.outlook else ""
        return LADDER.index(step) if step else None

    @property
    def growth(self) -> float | None:
        return self.outlook.growth if self.outlook else None

    @property
    def openings(self) -> int | None:
        return self.outlook.openings if self.outlook else None

    @cached_property
    def strongest_interests(self) -> tuple[str, ...]:
        """The interests with the highest scores, highest first; empty without scores."""
        ranked = sorted(self.interests, key=lambda letter: -self.interests[letter])
        return tuple(ranked[:STRONGEST])
