"""The steps of docs/deploy.md, line by line, end in a site that answers behind nginx.

What this machine cannot or must not do is replaced, and nothing else: see SUBSTITUTES and STUBS.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deployment import proxy
from tests.deployment.cluster import Cluster, cluster, wait_for
from tests.deployment.nodes import PROJECT, Node, free_port
from tests.deployment.test_proxy import get

pytestmark = pytest.mark.skipif(not proxy.is_there(), reason=proxy.NONE_FOUND)

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "docs", "tests", "devserver")
# Folders of the machine, which are made below a temporary one.
FOLDERS = ("/etc/systemd/system", "/etc/nginx", "/srv/careerguide", "/var/lib/careerguide", "/run")
PATHS = (*FOLDERS, "/etc/careerguide.env")
# Lines that are done in another way.
SUBSTITUTES = {
    # The packages of the tests are those of the lock file, and more.
    r"python3 -m venv .venv\n.*pip install.*": f"ln -s {shlex.quote(sys.prefix)} .venv",
    # The tests' own server is reached by a password, and not by the name of a user.
    r"DATABASE_URL='[^']+'": "DATABASE_URL='{database}'",
    r"site\.example": "localhost",
    # The user is not made on this machine.
    r"-o careerguide -g careerguide ": "",
    # It asks for a name and a password.
    r"createsuperuser": "createsuperuser --noinput",
}
# Programs that change the whole machine do nothing, but for what runs as another user.
STUBS = {
    **dict.fromkeys(("apt-get", "useradd", "systemctl", "nginx", "createuser", "createdb"), ":"),
    "runuser": 'test "$1" = -u && test "$3" = -- && shift 3 && exec "$@"',
}
ADMIN = {
    "DJANGO_SUPERUSER_USERNAME": "admin",
    "DJANGO_SUPERUSER_EMAIL": "admin@site.example",
    "DJANGO_SUPERUSER_PASSWORD": "a long enough password",
}


def read_steps() -> str:
    """All commands of the chapter, in their order."""
    text = (PROJECT / "docs" / "deploy.md").read_text()
    chapter = text.partition("\n## Steps\n")[2].partition("\n## ")[0]
    return "".join(re.findall(r"^```sh\n(.*?)^```", chapter, re.MULTILINE | re.DOTALL))


class Machine:
    """A folder that stands for the root of a machine, with a PostgreSQL server beside it."""

    def __init__(self, root: Path, database: str) -> None:
        self.root = root
        self.database = database
        for folder in (*FOLDERS, "/stubs"):
            (root / folder[1:]).mkdir(parents=True)
        for name, command in STUBS.items():
            stub = root / "stubs" / name
            stub.write_text(f"#!/bin/sh\n{command}\n")
            stub.chmod(0o755)
        self.site = root / "srv" / "careerguide"
        shutil.copytree(PROJECT, self.site, ignore=LEFT_OUT, dirs_exist_ok=True)
        for file in (self.site / "deploy").rglob("*"):
            if file.is_file():
                file.write_text(self.here(file.read_text()))
        # Nothing of the tests' own settings.
        self.environment = {"PATH": f"{root / 'stubs'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}

    def here(self, text: str) -> str:
        """A text with the paths of this machine."""
        known = "|".join(map(re.escape, PATHS))
        return re.sub(rf"(?<![\w.])(?:{known})\b", lambda path: f"{self.root}{path[0]}", text)

    def run(self, script: str) -> str:
        """What a script says; it ends at the first command that fails."""
        done = subprocess.run(
            ["/bin/sh", "-eu"],
            input=script,
            env={**self.environment, **ADMIN},
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def service(self, name: str) -> tuple[list[str], dict[str, str]]:
        """The command of a unit and its environment, as systemd reads them."""
        unit = (self.root / "etc/systemd/system" / f"{name}.service").read_text()
        lines = unit.replace("\\\n", " ").splitlines()
        values = [(key, value) for key, sign, value in (x.partition("=") for x in lines) if sign]
        settings = [value for key, value in values if key == "Environment"]
        for key, value in values:
            if key == "EnvironmentFile":
                settings.append(Path(value).read_text())
            if key == "RuntimeDirectory":
                (self.root / "run" / value).mkdir()
        pairs = (each.partition("=") for text in settings for each in shlex.split(text))
        given = {key: value for key, _, value in pairs}
        return shlex.split(dict(values)["ExecStart"]), {**self.environment, **given}


@pytest.fixture
def lone() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@contextlib.contextmanager
def web_node(machine: Machine) -> Iterator[Node]:
    """The web service, on a port of this machine's choice."""
    command, environment = machine.service("careerguide-web")
    port = free_port()
    command[command.index("--port") + 1] = str(port)
    process = subprocess.Popen(command, cwd=machine.site, env=environment, process_group=0)
    try:
        yield Node(port, process)
    finally:
        process.terminate()
        process.wait(30)


def test_the_documented_steps_end_in_a_site_that_answers(lone: Cluster, tmp_path: Path) -> None:
    machine = Machine(tmp_path, lone.primary.url())
    steps = machine.here(read_steps())
    for pattern, substitute in SUBSTITUTES.items():
        steps, found = re.subn(pattern, substitute.replace("{database}", machine.database), steps)
        assert found, pattern
    before, doctor, after = steps.partition("sh deploy/manage.sh doctor")
    assert doctor, "the last step"
    machine.run(before + after)
    assert machine.root.joinpath("etc/careerguide.env").stat().st_mode & 0o077 == 0

    with web_node(machine) as node, proxy.nginx(node) as url:
        wait_for(lambda: is_up(url), "the web node")
        status, page = get(url)
        assert status == 200
        styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert styles
        assert {get(url + style)[0] for style in styles} == {200}
        assert get(f"{url}/accounts/login/")[0] == 200
        said = machine.run(f"cd {machine.site}\n{doctor}")
        assert "PROBLEM" not in said

    command, environment = machine.service("careerguide-daily")
    subprocess.run(command, cwd=machine.site, env=environment, check=True)


def is_up(url: str) -> bool:
    with contextlib.suppress(OSError):
        return get(f"{url}/readyz")[0] == 200
    return False
