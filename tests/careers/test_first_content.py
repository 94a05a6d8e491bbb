"""The bundled guide has every figure, name and link it was given, and is easy to read."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import models
from django.test import Client

from careers.guides.parts import GUIDE_PARTS
from careers.models import Guide, GuideSection, MeasuredFact, TrainingCost
from tests.careers.guides import PAGE

pytestmark = pytest.mark.django_db

SECTIONS_IN_ORDER = [
    "who-it-suits",
    "why-it-matters",
    "a-day",
    "measured",
    "roadmap",
    "workplaces",
    "costs",
    "skills",
    "outlook",
    "fit",
    "benefits",
    "wages",
    "training",
    "corrections",
]

STEPS_IN_ORDER = ["diploma", "program", "experience", "certification", "first-job"]

# Percent of workers, percent of the comparison group, and the year of the survey.
MEASURED = {
    "talk-constantly": ("68.0", "40.3", "2025"),
    "talk-hourly": ("25.1", None, "2025"),
    "pause-at-will": ("44.9", "66.5", "2025"),
    "schedule-varies": ("27.2", "26.4", "2025"),
    "telework": ("3.2", "21.5", "2025"),
    "supervisor-present": ("83.8", "72.6", "2025"),
    "diploma-minimum": ("96.1", None, "2024"),
    "on-the-job-training": ("98.3", None, "2024"),
    "earlier-experience": ("43.8", None, "2024"),
    "moderate-noise": ("88.7", None, "2024"),
}

# The columns that a reader must find on the page; elsewhere it is the title.
NAMES = {
    "sections": ["heading"],
    "certifications": ["name", "abbreviation", "awarding_body", "awarding_body_abbreviation"],
    "training_costs": ["program_type"],
    "fit_statements": ["great_fit", "maybe_not"],
    "measured_facts": ["statement", "meaning", "comparison_group"],
}

# Figures as shown. Those of the guide keep their own date whatever the wage release.
FIGURES_OF_THE_GUIDE = [
    "wage survey (OEWS) asks employers over three years: it counted 830,760 workers in May 2024",
    *("$3,000–$7,000", "6–12 months"),
    *("$10,000–$20,000", "2 years", "6 to 18 months"),
    *("68%", "40.3%", "25.1%", "44.9%", "66.5%", "27.2%", "26.4%", "3.2%", "21.5%"),
    *("83.8%", "72.6%", "96.1%", "98.3%", "43.8%", "88.7%"),
]
PROJECTED = [
    *("Employment Projections, 2025–35", "979,000", "1,026,100", "4.8%", "89,200", "3.5%"),
    *("Employment Projections, 2024–34", "850,000", "885,300", "4.2%", "85,900", "3.1%"),
    "Retyped from a public copy of the table",
]
PAY_OF_MAY_2025 = ["$45,930", "$38,570", "$50,580", "$60,530", "May 2025"]
PAY_OF_MAY_2024 = [
    "which leaves out the self-employed, counted 830,760 of them in May 2024",
    *("$44,640", "$21.46", "$37,880", "$49,720", "$60,050", "May 2024"),
    *("$52,720", "$73,990", "$35,930", "$46,400"),
    "Occupational Employment and Wage Statistics (OEWS)",
]


# What the editors say, and the figure beside it.
GROWTH = "4.8% growth in the jobs of this occupation, 2025–35. All occupations: 3.5%."
BESIDE = [
    ("Healthcare facilities are growing fast, and they continue to need staff", GROWTH),
    ("Hospitals, doctors’ offices, clinics and insurers all need people for this work", GROWTH),
    ("so you can look for the ones that fit your life", "27.2% Have a work schedule that varies."),
    ("so you can look for the ones that fit your life", "3.2% May routinely telework."),
    ("coordination across several offices", "$60,530 is the least that the top 10% of"),
]


def prose(guide: Guide) -> dict[str, str]:
    """Everything written in sentences, by the place it stands in."""
    texts = {"guide": f"{guide.summary} {guide.occupation_includes} {guide.occupation_excludes}"}
    for row in (row for part in GUIDE_PARTS.values() for row in part.get_rows(guide)):
        for field in row._meta.concrete_fields:
            if isinstance(field, models.TextField) or field.name in {"meaning", "difference"}:
                texts[f"{type(row).__name__} {row}, {field.name}"] = getattr(row, field.name)
    return texts


def missing(wanted: list[str], text: str) -> list[str]:
    return [part for part in wanted if part.lower() not in text.lower()]


def visible_text(client: Client, address: str) -> str:
    """The text of a page, without its markup."""
    page = client.get(address).content.decode()
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))
    # Spaces around a dash are layout.
    return text.replace(" – ", "–")


def test_it_is_published_with_its_occupation_and_fields_of_study(guide: Guide) -> None:
    assert guide.versions.public().count() == 1
    assert guide.title == "How to become a medical office administrator"
    assert guide.reviewed_on == date(2026, 11, 24)
    career = guide.career
    assert career.occupation.soc_code == "43-6013"
    assert career.cip_codes == ["51.07", "51.0705", "51.0710", "51.0713", "51.0714", "51.0716"]
    assert career.illustration == "medical-office-administrator.svg"


def test_its_sections_stand_in_the_order_of_the_story(guide: Guide) -> None:
    assert [section.anchor for section in guide.sections.all()] == SECTIONS_IN_ORDER
    shown = {section.part for section in guide.sections.all()}
    assert shown == set(GuideSection.Shows.values)


def test_the_day_has_five_duties(guide: Guide) -> None:
    assert guide.points.filter(kind="duty").count() == 5


def test_the_roadmap_has_five_steps_from_school_to_the_first_job(guide: Guide) -> None:
    steps = list(guide.roadmap_steps.all())
    assert [step.anchor for step in steps] == STEPS_IN_ORDER
    assert [step.duration for step in steps] == ["", "6 to 18 months", "", "", ""]
    assert [step.anchor for step in steps if step.shows_certifications] == ["certification"]
    assert [len(step.subject_names) for step in steps] == [0, 5, 0, 0, 0]
    assert all(step.body for step in steps)


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(1, 1, "1 month"), (6, 12, "6–12 months"), (24, 48, "2–4 years")]
)
def test_the_duration_of_a_training_is_a_range_with_a_unit(
    low: int, high: int, expected: str
) -> None:
    assert TrainingCost(months_low=low, months_high=high).duration == expected


def test_the_certifications_lead_to_the_bodies_that_award_them(guide: Guide) -> None:
    assert [
        (c.abbreviation, c.name, c.awarding_body, c.awarding_body_abbreviation, c.url)
        for c in guide.certifications.all()
    ] == [
        (
            "CMAA",
            "Certified Medical Administrative Assistant",
            "National Healthcareer Association",
            "NHA",
            "https://www.nhanow.com/",
        ),
        ("CPC", "Certified Professional Coder", "AAPC", "", "https://www.aapc.com/"),
        (
            "CMOM",
            "Certified Medical Office Manager",
            "Practice Management Institute",
            "PMI",
            "https://www.pmimd.com/",
        ),
    ]


def test_there_are_five_workplaces_each_with_what_is_done_there(guide: Guide) -> None:
    places = list(guide.points.filter(kind="workplace"))
    assert len(places) == 5
    assert all(place.detail for place in places)


def test_training_costs_give_dollars_and_time(guide: Guide) -> None:
    assert [
        (cost.program_type, cost.cost_low, cost.cost_high, cost.months_low, cost.months_high)
        for cost in guide.training_costs.all()
    ] == [
        ("Certificate", 3_000, 7_000, 6, 12),
        ("Associate degree", 10_000, 20_000, 24, 24),
    ]


def test_five_skills_are_listed(guide: Guide) -> None:
    assert guide.points.filter(kind="skill").count() == 5


def test_each_good_fit_has_its_counterpart(guide: Guide) -> None:
    pairs = list(guide.fit_statements.all())
    assert len(pairs) == 3
    assert all(pair.great_fit and pair.maybe_not for pair in pairs)


def test_benefits_are_weighed_against_challenges(guide: Guide) -> None:
    assert guide.points.filter(kind="benefit").count() == 4
    assert guide.points.filter(kind="challenge").count() == 3


def test_what_was_measured_keeps_its_figures_comparison_and_source(guide: Guide) -> None:
    def as_text(value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    facts: list[MeasuredFact] = list(guide.measured_facts.select_related("source"))

    assert {
        fact.key: (as_text(fact.percent), as_text(fact.comparison_percent), fact.source.period)
        for fact in facts
    } == MEASURED
    assert all(fact.comparison_group for fact in facts if fact.comparison_percent)
    assert all(fact.meaning for fact in facts)
    assert {fact.source.url for fact in facts} == {"https://www.bls.gov/ors/"}


def test_its_neighbors_and_the_next_step_up_are_named(guide: Guide) -> None:
    assert [(row.soc_code, row.relation) for row in guide.related_occupations.all()] == [
        ("31-9092", "neighbor"),
        ("29-2072", "neighbor"),
        ("43-6014", "neighbor"),
        ("43-4171", "neighbor"),
        ("11-9111", "next"),
    ]


def test_pay_is_left_to_the_wage_release(guide: Guide) -> None:
    assert not {place for place, text in prose(guide).items() if "$" in text}


def test_a_reader_of_the_page_finds_every_fact(guide: Guide, client: Client) -> None:
    page = visible_text(client, PAGE)

    for part in GUIDE_PARTS.values():
        if part.name == "related_occupations":
            continue
        for row in part.get_rows(guide).values(*NAMES.get(part.name, ["title"])):
            assert not missing(list(row.values()), page), part.name
    assert not missing(FIGURES_OF_THE_GUIDE, page)
    assert not missing(PROJECTED, page)
    assert not missing(PAY_OF_MAY_2025, page)


def test_what_a_measurement_contradicts_stands_beside_it(guide: Guide, client: Client) -> None:
    page = visible_text(client, PAGE)

    for statement, measured in BESIDE:
        assert measured in page.partition(statement)[2][:320]
    assert "<!--figure" not in client.get(PAGE).content.decode()


def test_the_pay_of_the_earlier_release_is_a_link_away(content: None, client: Client) -> None:
    assert not missing(PAY_OF_MAY_2024, visible_text(client, f"{PAGE}salaries/?release=2024-05"))


def test_links_inside_the_guide_lead_somewhere_and_no_anchor_stands_twice(guide: Guide) -> None:
    anchors = [section.anchor for section in guide.sections.all()]
    anchors += [step.anchor for step in guide.roadmap_steps.all()]
    links = {link for text in prose(guide).values() for link in re.findall(r"\]\((.*?)\)", text)}

    assert len(anchors) == len(set(anchors))
    assert links
    assert links <= {f"#{anchor}" for anchor in anchors}


def test_it_neither_shouts_nor_sells(guide: Guide) -> None:
    loud = re.compile(
        r"!|\b(amazing|exciting|dream|rewarding|lucrative|unlock|thriv\w+)\b", re.IGNORECASE
    )
    assert not {place: text for place, text in prose(guide).items() if loud.search(text)}


def test_headings_are_in_sentence_case(guide: Guide) -> None:
    headings = [section.heading for section in guide.sections.all()]
    headings += [step.title for step in guide.roadmap_steps.all()]
    kept = {"GED"}
    assert not [h for h in headings if any(w[0].isupper() and w not in kept for w in h.split()[1:])]


def test_it_reads_at_an_eighth_grade_level(guide: Guide) -> None:
    assert reading_grade(" ".join(prose(guide).values())) < 8


def reading_grade(text: str) -> float:
    """The school grade of a text by Flesch and Kincaid (1975).

    0.39 × words per sentence + 11.8 × syllables per word − 15.59, with syllables counted as groups
    of vowels, without a silent e at the end.
    """
    text = re.sub(r"\]\(.*?\)", "", text)
    sentences = [part for part in re.split(r"[.?:;]\s|\n", text) if re.search(r"\w", part)]
    words = re.findall(r"[a-z’]+", text.lower())
    syllables = sum(max(1, len(re.findall("[aeiouy]+", re.sub("e$", "", w)))) for w in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
