"""What no browser sends to an editors' page is answered 400, or as if it were empty."""

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/admin/programs/fieldofstudy/%00/change/",
        "/admin/programs/fieldofstudy/%00/delete/",
        "/admin/programs/institution/?name=%00",
        "/admin/programs/fieldofstudy/51.07/change/?_to_field=",
    ],
)
def test_it_is_refused(client: Client, address: str) -> None:
    client.force_login(User.objects.create_superuser("editor"))
    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_a_form_with_a_nul_in_it_is_refused(client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor"))
    fields = {"action": "delete_selected", "_selected_action": "\0"}
    assert client.post("/admin/programs/fieldofstudy/", fields).status_code == 400


@pytest.mark.django_db
def test_who_is_no_editor_is_not_told_of_it(client: Client) -> None:
    assert client.get("/admin/programs/institution/?name=%00").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/admin/careers/guide/add/?career=abc&language=xx",
        "/admin/careers/guide/add/?career=99999999999999999999",
        "/admin/careers/career/add/?occupation=abc",
        "/admin/programs/program/add/?institution=abc&field=abc",
    ],
)
def test_a_key_of_no_row_is_nothing_chosen(client: Client, address: str) -> None:
    client.force_login(User.objects.create_superuser("editor"))
    page = client.get(address)
    assert page.status_code == 200
    name = address.partition("?")[2].partition("=")[0]
    form = {name: "abc"}
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    answer = client.post(address, form)
    assert "Select a valid choice." in answer.content.decode()
