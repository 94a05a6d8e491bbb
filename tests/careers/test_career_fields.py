"""A career has the fields of study that editors chose, else those that a release matches."""

import datetime as dt

import pytest

from careers.facts.layouts import FactTable
from careers.facts.publishing import create_draft, publish_facts, withdraw_facts
from careers.models import Career, CareerField, FactKind, FactRelease
from tests.making import make_career, occupation

pytestmark = pytest.mark.django_db

WELDING, NURSING = ["48.0508", "Welding"], ["51.3801", "Nursing"]


def draft(year: int, **rows: list[list[str]]) -> FactRelease:
    """A release of matches, by the codes of occupations without their hyphen."""
    facts = {f"{code[1:3]}-{code[3:]}": {"fields": fields} for code, fields in rows.items()}
    table = FactTable(FactKind.FIELDS, f"CIP {year}", facts)
    return create_draft(table, "crosswalk.xlsx", period=dt.date(year, 1, 1), source="NCES")


def list_fields(career: Career) -> list[tuple[str, str]]:
    return list(
        CareerField.objects.filter(career=career).order_by("code").values_list("code", "name")
    )


def test_publishing_and_withdrawing_matches_links_every_career() -> None:
    welder, nurse = make_career("welder", "51-4121"), make_career("nurse", "29-1141")
    older = draft(2010, _514121=[["48.0501", "Metal trades"]], _291141=[NURSING])
    newer = draft(2020, _514121=[WELDING])
    assert list_fields(welder) == []
    publish_facts(older, None)
    assert list_fields(welder) == [("48.0501", "Metal trades")]
    publish_facts(newer, None)
    assert list_fields(welder) == [("48.0508", "Welding")]
    # The newest that has the occupation.
    assert list_fields(nurse) == [("51.3801", "Nursing")]
    withdraw_facts(newer, None)
    assert list_fields(welder) == [("48.0501", "Metal trades")]
    withdraw_facts(older, None)
    assert list_fields(welder) == list_fields(nurse) == []


def test_what_editors_choose_stands_instead_and_has_the_name_of_the_match() -> None:
    publish_facts(draft(2020, _514121=[WELDING], _291141=[NURSING]), None)
    welder = make_career("welder", "51-4121")
    assert list_fields(welder) == [("48.0508", "Welding")]
    welder.cip_codes = ["51.3801", "15.06"]
    welder.save()
    assert list_fields(welder) == [("15.06", ""), ("51.3801", "Nursing")]
    Career.objects.filter(pk=welder.pk).update(cip_codes=[])
    assert list_fields(welder) == [("48.0508", "Welding")]


def test_a_career_of_another_occupation_has_that_ones_fields() -> None:
    publish_facts(draft(2020, _514121=[WELDING], _291141=[NURSING]), None)
    career = make_career("welder", "51-4121")
    career.occupation = occupation("29-1141")
    career.save()
    assert list_fields(career) == [("51.3801", "Nursing")]
    career.delete()
    assert not CareerField.objects.exists()


def test_other_facts_and_names_leave_the_fields_alone() -> None:
    publish_facts(draft(2020, _514121=[WELDING]), None)
    career = make_career("welder", "51-4121")
    keys = set(CareerField.objects.values_list("pk", flat=True))
    table = FactTable(FactKind.INTERESTS, "O*NET 30.2", {"51-4121": {"S": 1}})
    publish_facts(create_draft(table, "x.zip", period=dt.date(2026, 2, 1), source="O*NET"), None)
    Career.objects.filter(pk=career.pk).update(name_en="welding worker")
    assert set(CareerField.objects.values_list("pk", flat=True)) == keys
