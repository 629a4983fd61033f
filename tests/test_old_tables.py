"""A program that is newer than its tables: no process starts, and each says in one sentence what to do. In a cluster of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shian.config.cluster.access import ROOT, read_access
from shian.config.cluster.server import cluster, leave, use

HERE = Path(__file__).parents[1]
STARTS = {
    "serve": ["-m", "shian.cli", "serve", "--port", "58731"],
    "work": ["-m", "shian.cli", "work", "--once"],
    "tick": ["-m", "shian.cli", "tick"],
    "ingest": ["-m", "shian.doors.ingest", "--port", "58733"],
    "page server": ["-c", "import shian.config.wsgi"],
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "data"
    monkeypatch.setenv("SHIAN_DATA", str(folder))
    yield folder
    leave(folder)
    access = read_access(folder)
    if access is not None:
        ours = cluster(folder)
        if ours.running():
            ours.stop()
        for left in (access.home, access.socket):
            shutil.rmtree(left, ignore_errors=True)


def started(data: Path, words: list[str]) -> "subprocess.CompletedProcess[str]":
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    surroundings |= {"SHIAN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "shian.config.settings"}
    surroundings |= {"PYTHONPATH": str(HERE / "src"), "LANG": "zh_CN.UTF-8"}
    return subprocess.run([sys.executable, *words], env=surroundings, capture_output=True, text=True, timeout=600)


def test_nothing_starts_on_tables_older_than_the_code(data: Path) -> None:
    assert started(data, ["-m", "shian.cli", "migrate", "--quiet"]).returncode == 0
    ours = use(data)  # held, or it would stop with each command
    with psycopg.connect(ours.access.uri(ROOT), autocommit=True) as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'loop' AND name = '0002_wall'")
    for name, words in STARTS.items():
        done = started(data, words)
        assert done.returncode != 0, name
        last = done.stderr.strip().splitlines()[-1]
        assert "差 1 步" in last and "shian migrate" in last, (name, done.stderr)
        if name != "page server":  # whichever server loads it says it in its own way
            assert len(done.stderr.strip().splitlines()) == 1, (name, done.stderr)
