"""The shipped nginx configuration keeps public pages for a second, and up when nothing answers."""

import ssl
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from careers.models import Career
from tests.asking import CAREER
from tests.deployment import proxy
from tests.deployment.nodes import nodes

pytestmark = pytest.mark.skipif(not proxy.is_there(), reason=proxy.NONE_FOUND)


def get(url: str, sent: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and text of a page, whoever signed the certificate; posted if something is sent."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    request = urllib.request.Request(url, sent, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, context=trusting, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_pages_through_nginx(committed_content: None, tmp_path: Path) -> None:
    behind = {"TRUST_FORWARDED_PROTO": "true", "TRUSTED_PROXIES": "1", "HTTPS": "true"}
    with nodes(1, tmp_path / "log", **behind) as (node,), proxy.nginx(node) as url:
        status, first = get(url + CAREER)
        assert status == 200
        assert "https://localhost/careers/" in first

        # An edit shows to an editor at once, and to others when the second is over.
        Career.objects.update(title="Edited behind nginx")
        assert "Edited behind nginx" in get(url + CAREER, Cookie="sessionid=x")[1]
        deadline = time.monotonic() + 15
        while "Edited behind nginx" not in get(url + CAREER)[1]:
            assert time.monotonic() < deadline
            time.sleep(0.2)

        # What is private is never kept: each visitor gets a form token of their own.
        forms = {get(f"{url}/corrections/")[1] for _ in range(2)}
        assert len(forms) == 2

        # An editor's file comes through; elsewhere nobody sends as much.
        large = b"x" * 11_000_000
        status, text = get(f"{url}/accounts/login/", large)
        assert (status, "nginx" in text) == (413, True)
        status, text = get(f"{url}/admin/programs/programimport/add/", large)
        assert (status, "nginx" in text) == (403, False)

        node.process.terminate()
        node.process.wait(20)
        time.sleep(1.1)
        status, text = get(url + CAREER)
        assert status == 200
        assert "Edited behind nginx" in text
        assert get(f"{url}/corrections/")[0] in (502, 504)
