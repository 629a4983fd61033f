"""The made-up Tongxiang at the seeds' size: how long the command takes, beside a bare insert of every row it wrote."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import django
import psycopg

from benchmarks.database import as_root, copied_bare, make_anew, point_at
from benchmarks.figures import Measured
from shian.config.cluster import use
from shian.config.cluster.access import Access

NAMES = ("demo_tongxiang_s",)
WORLD = "bench_tongxiang"
TABLES = (
    "territory_place", "people_organisation", "people_person", "people_post", "people_tenure", "registry_business",
    "registry_standing", "registry_graderecord", "registry_premises", "registry_licence", "registry_appointment",
    "registry_rest", "loop_bulkbatch", "loop_commitment", "loop_duty", "loop_task", "loop_finding",
    "loop_findingstep", "loop_receipt", "checklists_sheet", "ledger_entry",
)  # fmt: skip


def run() -> Iterator[Measured]:
    access = use().access
    seconds = build(access)
    with closing(as_root(access, WORLD)) as root:
        rows, bare = sum(counted(root, table) for table in TABLES), copied_bare(root, TABLES)
    yield Measured("demo_tongxiang_s", seconds, "s", bare, seconds / bare, rows)


def build(access: Access) -> float:
    """Seconds of `shian demo --scale tongxiang`, from an empty database to the printed counts."""
    make_anew(access, WORLD)
    point_at(access, WORLD)
    began = time.perf_counter()
    command = [sys.executable, "-m", "shian.cli", "demo", "--scale", "tongxiang"]
    subprocess.run(command, check=True, stdout=sys.stderr, env=os.environ)
    return time.perf_counter() - began


def standing() -> Access:
    """The world as a run of today left it, or one made now; Django is set up on it."""
    access = use().access
    if not _built_today(access):
        build(access)
    point_at(access, WORLD)
    django.setup()
    return access


def _built_today(access: Access) -> bool:
    try:
        with closing(as_root(access, WORLD)) as root:
            found = root.execute(
                "SELECT 1 FROM ledger_entry WHERE verb = 'build_demo'"
                " AND (at AT TIME ZONE 'Asia/Shanghai')::date = (now() AT TIME ZONE 'Asia/Shanghai')::date"
            ).fetchone()
    except psycopg.Error:
        return False
    return found is not None


def counted(root: psycopg.Connection, table: str) -> int:
    row = root.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
