"""The languages of the site: English at the plain addresses, each other one under its code.

The language of a page follows from its path alone: decisions/0017-languages.md.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import translate_url
from django.utils import translation

# The text of the link to a page in each language, in that language.
LINK_TEXTS = {"en": "In English", "es": "En español"}


class PageLanguage(NamedTuple):
    """A language that a page has; `path` is the page's address in it."""

    code: str
    link_text: str
    path: str
    is_active: bool


def language_of_path(path: str) -> str:
    """The code of the language of a path of this site."""
    code = path.removeprefix("/").partition("/")[0]
    return code if code in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def path_in_language(path: str, code: str) -> str:
    """The path of the same page in another language; it may have a query."""
    current = language_of_path(path.partition("?")[0])
    plain = path if current == settings.LANGUAGE_CODE else path.removeprefix(f"/{current}")
    return plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}"


def _address_in_language(address: str, code: str) -> str:
    """As `path_in_language`; the page to which a sign-in leads changes its language, too."""
    path, _, query = address.partition("?")
    values = QueryDict(query, mutable=True)
    following = values.get("next", "")
    if following.startswith("/") and not following.startswith("//"):
        values["next"] = translate_url(following, code)
        address = f"{path}?{values.urlencode(safe='/')}"
    return path_in_language(address, code)


def page_languages(path: str) -> list[PageLanguage]:
    """Each language of the page at a path, English first; none on a site of one language."""
    if len(settings.LANGUAGES) == 1:
        return []
    return [
        PageLanguage(
            code,
            LINK_TEXTS[code],
            _address_in_language(path, code),
            code == translation.get_language(),
        )
        for code, _ in settings.LANGUAGES
    ]


class LanguageOfPath:
    """Middleware that activates the language of the path.

    Django's LocaleMiddleware would say that English pages vary by Accept-Language, so that no
    cache could keep them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = language_of_path(request.path_info)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


def translated_property(name: str) -> property:
    """A property for a text that editors write in each language, one field for each.

    It reads `<name>_es` where Spanish is active and that is filled in, else `<name>_en`, and sets
    `<name>_en`.
    """

    def read(row: Any) -> str:
        text = getattr(row, f"{name}_{translation.get_language()}", "")
        return text or getattr(row, f"{name}_{settings.LANGUAGE_CODE}")

    def write(row: Any, text: str) -> None:
        setattr(row, f"{name}_{settings.LANGUAGE_CODE}", text)

    return property(read, write)
