"""How many jobs there will be: growth beside the average, openings, and the reason."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from careers.key_figures import KeyFigure, list_outlook_figures
from careers.profile.sections import ProfileInputs, ProfileSection
from careers.projections.outlook import Outlook
from common.formatting import format_count, format_percent

# As near as this to the average, in points of percent, is "about as fast".
SAME_POINTS = Decimal("0.5")
PROJECTED_YEARS = 10


@dataclass(frozen=True)
class GrowthBar:
    """A bar from zero; places are percent of the width."""

    name: str
    text: str
    x: float
    width: float
    is_own: bool


@dataclass(frozen=True)
class OutlookSection:
    """What the template shows of the newest release, and all releases for its table.

    `language` is that of the reason.
    """

    newest: Outlook
    figures: list[KeyFigure]
    bars: tuple[GrowthBar, ...]
    zero: float
    openings: str
    reason: str
    language: str
    outlooks: list[Outlook]


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None for a career with a guide, which has its own part of the outlook."""
    career, newest = inputs.career, inputs.career.outlook
    if career.has_guide or newest is None:
        return None
    bars, zero = build_bars(newest)
    return ProfileSection(
        "outlook",
        _("Outlook"),
        write_heading(newest),
        "careers/profile/outlook.html",
        OutlookSection(
            newest=newest,
            figures=list_outlook_figures(newest),
            bars=bars,
            zero=zero,
            openings=_describe_openings(newest),
            reason=career.description.outlook_reason if career.description else "",
            language=career.description.language if career.description else "",
            outlooks=career.outlooks,
        ),
    )


def write_heading(outlook: Outlook) -> str:
    """The finding: growth or decline, and how it compares with all occupations."""
    growth, average = outlook.growth_percent, outlook.average_growth_percent
    words = {
        "year": outlook.target_year,
        "percent": format_percent(abs(growth)),
        "average": format_percent(average),
        "base": outlook.base_year,
    }
    if growth < 0:
        return _("%(percent)s fewer jobs are expected by %(year)s") % words
    if growth == 0:
        return _("About as many jobs are expected in %(year)s as in %(base)s") % words
    if average is None:
        return _("%(percent)s more jobs are expected by %(year)s") % words
    if abs(growth - average) <= SAME_POINTS:
        return _("%(percent)s more jobs by %(year)s, about as many as in all occupations") % words
    if growth > average:
        return _("%(percent)s more jobs by %(year)s: faster than average (%(average)s)") % words
    return _("%(percent)s more jobs by %(year)s: slower than average (%(average)s)") % words


def build_bars(outlook: Outlook) -> tuple[tuple[GrowthBar, ...], float]:
    """A bar for the occupation and one for all, on one scale, and where its zero is."""
    rows = [(_("This career"), outlook.growth_percent, True)]
    if outlook.average_growth_percent is not None:
        rows.append((_("All occupations"), outlook.average_growth_percent, False))
    growths = [0.0, *(float(growth) for _name, growth, _own in rows)]
    low, high = min(growths), max(growths)
    span = high - low or 1.0
    zero = round(-100 * low / span, 1)
    bars = []
    for name, growth, is_own in rows:
        width = round(100 * abs(float(growth)) / span, 1)
        x = round(zero - width, 1) if growth < 0 else zero
        bars.append(GrowthBar(name, format_percent(growth), x, width, is_own))
    return tuple(bars), zero


def _describe_openings(outlook: Outlook) -> str:
    """Where openings come from: new jobs, and people who leave."""
    new = (outlook.employment_projected - outlook.employment) / PROJECTED_YEARS
    words = {
        "openings": format_count(outlook.openings_per_year),
        "new": format_count(round(new, -2 if new >= 1000 else -1)),
    }
    if new <= 0:
        return (
            _(
                "There are still about %(openings)s openings a year: people retire or move to "
                "other work, and some of their jobs are filled again."
            )
            % words
        )
    return (
        _(
            "Of about %(openings)s openings a year some %(new)s are new jobs. The others come from "
            "people who retire or move to other work."
        )
        % words
    )
