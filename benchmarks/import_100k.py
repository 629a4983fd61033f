"""A hundred thousand businesses from one workbook: read, checked, staged, brought in. `limit` is the same rows copied bare.

Peak memory is this process's own (the database is another); the reader holds the sheet, everything after it is sliced.
"""

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg import Connection, sql

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured

NAMES = ("import_100k_s", "import_100k_stage_s", "import_100k_peak_mb")
ROWS = 100_000
TABLES = (
    "registry_business", "registry_standing", "registry_graderecord", "registry_premises", "registry_licence",
    "registry_appointment", "people_person", "registry_importrow", "ledger_entry",
)  # fmt: skip


def run(rows: int = ROWS) -> Iterator[Measured]:
    access = prepared()
    from benchmarks.import_world import Brought, bring_in, county, workbook  # noqa: PLC0415 - models can be read only now

    county()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        workbook(path, rows)
        before = peak_mb()
        brought: Brought = bring_in(path)
    if brought.rows != rows:
        raise SystemExit(f"only {brought.rows} of {rows} rows came in")
    with as_root(access) as connection:
        bare = copied_bare(connection)
    yield Measured("import_100k_s", brought.seconds, "s", bare, brought.seconds / bare, rows)
    yield Measured("import_100k_stage_s", brought.staging, "s", n=rows)
    yield Measured("import_100k_peak_mb", peak_mb(), "MB", before, n=rows)


def peak_mb() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def copied_bare(connection: Connection) -> float:
    """The same rows into the same tables with the same indexes, by nothing but the database; each written to disk."""
    took = 0.0
    for table in TABLES:
        name, copy = sql.Identifier(table), sql.Identifier(f"bare_{table}")
        connection.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(copy, name))
        began = time.perf_counter()
        connection.execute(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(copy, name))
        took += time.perf_counter() - began
    return took
