"""Where people in an occupation work, and what each industry pays."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.facts.reading import Fact
from careers.models import FactKind
from careers.profile.sections import ProfileInputs, ProfileSection
from common.formatting import format_percent


@dataclass(frozen=True)
class Industry:
    """A row; `bar` is percent of the longest. `share` is empty where all workers are not known."""

    code: str
    name: str
    workers: int
    share: str
    median: int | None
    bar: float


@dataclass(frozen=True)
class IndustriesSection:
    """The largest industries, as the fact has them."""

    industries: tuple[Industry, ...]
    fact: Fact

    @property
    def has_pay(self) -> bool:
        """Whether any of them has pay a year: the survey gives some occupations none."""
        return any(row.median for row in self.industries)


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None where the survey does not say in which industries they work."""
    fact = inputs.facts.get(FactKind.INDUSTRIES)
    rows = fact.values["rows"] if fact else []
    if fact is None or not rows:
        return None
    workers = _count_workers(inputs)
    largest = max(row[2] for row in rows)
    industries = [
        Industry(
            code,
            name,
            count,
            _format_share(count, workers) if workers else "",
            median,
            round(100 * count / largest, 1),
        )
        for code, name, count, median in rows
    ]
    first = industries[0]
    # The table has all of the name.
    words = {"industry": first.name.partition(", excluding")[0], "share": capfirst(first.share)}
    heading = (
        _("%(share)s work in one industry: %(industry)s") % words
        if first.share
        else _("Where they work")
    )
    return ProfileSection(
        "where-they-work",
        _("Where they work"),
        heading,
        "careers/profile/industries.html",
        IndustriesSection(tuple(industries), fact),
    )


def _format_share(count: int, workers: int) -> str:
    """Whole percent; neither all nor nothing where there are others or some.

    >>> _format_share(1_383_430, 1_388_390), _format_share(2_260, 1_388_390), _format_share(5, 5)
    ('over 99%', 'under 1%', '100%')
    """
    percent = 100 * count / workers
    if percent < 1:
        return _("under 1%")
    if percent > 99 and count < workers:
        return _("over 99%")
    return format_percent(round(percent))


def _count_workers(inputs: ProfileInputs) -> int | None:
    """All workers of the nation in the same month as the industries."""
    own = inputs.surroundings.own
    month = inputs.facts[FactKind.INDUSTRIES].source.period
    return next((one.workers for one in own.pay if one.period == month), None) if own else None
