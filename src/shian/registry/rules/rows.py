"""One row of an office's table, judged column by column: what is stored, what is wrong, and whether it may enter."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from shian.registry.rules.categories import read_categories
from shian.registry.rules.characters import Cell, plain
from shian.registry.rules.columns import Target, label
from shian.registry.rules.dates import read_date, read_until
from shian.registry.rules.identity import check_identity, check_mobile, check_phone, check_uscc
from shian.registry.rules.keys import KEYS, Key
from shian.registry.rules.kinds import Status, read_kind, read_status
from shian.registry.rules.lawbook import UNWRITTEN, Lawbook
from shian.registry.rules.licences import check_licence
from shian.registry.rules.places import CountyCodes, Gazetteer
from shian.registry.rules.verdict import Level, Sentence, Verdict, error, marked, ok, warning

Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules may look at besides the row itself."""

    on: date
    counties: CountyCodes = field(default_factory=CountyCodes)
    places: Gazetteer = field(default_factory=Gazetteer)
    lawbook: Lawbook = UNWRITTEN
    tiers: tuple[str, ...] = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, in a sentence."""

    column: str
    label: str
    value: str
    level: Level
    kind: str
    sentence: Sentence


class Outcome(StrEnum):
    """Whether a row may enter. `left_out`: rightly in the file, not to be in the register (a dead shop)."""

    READY = "ready"
    WRONG = "wrong"
    DUPLICATE = "duplicate"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    number: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    outcome: Outcome = Outcome.READY
    keys: tuple[Key, ...] = ()

    def but(self, outcome: Outcome, problem: Problem) -> "CheckedRow":
        """The same row with one more thing said; a wrong row stays wrong."""
        kept = self.outcome if self.outcome is Outcome.WRONG else outcome
        return replace(self, problems=(*self.problems, problem), outcome=kept)


def problem(target: Target, column: str, verdict: Verdict, typed: str = "") -> Problem:
    value = typed or verdict.value
    return Problem(column, label(target, column), value, verdict.level, verdict.kind, verdict.sentence)


Check = Callable[[Cell, Known], Verdict]


@dataclass(frozen=True, slots=True)
class Text:
    """Any words, up to as many characters as the column holds."""

    limit: int

    def __call__(self, cell: Cell, known: Known) -> Verdict:
        typed = plain(cell)
        if len(typed) <= self.limit:
            return ok(typed)
        text = marked("这一格有 {length} 个字，最多 {limit} 个。")
        return error(typed[: self.limit], "too_long", text, length=len(typed), limit=self.limit)


_UNITS = ("万元", "人", "个", "平方米", "平方", "㎡")


def _number(cell: Cell, known: Known) -> Verdict:
    """A count or an amount; people write its unit into the cell."""
    typed = plain(cell)
    bare = typed.replace(",", "").replace("，", "")
    for unit in _UNITS:
        bare = bare.removesuffix(unit).strip()
    if not re.fullmatch(r"\d{1,9}(\.\d+)?", bare):
        return error(typed, "number", "“{value}”不是合理的数字，请只写数字。")
    return ok(bare)


def _grade(cell: Cell, known: Known) -> Verdict:
    grade = plain(cell).upper().removesuffix("级")
    return (
        ok(grade)
        if grade in {"A", "B", "C", "D"}
        else error(plain(cell), "grade", "等级“{value}”应为 A、B、C、D 之一。")
    )


_TIER_WORDS = {
    "A": ("市级", "地市级", "设区市"),
    "B": ("县级", "区级", "县市区", "区县级"),
    "C": ("乡级", "镇级", "乡镇级", "镇街级", "街道级"),
    "D": ("村级", "社区级", "村社区级", "村社级"),
}
_TIER_OF = {word: tier for tier, words in _TIER_WORDS.items() for word in words}


def _tier(cell: Cell, known: Known) -> Verdict:
    typed = (
        plain(cell).upper().removesuffix("级") if len(plain(cell)) <= 2 and plain(cell)[:1].isascii() else plain(cell)
    )
    tier = _TIER_OF.get(typed, typed)
    if tier in known.tiers:
        return ok(tier)
    return error(typed, "tier_unknown", "不认识包保层级“{value}”，可写市级、县级、乡镇级、村级或 A、B、C、D。")


def _day(cell: Cell, known: Known) -> Verdict:
    return read_date(cell).verdict


def _until(cell: Cell, known: Known) -> Verdict:
    return read_until(cell).verdict


def _uscc(cell: Cell, known: Known) -> Verdict:
    return check_uscc(cell, known.counties)


def _licence(cell: Cell, known: Known) -> Verdict:
    return check_licence(cell, known.counties, known.lawbook.cards).verdict


def _identity(cell: Cell, known: Known) -> Verdict:
    return check_identity(cell, on=known.on)


def _phone(cell: Cell, known: Known) -> Verdict:
    return check_phone(cell)


def _mobile(cell: Cell, known: Known) -> Verdict:
    return check_mobile(cell)


def _kind(cell: Cell, known: Known) -> Verdict:
    return read_kind(cell)


def _categories(cell: Cell, known: Known) -> Verdict:
    return read_categories(cell, known.lawbook.categories)


def _status(cell: Cell, known: Known) -> Verdict:
    return read_status(cell)


# A list may do without the column; one that has it and leaves a cell empty has forgotten it.
_FORGOTTEN: Mapping[Target, Mapping[str, str]] = {Target.CADRES: {"organisation": marked("没有写工作单位。")}}
_PERSON_CHECKS: dict[str, Check] = {"name": Text(60), "title": Text(60), "identity": _identity, "phone": _phone}
CHECKS: Mapping[Target, Mapping[str, Check]] = {
    Target.BUSINESSES: {
        "name": Text(120), "uscc": _uscc, "kind": _kind, "grade": _grade, "risk_grade": _grade, "status": _status,
        "legal_person": Text(60), "legal_identity": _identity, "phone": _phone, "url": Text(200), "staff": _number, "revenue": _number, "area": _number,
        "seats": _number, "diners": _number, "town": Text(60), "village": Text(60), "address": Text(200), "licence": _licence,
        "categories": _categories, "licence_status": Text(20), "licence_until": _until, "founded": _day, "remark": Text(500),
        **{f"{who}_{what}": check for who in ("principal", "director", "officer") for what, check in _PERSON_CHECKS.items()},
    },
    Target.CADRES: {
        "name": Text(60), "phone": _mobile, "organisation": Text(120), "title": Text(60), "tier": _tier, "identity": _identity,
        "town": Text(60), "village": Text(60), "since": _day,
    },
    Target.BINDINGS: {
        "business_name": Text(120), "uscc": _uscc, "licence": _licence, "cadre_name": Text(60), "cadre_phone": _mobile,
        "grade": _grade, "since": _day,
    },
}  # fmt: skip
_NOTHING = frozenset({"", "无", "/", "／", "-", "—", "——", "暂无", "没有", "无证", "NONE", "NULL", "N/A"})


_REMEMBERED = 5000  # distinct cells a column: kinds, towns, dates repeat, names and numbers do not
_NEW = ok("")
Judged = dict[object, Verdict | None]


@dataclass(slots=True)
class Checker:
    """Judges the rows of one file; a cell that was judged before in its column is not judged again."""

    target: Target
    known: Known
    _columns: tuple[tuple[str, Check, Judged], ...] = ()
    _places: dict[tuple[str, str], Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._columns = tuple((key, check, {}) for key, check in CHECKS[self.target].items())

    def check(self, number: int, cells: Cells) -> CheckedRow:
        """Every column on its own first, then what only shows when they are read together."""
        values: dict[str, str] = {}
        problems: list[Problem] = []
        for key, check, judged in self._columns:
            cell = cells.get(key)
            if cell is None or cell == "":
                continue
            asked = cell if type(cell) is str else (type(cell), cell)  # 1, 1.0 and True are equal and read differently
            verdict = judged.get(asked, _NEW)
            if verdict is _NEW:
                verdict = self._judge(asked, cell, check, judged)
            if verdict is None:
                continue
            values[key] = verdict.value
            if verdict.level is not Level.OK:
                problems.append(problem(self.target, key, verdict, plain(cell)))
        problems += [problem(self.target, column, said) for column, said in _TOGETHER[self.target](values, self)]
        problems += [
            problem(self.target, key, error("", f"{key}_missing", text))
            for key, text in _FORGOTTEN.get(self.target, {}).items()
            if key in cells and key not in values
        ]
        wrong = any(each.level is Level.ERROR for each in problems)
        outcome = Outcome.WRONG if wrong else Outcome.READY
        row = CheckedRow(number, values, tuple(problems), outcome, KEYS[self.target](values))
        return _leave_out_the_dead(row) if self.target is Target.BUSINESSES else row

    def _judge(self, asked: object, cell: Cell, check: Check, judged: Judged) -> Verdict | None:
        """None for a cell in which people write that there is nothing."""
        verdict = None if plain(cell).upper() in _NOTHING else check(cell, self.known)
        if len(judged) < _REMEMBERED:
            judged[asked] = verdict
        return verdict

    def place(self, town: str, village: str) -> Verdict:
        """Where a town and a village lie; a file names each of them a thousand times."""
        found = self._places.get((town, village))
        if found is None:
            found = self._places[town, village] = self.known.places.find(town, village)
        return found


def check_row(target: Target, number: int, cells: Cells, known: Known) -> CheckedRow:
    """One row alone."""
    return Checker(target, known).check(number, cells)


Found = list[tuple[str, Verdict]]


def _business_together(values: dict[str, str], file: Checker) -> Found:
    found: Found = []
    if not values.get("name"):
        found.append(("name", error("", "name_missing", "没有写主体名称。")))
    if "kind" not in values:
        found.append(("kind", read_kind("")))
    values.setdefault("status", Status.OPERATING.value)
    if values["status"] == Status.OPERATING:
        found += _words_of_an_end(values)
    return (
        found
        + _numbers_for_kind(values, file.known.lawbook)
        + _place(values, file)
        + _licence_still_runs(values, file.known)
    )


_ENDED = "注销|吊销|关门|关闭|关停|倒闭|歇业|停业|失联|查无|搬走|搬离|拆迁|不再经营|人去楼空"
_END_IN = {"name": re.compile(rf"[（(【][^）)】]*(?:{_ENDED})"), "remark": re.compile(_ENDED)}


def _words_of_an_end(values: Mapping[str, str]) -> Found:
    """Offices write 已关门 beside a shop's name or in the remarks, and leave its state as it was."""
    text = marked("这里写着“{value}”，这家可能已不经营，请核对主体状态。")
    return [
        (column, warning(values[column], "dead_hint", text))
        for column, words in _END_IN.items()
        if words.search(values.get(column, ""))
    ]


_STATUSES = frozenset(Status)


def _numbers_for_kind(values: Mapping[str, str], lawbook: Lawbook) -> Found:
    """A stall without a number is no error; a factory without one is. Which kind must have what, the law says."""
    need = lawbook.needs.get(values.get("kind", ""))
    if need is None:
        return []
    found: Found = []
    if need.credit_code and "uscc" not in values:
        found.append(("uscc", error("", "uscc_missing", "没有写统一社会信用代码，这类主体必须有。")))
    if need.licence and "licence" not in values:
        found.append(("licence", _without_filing() if need.filing else _without_licence()))
    return found


def _without_licence() -> Verdict:
    return warning("", "licence_missing", "没有写许可证编号，可能是无证经营，请核对。")


def _without_filing() -> Verdict:
    """Fresh produce is sold without either; pre-packaged food alone with a filing (食品经营许可和备案管理办法)."""
    return warning("", "licence_missing", "没有写许可证或备案编号；只卖食用农产品的不用办，其余请核对。")


def _place(values: dict[str, str], file: Checker) -> Found:
    verdict = file.place(values.get("town", ""), values.get("village", ""))
    if verdict.passes:
        values["path"] = verdict.value
        return []
    return [("village" if verdict.kind.startswith("village") else "town", verdict)]


def _licence_still_runs(values: Mapping[str, str], known: Known) -> Found:
    """What could not be read as a date has had its sentence and is not called expired as well."""
    until = values.get("licence_until")
    if until and until < known.on.isoformat() and read_date(until).day is not None:
        return [("licence_until", warning(until, "licence_expired", "许可证已于 {value} 到期。"))]
    return []


_DEAD_SENTENCES = {
    Status.CLOSED: marked("这家已注销，不进名册。"),
    Status.REVOKED: marked("这家已被吊销，不进名册。"),
    Status.LOST: marked("这家已关门或失联，不进名册。"),
}


def _leave_out_the_dead(row: CheckedRow) -> CheckedRow:
    status = row.values["status"]
    if status not in _STATUSES or status == Status.OPERATING:
        return row
    if Status(status).dead:
        left = problem(Target.BUSINESSES, "status", warning(status, "dead_shop", _DEAD_SENTENCES[Status(status)]))
        return replace(row, problems=(*row.problems, left), outcome=Outcome.LEFT_OUT)
    if Status(status) is Status.SUSPENDED:
        return row.but(
            row.outcome,
            problem(Target.BUSINESSES, "status", warning(status, "suspended", "这家停业，进名册但暂不排督导。")),
        )
    return row


def _cadre_together(values: dict[str, str], file: Checker) -> Found:
    required = (
        ("name", marked("没有写姓名。")),
        ("phone", marked("没有写手机号，干部无法登录。")),
        ("tier", marked("没有写包保层级。")),
    )
    found: Found = [(key, error("", f"{key}_missing", text)) for key, text in required if not values.get(key)]
    if values.get("tier") == "D" or values.get("town") or values.get("village"):
        return found + _place(values, file)
    values["path"] = file.known.places.root
    return found


def _binding_together(values: dict[str, str], file: Checker) -> Found:
    found: Found = []
    if not any(values.get(key) for key in ("uscc", "licence", "business_name")):
        found.append(
            ("business_name", error("", "business_missing", "没有写是哪一家：主体名称、信用代码、许可证号至少写一个。"))
        )
    if not values.get("cadre_name"):
        found.append(("cadre_name", error("", "cadre_missing", "没有写包保干部的姓名。")))
    return found


_TOGETHER: Mapping[Target, Callable[[dict[str, str], Checker], Found]] = {
    Target.BUSINESSES: _business_together,
    Target.CADRES: _cadre_together,
    Target.BINDINGS: _binding_together,
}
