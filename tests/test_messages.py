"""`make messages` finds every text to translate, and keeps the translations."""

import gettext
from pathlib import Path

import pytest

from tests import messages

PROGRAM = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

TITLE = _("Sources")
def count(n): return ngettext("%(n)s year", "%(n)s years", n) % {"n": n}
MAY = pgettext("month", "May")
"""
TEMPLATE = """{% load i18n %}
<h1 title="{% translate "It's open" %}">{% translate "Sources" %}</h1>
  {# Translators: of a career #}
  {% blocktranslate trimmed count n=years with name=career.name %}
    {{ name }} (100% of "them") for a year
  {% plural %}
    {{ name }} for {{ n }} years
  {% endblocktranslate %}
{% include "x.html" with label=_("Label") %} it's ( not [ closed
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one program and one template."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_packages = ["careers", "devserver"]'
    )
    for name, text in {"careers/views.py": PROGRAM, "templates/page.html": TEMPLATE}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(messages, "PROJECT", tmp_path)
    monkeypatch.setattr("sys.argv", ["messages"])
    return tmp_path


def read(project: Path, suffix: str = "po") -> Path:
    return project / "locale" / "es" / "LC_MESSAGES" / f"django.{suffix}"


def test_texts_of_programs_and_templates_are_collected(project: Path) -> None:
    messages.main()
    found = read(project).read_text()
    for line in (
        'msgid "Sources"',
        'msgid_plural "%(n)s years"',
        'msgctxt "month"\nmsgid "May"',
        'msgid "It\'s open"',
        'msgid "Label"',
        'msgid "%(name)s (100%% of \\"them\\") for a year"',
        "#. Translators: of a career",
        "#: careers/views.py templates/page.html\nmsgid",
    ):
        assert line in found, line
    assert found.count('msgid "Sources"') == 1


def test_translations_stay_and_are_compiled(project: Path) -> None:
    messages.main()
    path = read(project)
    translated = path.read_text()
    for text, translation in {
        'msgid "Sources"\nmsgstr "': "Fuentes",
        'msgid_plural "%(n)s years"\nmsgstr[0] "': "%(n)s año",
        'msgid "May"\nmsgstr "': "mayo",
    }.items():
        assert text in translated
        translated = translated.replace(text, text + translation)
    path.write_text(translated.replace('msgstr[1] ""', 'msgstr[1] "%(n)s años"', 1))
    messages.main()
    messages.main()
    with read(project, "mo").open("rb") as file:
        spanish = gettext.GNUTranslations(file)
    assert spanish.gettext("Sources") == "Fuentes"
    assert spanish.ngettext("%(n)s year", "%(n)s years", 2) == "%(n)s años"
    assert spanish.pgettext("month", "May") == "mayo"
    assert spanish.gettext("Label") == "Label"


def test_what_is_no_longer_in_the_site_is_dropped(project: Path) -> None:
    messages.main()
    (project / "careers" / "views.py").write_text("")
    messages.main()
    assert "years" in read(project).read_text(), "the template has it"
    assert "May" not in read(project).read_text()


def test_the_check_says_what_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages.main()
    monkeypatch.setattr("sys.argv", ["messages", "--check"])
    messages.main()
    (project / "templates" / "page.html").write_text(TEMPLATE.replace("Sources", "Methods"))
    with pytest.raises(SystemExit, match="Run: make messages"):
        messages.main()
