"""The audit of dependencies, against a service on this machine and against none."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.audit import audit, judge

ADVISORY = {
    "id": "PYSEC-0000-1",
    "summary": "Made up for this test.",
    "affected": [
        {
            "package": {"name": "broken-thing", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2.4"}]}],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Answers as osv.dev does: one package has an advisory."""

    def do_POST(self) -> None:
        query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_broken = query["package"]["name"] == "broken-thing"
        body = json.dumps({"vulns": [ADVISORY]} if is_broken else {}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


def write_pins(folder: Path, *lines: str) -> Path:
    file = folder / "requirements.txt"
    file.write_text("\n".join(lines))
    return file


def test_a_known_vulnerability_fails_and_is_named(tmp_path: Path, service: str) -> None:
    listed = write_pins(tmp_path, "broken-thing==1.2.3", "good-thing==1.0")
    passed, message = audit(listed, "--vulnerability-service", "osv", "--osv-url", service)
    assert not passed
    assert "broken-thing 1.2.3: PYSEC-0000-1, fixed in 1.2.4" in message
    assert "Packages audited: 2" in message


def test_without_vulnerabilities_it_passes(tmp_path: Path, service: str) -> None:
    listed = write_pins(tmp_path, "good-thing==1.0")
    result = audit(listed, "--vulnerability-service", "osv", "--osv-url", service)
    assert result == (True, "Packages audited: 1")


def test_without_the_network_it_says_so_and_does_not_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing listens on port 9.
    nowhere = "http://127.0.0.1:9/v1/query"
    listed = write_pins(tmp_path, "good-thing==1.0")
    passed, message = audit(listed, "--vulnerability-service", "osv", "--osv-url", nowhere)
    assert passed
    assert message.startswith(
        "Note: the advisories could not be reached, so no package was audited"
    )


def test_a_file_that_cannot_be_read_fails(tmp_path: Path) -> None:
    passed, _ = audit(write_pins(tmp_path, "this is = no requirement"))
    assert not passed


def test_packages_that_the_service_does_not_know_are_named() -> None:
    packages: list[dict[str, Any]] = [
        {"name": "django", "version": "5.2.19", "vulns": []},
        {"name": "ours", "skip_reason": "not found"},
    ]
    passed, message = judge(packages)
    assert passed
    assert message.startswith("Note: unknown to the service and so not audited: ours")
