"""An editor's Markdown becomes HTML that can do nothing but be read."""

import pytest

from common.templatetags.figures import markdown


def test_ordinary_text_is_laid_out() -> None:
    html = markdown("A *b* **c**\n\n- one\n- two\n\n### Four\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    for tag in ("p", "em", "strong", "ul", "li", "h3", "table", "th", "td"):
        assert f"<{tag}>" in html
        assert f"</{tag}>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=alert(1)>b</b>",
        "<iframe src=https://example.com></iframe>",
    ],
)
def test_html_is_shown_as_text(text: str) -> None:
    html = markdown(text).replace("<p>", "").replace("</p>", "")
    assert "<" not in html
    assert "&lt;" in html


def test_no_image_of_another_site_is_fetched() -> None:
    assert "<img" not in markdown("![a map](https://tracker.example/pixel.png)")


def test_headings_of_the_page_itself_stay_the_pages() -> None:
    html = markdown("# One\n\n## Two\n\n### Three")
    assert "<h1" not in html
    assert "<h2" not in html
    assert "<h3>Three</h3>" in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "intent://scan/", "ftp://example.com/a"]
)
def test_links_lead_to_web_pages_and_letters_alone(address: str) -> None:
    assert "href" not in markdown(f"[here]({address})")


@pytest.mark.parametrize("address", ["https://example.com/", "/sources/", "#wages", "mailto:a@b.c"])
def test_a_link_cannot_reach_back_to_the_page_it_came_from(address: str) -> None:
    html = markdown(f"[here]({address})")
    assert f'href="{address}"' in html
    assert 'rel="noopener"' in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2026. It was a good year.", "<p>2026. It was a good year.</p>"),
        ("2025. First\n2026. Then", "<p>2025. First\n2026. Then</p>"),
        ("- one\n\n  2026. It was", "<p>2026. It was</p>"),
        ("1. one\n\n2026. It was", '<li value="2026">'),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>'),
        ("1. one\n1. two", "<ol>\n<li>one</li>\n<li>two</li>"),
    ],
)
def test_a_number_that_begins_a_line_is_seen(text: str, html: str) -> None:
    assert html in markdown(text)
