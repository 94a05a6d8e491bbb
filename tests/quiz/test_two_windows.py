"""Two windows, or two people, at one thing at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from quiz.forms.result import PlanForm
from quiz.models import QuizVersion
from quiz.publish import open_draft
from tests.quiz.visitors import answers_by, great_fit, take

EDITORS = 4


def test_editors_who_begin_a_draft_at_once_get_the_same_one(committed_content: None) -> None:
    version = QuizVersion.objects.select_related("quiz__career").get()
    barrier = Barrier(EDITORS)

    def begin(_: int) -> int:
        try:
            barrier.wait(timeout=60)
            return open_draft(version.quiz, version).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as pool:
        drafts = set(pool.map(begin, range(EDITORS)))
    assert drafts == {QuizVersion.objects.drafts().get().pk}


@pytest.mark.usefixtures("content")
def test_a_plan_kept_while_its_link_is_revoked_brings_the_old_link_not_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = take(client, answers_by(great_fit))
    is_valid = PlanForm.is_valid

    def revoked_meanwhile(form: PlanForm) -> bool:
        assert client.post(f"{address}new-link/").status_code == 302
        return is_valid(form)

    monkeypatch.setattr(PlanForm, "is_valid", revoked_meanwhile)
    assert client.post(f"{address}plan/", {"budget": "5000"}).status_code == 302
    assert Client().get(address).status_code == 404
