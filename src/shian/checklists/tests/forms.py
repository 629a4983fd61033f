"""Forms for the tests of this room: made up by hypothesis, and one as an office would write it."""

import io
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook

from shian.checklists.rules.expressions import FUNCTIONS, NEGATIVE, OPERATORS, Node, written
from shian.checklists.rules.form import PHOTOS, SEVERITIES, VERDICTS, Choice, Form, Group, Question
from shian.checklists.rules.patterns import canonical
from shian.checklists.xlsform.importing import STANDARD

WORDS = st.text(st.sampled_from("食品安全=+'\"<&>a B,（）。1"), min_size=1, max_size=12).map(str.strip).filter(bool)
MAYBE = st.one_of(st.just(""), WORDS)
KINDS = (
    "judged",
    "select_one",
    "select_multiple",
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "datetime",
    "photo",
    "note",
    "place",
)
PATTERNS = ("^[0-9]+$", "a|b*", ".{0,3}", r"\d{4}-\d\d-\d\d", "[^ab]+", "(ab)?1?", "[食-鿿 ]{1,3}", r"\S+/?")
NUMBERS = st.one_of(st.integers(0, 10**9).map(float), st.integers(0, 10**6).map(lambda n: n / 1000))


def expressions(codes: Sequence[str], *, own: bool = False, columns: Sequence[str] = ()) -> st.SearchStrategy[Node]:
    """Trees of the whole subset, over the answers to these questions."""
    leaves: list[st.SearchStrategy[Node]] = [NUMBERS, st.text(st.sampled_from("ab是 1"), max_size=5)]
    leaves += [st.sampled_from([["$", code] for code in codes])] if codes else []
    leaves += [st.just(["."])] if own else []
    leaves += [st.sampled_from([["col", name] for name in columns])] if columns else []
    return st.recursive(st.one_of(leaves), _grown, max_leaves=8)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    operators = st.tuples(st.sampled_from(sorted(OPERATORS)), inner, inner).map(list)
    named = sorted((name, arity) for name, arity in FUNCTIONS.items() if name != "regex")
    calls = st.sampled_from(named).flatmap(
        lambda one: st.lists(inner, min_size=one[1][0], max_size=min(one[1][1], 3)).map(lambda parts: [one[0], *parts])
    )
    matching = st.tuples(inner, st.sampled_from(PATTERNS)).map(lambda one: ["regex", one[0], canonical(one[1]), one[1]])
    return st.one_of(operators, calls, matching, inner.map(lambda one: [NEGATIVE, one]))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A whole form as an import would give it."""
    lists = {
        name: draw(_choices()) for name in draw(st.sets(st.sampled_from(["cities", "verdicts", "l.1"]), max_size=3))
    }
    groups = draw(st.lists(st.sampled_from([("g",), ("g", "inner"), ("h",), ()]), min_size=1, max_size=4, unique=True))
    groups = [path for path in [(), ("g",), ("g", "inner"), ("h",)] if path in groups]
    questions: list[Question] = []
    for path in groups:
        for _n in range(draw(st.integers(1, 3))):
            questions.append(draw(_question(f"q{len(questions)}.a", path, lists, questions)))
    used = {one.choices for one in questions}
    paths = {path[:depth] for path in groups for depth in range(1, len(path) + 1)}
    in_file = [path for path in [("g",), ("g", "inner"), ("h",)] if path in paths]
    readable = [one.code for one in questions[:1] if one.kind not in ("note", "place") and not one.group]
    return Form(
        "spring_check", draw(WORDS), draw(MAYBE), draw(st.sampled_from(["", "2026-1"])),
        tuple(Group(path, draw(MAYBE), draw(MAYBE), draw(_written(readable))) for path in in_file),
        {name: choices for name, choices in lists.items() if name in used}, tuple(questions),
    )  # fmt: skip


def _written(codes: Sequence[str], **more: Any) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), expressions(codes, **more).map(written).filter(lambda text: len(text) < 900))


@st.composite
def _choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    names = draw(st.lists(st.sampled_from(["a", "b", "1", "yes", "no"]), min_size=1, max_size=4, unique=True))
    columns = st.dictionaries(st.sampled_from(["town", "kind"]), WORDS, max_size=2)
    verdicts = st.sampled_from(["", *VERDICTS])
    return tuple(Choice(name, draw(WORDS), draw(MAYBE), draw(verdicts), draw(columns)) for name in names)


@st.composite
def _question(
    draw: st.DrawFn, code: str, path: tuple[str, ...], lists: dict[str, tuple[Choice, ...]], before: list[Question]
) -> Question:
    kinds = [kind for kind in KINDS if lists or not kind.startswith("select")]
    kind = draw(st.sampled_from(kinds))
    choices = draw(st.sampled_from(sorted(lists))) if kind.startswith("select") else ""
    if kind == "select_one" and _judges(lists[choices]):
        kind = "judged"
    readable = [one.code for one in before if one.kind not in ("note", "place")]
    columns = sorted({"name"}.union(*(one.columns for one in lists.get(choices, ()))))
    return Question(
        code, kind, draw(WORDS), draw(MAYBE), draw(MAYBE), draw(MAYBE), path, draw(MAYBE), draw(st.booleans()),
        draw(_written(readable)), draw(_written(readable, own=True)), draw(MAYBE), draw(MAYBE), "", choices,
        draw(_written(readable, columns=columns)) if kind.startswith("select") else "",
        draw(st.sampled_from(SEVERITIES)), draw(st.booleans()), draw(st.sampled_from(PHOTOS)),
        draw(st.one_of(st.none(), st.integers(1, 3660))), tuple(sorted(draw(st.sets(st.sampled_from(["seller", "caterer"]))))), draw(MAYBE),
    )  # fmt: skip


def _judges(choices: tuple[Choice, ...]) -> bool:
    said = [one.verdict for one in choices]
    return all(said) and len(set(said)) == len(said) and {"conform", "fail"} <= set(said)


def xlsx(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def forty_rows() -> bytes:
    """A spring check as a county office would write it: forty rows below the header, two of which cannot be taken."""
    head = [
        "type",
        "name",
        "label::中文 (zh)",
        "label::English (en)",
        "required",
        "relevant",
        "constraint",
        "constraint_message::中文 (zh)",
        "choice_filter",
        "severity",
        "appearance",
    ]
    rows: list[list[str]] = [
        ["select_one yes_no", "spring.cold", "有没有冷库？", "Is there a cold store?", "yes"],
        ["begin_group", "cold", "冷库", "Cold store", "", "${spring.cold} = 'yes'"],
        ["decimal", "spring.cold_temp", "冷库温度（℃）", "Temperature", "yes", "", ". >= -40 and . <= 30", "温度应在 -40 到 30 之间"],
        ["select_one verdict", "spring.cold_ok", "冷库温度符合要求", "The cold store is cold enough", "yes", "", "", "", "", "serious"],
        ["end_group", "cold"],
        ["select_one town", "spring.town", "在哪个镇", "Which town"],
        ["select_one village", "spring.village", "在哪个村", "Which village", "", "${spring.town} != ''", "", "", "town = ${spring.town}"],
        ["video", "spring.film", "拍一段视频", "A film"],
        ["begin_group", "hall", "店堂", "Hall"],
    ]  # fmt: skip
    rows += [
        ["select_one verdict", f"spring.item_{n}", f"第 {n} 项符合要求", f"Item {n} is in order", "yes"]
        for n in range(1, 29)
    ]
    rows += [
        ["range", "spring.stars", "打几分", "Stars"],
        ["end_group", "hall"],
        ["text", "spring.words", "还有什么要说", "Anything else"],
    ]
    choices = [
        ["list_name", "name", "label::中文 (zh)", "label::English (en)", "verdict", "town"],
        ["yes_no", "yes", "有", "Yes"], ["yes_no", "no", "没有", "No"],
        ["verdict", "good", "符合", "Good", "conform"], ["verdict", "bad", "不符合", "Bad", "fail"], ["verdict", "none", "不适用", "None", "not_applicable"],
        ["town", "a", "甲镇", "A"], ["town", "b", "乙镇", "B"],
        ["village", "a1", "甲一村", "A1", "", "a"], ["village", "b1", "乙一村", "B1", "", "b"],
    ]  # fmt: skip
    assert len(rows) == 40
    return xlsx(
        survey=[head, *rows],
        choices=choices,
        settings=[["form_title", "form_id", "version"], ["春节检查", "spring_check", "2026-1"]],
    )


__all__ = ["STANDARD", "expressions", "forms", "forty_rows", "xlsx"]
