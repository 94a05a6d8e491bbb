"""Every response tells the browser what it may not do, for every page, status and visitor."""

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
def test_every_response_has_the_security_headers(
    client: Client, content: None, address: str, status: int
) -> None:
    response = client.get(address)
    assert response.status_code == status
    policy = [part.strip() for part in response["Content-Security-Policy"].split(";")]
    for directive in (
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'"),
        *("frame-ancestors 'none'", "base-uri 'none'"),
    ):
        assert directive in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Referrer-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
