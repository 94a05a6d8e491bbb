"""Pages of a career are rendered once for the same answers, and never shown for others."""

from django.test import Client, override_settings
from django.utils.translation import override

from careers.models import Career
from common.answers import record_answers
from common.kept import KeptHtml
from programs.models import Program
from salaries.models import Wage
from tests.asking import CAREER
from tests.programs.making import FINDER

BODY = "careers/_career.html"


def is_rendered(client: Client, address: str) -> bool:
    """Whether a visit renders the body anew."""
    response = client.get(address)
    assert response.status_code == 200
    assert b'<nav class="contents"' in response.content
    return BODY in [template.name for template in response.templates]


def test_the_body_is_rendered_for_the_first_visitor_alone(client: Client, content: None) -> None:
    # The first visit may ask for what later ones know: the statistics of a release.
    client.get(CAREER)
    client.get(CAREER)
    assert not is_rendered(client, CAREER)


def test_what_an_editor_changes_is_on_the_page_at_once(client: Client, content: None) -> None:
    before = client.get(CAREER).content.decode()
    Wage.objects.exclude(annual_p10=None).update(annual_p10=12_340)
    changed = client.get(CAREER).content.decode()
    assert "$12,340" not in before
    assert "$12,340" in changed
    Career.objects.filter(slug="medical-office-administrator").update(name_en="office sage")
    assert "Office sage" in client.get(CAREER).content.decode()


def test_each_language_has_html_of_its_own() -> None:
    greeting = KeptHtml()
    assert greeting.render(b"the same answers", lambda: "Hello") == "Hello"
    with override("es"):
        assert greeting.render(b"the same answers", lambda: "Hola") == "Hola"
    assert greeting.render(b"the same answers", lambda: "Hi") == "Hello"
    assert greeting.render(b"other answers", lambda: "Hi") == "Hi"
    assert greeting.render(None, lambda: "Hi") == "Hi"


@override_settings(KEPT_HTML_BYTES=0)
def test_only_so_many_bytes_are_kept() -> None:
    greeting = KeptHtml()
    greeting.render(b"the same answers", lambda: "Hello")
    assert greeting.render(b"the same answers", lambda: "Hi") == "Hi"


def test_what_an_address_asks_for_is_not_kept(client: Client, content: None) -> None:
    client.get(CAREER)
    assert is_rendered(client, f"{CAREER}?state=CA")
    assert is_rendered(client, f"{CAREER}?state=CA")


def test_the_list_of_programs_is_rendered_for_the_same_answers_once(
    client: Client, content: None
) -> None:
    # As above.
    client.get(FINDER)
    client.get(FINDER)
    kept = [template.name for template in client.get(FINDER).templates]
    assert "programs/finder.html" in kept
    assert "programs/_search_form.html" not in kept
    Program.objects.filter(completers_missing="").update(completers=98_765)
    assert "98,765" in client.get(FINDER).content.decode()
    assert "programs/_search_form.html" in [
        template.name for template in client.get(f"{FINDER}?state=WA").templates
    ]


def test_answers_to_other_queries_are_not_taken_for_known(content: None) -> None:
    with record_answers() as answers:
        assert Career.objects.exists()
    assert answers.asked == 1
    assert answers.digest() is None
