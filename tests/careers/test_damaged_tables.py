"""Whatever befalls a guide's table on its way: it becomes a draft, or is refused in words."""

import hypothesis.strategies as st
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from accounts.roles import EDITORS
from careers.history.sheet import SHEET_TABLES
from careers.history.snapshot import snapshot_guide
from careers.models import Career, GuideDraft
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
    career = Career.objects.get()
    data = damaged(as_csv(download(editing, career, table)), blows)
    answer = upload(editing, career, table, data)
    assert answer.status_code in (302, 422)
    assert GuideDraft.objects.filter(career=career).exists() == (answer.status_code == 302)
    if answer.status_code == 302:
        assert editing.get(answer["Location"]).status_code == 200
        GuideDraft.objects.all().delete()


def test_a_key_beyond_all_numbers_is_a_new_row(editing: Client) -> None:
    career = Career.objects.get()
    first, *others = download(editing, career, "duties")
    rows = [{**first, "id": "9" * 5000}, *others]
    assert upload(editing, career, "duties", rows).status_code == 302


def test_names_of_columns_may_have_blanks_around_them(editing: Client) -> None:
    career = Career.objects.get()
    head, rest = as_csv(download(editing, career, "duties")).split(b"\n", 1)
    spaced = head.replace(b",", b" , ") + b"\n" + rest
    assert upload(editing, career, "duties", spaced).status_code == 302
    draft = GuideDraft.objects.get(career=career).content
    assert draft["parts"]["duties"] == snapshot_guide(career)["parts"]["duties"]


def test_a_number_that_is_needed_and_left_out_is_named(editing: Client) -> None:
    career = Career.objects.get()
    first, *others = download(editing, career, "training_costs")
    answer = upload(editing, career, "training_costs", [{**first, "cost_low": ""}, *others])
    assert answer.status_code == 422
    assert "Line 2: cost low: This field cannot be blank." in answer.content.decode()
