"""deploy/nginx.conf as it is, but for its names, ports and certificate, on this machine."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.deployment.nodes import PROJECT, Node, free_port

NONE_FOUND = "nginx, openssl or the user www-data is not on this machine"


def is_there() -> bool:
    has_programs = shutil.which("nginx") is not None and shutil.which("openssl") is not None
    return has_programs and any(each.pw_name == "www-data" for each in pwd.getpwall())


def certificate(folder: Path) -> None:
    """Make a certificate for this machine, site.pem, and its key, site.key."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "1", "-subj", "/CN=localhost"),
            *("-keyout", folder / "site.key", "-out", folder / "site.pem"),
        ],
        check=True,
        capture_output=True,
    )


@contextlib.contextmanager
def nginx(*nodes: Node, log: Path | None = None) -> Iterator[str]:
    """The proxy's address, before one or more nodes; its log of errors is at a place of choice."""
    # nginx's workers are not root and must be let in.
    folder = Path(tempfile.mkdtemp(prefix="careerguide-nginx-"))
    folder.chmod(0o755)
    certificate(folder)
    plain, secure = free_port(), free_port()
    text = (PROJECT / "deploy" / "nginx.conf").read_text()
    for there, here in {
        "listen 80 ": f"listen 127.0.0.1:{plain} ",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        "    server 127.0.0.1:8000 max_fails=2 fail_timeout=2s;": "\n".join(
            f"    server {node.url.removeprefix('http://')} max_fails=2 fail_timeout=2s;"
            for node in nodes
        ),
        "/etc/ssl/site.example.pem": str(folder / "site.pem"),
        "/etc/ssl/site.example.key": str(folder / "site.key"),
        "site.example": "localhost",
        "/var/log/nginx/error.log": str(log or folder / "error.log"),
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "/var/cache/careerguide": str(folder / "cache"),
        "user www-data;": "" if os.geteuid() else "user www-data;",
        "worker_processes auto;": "worker_processes 2;",
    }.items():
        assert there in text, there
        text = text.replace(there, here)
    (folder / "nginx.conf").write_text(text)
    command = ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t", "-q"], check=True)
    server = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        time.sleep(0.5)
        yield f"https://localhost:{secure}"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)
