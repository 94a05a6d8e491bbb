"""Pay in the nation and in every state, and where more of it stands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.profile.sections import ProfileInputs, ProfileSection
from salaries.chart import RangeChart, build_range_chart
from salaries.choropleth import Choropleth, build_choropleth
from salaries.summary import WageSummary
from salaries.table import DEFAULT_SORT
from salaries.views.states import CAPTIONS


@dataclass(frozen=True)
class PaySection:
    """What the template shows: the range of the nation, the map and the table of states."""

    wages: WageSummary
    chart: RangeChart | None
    map: Choropleth
    caption: str
    is_hourly: bool
    is_table_open: bool
    notices: tuple[str, ...]


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """Pay in the release that the address names, else in the latest."""
    wages = inputs.wages
    if wages is None:
        return None
    is_hourly = wages.is_hourly_only
    if is_hourly:
        wages = wages.by_the_hour()
    captions = CAPTIONS["state", "hour" if is_hourly else "year"]
    return ProfileSection(
        # The guide's section on pay has the same one, as do the links of the table.
        anchor="wages",
        label=_("Pay"),
        heading=_describe_pay(wages, is_hourly),
        template="careers/profile/pay.html",
        data=PaySection(
            wages=wages,
            chart=build_range_chart([row for row in (wages.nation, wages.own) if row]),
            map=build_choropleth(wages.rows),
            caption=str(captions) % {"release": wages.release.label},
            is_hourly=is_hourly,
            # Who sorts the table wants to see it.
            is_table_open=wages.sort != DEFAULT_SORT,
            notices=tuple(inputs.notices),
        ),
    )


def _describe_pay(wages: WageSummary, is_hourly: bool) -> str:
    """What the middle earns, where the reader lives if that is known."""
    for row in (wages.own, wages.nation):
        if row is None or row.pay.median.amount is None:
            continue
        words = {"pay": row.pay.median.text, "state": row.area.name}
        if row is wages.own:
            text = (
                _("Half of them earn more than %(pay)s an hour in %(state)s")
                if is_hourly
                else _("Half of them earn more than %(pay)s a year in %(state)s")
            )
        else:
            text = (
                _("Half of them earn more than %(pay)s an hour")
                if is_hourly
                else _("Half of them earn more than %(pay)s a year")
            )
        return text % words
    return _("What they earn")
