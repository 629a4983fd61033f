"""What the import is measured on: a county with its places and its law, and a workbook of right rows."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from shian.cli.import_ import apply_all, stage, within_ground
from shian.cli.packs import INSTALLER
from shian.kernel.wall import worn
from shian.packs.actions import load_release
from shian.packs.check import checked
from shian.people.queries import system
from shian.registry.rules.columns import Target
from shian.registry.spreadsheets.writing import write_xlsx
from shian.territory.models import Place
from tests.data.made_up import ROOT, credit_code, licence, place_rows, villages

HEADER = (
    "镇（街道）", "村（社区）", "主体名称", "统一社会信用代码", "主体类别", "登记状态", "法定代表人", "主体电话", "从业人数", "营业收入（万元）",
    "负责人姓名", "负责人手机号", "经营场所", "许可证编号", "有效期至", "成立日期",
)  # fmt: skip


@dataclass(frozen=True)
class Brought:
    """Seconds to check and stage, seconds to bring in, rows that stand in the register afterwards."""

    staging: float
    applying: float
    rows: int

    @property
    def seconds(self) -> float:
        return self.staging + self.applying


def county() -> None:
    """A county with its places and its law."""
    Place.objects.bulk_create(
        Place(path=path, name=name, level=level, code=f"b{path.replace('/', '')}") for path, name, level in place_rows()
    )
    with worn(INSTALLER):
        for loaded in checked(Path("packs/cn")):
            load_release(loaded, by=INSTALLER)


def workbook(path: Path, rows: int) -> None:
    write_xlsx("名册", HEADER, _shops(rows), path)


def _shops(rows: int) -> Iterator[tuple[object, ...]]:
    """Right rows, so that every one of them is written."""
    places = villages()
    for number in range(rows):
        at, phone = places[number % len(places)], f"154{number:08d}"
        code = credit_code(number // 2, ("91", "92")[number % 2])
        yield (
            at.town, at.name, f"桐乡市试验饭店{number}号", code, "餐饮服务", "在营", f"沈{number}", phone, number % 60, number % 900,
            f"沈{number}", phone, f"{at.name}试验路{number}号", licence("JY", number, "2"), "2036-05-20", "2019年3月18日",
        )  # fmt: skip


def bring_in(path: Path) -> Brought:
    """What `shian import businesses` does: checked and staged in one transaction, then slice by slice, each its own."""
    on, by = timezone.localdate(), within_ground(system("importer"), ROOT)
    began = time.perf_counter()
    batch, _report = stage(path, Target.BUSINESSES, ROOT, on, by)
    staged = time.perf_counter()
    apply_all(batch, Target.BUSINESSES, on, by)
    return Brought(staged - began, time.perf_counter() - staged, batch.applied)
