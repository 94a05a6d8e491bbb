"""`make messages`: collects the texts to translate, and compiles the translations.

It does what Django's makemessages and compilemessages do, without gettext's programs, which a
fresh machine lacks. The files say from which file a text is, not from which line: those would
change, and conflict, with every edit.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es",)
# The functions whose arguments are texts: which of them, and “c” for the context.
KEYWORDS: dict[str, Any] = {
    name + lazy: arguments
    for name, arguments in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy")
} | {"_": None, "gettext_noop": None}


class Messages(Catalog):
    """The texts in one language, with headers that say only what programs need."""

    @property  # type: ignore[misc]
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @property
    def num_plurals(self) -> int:
        return 2

    @property
    def plural_expr(self) -> str:
        """One and many; the form of millions that Babel has for Spanish is of no use here."""
        return "(n != 1)"


def find_sources() -> list[Path]:
    """The site's programs and templates."""
    pyproject = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    packages = set(pyproject["tool"]["importlinter"]["root_packages"]) - {"devserver"}
    programs = [path for package in packages for path in (PROJECT / package).rglob("*.py")]
    templates = [path for path in (PROJECT / "templates").rglob("*.*") if path.is_file()]
    return sorted(path for path in [*programs, *templates] if "migrations" not in path.parts)


def read_messages(path: Path) -> Iterator[tuple[Any, list[str], str | None]]:
    """Each text in a file, or its singular and plural; comments for translators; its context."""
    source = path.read_text()
    if path.suffix != ".py":
        # Calls of gettext among crosses. In parentheses, because their indentation means nothing.
        source = f"(\n{templatize(source, origin=str(path))}\n)"
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS, ["Translators:"])
    for _, text, comments, context in found:
        yield text, comments, context


def collect_messages(language: str, translated: Catalog) -> Messages:
    """The texts of the site, with the translations that there are."""
    messages = Messages(language, header_comment="# Translations of the site’s texts.", fuzzy=False)
    for path in find_sources():
        for text, comments, context in read_messages(path):
            known: Message | None = translated.get(text, context)
            # A text with a plural is found by its singular, even if it had no plural before.
            if known is None or known.id != text or not any(known.string or ()):
                known = Message(text)
            messages.add(
                text,
                known.string,
                [(str(path.relative_to(PROJECT)), 0)],
                auto_comments=comments,
                user_comments=known.user_comments,
                context=context,
            )
    return messages


def build_files(language: str) -> dict[Path, bytes]:
    """The files of a language as they should be."""
    folder = PROJECT / "locale" / language / "LC_MESSAGES"
    texts, compiled = folder / "django.po", folder / "django.mo"
    known = texts.read_bytes() if texts.exists() else b""
    messages = collect_messages(language, read_po(io.BytesIO(known), language))
    text_file, compiled_file = io.BytesIO(), io.BytesIO()
    write_po(text_file, messages, width=100, include_lineno=False)
    write_mo(compiled_file, messages)
    return {texts: text_file.getvalue(), compiled: compiled_file.getvalue()}


def main() -> None:
    """Write the files, or with --check exit with 1 where they are not current."""
    for language in LANGUAGES:
        for path, content in build_files(language).items():
            if path.exists() and path.read_bytes() == content:
                continue
            if "--check" in sys.argv:
                sys.exit(f"{path.relative_to(PROJECT)} is not current. Run: make messages")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"Wrote {path.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
