"""Spanish pages are under /es/ where the site has Spanish, and nowhere else."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import formats, timezone, translation

from accounts.tasks import send_password_reset_emails
from careers.models import Correction, Guide
from careers.previews import build_preview_link
from common.languages import path_in_language, translated_property
from tests.asking import CAREER, ask, new_cache

DAY = dt.date(2026, 5, 3)
SPANISH = [("en", "English"), ("es", "Spanish")]
HEAD_LINK = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)">')


@pytest.fixture
def spanish(settings: Any) -> None:
    """The site has Spanish."""
    settings.LANGUAGES = SPANISH


def text(client: Client, path: str, **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


# A site of one language


def test_without_spanish_there_is_no_page_of_it_and_no_link_to_one(
    client: Client, content: None
) -> None:
    for path in ("/es/", f"/es{CAREER}", "/es", "/en/"):
        assert client.get(path).status_code == 404, path
    for path in ("/", CAREER, "/sitemap.xml", "/nowhere/"):
        page = text(client, path)
        assert "/es/" not in page, path
        assert "hreflang" not in page, path


# A site with Spanish


def test_each_page_names_itself_in_both_languages(
    client: Client, content: None, spanish: None
) -> None:
    for path in ("/", f"{CAREER}salaries/?sort=median", "/sources/", "/accounts/login/"):
        for own in (path, f"/es{path}"):
            page = text(client, own)
            alternates = {"en": path, "es": f"/es{path}", "x-default": path}
            assert dict(HEAD_LINK.findall(page)) == alternates
    assert '<a href="/es/" lang="es" hreflang="es">En español</a>' in text(client, "/")
    assert '<a href="/" lang="en" hreflang="en">In English</a>' in text(client, "/es/")


def test_the_language_of_a_page_follows_from_its_path_alone(
    client: Client, content: None, spanish: None
) -> None:
    client.cookies["django_language"] = "es"
    english = client.get(CAREER, headers={"Accept-Language": "es"})
    assert '<html lang="en">' in english.content.decode()
    assert english["Content-Language"] == "en"
    assert "Accept-Language" not in english.get("Vary", "")
    page = text(client, f"/es{CAREER}", **{"Accept-Language": "en"})
    assert '<html lang="es">' in page
    assert f'href="/es{CAREER}salaries/"' in page


def test_what_is_for_programs_and_editors_has_no_spanish_address(
    client: Client, content: None, spanish: None
) -> None:
    for path in ("/healthz", "/robots.txt", "/sitemap.xml", "/api/v1/careers"):
        assert client.get(path).status_code == 200, path
        assert client.get(f"/es{path}").status_code == 404, path
    assert client.get("/es/admin/").status_code == 404


def test_an_error_is_told_in_the_language_of_the_address(client: Client, spanish: None) -> None:
    assert '<html lang="es">' in text(client, "/es/nowhere/")
    assert '<html lang="en">' in text(client, "/nowhere/")
    bad_host = client.get("/es/", headers={"Host": "evil.example"})
    assert bad_host.status_code == 400
    assert '<html lang="es">' in bad_host.content.decode()


def test_the_page_cache_keeps_the_languages_apart(committed_content: None, spanish: None) -> None:
    cache = new_cache()
    for _ in range(2):
        assert '<html lang="en">' in ask(cache, CAREER, ACCEPT_LANGUAGE="es").text
        spanish_page = ask(cache, f"/es{CAREER}", ACCEPT_LANGUAGE="en")
        assert '<html lang="es">' in spanish_page.text
    assert spanish_page.cache == "careerguide; hit"
    assert "Accept-Language" not in spanish_page.headers["Vary"]


def test_the_sitemap_lists_both_with_each_as_the_alternate_of_the_other(
    client: Client, content: None, spanish: None
) -> None:
    found = text(client, "/sitemap-careers.xml")
    for path in (CAREER, f"/es{CAREER}"):
        assert f"<loc>http://testserver{path}</loc>" in found
    link = '<xhtml:link rel="alternate" hreflang="{}" href="http://testserver{}"/>'
    assert link.format("es", f"/es{CAREER}") in found
    assert link.format("x-default", CAREER) in found


def test_a_spanish_page_can_be_reported_and_embedded(
    client: Client, content: None, spanish: None
) -> None:
    form = {"about": f"/es{CAREER}", "statement": "The pay of 2019 is wrong here."}
    assert client.post("/corrections/", form).status_code == 302
    url = f"http://testserver/es{CAREER}"
    embed = client.get("/api/v1/oembed", {"url": url}).json()
    assert url in embed["html"]


def test_a_preview_leads_to_itself_in_the_other_language(
    client: Client, content: None, spanish: None
) -> None:
    preview = build_preview_link(Guide.objects.get())
    page = text(client, f"/es{preview}")
    assert f'<a href="{preview}" lang="en"' in page
    assert f'href="/es{preview}salaries/"' in page
    assert f'<a href="/es{preview}" lang="es"' in text(client, preview)


def test_what_was_corrected_is_told_in_the_language_of_the_page(
    client: Client, content: None, spanish: None
) -> None:
    notes = {"public_note_en": "The exam has a new name.", "public_note_es": "Nuevo nombre."}
    made = {"status": "fixed", "closed_at": timezone.now(), **notes}
    Correction.objects.create(about=CAREER, statement="Wrong.", **made)
    assert "The exam has a new name." in text(client, "/corrections/made/")
    assert "Nuevo nombre." in text(client, "/es/corrections/made/")


def test_the_letter_to_set_a_password_leads_to_a_page_of_its_language(
    db: None, spanish: None, mailoutbox: Any, django_user_model: Any
) -> None:
    user = django_user_model.objects.create_user("ana", "ana@example.org", "a long password here")
    for language, start in (("es", "/es/accounts/reset/"), ("en", "/accounts/reset/")):
        send_password_reset_emails.call([user.pk], "https://site.example", language)
        assert f"https://site.example{start}" in mailoutbox[-1].body
    assert translation.get_language() == "en"


# Texts, dates and numbers


def test_paths_change_their_language() -> None:
    assert path_in_language("/es/a/?b=/es/", "en") == "/es/a/?b=/es/", "not a language of this site"


def test_paths_change_their_language_and_keep_their_query(spanish: None) -> None:
    assert path_in_language("/es/a/?b=/es/", "en") == "/a/?b=/es/"
    assert path_in_language("/a/?b=1", "es") == "/es/a/?b=1"
    assert path_in_language("/es/", "en") == "/"
    assert path_in_language("/especial/", "es") == "/es/especial/"


def test_the_page_after_the_sign_in_is_in_the_language_that_was_chosen_there(
    client: Client, content: None, spanish: None
) -> None:
    for here, there, code in (
        ("/es/accounts/login/?next=/es/counselor/", "/accounts/login/?next=/counselor/", "en"),
        ("/accounts/login/?next=/counselor/", "/es/accounts/login/?next=/es/counselor/", "es"),
        ("/accounts/login/?next=/admin/", "/es/accounts/login/?next=/admin/", "es"),
        ("/accounts/login/?next=//%5B", "/es/accounts/login/?next=//%5B", "es"),
    ):
        assert f'<a href="{there}" lang="{code}"' in text(client, here), here


def test_a_text_that_is_not_translated_yet_is_shown_in_english(spanish: None) -> None:
    class Row:
        name = translated_property("name")
        name_en, name_es = "nurse", ""

    row = Row()
    with translation.override("es"):
        assert row.name == "nurse"
        row.name_es = "enfermera"
        assert row.name == "enfermera"
        row.name = "nurse aide"
    assert (row.name, row.name_es) == ("nurse aide", "enfermera")


def test_numbers_are_american_in_both_languages(spanish: None) -> None:
    with translation.override("es"):
        assert formats.localize(1234.5) == "1234.5"
        assert formats.date_format(DAY, "DATE_FORMAT") == "3 de mayo de 2026"
        assert formats.localize_input(DAY) == "2026-05-03", "what a date field takes"
    assert formats.date_format(DAY, "DATE_FORMAT") == "May 3, 2026"
