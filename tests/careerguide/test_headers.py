"""Every answer tells the browser what it may not do, whoever asked and however it went."""

import pytest
from django.test import Client

from tests.asking import CAREER

ADDRESSES = {
    "/": 200,
    CAREER: 200,
    f"{CAREER}quiz/": 200,
    "/accounts/login/": 200,
    "/counselor/": 302,
    "/nothing/": 404,
    "/results/0123456789abcdefghjkmnpqrs/": 404,
    "/api/v1/careers": 200,
}


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_what_every_answer_says(client: Client, content: None, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Referrer-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]
