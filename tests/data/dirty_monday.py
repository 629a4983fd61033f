"""Dirty Monday: the workbook that an office really sends on a Monday morning, and a list of everything wrong with it.

    python -m tests.data.dirty_monday        writes dirty_monday.xlsx and dirty_monday.json beside this file

The seed is fixed. Each planted defect sits on a row of its own, so that whatever else a dry run says is a false alarm.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from tests.data.clean_rows import CADRE_FIELDS, CADRES, FIELDS, TRADES, Row, businesses, cadres
from tests.data.made_up import credit_code, with_check

HERE = Path(__file__).parent
BOOK, MANIFEST = HERE / "dirty_monday.xlsx", HERE / "dirty_monday.json"
SEED = 20260302
BUSINESSES = 3046
GROUPED = (
    ("序号", ""), ("镇（街道）", ""), ("村（社区）", ""), ("主体名称", ""), ("统一社会信用代码", ""), ("主体类别", ""), ("主体级别", ""),
    ("登记状态", ""), ("法定代表人", ""), ("主体电话", ""), ("从业人数", ""), ("营业收入（万元）", ""),
    ("负责人", "姓名"), ("负责人", "身份证号"), ("负责人", "手机号"),
    ("食品安全总监", "姓名"), ("食品安全总监", "手机号"),
    ("食品安全员", "姓名"), ("食品安全员", "身份证号"), ("食品安全员", "手机号"),
    ("经营场所", ""), ("许可证编号", ""), ("有效期至", ""), ("成立日期", ""), ("备注", ""),
)  # fmt: skip
CADRE_HEADER = (
    "序号",
    "镇（街道）",
    "村（社区）",
    "姓名",
    "工作单位",
    "职务",
    "包保层级",
    "手机号码",
    "身份证号码",
    "任职日期",
)
FIRST_BUSINESS, FIRST_CADRE = 6, 5  # rows as Excel counts them


@dataclass(frozen=True)
class Planted:
    """One defect: where, in which of our columns, and by which word the dry run must name it."""

    row: int
    column: str
    kind: str


@dataclass
class Manifest:
    sheet: str
    rows: int
    ready: int = 0
    planted: list[Planted] = field(default_factory=list)
    harmless: dict[str, list[int]] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)


Spoil = Callable[[Row, Random], None]


def setting(column: str, *values: object) -> Spoil:
    def spoil(row: Row, luck: Random) -> None:
        row[column] = luck.choice(values)

    return spoil


def changing(column: str, change: Callable[[str], object]) -> Spoil:
    def spoil(row: Row, luck: Random) -> None:
        row[column] = change(str(row[column]))

    return spoil


def _last_digit(text: str) -> str:
    return text[:-1] + ("1" if text[-1] == "7" else "7")


def _recounted(text: str, county: str) -> str:
    return credit_code(int(text[11:16]), text[:2], county)


def _wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in (*range(0x30, 0x3A), *range(0x41, 0x5B))})


ALL = frozenset(kind for kind, *_rest in TRADES)
CODED = frozenset({"餐饮服务", "食品销售", "小餐饮", "小食杂店"})
# (how many, kind of trade, column, word of the dry run, how it is spoilt)
DEFECTS: tuple[tuple[int, frozenset[str], str, str, Spoil], ...] = (
    (40, CODED, "uscc", "uscc_check", changing("uscc", _last_digit)),
    (15, CODED, "uscc", "uscc_letters", changing("uscc", lambda code: code[:2] + code[2:8].replace("0", "O") + code[8:])),
    (12, CODED, "uscc", "uscc_length", changing("uscc", lambda code: code[:-1])),
    (10, CODED, "uscc", "uscc_old_number", changing("uscc", lambda code: f"330483600{code[11:16]}0")),
    (10, CODED, "uscc", "county_outdated", changing("uscc", lambda code: _recounted(code, "330425"))),
    (5, CODED, "uscc", "county_unknown", changing("uscc", lambda code: _recounted(code, "330499"))),
    (10, frozenset({"食品销售"}), "uscc", "uscc_missing", setting("uscc", "", "无", "/")),
    (30, ALL, "principal_identity", "cut_by_excel", changing("principal_identity", lambda number: int(number[:15]) * 1000)),
    (12, ALL, "principal_identity", "cut_by_excel", changing("principal_identity", lambda number: f"{number[:15]}000")),
    (5, ALL, "principal_identity", "cut_by_excel", setting("principal_identity", "3.30483E+17")),
    (20, ALL, "principal_identity", "identity_15", changing("principal_identity", lambda number: number[:15])),
    (12, ALL, "principal_identity", "identity_check", changing("principal_identity", _last_digit)),
    (5, ALL, "principal_identity", "identity_birthday", setting("principal_identity", *map(with_check, ("33048319851332001", "33048319790230002")))),
    (15, ALL, "principal_phone", "phone", changing("principal_phone", lambda number: number[:10])),
    (8, ALL, "principal_phone", "phone_letters", changing("principal_phone", lambda number: number.replace("0", "O"))),
    (6, ALL, "phone", "phone", setting("phone", "同上", "88123")),
    (20, frozenset({"餐饮服务"}), "licence", "jy_check", changing("licence", _last_digit)),
    (8, frozenset({"食品销售"}), "licence", "jy_letters", changing("licence", lambda number: number.replace("0", "O"))),
    (6, frozenset({"食品生产"}), "licence", "sc_check", changing("licence", _last_digit)),
    (4, frozenset({"食品生产"}), "licence", "sc_length", changing("licence", lambda number: number[:-1])),
    (5, frozenset({"食品生产"}), "licence", "licence_qs", setting("licence", "QS330425010001", "QS330425013388")),
    (6, frozenset({"餐饮服务"}), "licence", "licence_unknown", setting("licence", "办理中", "桐餐证字第0088号")),
    (12, frozenset({"餐饮服务"}), "licence", "licence_missing", setting("licence", "", "无证", "暂无")),
    (25, frozenset({"餐饮服务", "食品销售"}), "licence_until", "licence_expired", setting("licence_until", "2023年6月30日", "2024.12.31", "20250131")),
    (20, ALL, "founded", "date_ambiguous", setting("founded", "01/03/2016", "05/04/2018", "11/12/2020")),
    (8, ALL, "founded", "date_impossible", setting("founded", "2019年2月30日", "2021.13.5", "20200931")),
    (6, ALL, "founded", "date_no_day", setting("founded", "2018年5月", "2015.8")),
    (5, ALL, "founded", "date_short_year", setting("founded", "18.5.6", "19年3月2日")),
    (30, ALL, "status", "dead_shop", setting("status", "注销", "已注销")),
    (12, ALL, "status", "dead_shop", setting("status", "吊销", "吊销，未注销")),
    (10, ALL, "status", "dead_shop", setting("status", "死户", "僵尸户", "查无下落")),
    (25, ALL, "status", "suspended", setting("status", "停业", "歇业", "停业整顿")),
    (4, ALL, "status", "status_unknown", setting("status", "待定", "??")),
    (8, ALL, "kind", "kind_unknown", setting("kind", "其他", "五金店", "待分类")),
    (6, ALL, "kind", "kind_missing", setting("kind", "", " ")),
    (5, ALL, "grade", "grade", setting("grade", "E", "甲", "一级")),
    (6, ALL, "staff", "number", setting("staff", "十几", "不详", "约20")),
    (4, ALL, "revenue", "number", setting("revenue", "较少", "-5")),
    (8, ALL, "village", "village_unknown", setting("village", "桃花源村", "光明新村社区")),
    (6, ALL, "name", "name_missing", setting("name", "", "　")),
)  # fmt: skip
HARMLESS: tuple[tuple[str, int, frozenset[str], Spoil], ...] = (
    ("full_width", 60, CODED, changing("uscc", _wide)),
    ("spaced_code", 25, CODED, changing("uscc", lambda code: f" {code[:8]} {code[8:]}")),
    ("lower_case", 15, CODED, changing("uscc", str.lower)),
    ("numeric_phone", 80, ALL, changing("phone", int)),
    ("grade_with_word", 20, ALL, changing("grade", lambda grade: f"{grade}级")),
    ("staff_with_unit", 15, ALL, changing("staff", lambda count: f"{count}人")),
    ("spaced_name", 20, ALL, changing("legal_person", lambda name: f"{name[0]}　{name[1:]}")),
    (
        "committee_name",
        40,
        ALL,
        changing("village", lambda name: name + ("居委会" if name.endswith("社区") else "村委会")),
    ),
)


def spoil_businesses(rows: list[Row], luck: Random) -> Manifest:
    found = Manifest("食品经营主体", BUSINESSES)
    free = {index for index, row in enumerate(rows)}
    _double(rows, free, luck, found)
    for count, trades, column, kind, spoil in DEFECTS:
        for index in _take(rows, free, luck, count, trades):
            spoil(rows[index], luck)
            found.planted.append(Planted(index + FIRST_BUSINESS, column, kind))
    for name, count, trades, spoil in HARMLESS:
        found.harmless[name] = sorted(index + FIRST_BUSINESS for index in _take(rows, free, luck, count, trades))
        for row in found.harmless[name]:
            spoil(rows[row - FIRST_BUSINESS], luck)
    bare = [index for index in sorted(free) if rows[index]["kind"] == "食品摊贩" and not rows[index]["licence"]]
    found.harmless["stall_without_licence"] = [index + FIRST_BUSINESS for index in bare]
    return found


def _take(rows: list[Row], free: set[int], luck: Random, count: int, trades: frozenset[str]) -> list[int]:
    fitting = sorted(index for index in free if rows[index]["kind"] in trades)
    taken = luck.sample(fitting, count)
    free.difference_update(taken)
    return taken


def _double(rows: list[Row], free: set[int], luck: Random, found: Manifest) -> None:
    """Rows that say an earlier one again: wholly, by licence number, by name and place; and one telephone under two names."""
    for count, trades, column, copied in (
        (25, CODED, "uscc", FIELDS[3:24]),
        (10, frozenset({"餐饮服务"}), "licence", ("licence",)),
        (10, frozenset({"食品摊贩"}), "name", ("village", "name", "address")),
    ):
        for earlier, later in _pairs(rows, free, luck, count, trades):
            rows[later] |= {name: rows[earlier][name] for name in copied}
            found.planted.append(Planted(later + FIRST_BUSINESS, column, "duplicate"))
    for earlier, later in _pairs(rows, free, luck, 8, CODED):
        rows[later]["principal_phone"] = rows[earlier]["principal_phone"]
        found.planted.append(Planted(later + FIRST_BUSINESS, "principal_phone", "phone_two_names"))


def _pairs(
    rows: list[Row], free: set[int], luck: Random, count: int, trades: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Two rows of the same town and trade, the earlier one first."""
    for first in _take(rows, free, luck, count, trades):
        alike = sorted(
            index
            for index in free
            if rows[index]["kind"] == rows[first]["kind"] and rows[index]["town"] == rows[first]["town"]
        )
        second = luck.choice(alike)
        free.discard(second)
        yield min(first, second), max(first, second)


CADRE_DEFECTS: tuple[tuple[int, str, str, Spoil], ...] = (
    (10, "phone", "phone", changing("phone", lambda number: number[:10])),
    (5, "phone", "phone_letters", changing("phone", lambda number: number.replace("0", "O"))),
    (6, "phone", "phone_landline", setting("phone", "0573-88123456", "88123456")),
    (4, "phone", "phone_missing", setting("phone", "", "暂无")),
    (15, "identity", "cut_by_excel", changing("identity", lambda number: int(number[:15]) * 1000)),
    (8, "identity", "identity_15", changing("identity", lambda number: number[:15])),
    (5, "identity", "identity_check", changing("identity", _last_digit)),
    (6, "tier", "tier_unknown", setting("tier", "科级", "其他")),
    (3, "tier", "tier_missing", setting("tier", "")),
    (4, "name", "name_missing", setting("name", "", "　")),
    (4, "organisation", "organisation_missing", setting("organisation", "", "无")),
    (6, "since", "date_ambiguous", setting("since", "01/03/2023", "04/05/2024")),
)


def spoil_cadres(rows: list[Row], luck: Random) -> Manifest:
    found = Manifest("包保干部", CADRES)
    free = set(range(len(rows)))
    for _each in range(12):
        earlier, later = sorted(luck.sample(sorted(free), 2))
        free -= {earlier, later}
        rows[later]["phone"] = rows[earlier]["phone"]
        found.planted.append(Planted(later + FIRST_CADRE, "phone", "duplicate"))
    for count, column, kind, spoil in CADRE_DEFECTS:
        for index in luck.sample(sorted(free), count):
            free.discard(index)
            spoil(rows[index], luck)
            found.planted.append(Planted(index + FIRST_CADRE, column, kind))
    village = [index for index in sorted(free) if rows[index]["tier"] == "村级"][:6]
    for index in village:
        rows[index]["village"] = "桃花源村"
        found.planted.append(Planted(index + FIRST_CADRE, "village", "village_unknown"))
    numeric = sorted(free - set(village))[:50]
    for index in numeric:
        rows[index]["phone"] = int(rows[index]["phone"])
    found.harmless["numeric_phone"] = [index + FIRST_CADRE for index in numeric]
    return found


WARNINGS = frozenset(
    {"county_outdated", "county_unknown", "licence_missing", "licence_expired", "suspended", "phone_two_names"}
)


def _finish(found: Manifest) -> Manifest:
    found.planted.sort(key=lambda one: (one.row, one.column))
    found.ready = found.rows - sum(one.kind not in WARNINGS for one in found.planted)
    return found


def generate() -> tuple[list[Row], list[Row], dict[str, Manifest]]:
    luck = Random(SEED)
    shops, officials = businesses(luck), cadres(luck)
    found = {"businesses": _finish(spoil_businesses(shops, luck)), "cadres": _finish(spoil_cadres(officials, luck))}
    found["businesses"].skipped = [FIRST_BUSINESS + BUSINESSES, FIRST_BUSINESS + BUSINESSES + 2]
    found["cadres"].skipped = [FIRST_CADRE + CADRES + 1]
    return shops, officials, found


def write(book: Path, manifest: Path) -> None:
    shops, officials, found = generate()
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "食品经营主体"
    _write_businesses(sheet, shops)
    _write_words(made.create_sheet("字典"))
    _write_cadres(made.create_sheet("包保干部"), officials)
    made.save(book)
    told = {name: asdict(one) for name, one in found.items()}
    manifest.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _write_businesses(sheet: Any, rows: list[Row]) -> None:
    """Title over the whole width, a note, a blank row, two header rows; towns merged over their shops."""
    _title(sheet, "桐乡市食品生产经营主体包保名册（2026年第一季度）", len(GROUPED))
    sheet.cell(2, 1, "填报单位：桐乡市食安办        填报日期：2026年3月2日（星期一）        单位：家、人、万元")
    for place, (group, part) in enumerate(GROUPED, start=1):
        sheet.cell(4, place, group)
        if part:
            sheet.cell(5, place, part)
        else:
            sheet.merge_cells(start_row=4, end_row=5, start_column=place, end_column=place)
    for first, last in ((13, 15), (16, 17), (18, 20)):
        sheet.merge_cells(start_row=4, end_row=4, start_column=first, end_column=last)
    for index, row in enumerate(rows):
        row["serial"] = index + 1
        _fill(sheet, FIRST_BUSINESS + index, [row[name] for name in FIELDS])
    _merge_towns(sheet, [str(row["town"]) for row in rows])
    end = FIRST_BUSINESS + len(rows)
    sheet.cell(end, 1, f"合计：{len(rows)} 家")
    sheet.cell(end + 2, 1, "制表人：沈某某")
    sheet.cell(end + 2, 8, "审核人：朱某某")


def _merge_towns(sheet: Any, towns: list[str]) -> None:
    start = 0
    for index in range(1, len(towns) + 1):
        if index == len(towns) or towns[index] != towns[start]:
            first, last = FIRST_BUSINESS + start, FIRST_BUSINESS + index - 1
            sheet.merge_cells(start_row=first, end_row=last, start_column=2, end_column=2)
            start = index


def _write_words(sheet: Any) -> None:
    """The list behind the drop-downs; hidden, and full of our own header words."""
    sheet.sheet_state = "hidden"
    sheet.append(["主体名称", "主体类别", "主体级别", "登记状态"])
    for kind, *_rest in TRADES:
        sheet.append(["（示例）", kind, "D", "在营"])


def _write_cadres(sheet: Any, rows: list[Row]) -> None:
    _title(sheet, "桐乡市包保干部名册", len(CADRE_HEADER))
    sheet.cell(2, 1, "说明：层级填市级、县级、乡镇级、村级；手机号用于登录")
    _fill(sheet, 4, list(CADRE_HEADER))
    for index, row in enumerate(rows):
        row["serial"] = index + 1
        _fill(sheet, FIRST_CADRE + index, [row[name] for name in CADRE_FIELDS])
    sheet.cell(FIRST_CADRE + len(rows) + 1, 1, "填表人：姚某某")


def _title(sheet: Any, text: str, width: int) -> None:
    sheet.cell(1, 1, text).font = Font(bold=True, size=18)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)


def _fill(sheet: Any, row: int, values: list[object]) -> None:
    for place, value in enumerate(values, start=1):
        if value != "":
            sheet.cell(row, place, value)


if __name__ == "__main__":
    write(BOOK, MANIFEST)
