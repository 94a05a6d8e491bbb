"""The reader of pages in a made-up language sees what a translator could not change."""

import pytest

from tests.untranslated import BracketTranslation, Content, find_untranslated

CONTENT = Content([], names=["Spokane Community College", "WA", "Greet *every* patient"])
TRANSLATION = BracketTranslation()


@pytest.mark.parametrize(
    "html",
    [
        "<p>⟦Read <a href='/'>the list</a> first⟧</p>",
        "<p>Spokane Community College, WA: $45,930, 4.2% | careerguide</p>",
        "<time>3 de ⟦May⟧ de 2026</time>",
        "<p>⟦What happened on 3 de ⟦May⟧ de 2026⟧</p>",
        '<a lang="en" href="/">In English</a>',
        '<code translate="no">csrftoken</code>',
        "<script>const words = 1;</script>",
        "<p data-key='median' class='big figure'></p>",
        "<p>https://site.example/g/abcd/</p>",
        '<rect x="10.5" y="2"></rect><path d="M1,2 3,4"></path>',
    ],
)
def test_what_can_be_translated_or_is_content_is_good(html: str) -> None:
    assert find_untranslated(html, CONTENT) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h1>Sources</h1>", "<h1>: Sources"),
        ("<p>⟦Sources⟧ and method</p>", "<p>: and method"),
        ("<p>Programs of Spokane Community College</p>", "<p>: Programs of Spokane"),
        ("<p>Spokane</p>", "<p>: Spokane"),
        ('<nav aria-label="Pages"></nav>', "nav aria-label: Pages"),
        ('<input type="submit" value="Send">', "input value: Send"),
        ('<meta name="description" content="Guides">', "meta content: Guides"),
        ('<button data-copied="It is copied."></button>', "button data-copied: It is copied."),
        ('<rect x="10,5"></rect>', "<rect x=10,5>"),
        ("<p>⟦never closed</p>", "the end: a bracket is not closed"),
    ],
)
def test_what_cannot_is_named_with_its_place(html: str, found: str) -> None:
    (told,) = find_untranslated(html, CONTENT)
    assert told.startswith(found)


def test_the_made_up_language_keeps_contexts_to_itself() -> None:
    assert TRANSLATION.gettext("month\x04May") == "⟦May⟧"
    assert TRANSLATION.ngettext("year", "years", 2) == "⟦years⟧"
