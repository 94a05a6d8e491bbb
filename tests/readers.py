"""Someone who reads the site in a made-up language, to find the texts that have no translation."""

from collections.abc import Collection, Generator
from http import HTTPStatus
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.template.autoreload import reset_loaders
from django.test import Client
from django.urls import resolve
from django.utils.translation import trans_real

from careers.views import guide
from common.kept import KeptHtml
from programs.geography import STATES
from programs.words import words_in
from tests.untranslated import BracketTranslation, Content, find_untranslated

# Apps whose tables hold what editors, sources and users wrote.
ROOMS = ("auth", "careers", "counselors", "programs", "quiz", "salaries")
# Drawings, data for programs, and addresses that only forms post to.
NO_PAGES = {
    *("salaries-csv", "salaries-json", "programs-csv", "occupation-pay", "result-qr", "logout"),
    "discard-kept-form",
    *("counselor-group-qr", "counselor-group-csv", "counselor-group-picture-csv"),
    *("counselor-group-download", "counselor-student-data"),
    *("counselor-group-reopen", "counselor-group-colleague-remove", "counselor-group-leave"),
    *("counselor-student-note", "counselor-student-status", "result-change", "result-plan"),
    *("result-new-link", "result-spoken-code", "result-forget", "result-interests"),
    "result-choose",
}


class Reader:
    """Someone who reads the site in the made-up language; keeps every page that comes back."""

    def __init__(self) -> None:
        self.client = Client()
        self.pages: dict[str, str] = {}
        self._names: set[str | None] = set()

    def get(self, path: str, status: int = 200) -> Any:
        response = self.client.get(f"/es{path}", follow=True)
        assert response.status_code == status, path
        return self._keep(path, response)

    def post(self, path: str, answer_status: int = 200, /, **data: Any) -> Any:
        response = self.client.post(f"/es{path}", data, follow=True)
        assert response.status_code == answer_status, path
        return self._keep(f"POST {path}", response)

    def refused(self, path: str, **data: Any) -> Any:
        """The page of a form that has errors."""
        return self.post(path, HTTPStatus.UNPROCESSABLE_ENTITY, **data)

    def missing(self, path: str) -> Any:
        return self.get(path, HTTPStatus.NOT_FOUND)

    def _keep(self, name: str, response: Any) -> Any:
        for path in (name.rpartition(" ")[2], *(url for url, _ in response.redirect_chain)):
            plain = path.removeprefix("/es").partition("?")[0].partition("#")[0]
            self._names.add(resolve(plain).url_name)
        self.pages[f"{name} ({len(self.pages)})"] = response.content.decode()
        return response

    def assert_all_translated(self, urls: ModuleType, elsewhere: Collection[str] = ()) -> None:
        """Fail for texts that no translation reached, and for pages of `urls` that were not read.

        `elsewhere`: names of those that another test reads.
        """
        expected = {each.name for each in urls.urlpatterns} - NO_PAGES - {None}
        assert not expected - self._names - set(elsewhere), "pages that are not read here"
        assert_translated(self.pages)


def assert_translated(pages: dict[str, str]) -> None:
    tables = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    content = Content(tables, names=[*STATES, *STATES.values()])
    missed: dict[str, str] = {}
    for name, html in pages.items():
        for text in find_untranslated(html, content):
            missed.setdefault(text, name)
    assert not missed, "\n".join(f"{name}  {text}" for text, name in missed.items())


@pytest.fixture
def reader(
    settings: Any, monkeypatch: pytest.MonkeyPatch, content: None
) -> Generator[Reader, None, None]:
    """A reader of a site with a second language, whose texts are the English ones in brackets."""
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    monkeypatch.setitem(vars(trans_real)["_translations"], "es", BracketTranslation())
    # What other tests left there is in the site's own languages.
    monkeypatch.setattr(guide, "BODY", KeptHtml())
    _forget_translations()
    yield Reader()
    _forget_translations()


def _forget_translations() -> None:
    """What a process translates once, it translates anew."""
    reset_loaders()
    words_in.cache_clear()
