"""A report tells editors which version of the guide its reader saw."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.roles import EDITORS
from careers.guides.publishing import keep_working_state
from careers.models import Career, Correction, Guide
from tests.asking import CAREER
from tests.careers.guides import get_guide, open_form, read_form, rename_first_duty
from tests.making import make_public_career, publish_guides, publish_spanish_guide
from tests.staff import member

STATEMENT = "The exam's name has changed."


def send_report(client: Client, about: str) -> Correction:
    """Open the form from a page, and send it at once."""
    form = open_form(client, f"/corrections/?about={about}")
    client.post("/corrections/", {**form, "statement": STATEMENT})
    return Correction.objects.get()


def inbox_page(report: Correction) -> str:
    editor = Client()
    editor.force_login(member(EDITORS))
    return editor.get(f"/admin/careers/correction/{report.pk}/change/").content.decode()


def test_a_report_leads_to_what_has_changed_since_its_reader_saw_the_guide(
    client: Client, content: None
) -> None:
    report = send_report(client, f"{CAREER}quiz/")
    publish_guides(title="Corrected meanwhile")
    assert report.guide_version == Guide.objects.get().versions.get(number=1)
    guide = report.guide_version.guide_id
    link = f"{reverse('admin:careers_guide_version', args=[guide, 1])}?with=now"
    assert f'<a href="{link}">Version 1' in inbox_page(report)


def test_a_report_about_a_page_without_a_guide_names_no_version(
    client: Client, content: None
) -> None:
    report = send_report(client, "/sources/")
    assert report.guide_version is None
    assert "?with=now" not in inbox_page(report)


def test_a_report_names_the_version_that_was_public_when_its_form_was_opened(
    client: Client, content: None
) -> None:
    form = open_form(client, f"/corrections/?about={CAREER}")
    publish_guides(title="Published while the reader was writing")
    client.post("/corrections/", {**form, "statement": STATEMENT})
    version = Correction.objects.get().guide_version
    assert version is not None
    assert version.number == 1


def test_a_form_that_came_back_with_a_mistake_still_names_what_was_seen(
    client: Client, content: None
) -> None:
    form = open_form(client, f"/corrections/?about={CAREER}")
    publish_guides(title="Published while the reader was writing")
    form = read_form(client.post("/corrections/", form))
    client.post("/corrections/", {**form, "statement": STATEMENT})
    version = Correction.objects.get().guide_version
    assert version is not None
    assert version.number == 1


def test_a_report_names_no_version_that_its_reader_cannot_have_seen(
    client: Client, content: None
) -> None:
    guide = get_guide()
    rename_first_duty(guide, "For editors")
    kept = keep_working_state(guide, None, "")
    assert kept is not None
    of_another_career = make_public_career("clerk", "43-9061").guides.get().versions.get()
    for seen in (kept.pk, of_another_career.pk, 0, "9" * 30, ""):
        client.post("/corrections/", {"about": CAREER, "statement": STATEMENT, "seen": seen})
    reports = Correction.objects.all()
    assert [report.guide_version for report in reports] == [None] * 5


def test_a_report_about_a_page_in_spanish_is_about_the_spanish_guide(
    client: Client, content: None, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    spanish = publish_spanish_guide(Career.objects.with_guide().get(), "Cuánto se gana")
    about = f"/es{CAREER}"
    # Also where the form itself is in English.
    for form_address in ("/corrections/", "/es/corrections/"):
        page = client.get(form_address, {"about": about})
        assert '<option value="wages">Cuánto se gana</option>' in page.content.decode()
        form = {**read_form(page), "statement": STATEMENT, "section": "wages"}
        assert client.post(form_address, form).status_code == 302
    assert {report.guide_version for report in Correction.objects.all()} == {spanish}
    english = client.get("/es/corrections/", {"about": CAREER})
    assert "Cuánto se gana" not in english.content.decode()
    assert read_form(english)["seen"] != str(spanish.pk)
