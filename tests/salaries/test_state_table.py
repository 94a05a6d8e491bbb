"""A reader looks up pay by state: the order, the release, the own state, and kind answers."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from salaries.models import Wage
from salaries.summary import wage_summary
from tests.making import occupation

ADDRESS = "/careers/medical-office-administrator/salaries/"
# The career with its guide, releases, wages with the medians before, price levels, pay of the
# neighbors.
QUERIES = 5


def states(response: Any) -> list[str]:
    return [row.area.name for row in response.context["wages"].rows]


@pytest.mark.usefixtures("content")
class TestStateTable:
    def test_it_shows_51_states_by_top_10_percent_with_the_nation_above(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(QUERIES):
            response = client.get(ADDRESS)
        names = states(response)
        assert len(names) == 51
        assert names[:3] == ["California", "Washington", "Oregon"]
        text = response.content.decode()
        assert text.index("United States") < text.index(">California<")
        assert "May 15, 2026" in text
        assert "https://www.bls.gov/oes/" in text
        # Territories stand apart.
        assert not {"Guam", "Puerto Rico", "Virgin Islands"} & set(names)
        assert "Puerto Rico" in text

    def test_the_earlier_release_shows_exactly_the_rows_given(self, client: Client) -> None:
        response = client.get(ADDRESS, {"release": "2024-05"})
        rows = response.context["wages"].rows
        assert len(rows) == 51
        first, last = rows[0], rows[-1]
        assert (first.area.name, first.annual_median, first.wage.annual_p90) == (
            "California",
            52_720,
            73_990,
        )
        assert (last.area.name, last.annual_median, last.wage.annual_p90) == (
            "Louisiana",
            35_930,
            46_400,
        )
        text = response.content.decode()
        assert "$52,720" in text
        assert "$46,400" in text
        assert "not loaded here" in text

    @pytest.mark.parametrize("key", ["name", "median", "p90", "change"])
    def test_every_column_sorts_both_ways(self, client: Client, key: str) -> None:
        up = states(client.get(ADDRESS, {"sort": key}))
        down = states(client.get(ADDRESS, {"sort": f"-{key}"}))
        assert sorted(up) == sorted(down)
        assert up[0] == down[-1] or key == "change"
        assert len(up) == 51

    def test_equal_pay_is_ordered_by_name_in_both_directions(self, client: Client) -> None:
        rows = Wage.objects.filter(release__period__year=2025, occupation__soc_code="43-6013")
        rows.filter(area__state__in=["AL", "WY", "IA"]).update(
            annual_p10=30_000,
            annual_p90=61_000,
            annual_p75=50_000,
            annual_median=40_000,
            annual_p25=35_000,
        )
        for sort in ("p90", "-p90"):
            names = states(client.get(ADDRESS, {"sort": sort}))
            equal = [name for name in names if name in ("Alabama", "Wyoming", "Iowa")]
            assert equal == ["Alabama", "Iowa", "Wyoming"]

    def test_sort_links_work_without_a_script_and_keep_the_release(self, client: Client) -> None:
        text = client.get(ADDRESS, {"release": "2024-05", "state": "OH"}).content.decode()
        links = re.findall(r'class="sort" href="([^"#]+)', text)
        assert len(links) == 3
        for link in links:
            target = link.replace("&amp;", "&")
            assert "release=2024-05" in target
            assert "state=OH" in target
            assert client.get(target).status_code == 200

    def test_the_own_state_is_pinned_and_stays_in_its_place(self, client: Client) -> None:
        response = client.get(ADDRESS, {"state": "oh"})
        wages = response.context["wages"]
        assert wages.own.area.name == "Ohio"
        assert len(wages.rows) == 51
        pinned = response.context["table"].pinned
        assert [row.area.name for row in pinned] == ["United States", "Ohio"]

    def test_a_missing_and_a_top_coded_figure_say_so_and_sort_last_and_first(
        self, client: Client
    ) -> None:
        rows = Wage.objects.filter(release__period__year=2025, occupation__soc_code="43-6013")
        rows.filter(area__state="CA").update(
            annual_mean=None,
            annual_p10=None,
            annual_p25=None,
            annual_median=None,
            annual_p75=None,
            annual_p90=None,
            annual_missing="suppressed",
        )
        rows.filter(area__state="AR").update(annual_p90=None, annual_missing="top_coded")
        response = client.get(ADDRESS)
        names = states(response)
        assert (names[0], names[-1]) == ("Arkansas", "California")
        text = response.content.decode()
        assert "$239,200 or more" in text
        assert "not released" in text
        assert states(client.get(ADDRESS, {"sort": "p90"}))[-1] == "California"

    @pytest.mark.parametrize(
        ("query", "word"),
        [
            ({"sort": "drop"}, "cannot be sorted by “drop”"),
            ({"release": "1900"}, "as in 2024-05"),
            ({"release": "1900-01"}, "There is no release 1900-01"),
            ({"release": "2024-99"}, "as in 2024-05"),
            ({"release": "٢٠٢٤-٠٥"}, "as in 2024-05"),
            ({"state": "ZZ"}, "no figures for a state ZZ"),
            ({"state": "Ohio"}, "by its abbreviation"),
            ({"state": "\0"}, "Null characters"),
            ({"sort": "\U0001f600" * 3000}, "cannot be sorted"),
        ],
    )
    def test_what_makes_no_sense_is_answered_kindly(
        self, client: Client, query: dict[str, str], word: str
    ) -> None:
        response = client.get(ADDRESS, query)
        assert response.status_code == 200
        assert escape(word) in response.content.decode()
        assert len(states(response)) == 51

    def test_highest_paying_states_are_ranked_by_their_medians(self) -> None:
        wages = wage_summary(occupation("43-6013"))
        assert wages is not None
        assert [row.area.state for row in wages.highest_paying] == ["WA", "CA", "MA"]
        assert wages.rank(wages.highest_paying[1].area) == 2

    def test_change_is_calculated_between_the_two_releases(self) -> None:
        wages = wage_summary(occupation("43-6013"))
        assert wages is not None
        assert wages.nation is not None
        # From $44,640 to $45,930.
        assert str(wages.nation.median_change) == "2.9"
        earlier = wage_summary(occupation("43-6013"), wages.releases[1].key)
        assert earlier is not None
        assert earlier.previous is None

    def test_an_occupation_of_one_release_has_a_page_without_change(self, client: Client) -> None:
        wages = wage_summary(occupation("31-9092"))
        assert wages is not None
        assert [release.key for release in wages.releases] == ["2025-05"]
        assert len(wages.rows) == 51
        assert wage_summary(occupation("99-9999")) is None

    def test_posting_is_refused_and_an_unknown_career_is_not_found(self, client: Client) -> None:
        assert client.post(ADDRESS).status_code == 405
        assert client.get("/careers/nobody/salaries/").status_code == 404
