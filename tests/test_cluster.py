"""The supervisor over PostgreSQL's programs, with real servers in folders of their own: two at once, a crash, a number
left behind, the wheel's programs and the machine's."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shian.config.cluster import binaries
from shian.config.cluster.access import APP, ROOT, Trouble, read_access
from shian.config.cluster.server import Cluster, cluster

HERE = Path(__file__).parents[1]
# Uses the cluster until its input ends, and says so on the way.
USER = """
import sys, psycopg
from shian.config.cluster import use, leave
ours = use()
with psycopg.connect(ours.access.uri("shian_app")) as connection:
    print(ours.pid(), connection.info.server_version // 10000, flush=True)
sys.stdin.read()
leave()
"""
FINDERS = {"system": binaries.system, "wheel": binaries.wheel}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "data"
    monkeypatch.setenv("SHIAN_DATA", str(folder))
    yield folder
    access = read_access(folder)
    if access is not None:
        ours = cluster(folder)
        if ours.running():
            ours.stop()
        for left in (access.home, access.socket):  # as root they may lie where the server's user can reach them
            shutil.rmtree(left, ignore_errors=True)


def user(data: Path, source: str = "") -> "subprocess.Popen[str]":
    surroundings = os.environ | {"SHIAN_DATA": str(data), "SHIAN_PG": source, "PYTHONPATH": str(HERE / "src")}
    return subprocess.Popen(
        [sys.executable, "-c", USER],
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def heard(process: "subprocess.Popen[str]") -> tuple[int, int]:
    """The number of the server's process, and its version."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.communicate(timeout=180)[1]
    pid, version = line.split()
    return int(pid), int(version)


def gone(process: "subprocess.Popen[str]") -> None:
    process.communicate("", timeout=180)
    assert process.returncode == 0


def once(data: Path, source: str = "") -> tuple[int, int]:
    process = user(data, source)
    answer = heard(process)
    gone(process)
    return answer


def test_two_who_come_at_once_share_one_server_and_the_last_stops_it(data: Path) -> None:
    first, second = user(data), user(data)
    assert heard(first) == heard(second)
    gone(first)
    assert cluster(data).running()
    gone(second)
    assert not cluster(data).running()


def test_after_a_crash_it_starts_again_with_what_was_committed(data: Path) -> None:
    process = user(data)
    pid, _version = heard(process)
    with psycopg.connect(cluster(data).access.uri(ROOT)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(pid, signal.SIGKILL)
    process.kill()
    process.communicate()
    again = user(data)
    assert heard(again)[0] != pid
    with psycopg.connect(cluster(data).access.uri(ROOT)) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
    gone(again)


def test_a_user_who_was_killed_holds_no_lock(data: Path) -> None:
    killed = user(data)
    heard(killed)
    killed.kill()
    killed.communicate()
    assert cluster(data).running(), "nobody was left to stop it"
    once(data)
    assert not cluster(data).running()


def test_a_number_left_behind_may_be_somebody_elses_by_now(data: Path) -> None:
    once(data)
    ours = cluster(data)
    (ours.files / "postmaster.pid").write_text(f"{os.getpid()}\n{ours.files}\n")
    ours.person.own(ours.files / "postmaster.pid")
    assert not ours.running()
    assert once(data)[0] != os.getpid()


def test_a_start_that_was_cut_goes_on(data: Path) -> None:
    """A half-made folder is thrown away; a folder without its roles gets them."""
    ours = _settled(data)
    (ours.files.with_name("postgres.draft") / "base").mkdir(parents=True)
    once(data)
    (data / "cluster.ready").unlink()
    once(data)
    assert (data / "cluster.ready").exists()


def _settled(data: Path) -> Cluster:
    data.mkdir(mode=0o700)
    return cluster(data)


def test_the_application_cannot_make_itself_more(data: Path) -> None:
    process = user(data)
    heard(process)
    with psycopg.connect(cluster(data).access.uri(APP)) as connection:
        mine = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert mine.fetchone() == (False, False, False, False)
    gone(process)


def test_nobody_else_may_read_the_folder(data: Path) -> None:
    once(data)
    ours = cluster(data)
    modes = {path: path.stat().st_mode & 0o777 for path in (data, ours.files, data / "database.json")}
    assert list(modes.values()) == [0o700, 0o700, 0o600], modes


def test_a_folder_that_was_moved_is_not_taken_up(data: Path) -> None:
    _settled(data)
    moved = data.with_name("moved")
    shutil.copytree(data, moved, ignore=shutil.ignore_patterns("postgres*"))
    with pytest.raises(Trouble, match="a moved data folder is not taken up"):
        cluster(moved)


def test_a_version_that_is_not_here_is_said(data: Path) -> None:
    ours = _settled(data)
    ours.files.mkdir()
    (ours.files / "PG_VERSION").write_text("9\n")
    with pytest.raises(Trouble, match="was made with PostgreSQL 9, and no such programs are here"):
        cluster(data)
    (ours.files / "PG_VERSION").unlink()


def test_a_wish_that_is_neither_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIAN_PG", "docker")
    with pytest.raises(Trouble, match="SHIAN_PG=docker: must be system or wheel"):
        binaries.find(None)


@pytest.mark.parametrize("source", FINDERS)
def test_the_main_job_runs_on_both_kinds_of_programs(data: Path, source: str) -> None:
    """The story from plan to figure, whole, in a process of its own on a cluster of its own."""
    found = FINDERS[source]()
    if found is None:
        pytest.skip(f"no PostgreSQL programs of this kind here: {source}")
    story = "tests/stories/test_three_places.py::test_the_main_job_from_plan_to_figure"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", story, "-q", "-p", "no:cacheprovider"],
        env=os.environ | {"SHIAN_PG": source, "SHIAN_DATA": str(data), "PYTEST_XDIST_WORKER": ""},
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
    assert int((cluster(data).files / "PG_VERSION").read_text()) == found.version
