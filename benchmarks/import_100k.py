"""A hundred thousand businesses from one workbook: read, checked, staged, brought in. `limit` is the same rows copied bare.

Peak memory is this process's own (the database is another): the workbook is held by the reader, everything else is sliced.
"""

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured

ACCESS = prepared()

from django.utils import timezone  # noqa: E402
from psycopg import Connection, sql  # noqa: E402

from shian.cli.import_ import applier, within_ground  # noqa: E402
from shian.cli.packs import INSTALLER  # noqa: E402
from shian.kernel.wall import worn  # noqa: E402
from shian.packs.actions import load_release  # noqa: E402
from shian.packs.check import checked  # noqa: E402
from shian.people.queries import system  # noqa: E402
from shian.registry.actions.imports import apply_slice, stage_file  # noqa: E402
from shian.registry.rules.columns import Target  # noqa: E402
from shian.registry.spreadsheets.writing import write_xlsx  # noqa: E402
from shian.territory.models import Place  # noqa: E402
from tests.data.made_up import ROOT, credit_code, licence, place_rows, villages  # noqa: E402

ROWS = 100_000
HEADER = (
    "镇（街道）", "村（社区）", "主体名称", "统一社会信用代码", "主体类别", "登记状态", "法定代表人", "主体电话", "从业人数", "营业收入（万元）",
    "负责人姓名", "负责人手机号", "经营场所", "许可证编号", "有效期至", "成立日期",
)  # fmt: skip
TABLES = (
    "registry_business", "registry_standing", "registry_graderecord", "registry_premises", "registry_licence",
    "registry_appointment", "people_person", "registry_importrow", "ledger_entry",
)  # fmt: skip


def shops() -> Iterator[tuple[object, ...]]:
    """Right rows, so that every one of them is written."""
    places = villages()
    for number in range(ROWS):
        at, phone = places[number % len(places)], f"154{number:08d}"
        code = credit_code(number // 2, ("91", "92")[number % 2])
        yield (
            at.town, at.name, f"桐乡市试验饭店{number}号", code, "餐饮服务", "在营", f"沈{number}", phone, number % 60, number % 900,
            f"沈{number}", phone, f"{at.name}试验路{number}号", licence("JY", number, "2"), "2036-05-20", "2019年3月18日",
        )  # fmt: skip


def opened() -> None:
    """A county with its places and its law."""
    Place.objects.bulk_create(
        Place(path=path, name=name, level=level, code=f"b{path.replace('/', '')}") for path, name, level in place_rows()
    )
    with worn(INSTALLER):
        for loaded in checked(Path("packs/cn")):
            load_release(loaded, by=INSTALLER)


def bring_in(path: Path) -> tuple[float, float, int]:
    """Seconds to stage, seconds to bring in, rows applied."""
    on, by = timezone.localdate(), within_ground(system("importer"), ROOT)
    began = time.perf_counter()
    with worn(by):
        batch, _report = stage_file(path, Target.BUSINESSES, filename=path.name, ground=ROOT, on=on, by=by)
    staged = time.perf_counter()
    enter = applier(Target.BUSINESSES, on, by)
    while batch.state != "done":
        with worn(by):
            apply_slice(batch, enter, by=by)
    return staged - began, time.perf_counter() - staged, batch.applied


def copied_bare(connection: Connection) -> float:
    """The same rows into the same tables with the same indexes, by nothing but the database."""
    took = 0.0
    for table in TABLES:
        name, copy = sql.Identifier(table), sql.Identifier(f"bare_{table}")
        connection.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(copy, name))
        began = time.perf_counter()
        connection.execute(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(copy, name))
        took += time.perf_counter() - began
    return took


def measure() -> Iterator[Measured]:
    opened()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        write_xlsx("名册", HEADER, shops(), path)
        staging, applying, rows = bring_in(path)
    if rows != ROWS:
        raise SystemExit(f"only {rows} of {ROWS} rows came in")
    with as_root(ACCESS) as connection:
        bare = copied_bare(connection)
    yield Measured("import_100k_s", staging + applying, "s", bare, (staging + applying) / bare, rows)
    yield Measured("import_100k_stage_s", staging, "s", n=rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Measured("import_100k_peak_mb", peak, "MB", n=rows)


if __name__ == "__main__":
    for one in measure():
        print(one.line(), flush=True)
