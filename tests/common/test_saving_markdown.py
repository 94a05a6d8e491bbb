"""Markdown that an editor saves: pasted lists are mended, links that lead nowhere are refused."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from careers.models import GuideSection, RoadmapStep
from common.markdown import MarkdownFormField, find_broken_links, normalize_markdown, validate_links
from common.templatetags.figures import markdown
from quiz.models import QuizVersion


@pytest.mark.parametrize(
    "pasted",
    [
        "•\tgreet\r\n•\tlisten",
        "· greet\n· listen",
        "\t•\u00a0\u00a0greet\n\t•\u00a0\u00a0listen",
        "\uf0b7 greet\n\uf0b7 listen",
        "o\tgreet\no\tlisten",
        "o   greet\no   listen",
        "– greet\n– listen",
        "–\tgreet\n\n–\tlisten",
        "•greet\n•listen",
    ],
)
def test_a_list_pasted_from_a_word_processor_is_a_list(pasted: str) -> None:
    html = markdown(normalize_markdown(f"You:\n\n{pasted}\n\nThat is all."))
    assert html.count("<ul>") == 1
    assert html.count("<li>") == 2
    assert "<p>That is all.</p>" in html
    assert not any(bullet in html for bullet in "•·\uf0b7–")


def test_a_list_may_follow_a_sentence_and_have_a_list_within() -> None:
    text = "You:\n•\tgreet\no\tby name\no\tat once\n•\tlisten"
    assert normalize_markdown(text) == "You:\n- greet\n  - by name\n  - at once\n- listen"
    assert markdown(normalize_markdown(text)).count("<ul>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "A job – well paid\n– in every state.",
        "Médico\no enfermero",
        "One · two • three",
        "2026. It was.",
        "1. one\n2. two",
        "- one\n- two",
        "**bold** and\n*soft*",
        "•",
    ],
)
def test_other_text_stays_as_it_was_typed(text: str) -> None:
    assert normalize_markdown(text) == text


@given(st.text(alphabet="•·o–- \t\n\r\u00a0ab[]().#", max_size=60))
def test_saving_again_changes_nothing(text: str) -> None:
    once = normalize_markdown(text)
    assert normalize_markdown(once) == once
    assert "\r" not in once


def test_a_form_field_mends_what_it_is_given() -> None:
    assert MarkdownFormField().clean("You:\r\n•\tgreet") == "You:\n- greet"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("[pay](www.bls.gov)", "“www.bls.gov” is no address"),
        ("[pay](example)", "“example” is no address"),
        ("[pay](https://example)", "is no address"),
        ("[pay](//example.org/)", "is no address"),
        ("[pay](ftp://example.org/a)", "is no address"),
        ("[pay](javascript:alert(1))", "is no address"),
        ("[pay](mailto:nobody)", "is no address"),
        ("[pay](https://[bad)", "is no address"),
        ("[pay]()", "has no address"),
        ("[pay](#)", "has no address"),
        ("[pay](“https://www.bls.gov/”)", "curly quotation mark"),
        ("[pay](https://www.bls.gov/”)", "curly quotation mark"),
        ("[pay](https://www.bls.gov/ “Pay”)", "no space in the address"),
        ("[pay](https://www.bls.gov/a table)", "no space in the address"),
        ("[pay] (https://www.bls.gov/)", "none before it"),
        ("[pay](https://www.bls.gov/", "is no address"),
        ("[pay][bls]\n\n[bls]: www.bls.gov", "is no address"),
        ("| a |\n|---|\n| [pay](www.bls.gov) |", "is no address"),
        ("[](https://www.bls.gov/)", "no words to click on"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(link: str, reason: str) -> None:
    with pytest.raises(ValidationError) as error:
        validate_links(f"A text\n\n{link}")
    (message,) = error.value.messages
    assert reason in message
    if reason != "no words to click on":
        assert "“pay”" in message


def test_each_link_is_named_with_its_line() -> None:
    text = "See [pay](www.bls.gov),\n[the\nexam](aama) and [costs](#costs)\n\n- one\n- [two](x)"
    with pytest.raises(ValidationError) as error:
        validate_links(text)
    starts = [message.split(" leads")[0] for message in error.value.messages]
    assert starts == [
        "Line 1: the link “pay”",
        "Line 2: the link “the exam”",
        "Line 6: the link “two”",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[pay](https://www.bls.gov/ooh/) [costs](#costs) [all](/careers/?state=IA)",
        "[write](mailto:editors@example.org?subject=A%20mistake)",
        "[educación](https://es.wikipedia.org/wiki/Educación)",
        "[Hobson](https://en.wikipedia.org/wiki/Hobson%E2%80%99s)",
        "<https://www.bls.gov/> and [one (two)](https://example.org/a_(b))",
        '[titled](https://example.org/ "A title")',
        "`[words](address)` and \\[words](address) [sic] (see below) [1]",
        "",
    ],
)
def test_other_links_and_brackets_are_accepted(text: str) -> None:
    validate_links(text)


@given(st.text(alphabet="[]()<>!`\\ \nab:/.#“”|-\t", max_size=80))
def test_no_text_breaks_the_check(text: str) -> None:
    assert all(line >= 1 and problem for line, _, problem in find_broken_links(text))


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (GuideSection, "body"),
        (GuideSection, "note"),
        (RoadmapStep, "body"),
        (QuizVersion, "introduction"),
    ],
)
def test_what_is_shown_as_markdown_is_checked(model: type, name: str) -> None:
    instance = model(**{name: "See [pay](www.bls.gov)."})
    with pytest.raises(ValidationError) as error:
        instance.clean_fields()
    assert error.value.message_dict[name][0].startswith("Line 1: the link “pay” leads nowhere")
