"""What a private page says to caches, to search engines, and of its own address."""

import pytest
from django.http import HttpRequest, HttpResponse

from common.privacy import NOTHING, ORIGIN_ALONE, SAME_ORIGIN, kept_private


@pytest.mark.parametrize("policy", [NOTHING, ORIGIN_ALONE, SAME_ORIGIN])
def test_a_private_page_is_kept_and_listed_by_nobody(policy: str) -> None:
    @kept_private(policy)
    def page(request: HttpRequest, words: str) -> HttpResponse:
        return HttpResponse(words)

    answer = page(HttpRequest(), words="for you")
    assert answer.content == b"for you"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == policy


def test_a_page_that_is_not_there_tells_its_address_to_nobody() -> None:
    @kept_private(ORIGIN_ALONE)
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("gone", status=404)

    assert page(HttpRequest())["Referrer-Policy"] == NOTHING
