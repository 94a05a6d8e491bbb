"""A visitor reads a career's guide."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.guides.publishing import publish_guide, withdraw_guide
from careers.models import Career, Description, GuideSection, Point, Source
from programs.models import Program
from programs.models.summaries import rewrite_summaries
from salaries.models import Wage
from tests.careers.guides import PAGE, create_guide, get_guide, read_text
from tests.making import occupation

# The career with its guide, its facts, the careers around it, two for its wages, one for its
# programs.
GUIDE_QUERIES = 6


def test_the_guide_shows_its_sections_in_order_and_lists_them(
    client: Client, content: None
) -> None:
    page = client.get(PAGE).content.decode()
    anchors = re.findall(r'<section class="section" id="([^"]+)"', page)
    listed = re.findall(r'<li><a href="#([^"]+)">', page)
    expected = list(GuideSection.objects.values_list("anchor", flat=True))
    assert anchors[: len(expected)] == expected
    assert listed[: len(expected)] == expected


def test_every_row_of_every_table_is_on_the_page(client: Client, content: None) -> None:
    page = client.get(PAGE).content.decode()
    guide = get_guide()
    for point in guide.points.all():
        assert point.title in page
    for pair in guide.fit_statements.all():
        assert pair.great_fit in page
        assert pair.maybe_not in page
    for certification in guide.certifications.all():
        assert certification.abbreviation in page
        assert certification.url in page
    for figure in ("$3,000 – $7,000", "$10,000 – $20,000", "830,760", "85,900", "4.2%", "68%"):
        assert figure in page


def test_the_page_says_when_the_guide_was_reviewed(client: Client, content: None) -> None:
    assert "November 24, 2026" in client.get(PAGE).content.decode()


def test_queries_do_not_grow_with_rows(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(GUIDE_QUERIES):
        client.get(PAGE)
    guide = get_guide()
    Point.objects.bulk_create(
        Point(guide=guide, kind=kind, title=f"{kind} {n}")
        for kind in Point.Kind.values
        for n in range(50)
    )
    publish_guide(guide, None)
    with django_assert_num_queries(GUIDE_QUERIES):
        client.get(PAGE)


def test_a_section_without_rows_or_text_is_left_out(client: Client, content: None) -> None:
    guide = get_guide()
    guide.points.filter(kind="workplace").delete()
    guide.sections.filter(part="workplaces").update(body="")
    publish_guide(guide, None)
    assert 'id="workplaces"' not in client.get(PAGE).content.decode()


def test_a_second_career_needs_only_rows(client: Client, content: None) -> None:
    publish_guide(create_guide("31-9092", slug="doctors-assistant"), None)
    page = client.get("/careers/doctors-assistant/")
    assert page.status_code == 200
    # The nation's median of 31-9092 in the May 2025 release.
    assert "$45,690" in page.content.decode()


def test_a_career_without_wages_says_nothing_false(client: Client, content: None) -> None:
    Career.objects.update(occupation=occupation("99-9999"))
    page = client.get(PAGE).content.decode()
    assert "Median pay" not in page
    assert 'id="duties"' in page or 'id="a-day"' in page


def test_the_cost_of_training_stands_beside_what_people_owe(client: Client, content: None) -> None:
    def read_note() -> str:
        text = read_text(client.get(PAGE))
        return text.split("<dt>Shortest training</dt>")[1].split("</dd>")[0]

    assert "certificate: typical cost $3,000 – $7,000, median debt $9,500" in read_note()
    Program.objects.filter(credential=Program.Credential.CERTIFICATE).update(
        debt=None, debt_missing="suppressed"
    )
    rewrite_summaries()
    assert "certificate: typical cost $3,000 – $7,000</span>" in read_note()


def test_pay_leads_from_where_it_starts_and_says_why_a_figure_is_missing(
    client: Client, content: None
) -> None:
    def list_pay(address: str) -> list[tuple[str, str, str]]:
        figures = re.findall(
            r'<dt>([^<]+)</dt><dd><span class="figure-value">([^<]+)</span>'
            r'<span class="figure-note">([^<]+)</span>',
            read_text(client.get(address)),
        )
        names = ("Starting pay", "Median pay", "Top 10% earn")
        return [figure for figure in figures if figure[0] in names]

    maine = f"{PAGE}salaries/maine/"
    assert [figure[:2] for figure in list_pay(PAGE)] == [
        ("Starting pay", "$35,930"),
        ("Median pay", "$45,930"),
        ("Top 10% earn", "$60,530+"),
    ]
    assert [figure[0] for figure in list_pay(maine)] == [
        *("Starting pay", "Median pay", "Top 10% earn")
    ]
    reason = "The file that this site loaded does not contain this figure."
    for address in (f"{PAGE}?release=2024-05", f"{maine}?release=2024-05"):
        [start, *_] = list_pay(address)
        assert start == ("Starting pay", "not loaded here", reason)
    Wage.objects.filter(annual_p10__isnull=False, occupation__soc_code="43-6013").update(
        annual_p10=None, annual_missing="suppressed"
    )
    for address in (PAGE, maine):
        [start, *_] = list_pay(address)
        assert start[1] == "not released"
        assert start[2].startswith("The survey does not release this figure: too few employers")


@pytest.mark.parametrize("slug", ["unknown", "medical-office-administrator"])
def test_a_career_that_is_not_published_has_no_page(
    client: Client, content: None, slug: str
) -> None:
    withdraw_guide(get_guide(), None)
    Description.objects.update(withdrawn_at=timezone.now())
    response = client.get(f"/careers/{slug}/")
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()


def test_a_career_whose_guide_is_withdrawn_has_its_facts(client: Client, content: None) -> None:
    withdraw_guide(get_guide(), None)
    page = client.get(PAGE).content.decode()
    assert 'id="a-day"' not in page
    assert 'id="work"' in page
    assert ">Overview<" in page


def test_an_editors_markdown_cannot_bring_in_html(client: Client, content: None) -> None:
    GuideSection.objects.filter(anchor="a-day").update(
        body="<script>alert(1)</script> [a](javascript:alert(1)) **strong** <img src=x onerror=y>"
    )
    publish_guide(get_guide(), None)
    page = client.get(PAGE).content.decode()
    section = page[page.index('id="a-day"') : page.index('id="measured"')]
    assert "<strong>strong</strong>" in section
    assert "<script" not in section
    assert "<img" not in section
    assert 'href="javascript' not in section


def test_each_measured_fact_names_its_source(client: Client, content: None) -> None:
    page = client.get(PAGE).content.decode()
    for source in Source.objects.all():
        assert source.title in page


def test_reading_sets_no_cookie(client: Client, content: None) -> None:
    for path in ("/", PAGE, "/sources/"):
        assert not client.get(path).cookies, path


def test_sorting_the_guides_table_keeps_its_release(client: Client, content: None) -> None:
    page = client.get(PAGE, {"release": "2024-05"}).content.decode()
    assert 'href="?release=2024-05&amp;sort=name#wages"' in page
