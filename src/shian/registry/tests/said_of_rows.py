"""What the register's rules answer to a cell, a row, a file: as one line each, to be held against what was agreed.

    python -m shian.registry.tests.said_of_rows > src/shian/registry/tests/said_of_rows.txt

writes it anew; read the difference line by line before it is kept.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from shian.packs.loader import load
from shian.registry.counties import county_codes
from shian.registry.rules.columns import COLUMNS, Target, label, missing
from shian.registry.rules.duplicates import Seen, already_there
from shian.registry.rules.headings import propose, recognise, settled
from shian.registry.rules.kinds import canteen_of
from shian.registry.rules.lawbook import Lawbook, lawbook_of
from shian.registry.rules.licences import LocalPattern
from shian.registry.rules.places import gazetteer
from shian.registry.rules.rows import CheckedRow, Checker, Known, check_row

TODAY = date(2026, 11, 22)
LAW = Path(__file__).parents[4] / "packs" / "cn"
HERE = "cn/33/04/83/"
PLACES = (
    (HERE, "桐乡市", "county"),
    (f"{HERE}001/", "梧桐街道", "township"),
    (f"{HERE}001/001/", "百花社区居委会", "village"),
    (f"{HERE}001/002/", "城东村村委会", "village"),
    (f"{HERE}102/", "洲泉镇", "township"),
    (f"{HERE}102/001/", "湘溪村村委会", "village"),
    (f"{HERE}102/002/", "城东村村委会", "village"),
    (f"{HERE}102/003/", "湘溪社区居委会", "village"),
)  # fmt: skip
CODE = "91330483MA2BC1XX0X"
SHOP: dict[str, Any] = {
    "name": "测试饭店", "uscc": "91110000600037341L", "kind": "餐饮服务", "town": "梧桐街道", "village": "百花社区",
    "address": "庆丰路1号", "licence": "JY23506230105266",
}  # fmt: skip
CADRE: dict[str, Any] = {"name": "张三", "phone": "13800000001", "organisation": "梧桐街道", "title": "主任", "tier": "D", "town": "梧桐街道", "village": "百花社区"}  # fmt: skip
BINDING: dict[str, Any] = {"business_name": "测试饭店", "uscc": "91110000600037341L", "cadre_name": "张三", "cadre_phone": "13800000001"}  # fmt: skip
GOOD = {Target.BUSINESSES: SHOP, Target.CADRES: CADRE, Target.BINDINGS: BINDING}

NUMBERS: list[Any] = [
    "12",
    "1,200",
    "3，000万元",
    "80 平方米",
    "５６",
    12,
    12.5,
    "12.5",
    "十二",
    "-3",
    "1234567890",
    "无",
    "约30",
    "30个",
    "30㎡",
    "8人",
]
DAYS: list[Any] = [
    "2026-03-01", "2026年3月1日", "2026.3.1", "2026/3/1", "20260301", "2026年3月", "26-3-1", "3/4/2026", "13/4/2026", "4/13/2026",
    "2026-02-30", "1850-01-01", "2199-01-01", "昨天", 46082, 46082.5, 3.0, date(2026, 3, 1), datetime(2026, 3, 1, 8), "长期", "永久", "１２", "2026-03-01 08:00",
    "2026年3月1日至2031年2月28日", "12345", "20261301", "2021.3.1-2026.2.28", "2025-03-01 至 长期", "至今",
]  # fmt: skip
PHONES: list[Any] = [
    "13800000001", "１３８００００００１", "138-0000-0001", "+8613800000001", "8613800000001", 13800000001, 13800000001.0, "1380000000l", "1380000O001",
    "1380000000", "12800000001", "0573-88888888", "88888888", "057388888888", "8888888", "同上", "无", "1.38E+10",
]  # fmt: skip
CODES: list[Any] = [
    "91110000600037341L", "９１１１００００６０００３７３４１Ｌ", " 9111 0000-600037341l ", "91110000600037341X", "9111OOOO600037341L", "9111OOOO600037342L",
    "9111000060003734", "330483000012345", 9.1330483000012e17, "9.13305E+17", "81110000600037341L", "91110000600037342E", "无", 911100006000373412, "9111000060003734#L",
    "91330425600037341W", "91110000600037342P",
]  # fmt: skip
LICENCES: list[Any] = [
    "JY23506230105266", "JY23506230105267", "JY2350623010526", "JY93506230105266", "JY2350623O105266", "jy23506230105266", "SC11834020305037", "SC11834020305038",
    "SC19934020305037", "SC1183402030503", "SC1l834020305037", "YB13304830000012", "YB1330483000001", "YB93304830000012", "QS330483000123", "QS3304", "浙小作坊330483001",
    "桐餐证字第0088号", "无证", "SC11333019700024", "JY1330425000001", "JY13304250000013", "浙摊330483-22",
]  # fmt: skip
IDENTITIES: list[Any] = [
    "11010519491231002X", "11010519491231002x", "110105194912310021", "110105491231002", "11010519491331002X", "1101051949123100", "110105194912310000",
    110105194912310020, 330483198504120000.0, "330483198513120127", "330483198504123000", "330483202613010011", "33048318000101001X", "110101199001010000", "abc",
]  # fmt: skip
GRADES: list[Any] = ["A", "b", "Ｃ", "D级", "E", "甲", "一般"]
KINDS: list[Any] = [
    "餐饮服务",
    "食品销售",
    "学校食堂",
    "小作坊",
    "摊贩",
    "农户",
    "caterer",
    "饭馆子",
    "",
    "集体用餐配送",
    "冷库",
]
STATUSES: list[Any] = ["", "在营", "停业", "注销", "吊销", "失联", "operating", "倒了", "存续（在营、开业、在册）"]
TIERS: list[Any] = ["市级", "县级", "乡镇级", "村级", "A", "b级", "E", "四级", "社区级", ""]
TEXTS: list[Any] = ["好", "  ", "长" * 130, "长" * 61, "x" * 201, 12, "a\nb"]
WORDS = {
    "05": "05", "乳制品": "05", "25": "25", "豆制品": "25", "02": "02", "食用油油脂及其制品": "02", "0201": "0201", "食用植物油": "0201",
    "热食类食品制售": "hot", "冷食类食品制售": "cold",
}  # fmt: skip
CATEGORIES: list[Any] = [
    "乳制品", "05", "5", 5, 5.0, 201, "05乳制品", "05 乳制品、25 豆制品", "乳制品，豆制品;乳制品", "乳制品/豆制品", "乳制品\n豆制品", "食用油、油脂及其制品", "0201 食用植物油",
    "食用油、油脂及其制品\n豆制品", "热食类食品制售（简单制售）", "热食类食品制售,冷食类食品制售（凉菜）", "食用油、油脂及其制品；豆制品", "02食用油、油脂及其制品", "05、火箭燃料", "05乳", "乳制品、火箭燃料", "火箭燃料", "9901", "无", "、",
]  # fmt: skip
CELLS: dict[str, list[Any]] = {
    "uscc": CODES, "licence": LICENCES, "phone": PHONES, "cadre_phone": PHONES, "kind": KINDS, "status": STATUSES, "grade": GRADES,
    "risk_grade": GRADES, "tier": TIERS, "since": DAYS, "founded": DAYS, "licence_until": DAYS, "identity": IDENTITIES,
    "principal_phone": PHONES[:6], "director_identity": IDENTITIES[:4], "staff": NUMBERS, "revenue": NUMBERS[:3], "area": NUMBERS[:4],
    "categories": CATEGORIES, "seats": NUMBERS[:3], "diners": NUMBERS[:3], "town": ["梧桐街道", "梧桐", "洲泉镇", "没有镇", "", 7], "village": ["百花", "百花社区", "城东村", "湘溪", "湘溪村", "", "没有村"],
}  # fmt: skip
TOGETHER: list[tuple[Target, dict[str, Any]]] = [
    (Target.BUSINESSES, {}), (Target.BUSINESSES, {"town": "", "village": "百花社区"}), (Target.BUSINESSES, {"town": "", "village": "城东村"}),
    (Target.BUSINESSES, {"town": "", "village": ""}), (Target.BUSINESSES, {"town": "", "village": "湘溪"}), (Target.BUSINESSES, {"town": "洲泉镇", "village": "湘溪"}),
    (Target.BUSINESSES, {"kind": "摊贩", "uscc": "", "licence": ""}), (Target.BUSINESSES, {"uscc": "", "licence": ""}),
    (Target.BUSINESSES, {"kind": "食品销售", "licence": ""}), (Target.BUSINESSES, {"licence_until": "2026-11-21"}),
    (Target.BUSINESSES, {"licence_until": "2026-11-22"}), (Target.BUSINESSES, {"licence_until": "长期"}), (Target.BUSINESSES, {"name": ""}),
    (Target.BUSINESSES, {"status": "注销", "licence_until": "2020-01-01"}), (Target.BUSINESSES, {"status": "停业", "name": ""}), (Target.BUSINESSES, {"kind": ""}),
    (Target.CADRES, {"tier": "C", "village": ""}), (Target.CADRES, {"tier": "B", "town": "", "village": ""}), (Target.CADRES, {"tier": "D", "town": "", "village": ""}),
    (Target.CADRES, {"name": "", "phone": "", "organisation": "", "tier": ""}), (Target.BINDINGS, {"business_name": "", "uscc": ""}), (Target.BINDINGS, {"cadre_name": ""}),
]  # fmt: skip
HEADERS = (
    "主体名称", "企业名称（必填）", "店 名", "信用代码", "统一社会信用代码/注册号", "业态", "包保等级", "联系电话", "手机号码", "面积（平方米）", "营业收入(万元)",
    "主要负责人姓名", "负责人手机号", "食品安全总监", "安全员电话", "安全员身份证号", "村/社区", "所在镇街", "地址*", "有效期至", "成立日期（年月日）", "备注", "", "姓名",
    "工作单位", "层级", "任职日期", "包保干部", "干部电话", "生效日期",
)  # fmt: skip


def known() -> Known:
    cards = (
        LocalPattern("workshop", r"浙小作坊\d{9}", "浙小作坊330483001"),
        LocalPattern("stall", r"浙摊\d{6}-\d{2}", "浙摊330483-22"),
    )
    return Known(
        TODAY, county_codes(), gazetteer(HERE, PLACES), Lawbook(cards, WORDS, lawbook_of(load(LAW)[0].pack).needs)
    )


def said() -> Iterator[str]:
    """All of it, a line each."""
    now = known()
    for target in Target:
        yield from _cells(target, now)
    for target, changed in TOGETHER:
        yield _line(["row", target.value, changed], check_row(target, 7, GOOD[target] | changed, now))
    yield from _headers()
    yield from _duplicates()
    for kind, need in sorted(now.lawbook.needs.items()):
        yield f"needs {kind} credit code {need.credit_code} licence {need.licence} or filing {need.filing}"
    for text in ("桐乡一中学校食堂", "某幼儿园", "托育", "养老院", "县医院", "机关食堂"):
        yield f"canteen {text} {canteen_of(text)}"


def _cells(target: Target, now: Known) -> Iterator[str]:
    for column in COLUMNS[target]:
        for cell in CELLS.get(column.key, TEXTS):
            row = check_row(target, 7, GOOD[target] | {column.key: cell}, now)
            kept = _short(row.values.get(column.key, "nothing"))
            yield f"{target.value} {column.key} {_shown(cell)!r} → {kept} {row.outcome.value} {_says(row)}"


def _shown(cell: Any) -> Any:
    if isinstance(cell, str):
        return _short(cell)
    return cell if isinstance(cell, (int, float)) else f"{type(cell).__name__} {cell}"


def _short(text: str) -> str:
    return f"{text[0]}×{len(text)}" if len(text) > 40 and len(set(text)) == 1 else text


def _says(row: CheckedRow) -> str:
    said = (f"{p.level.value} {p.kind} [{p.column} {p.label} {_short(p.value)}] {p.sentence}" for p in row.problems)
    return " | ".join(said)


def _line(asked: list[Any], row: CheckedRow) -> str:
    values = json.dumps(row.values, ensure_ascii=False)
    return (
        f"{json.dumps(asked, ensure_ascii=False)} → {row.number} {row.outcome.value} {values} {row.keys} {_says(row)}"
    )


def _headers() -> Iterator[str]:
    for target in Target:
        for header in HEADERS:
            yield f"header {target.value} {header} → {recognise(target, header)}"
        mapped = propose(target, HEADERS, {"备注": "address"} if target is Target.BUSINESSES else None)
        yield f"proposed {target.value} {mapped}"
        yield f"settled {target.value} {settled(HEADERS, mapped)}"
        yield f"missing {target.value} {[one.key for one in missing(target, mapped)]} {[one.key for one in missing(target, {})]}"
        yield f"labels {[label(target, one.key) for one in COLUMNS[target]]}"


def _duplicates() -> Iterator[str]:
    for target in Target:
        good, checker, seen = GOOD[target], Checker(target, known()), Seen(target)
        rows = [
            good, good, good | {"name": "另一家", "business_name": "另一家"}, good | {"uscc": CODE, "name": "别家"}, good | {"uscc": "坏", "licence": ""},
            good | {"status": "注销"}, good | {"uscc": "", "licence": "", "kind": "摊贩"}, good | {"uscc": "", "licence": "", "kind": "摊贩"},
            good | {"uscc": "", "licence": "YB13304830000012", "name": "丙", "principal_name": "王一", "principal_phone": "13800000009"},
            good | {"uscc": "", "licence": "", "name": "丁", "kind": "摊贩", "officer_name": "王二", "officer_phone": "13800000009"},
        ]  # fmt: skip
        judged = [seen.judge(checker.check(number, cells)) for number, cells in enumerate(rows, 2)]
        for cells, row in zip(rows, judged, strict=True):
            yield _line(["file", target.value, cells], row)
        first = judged[0].keys[0]
        for row in already_there(target, judged[:3], {first: "老饭店"}):
            yield _line(["known", target.value], row)
        yield from (_line(["nothing known", target.value], row) for row in already_there(target, judged[:1], {}))


if __name__ == "__main__":
    sys.stdout.write("\n".join(said()) + "\n")
