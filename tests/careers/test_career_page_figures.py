"""A career's page: pay over the years, outlook, what AI may change, where people work."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from careers.facts.publishing import withdraw_facts
from careers.models import FactKind, FactRelease
from careers.profile import exposure, industries, outlook, pay_history
from careers.profile.exposure import find_places
from careers.profile.line_chart import ChartPoint, build_line_chart
from careers.profile.sections import ProfileInputs, ProfileSection
from salaries.models import Release
from salaries.oews.publish import withdraw_release
from tests.careers.guides import PAGE, read_text
from tests.careers.profiles import read_inputs

pytestmark = pytest.mark.usefixtures("content")

NURSE = "registered-nurse"


def years_of(section: ProfileSection | None) -> dict[str, Any]:
    assert section is not None
    return {row.label: row for row in section.data.years}


def without(inputs: ProfileInputs, *kinds: FactKind) -> ProfileInputs:
    facts = {kind: fact for kind, fact in inputs.facts.items() if kind not in kinds}
    return replace(inputs, facts=facts)


def test_pay_over_the_years_joins_the_history_to_the_loaded_releases(client: Client) -> None:
    section = pay_history.build(read_inputs(NURSE))
    assert section is not None
    years = years_of(section)
    assert list(years)[0::11] == ["May 2025", "May 2014"]
    assert (years["May 2014"].median, years["May 2025"].median) == ("$66,640", "$97,550")
    assert section.heading == "Half earned over $66,640 in 2014, over $97,550 in 2025"
    page = read_text(client.get(f"/careers/{NURSE}/"))
    for words in ("dollars of each year", "changed its list of occupations", "warn against"):
        assert words in page
    # No line is drawn across the breaks of the survey.
    assert len(section.data.chart.lines) == len(section.data.chart.bands) == 3
    assert len(section.data.chart.breaks) == 2


def test_a_withdrawn_release_takes_its_year_away() -> None:
    withdraw_release(Release.objects.get(period="2025-05-01"), None)
    assert "May 2025" not in years_of(pay_history.build(read_inputs(NURSE)))
    # What the history tells itself stays.
    withdraw_facts(FactRelease.objects.get(kind=FactKind.PAY_HISTORY), None)
    assert pay_history.build(read_inputs(NURSE)) is None


def test_a_loaded_release_goes_before_the_history() -> None:
    """May 2024 is loaded for one occupation, its national figures among them."""
    rows = years_of(pay_history.build(read_inputs("medical-office-administrator")))
    assert (rows["May 2024"].workers, rows["May 2024"].median) == (830_760, "$44,640")


def test_actors_have_pay_by_the_hour_and_no_band(client: Client) -> None:
    section = pay_history.build(read_inputs("actor"))
    assert section is not None
    assert section.heading == "Half earned over $19.82 an hour in 2014, over $29.05 in 2025"
    assert section.data.chart.bands == ()
    assert "Median, an hour" in read_text(client.get("/careers/actor/"))


def test_pay_above_the_limit_says_so() -> None:
    rows = years_of(pay_history.build(read_inputs("chief-executive")))
    assert (rows["May 2014"].median, rows["May 2014"].high) == ("$173,320", "above the limit")
    assert rows["May 2025"].high.endswith(" or more") or rows["May 2025"].high.startswith("$")
    # Two years without a median: the line does not go through zero.
    section = pay_history.build(read_inputs("physician-in-another-specialty"))
    assert "since May 2021" in " ".join(section.data.notes if section else ())
    assert years_of(section)["May 2024"].median == "above the limit"


def test_a_chart_needs_two_values_and_fits_its_frame() -> None:
    assert build_line_chart([ChartPoint(2024, 0, None), ChartPoint(2025, 0, 10.0)], ()) is None
    chart = build_line_chart([ChartPoint(2024, 0, 9.5), ChartPoint(2025, 0, 10.0)], (2024.5, 2030))
    assert chart is not None
    assert (chart.lines, chart.breaks) == (("M4 5L96 0",), (50.0,))


def test_the_outlook_is_told_beside_the_average_and_with_its_reason(client: Client) -> None:
    section = outlook.build(read_inputs(NURSE))
    assert section is not None
    assert section.heading == "5.6% more jobs by 2035: faster than average (3.5%)"
    assert [bar.text for bar in section.data.bars] == ["5.6%", "3.5%"]
    page = read_text(client.get(f"/careers/{NURSE}/"))
    assert section.data.reason in page
    assert page.index("2025–35") < page.index("2024–34")
    assert "Of about 180,800 openings a year some 19,500 are new jobs." in page


def test_decline_is_a_bar_to_the_left_and_openings_remain() -> None:
    section = outlook.build(read_inputs("telemarketer"))
    assert section is not None
    own, average = section.data.bars
    assert own.text.startswith("−")
    assert (own.x, own.x + own.width) == (0, average.x)
    assert "fewer jobs are expected by 2035" in section.heading
    assert "There are still about" in section.data.openings


def test_the_outlook_of_a_guide_is_not_told_twice(client: Client) -> None:
    assert outlook.build(read_inputs("medical-office-administrator")) is None
    assert read_text(client.get(PAGE)).count("What was projected before") == 1


def test_three_measures_of_ai_stand_side_by_side(client: Client) -> None:
    places = [
        place.percent for place in find_places(read_inputs("medical-office-administrator").facts)
    ]
    assert places == pytest.approx([94, 74, 87], abs=3)
    welders = [place.percent for place in find_places(read_inputs("welder").facts)]
    assert welders == pytest.approx([14, 24, 9], abs=3)
    page = read_text(client.get(PAGE))
    for words in ("GPTs are GPTs", "Working with AI", "Felten, Raj, Seamans (2021)", "no forecast"):
        assert words in page


def test_a_measure_that_lacks_an_occupation_says_so(client: Client) -> None:
    inputs = without(read_inputs(NURSE), FactKind.AI_TASKS)
    section = exposure.build(inputs)
    assert section is not None
    assert [place.percent is None for place in section.data.places] == [True, False, False]
    missing = (FactKind.AI_TASKS, FactKind.AI_USE, FactKind.AI_ABILITIES)
    assert exposure.build(without(inputs, *missing)) is None
    page = read_text(client.get("/careers/physician-in-another-specialty/"))
    assert "This measure does not have the occupation." in page


def test_industries_have_their_share_and_pay() -> None:
    section = industries.build(read_inputs(NURSE))
    assert section is not None
    assert section.heading == "60% work in one industry: Hospitals"
    first = section.data.industries[0]
    assert (first.workers, first.share, first.median, first.bar) == (2_020_230, "60%", 100_220, 100)
    actors = industries.build(read_inputs("actor"))
    assert actors is not None
    assert not actors.data.has_pay
