"""Whatever befalls a guide's table on its way: it comes into the guide, or is refused in words."""

import hypothesis.strategies as st
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from accounts.roles import EDITORS
from careers.guides.documents import build_document, restore_document
from careers.guides.sheets import SHEET_TABLES
from tests.careers.guides import get_guide
from tests.careers.test_sheets import as_csv, download, upload
from tests.damage import BLOWS, Blow, damaged, examples
from tests.staff import member

IN_ONE_TEST = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def editing(client: Client, content: None) -> Client:
    client.force_login(member(EDITORS))
    return client


@given(table=st.sampled_from(SHEET_TABLES), blows=BLOWS)
@settings(max_examples=examples(10), suppress_health_check=IN_ONE_TEST)
def test_a_damaged_table_is_taken_or_refused(
    editing: Client, table: str, blows: list[Blow]
) -> None:
    guide = get_guide()
    before = build_document(guide)
    data = damaged(as_csv(download(editing, guide, table)), blows)
    answer = upload(editing, guide, table, data)
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert editing.get(answer["Location"]).status_code == 200
        restore_document(guide, before)
    assert build_document(guide) == before


def test_a_key_beyond_all_numbers_is_refused(editing: Client) -> None:
    guide = get_guide()
    first, *others = download(editing, guide, "duties")
    rows = [{**first, "id": "9" * 5000}, *others]
    answer = upload(editing, guide, "duties", rows)
    assert answer.status_code == 422
    assert f"Line 2: there is no row with id {'9' * 20}. Leave" in answer.content.decode()


def test_names_of_columns_may_have_blanks_around_them(editing: Client) -> None:
    guide = get_guide()
    before = build_document(guide)
    head, rest = as_csv(download(editing, guide, "duties")).split(b"\n", 1)
    spaced = head.replace(b",", b" , ") + b"\n" + rest
    assert upload(editing, guide, "duties", spaced).status_code == 302
    assert build_document(guide) == before


def test_a_number_that_is_needed_and_left_out_is_named(editing: Client) -> None:
    guide = get_guide()
    first, *others = download(editing, guide, "training_costs")
    answer = upload(editing, guide, "training_costs", [{**first, "cost_low": ""}, *others])
    assert answer.status_code == 422
    assert "Line 2: cost low: This field cannot be blank." in answer.content.decode()
