"""A visitor reads a career's guide."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Career, Duty, GuideSection, Skill, Source
from tests.making import occupation

GUIDE = "/careers/medical-office-administrator/"

# The career with twelve of its tables, three for its wages, two for its programs.
GUIDE_QUERIES = 17


def test_the_guide_shows_its_sections_in_order_and_lists_them(
    client: Client, content: None
) -> None:
    page = client.get(GUIDE).content.decode()
    anchors = re.findall(r'<section class="section" id="([^"]+)"', page)
    listed = re.findall(r'<li><a href="#([^"]+)">', page)
    expected = list(GuideSection.objects.values_list("anchor", flat=True))
    assert anchors == expected
    assert listed[: len(expected)] == expected


def test_every_row_of_every_table_is_on_the_page(client: Client, content: None) -> None:
    page = client.get(GUIDE).content.decode()
    career = Career.objects.get()
    for duty in career.duties.all():
        assert duty.title in page
    for pair in career.fit_statements.all():
        assert pair.great_fit in page
        assert pair.maybe_not in page
    for certification in career.certifications.all():
        assert certification.abbreviation in page
        assert certification.url in page
    for figure in ("$3,000 – $7,000", "$10,000 – $20,000", "830,760", "85,900", "4.2%", "68%"):
        assert figure in page


def test_the_page_says_when_the_guide_was_reviewed(client: Client, content: None) -> None:
    assert "November 24, 2026" in client.get(GUIDE).content.decode()


def test_queries_do_not_grow_with_rows(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(GUIDE_QUERIES):
        client.get(GUIDE)
    career = Career.objects.get()
    Duty.objects.bulk_create(Duty(career=career, title=f"Duty {n}") for n in range(50))
    Skill.objects.bulk_create(Skill(career=career, title=f"Skill {n}") for n in range(50))
    with django_assert_num_queries(GUIDE_QUERIES):
        client.get(GUIDE)


def test_a_section_without_rows_or_text_is_left_out(client: Client, content: None) -> None:
    Career.objects.get().workplaces.all().delete()
    GuideSection.objects.filter(part="workplaces").update(body="")
    assert 'id="workplaces"' not in client.get(GUIDE).content.decode()


def test_a_second_career_needs_only_rows(client: Client, content: None) -> None:
    career = Career.objects.create(
        slug="medical-assistant",
        name="medical assistant",
        title="How to become a medical assistant",
        summary="A guide that an editor began.",
        occupation=occupation("31-9092"),
        is_published=True,
        reviewed_on="2026-11-24",
    )
    GuideSection.objects.create(
        career=career, part="wages", anchor="wages", heading="Pay by state", position=1
    )
    page = client.get("/careers/medical-assistant/")
    assert page.status_code == 200
    # The nation's median of 31-9092 in the May 2025 release.
    assert "$45,690" in page.content.decode()


def test_a_career_without_wages_says_nothing_false(client: Client, content: None) -> None:
    Career.objects.update(occupation=occupation("99-9999"))
    page = client.get(GUIDE).content.decode()
    assert "Median pay" not in page
    assert 'id="duties"' in page or 'id="a-day"' in page


@pytest.mark.parametrize("slug", ["unknown", "medical-office-administrator"])
def test_a_career_that_is_not_published_has_no_page(
    client: Client, content: None, slug: str
) -> None:
    Career.objects.update(is_published=False)
    response = client.get(f"/careers/{slug}/")
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()


def test_an_editors_markdown_cannot_bring_in_html(client: Client, content: None) -> None:
    GuideSection.objects.filter(anchor="a-day").update(
        body="<script>alert(1)</script> [a](javascript:alert(1)) **strong** <img src=x onerror=y>"
    )
    page = client.get(GUIDE).content.decode()
    section = page[page.index('id="a-day"') : page.index('id="measured"')]
    assert "<strong>strong</strong>" in section
    assert "<script" not in section
    assert "<img" not in section
    assert 'href="javascript' not in section


def test_each_measured_fact_names_its_source(client: Client, content: None) -> None:
    page = client.get(GUIDE).content.decode()
    for source in Source.objects.all():
        assert source.title in page


def test_reading_sets_no_cookie(client: Client, content: None) -> None:
    for path in ("/", GUIDE, "/sources/"):
        assert not client.get(path).cookies, path


def test_sorting_the_guides_table_keeps_its_release(client: Client, content: None) -> None:
    page = client.get(GUIDE, {"release": "2024-05"}).content.decode()
    assert 'href="?release=2024-05&amp;sort=name#wages"' in page
