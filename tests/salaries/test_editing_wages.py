"""An editor corrects a wage; the page shows it at the next request, marked as edited."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from salaries.models import Wage
from tests.careers.guides import read_form, read_text

LIST = "/admin/salaries/wage/"
PAGE = "/careers/medical-office-administrator/salaries/"

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", password="x"))
    return client


def medical_secretaries(state: str) -> Wage:
    return Wage.objects.get(
        release__period__year=2025,
        occupation__soc_code="43-6013",
        area__state=state,
        area__level="state",
    )


def list_form(response: Any) -> dict[str, Any]:
    """What the browser would send back from the list, unchanged."""
    return {**read_form(response), "_save": "Save"}


def prefix_of(data: dict[str, Any], wage: Wage) -> str:
    """What the names of a wage's inputs begin with."""
    return next(k for k, v in data.items() if k.endswith("-id") and v == str(wage.pk))[:-3]


def filtered() -> dict[str, str]:
    release = medical_secretaries("OH").release_id
    return {"q": "43-6013", "area__level__exact": "state", "release__id__exact": str(release)}


def test_a_figure_changed_in_the_list_shows_on_the_page(editor: Client) -> None:
    address = f"{LIST}?{'&'.join(f'{k}={v}' for k, v in filtered().items())}"
    data = list_form(editor.get(address))
    ohio = medical_secretaries("OH")
    prefix = prefix_of(data, ohio)
    data[f"{prefix}-annual_p90"] = "57000"
    assert editor.post(address, data).status_code == 302
    ohio.refresh_from_db()
    assert ohio.annual_p90 == 57_000
    assert ohio.edited_by is not None
    assert ohio.edited_by.username == "editor"
    assert Wage.objects.filter(edited_at__isnull=False).count() == 1
    text = Client().get(PAGE).content.decode()
    assert "$57,000" in text
    assert "edited" in text


def test_the_mark_of_an_edit_goes_when_the_sources_figure_is_back(editor: Client) -> None:
    address = f"{LIST}?{'&'.join(f'{k}={v}' for k, v in filtered().items())}"
    ohio = medical_secretaries("OH")
    before = {"annual_p90": str(ohio.annual_p90), "annual_median": str(ohio.annual_median)}

    def edit(**figures: str) -> Wage:
        data = list_form(editor.get(address))
        prefix = prefix_of(data, ohio)
        data |= {f"{prefix}-{name}": figure for name, figure in figures.items()}
        assert editor.post(address, data).status_code == 302
        return medical_secretaries("OH")

    edit(annual_p90="57000")
    changed = edit(annual_median="44000")
    assert changed.source_figures == {name: int(figure) for name, figure in before.items()}
    page = editor.get(f"{LIST}{ohio.pk}/change/").content.decode()
    assert f"annual p90: {before['annual_p90']}" in page
    half = edit(annual_p90=before["annual_p90"])
    assert half.source_figures == {"annual_median": int(before["annual_median"])}
    whole = edit(annual_median=before["annual_median"])
    assert (whole.edited_at, whole.edited_by, whole.source_figures) == (None, None, None)
    assert "edited" not in Client().get(PAGE).content.decode()


def test_figures_in_cents_and_empty_ones_come_back_too(editor: Client) -> None:
    wage = medical_secretaries("OH")
    changes = {"hourly_p90": Decimal("40.5"), "hourly_p10": None, "hourly_missing": "removed"}
    before = {name: getattr(wage, name) for name in changes}
    for figures in (changes, before):
        for name, figure in figures.items():
            setattr(wage, name, figure)
        wage.mark_edited(medical_secretaries("OH"), changes, None)
        wage.save()
        wage = medical_secretaries("OH")
        assert (wage.edited_at is None) == (figures is before)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "Say why"),
        ("10", "must rise"),
        ("-5", "greater than or equal to 0"),
        ("lots", "whole number"),
        ("99999999999999", "less than or equal to"),
    ],
)
def test_a_figure_that_cannot_be_true_is_sent_back(editor: Client, typed: str, word: str) -> None:
    address = f"{LIST}?{'&'.join(f'{k}={v}' for k, v in filtered().items())}"
    data = list_form(editor.get(address))
    ohio = medical_secretaries("OH")
    prefix = prefix_of(data, ohio)
    data[f"{prefix}-annual_median"] = typed
    response = editor.post(address, data)
    assert response.status_code == 200
    assert word in response.content.decode()
    assert medical_secretaries("OH").annual_median == ohio.annual_median


def test_a_list_opened_long_ago_changes_the_edited_figure_alone(editor: Client) -> None:
    address = f"{LIST}?{'&'.join(f'{k}={v}' for k, v in filtered().items())}"
    data = list_form(editor.get(address))
    ohio, texas = medical_secretaries("OH"), medical_secretaries("TX")
    Wage.objects.filter(pk__in=[ohio.pk, texas.pk]).update(annual_p90=58_000)
    median = (ohio.annual_median or 0) + 1
    data[f"{prefix_of(data, ohio)}-annual_median"] = str(median)
    assert editor.post(address, data).status_code == 302
    found = medical_secretaries("OH")
    assert (found.annual_median, found.annual_p90) == (median, 58_000)
    found = medical_secretaries("TX")
    assert (found.annual_p90, found.edited_by) == (58_000, None)


def test_a_figure_that_a_colleague_changed_meanwhile_is_not_replaced_unasked(
    editor: Client,
) -> None:
    address = f"{LIST}?{'&'.join(f'{k}={v}' for k, v in filtered().items())}"
    data = list_form(editor.get(address))
    ohio = medical_secretaries("OH")
    Wage.objects.filter(pk=ohio.pk).update(annual_p90=58_000)
    data[f"{prefix_of(data, ohio)}-annual_p90"] = "57000"
    answer = editor.post(address, data)
    assert "it is “58000” now" in read_text(answer)
    assert medical_secretaries("OH").annual_p90 == 58_000
    assert editor.post(address, list_form(answer)).status_code == 302
    assert medical_secretaries("OH").annual_p90 == 57_000


def test_every_input_of_the_list_says_whose_figure_it_is(editor: Client) -> None:
    text = editor.get(LIST, filtered()).content.decode()
    inputs = re.findall(r'<input type="number"[^>]*>', text)
    assert len(inputs) == 51 * 2
    assert all("aria-label=" in field for field in inputs)
    whose = "Medical Secretaries and Administrative Assistants, Ohio, May 2025"
    assert f'aria-label="Annual median, {whose}"' in text


def test_the_list_takes_as_many_queries_for_one_row_as_for_fifty(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    for state in ("", "OH"):
        with django_assert_max_num_queries(12):
            response = editor.get(LIST, filtered() | ({"state": state} if state else {}))
            assert response.status_code == 200


def test_the_list_of_everything_opens_without_counting_it(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        response = editor.get(LIST)
    assert response.status_code == 200
    assert response.context["cl"].result_count >= 38_512


def test_one_wage_is_edited_on_its_own_page_but_not_where_it_came_from(
    editor: Client,
) -> None:
    ohio = medical_secretaries("OH")
    address = f"{LIST}{ohio.pk}/change/"
    form = editor.get(address).context["adminform"].form
    assert not {"release", "area", "occupation", "edited_at"} & set(form.fields)
    data = {
        name: "" if (value := form.initial.get(name)) is None else value for name in form.fields
    }
    data |= {"annual_p90": "", "annual_missing": "removed"}
    assert editor.post(address, data).status_code == 302
    ohio.refresh_from_db()
    assert (ohio.annual_p90, ohio.annual_missing) == (None, "removed")
    assert "removed by the editors" in Client().get(PAGE).content.decode()


def test_view_on_site_leads_to_the_page_of_the_occupation(editor: Client) -> None:
    ohio = medical_secretaries("OH")
    text = editor.get(f"{LIST}{ohio.pk}/change/").content.decode()
    assert "/occupations/43-6013/pay/?release=2025-05" in text
    response = editor.get("/occupations/43-6013/pay/?release=2025-05", follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == f"{PAGE}?release=2025-05"
    assert editor.get("/occupations/99-9999/pay/").status_code == 404


def test_releases_areas_and_occupations_open_and_nothing_of_them_is_deleted(
    editor: Client,
) -> None:
    ohio = medical_secretaries("OH")
    for kind, key in (
        ("release", ohio.release_id),
        ("area", ohio.area_id),
        ("occupation", ohio.occupation_id),
        ("wage", ohio.pk),
    ):
        assert editor.get(f"/admin/salaries/{kind}/").status_code == 200
        assert editor.get(f"/admin/salaries/{kind}/{key}/change/").status_code == 200
        assert editor.post(f"/admin/salaries/{kind}/{key}/delete/").status_code == 403
        assert editor.get(f"/admin/salaries/{kind}/add/").status_code == 403


def test_the_list_gives_the_code_and_a_short_title(editor: Client) -> None:
    text = editor.get(LIST, filtered()).content.decode()
    whole = "Medical Secretaries and Administrative Assistants"
    assert f'title="{whole}">43-6013 Medical Secretaries and Adm…<' in text
