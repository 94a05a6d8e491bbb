"""A guide in Spanish begins as a copy of the English one, and says what is still in English."""

from django.test import Client

from accounts.roles import ADMINISTRATORS
from careers.guides.documents import build_document
from careers.guides.publishing import publish_guide
from careers.guides.translation import list_untranslated
from careers.models import Guide
from tests.careers.guides import admin_page, open_form, read_text
from tests.staff import member

ADD = "/admin/careers/guide/add/"


def begin_in_spanish(client: Client, guide: Guide) -> Guide:
    """The Spanish guide of a career, begun in admin."""
    client.force_login(member(ADMINISTRATORS))
    form = open_form(client, f"{ADD}?career={guide.career_id}&language=es")
    texts = {"title": "Cómo ser administrador", "summary": "Un resumen."}
    assert client.post(ADD, {**form, **texts}).status_code == 302
    return Guide.objects.get(language="es")


def test_it_begins_as_a_copy_of_the_english_one(client: Client, guide: Guide) -> None:
    spanish = begin_in_spanish(client, guide)
    ours, theirs = build_document(spanish), build_document(guide)
    assert ours["guide"]["title"] == "Cómo ser administrador"
    for name, rows in theirs["parts"].items():
        assert len(ours["parts"][name]) == len(rows)
    assert spanish.training_costs.get(position=1).cost_low > 0
    # The English guide is as it was.
    assert build_document(guide) == theirs


def test_the_page_that_publishes_says_what_is_still_as_in_english(
    client: Client, guide: Guide
) -> None:
    spanish = begin_in_spanish(client, guide)
    assert ("Duties", 10) in list_untranslated(spanish, build_document(spanish))
    page = read_text(client.get(admin_page(spanish, "publish/")))
    assert "Still as in English:" in page
    assert "Duties (10)" in page
    spanish.points.filter(kind="duty").update(title="Una tarea", detail="En una frase.")
    assert "Duties (" not in str(list_untranslated(spanish, build_document(spanish)))


def test_visitors_cannot_read_it_before_the_english_one(client: Client, guide: Guide) -> None:
    spanish = begin_in_spanish(client, guide)
    publish_guide(spanish, None)
    guide.versions.all().delete()
    page = read_text(client.get(admin_page(spanish)))
    assert "Visitors read: version 1; once the English guide is published." in page
