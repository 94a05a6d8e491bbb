"""A reader looks closer: metro areas, hourly pay, areas side by side, one area, other work."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from salaries.choropleth import build_choropleth
from salaries.models import Area, PriceLevel, Wage
from salaries.summary import wage_summary
from tests.making import occupation

ADDRESS = "/careers/medical-office-administrator/salaries/"

pytestmark = pytest.mark.usefixtures("content")


def names(response: Any) -> list[str]:
    return [row.area.name for row in response.context["table"].rows]


def medical(**where: Any) -> Any:
    return Wage.objects.filter(release__period__year=2025, occupation__soc_code="43-6013", **where)


# -- Metropolitan areas ---------------------------------------------------------------------------


def test_metros_come_in_pages_highest_first(client: Client, django_assert_num_queries: Any) -> None:
    # As for the states, and the metropolitan areas.
    with django_assert_num_queries(6):
        response = client.get(ADDRESS, {"level": "metro"})
    assert len(names(response)) == 50
    pages = response.context["page"].paginator
    total = medical(area__level__in=["metro", "nonmetro"]).count()
    assert pages.count == total > 400
    pay = [row.wage.annual_p90 for row in response.context["table"].rows]
    assert pay == sorted(pay, reverse=True)
    second = client.get(ADDRESS + response.context["next_query"])
    assert not set(names(response)) & set(names(second))
    last = client.get(ADDRESS, {"level": "metro", "page": "9999"})
    assert last.context["page"].number == pages.num_pages


def test_metros_are_found_by_part_of_a_name_and_by_a_state_they_reach_into(client: Client) -> None:
    response = client.get(ADDRESS, {"level": "metro", "q": "cinc"})
    assert names(response) == ["Cincinnati, OH-KY-IN"]
    kentucky = names(client.get(ADDRESS, {"level": "metro", "state": "KY", "sort": "name"}))
    assert "Cincinnati, OH-KY-IN" in kentucky
    assert "Akron, OH" not in kentucky
    for q, name in {
        "Miami, FL": "Miami-Fort Lauderdale-West Palm Beach, FL",
        "miami florida": "",
        "Miami, Florida": "Miami-Fort Lauderdale-West Palm Beach, FL",
        "Dallas–Fort Worth": "Dallas-Fort Worth-Arlington, TX",
        "dallas/fort worth, tx": "Dallas-Fort Worth-Arlington, TX",
        "DALLAS FORT WORTH TX": "Dallas-Fort Worth-Arlington, TX",
        "dallas–ft. worth": "Dallas-Fort Worth-Arlington, TX",
        "Saint Louis, MO": "St. Louis, MO-IL",
        "Coeur d’Alene": "Coeur d'Alene, ID",
        "coeur d alene id": "Coeur d'Alene, ID",
        "Portland, OR": "Portland-Vancouver-Hillsboro, OR-WA",
        "Portland, ME": "Portland-South Portland, ME",
        "Cincinnati, KY": "Cincinnati, OH-KY-IN",
        "Kansas City, MO-KS": "Kansas City, MO-KS",
        "Mayagüez": "Mayaguez, PR",
        "San Germán": "",
    }.items():
        found = names(client.get(ADDRESS, {"level": "metro", "q": q}))
        assert found == ([name] if name else []), q
    nothing = client.get(ADDRESS, {"level": "metro", "q": "<script>Xyz"})
    assert "No area matches" in nothing.content.decode()
    assert "<script>Xyz" not in nothing.content.decode()


def test_a_release_without_metros_says_so(client: Client) -> None:
    response = client.get(ADDRESS, {"level": "metro", "release": "2024-05"})
    assert "Metro figures of May 2024 are not loaded" in response.content.decode()


def test_hourly_pay_and_all_percentiles_are_a_choice(client: Client) -> None:
    response = client.get(ADDRESS, {"pay": "hour", "columns": "all"})
    ohio = medical(area__state="OH", area__level="state").get()
    text = response.content.decode()
    for amount in (ohio.hourly_p10, ohio.hourly_median, ohio.hourly_p90):
        assert f"${amount}" in text
    heads = [column.key for column in response.context["table"].columns]
    assert heads == [*("name", "employment", "p10", "p25", "median", "p75", "p90", "quotient")]
    # The release before has no medians by the hour.
    assert "none of these areas has a median an hour in both" in text
    for key in heads:
        assert len(names(client.get(ADDRESS, {"sort": key, "columns": "all"}))) == 51


@pytest.mark.parametrize(
    "query",
    [
        {"level": "moon"},
        {"pay": "century"},
        {"columns": "many"},
        {"prices": "free"},
        {"page": "-1"},
        {"page": "x"},
        {"q": "\0"},
        {"compare": "\0,,,"},
        {"compare": "CA"},
        {"compare": "CA,ZZ,nowhere-at-all"},
        {"compare": "CA,WA,TX,OH,NY,FL,IL"},
    ],
)
def test_invalid_parameters_do_no_harm(client: Client, query: dict[str, str]) -> None:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    assert len(names(response)) == 51
    assert response.context["notices"] or "\0" in query.get("compare", "")


# -- The map --------------------------------------------------------------------------------------


def test_every_state_is_a_link_on_the_map_in_one_of_five_shades(client: Client) -> None:
    response = client.get(ADDRESS)
    drawn = response.context["map"]
    assert len(drawn.places) == 51
    assert {place.shade for place in drawn.places} == {1, 2, 3, 4, 5}
    assert len({(place.x, place.y) for place in drawn.places}) == 51
    text = response.content.decode()
    assert len(re.findall(r"<use href=", text)) == 51
    sprite = finders.find("img/map-states.svg")
    assert sprite
    shapes = set(re.findall(r'id="([A-Z]{2})"', Path(sprite).read_text()))
    assert shapes == {place.area.state for place in drawn.places}


def test_a_state_without_a_figure_is_drawn_apart() -> None:
    medical(area__state="OH", area__level="state").update(
        **dict.fromkeys(("annual_mean", "annual_p10", "annual_p25", "annual_median"), None),
        **dict.fromkeys(("annual_p75", "annual_p90"), None),
        annual_missing="suppressed",
    )
    wages = wage_summary(occupation("43-6013"))
    assert wages is not None
    drawn = build_choropleth(wages.rows)
    assert [place.area.state for place in drawn.places if place.shade == 0] == ["OH"]
    assert drawn.has_gaps
    ohio = Area.objects.get(state="OH", level="state")
    assert wages.rank(ohio) is None


# -- Side by side ---------------------------------------------------------------------------------


def test_states_and_metros_are_compared_on_one_scale(client: Client) -> None:
    response = client.get(ADDRESS, {"compare": "CA,wa,akron-oh"})
    comparison = response.context["comparison"]
    assert [row.area.name for row in comparison.rows] == ["California", "Washington", "Akron, OH"]
    assert [bar.name for bar in comparison.chart.bars][-1] == "United States"
    for bar in comparison.chart.bars:
        start, width = bar.whisker
        assert 0 <= start <= bar.box[0] <= bar.median <= start + width <= 100
    # As the boxes of a form send it.
    boxes = client.get(ADDRESS + "?compare=CA&compare=TX")
    assert len(boxes.context["comparison"].rows) == 2


# -- One area -------------------------------------------------------------------------------------


def ticked(response: Any) -> list[str]:
    """Areas ticked in the picker, as the browser would send them."""
    boxes = re.findall(r'name="compare" value="([^"]*)" checked', response.content.decode())
    return [str(box) for box in boxes]


def test_metros_are_added_to_a_comparison_of_states(client: Client) -> None:
    states = client.get(ADDRESS, {"compare": "CA,OH"})
    assert ticked(states) == ["CA", "OH"]
    address = states.context["picker"].other_level
    metros = client.get(ADDRESS + address, {"level": "metro", "state": "OH", "compare": "CA,OH"})
    assert "compare=CA,OH" in address
    assert ticked(metros) == ["CA", "OH"]
    offered = {area.compare_value for area in metros.context["picker"].here}
    assert "akron-oh" in offered
    assert "los-angeles-long-beach-anaheim-ca" not in offered
    query = {**dict(metros.context["picker"].parameters), "compare": [*ticked(metros), "akron-oh"]}
    three = client.get(ADDRESS, query)
    assert [row.area.name for row in three.context["comparison"].rows] == [
        *("California", "Ohio", "Akron, OH"),
    ]
    assert names(three) == names(metros)
    assert set(ticked(three)) == {"CA", "OH", "akron-oh"}


def test_a_missing_change_is_explained(client: Client) -> None:
    # The release before has the states and not their metropolitan areas.
    metros = client.get(ADDRESS, {"level": "metro"})
    heads = [column.key for column in metros.context["table"].columns]
    assert "change" not in heads
    why = "none of these areas has a median a year in both May 2024 and May 2025"
    assert why in metros.content.decode()
    states = client.get(ADDRESS)
    assert "change" in [column.key for column in states.context["table"].columns]
    together = client.get(ADDRESS, {"compare": "OH,akron-oh"}).content.decode()
    assert "not in both releases" in together
    akron = client.get(ADDRESS + "akron-oh/").content.decode()
    assert "no median of this area in both releases" in akron


def test_a_state_has_a_page_with_rank_metros_neighbors_and_programs(
    client: Client, django_assert_num_queries: Any
) -> None:
    # Area, career, releases, states and metros, each with the medians before.
    with django_assert_num_queries(5):
        response = client.get(f"{ADDRESS}ohio/")
    text = response.content.decode()
    ohio = medical(area__state="OH", area__level="state").get()
    higher = medical(area__level="state", annual_median__gt=ohio.annual_median).count()
    assert response.context["rank"] == higher + 1
    assert [row.area.state for row in response.context["neighbors"]] == [
        *("IN", "KY", "MI", "PA", "WV")
    ]
    assert "Akron, OH" in text
    assert "programs/?state=OH" in text
    assert f"${ohio.hourly_median}" in text


def test_a_metro_a_territory_and_the_nation_have_pages(client: Client) -> None:
    metro = client.get(f"{ADDRESS}akron-oh/").content.decode()
    assert "In <a href" in metro
    assert "Ohio" in metro
    for slug in ("guam", "united-states", "district-of-columbia", "hawaii"):
        assert client.get(f"{ADDRESS}{slug}/").status_code == 200
    assert client.get(f"{ADDRESS}atlantis/").status_code == 404
    assert client.get(f"{ADDRESS}akron-oh/", {"release": "2024-05"}).status_code == 404
    assert client.get(f"{ADDRESS}ohio/", {"release": "2024-05"}).status_code == 200


@pytest.mark.parametrize(
    ("values", "caution"),
    [
        ({"employment": 499}, "fewer than 500 workers"),
        ({"employment_rse": "30.1"}, "employment is uncertain"),
        ({"mean_rse": "40"}, "pay is uncertain"),
        ({"annual_p75": 56_830, "annual_p90": 56_830}, "75th and 90th percentile are the same"),
    ],
)
def test_uncertain_figures_have_a_caution(
    client: Client, values: dict[str, Any], caution: str
) -> None:
    assert (
        "take these figures with care"
        not in (client.get(f"{ADDRESS}ohio/").content.decode().lower().split("<details")[0])
    )
    medical(area__state="OH", area__level="state").update(**values)
    assert caution in client.get(f"{ADDRESS}ohio/").content.decode()
    assert "take with care" in client.get(ADDRESS).content.decode()


# -- Prices ---------------------------------------------------------------------------------------


def test_prices_are_a_choice_where_price_levels_are_loaded(client: Client) -> None:
    # Those that come with the site: 44,280 / 0.91812 = 48,229.0
    assert "$48,230" in client.get(ADDRESS, {"prices": "local"}).content.decode()
    PriceLevel.objects.all().delete()
    assert "Adjusted for local prices" not in client.get(ADDRESS).content.decode()
    unasked = client.get(ADDRESS, {"prices": "local"})
    assert "No price levels are loaded" in unasked.content.decode()
    ohio = Area.objects.get(state="OH", level="state")
    PriceLevel.objects.create(area=ohio, year=2023, index="91.800")
    PriceLevel.objects.create(area=ohio, year=2022, index="50.000")
    text = client.get(ADDRESS, {"prices": "local"}).content.decode()
    # 44,280 / 0.918 = 48,235.3
    assert "$48,240" in text
    assert "no price level" in text
    assert "Regional Price Parities" in text
    assert "2023" in text
