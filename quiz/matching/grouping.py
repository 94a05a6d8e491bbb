"""Readings in families, and both in order. Pure.

In a family careers come by interest band, then what bothers least, what suits most, where every
limit is known to be kept, and by openings. Families come by the same, each the median of their
careers that stay, and by the median score late: other questions of the same kind would change
scores by more than those within a band differ. Within a band, families of which limits leave little
come last. Families that are far come by how many of their careers are close, and how many partly.
No reading outweighs another: a career that a limit rules out is not there, whatever else fits.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from quiz.matching.families import find_family
from quiz.matching.interests import InterestBand, find_band
from quiz.matching.readings import Mark, Reading

# A band that is not known comes before one that is known to be far.
BANDS = (
    *(InterestBand.CLOSE, InterestBand.PARTLY, InterestBand.UNCLEAR, InterestBand.UNKNOWN),
    InterestBand.FAR,
)
BAND_ORDER = {band: place for place, band in enumerate(BANDS)}
# Of a family with fewer careers that stay, or fewer openings a year in the nation, little is left:
# it comes after the others of its band.
MIN_STAYING, MIN_OPENINGS = 3, 5_000
# The key of the careers of which no source measures interests.
UNMEASURED = "unmeasured"


@dataclass(frozen=True)
class FamilyMatch:
    """A family of careers: those that stay, in order, and how many it has in all.

    `score` is the median interest score of those that stay; None where the person's answers do not
    tell. `bands` counts those that stay.
    """

    key: str
    readings: tuple[Reading, ...]
    total: int
    score: float | None
    bands: Mapping[InterestBand, int]


@dataclass(frozen=True)
class GroupedReadings:
    """`families` are those with a career that stays; `empty` is how many have none.

    `unmeasured` has the careers of which no source measures interests, None if none stays.
    """

    families: tuple[FamilyMatch, ...]
    empty: int
    unmeasured: FamilyMatch | None


def group_readings(readings: Iterable[Reading]) -> GroupedReadings:
    """The readings in families; careers without measured interests are one more."""
    by_key: dict[str, list[Reading]] = {}
    for reading in readings:
        is_measured = reading.interest_band is not InterestBand.UNKNOWN
        key = find_family(reading.career.soc_code) if is_measured else UNMEASURED
        by_key.setdefault(key, []).append(reading)
    families = [_build_family(key, members) for key, members in by_key.items()]
    kept = [family for family in families if family.readings]
    unmeasured = next((family for family in kept if family.key == UNMEASURED), None)
    kept = sorted((family for family in kept if family.key != UNMEASURED), key=_place_family)
    empty = sum(1 for family in families if not family.readings and family.key != UNMEASURED)
    return GroupedReadings(tuple(kept), empty, unmeasured)


def place_reading(reading: Reading) -> tuple[int, int, int, int, int, str, str]:
    """What readings of a family are sorted by."""
    career = reading.career
    return (
        BAND_ORDER[reading.interest_band],
        len(reading.bothers),
        -len(reading.suits),
        count_unknown_limits(reading),
        -(career.openings or 0),
        career.soc_code,
        career.slug,
    )


def count_unknown_limits(reading: Reading) -> int:
    """How many limits of the person, on training and pay, a career is not known to keep."""
    return (reading.training, reading.pay).count(Mark.UNKNOWN)


def _build_family(key: str, members: list[Reading]) -> FamilyMatch:
    kept = sorted((reading for reading in members if not reading.is_out), key=place_reading)
    scores = [
        reading.interest_score
        for reading in kept
        if reading.interest_score is not None and reading.interest_band is not InterestBand.UNCLEAR
    ]
    return FamilyMatch(
        key=key,
        readings=tuple(kept),
        total=len(members),
        score=median(scores) if scores else None,
        bands=Counter(reading.interest_band for reading in kept),
    )


def _place_family(family: FamilyMatch) -> tuple[float | str, ...]:
    readings = family.readings
    band = InterestBand.UNCLEAR if family.score is None else find_band(family.score)
    openings = [reading.career.openings for reading in readings]
    number = sum(each or 0 for each in openings)
    # Where openings are not known, they tell nothing against a family.
    has_few_openings = None not in openings and number < MIN_OPENINGS
    is_little = len(readings) < MIN_STAYING or has_few_openings
    last = (0 if family.score is None else -family.score, -number, family.key)
    if band is InterestBand.FAR:
        close, partly = (
            -family.bands[one] / len(readings) for one in (InterestBand.CLOSE, InterestBand.PARTLY)
        )
        return (BAND_ORDER[band], is_little, close, partly, 0, *last)
    return (
        BAND_ORDER[band],
        is_little,
        median(len(reading.bothers) for reading in readings),
        -median(len(reading.suits) for reading in readings),
        median(count_unknown_limits(reading) for reading in readings),
        *last,
    )
