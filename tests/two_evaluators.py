"""One table of expressions, answers and verdicts for the two that judge a form: the server's evaluator and the phone's.

`python -m tests.two_evaluators` writes tests/data/two_evaluators.json anew: cases written by hand at the edges, and some
hundreds drawn by a seed. tests/test_two_evaluators.py holds both evaluators to it.
"""

import json
import math
import os
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from shian.checklists.rules.evaluating import EPOCH, Day, Given, Value, days_of, text, true_of, value_of
from shian.checklists.rules.expressions import Node, parsed
from shian.checklists.rules.form import CHOSEN, JUDGED, UNASKED, Choice, Form, Group, Question
from shian.checklists.rules.settling import UNSEEN, Said, offered, settled, verdict_of
from shian.checklists.tests.forms import expressions, forms
from shian.doors.ui.asking import told_to_phone

TABLE = Path(__file__).parent / "data" / "two_evaluators.json"
DAY = date(2026, 9, 14)
CODES = ("a", "b.c", "constructor", "不")
SEED, TREES, FORMS = 20260914, 500, 200

# What people type and what expressions come to: nothing, blanks of several alphabets, numbers at their edges, choices, days.
TEXTS = (
    "", " ", "a", "b", "ab", "a b", "b  a\tab", "是", "食品 安全", "\u3000", "a\u00a0b", "1\u3000", "\ufeff1", "\x1f1", "１２", "٣",
    "0", "-0", "00", "1", "1.0", " 1 ", "1.", ".5", "-.5", "-", ".", "1.2.3", "1e3", "+1", "0x10", "Infinity", "NaN", "true", "false",
    "9007199254740993", "99999999999999999999999", "0.1", "0.30000000000000004", "2026-09-14", "2026-02-30", "𠮷野家", "e\u0301",
)  # fmt: skip
NUMBERS = (
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, 0.1, 0.3, 1e-7, 1.5e-7, 1e15, 1e16, 123456789012345678.0, 1e20, 1e21, 1.5e22, 1e23, -1e300,
    5e-324, 1.7976931348623157e308, math.nan, math.inf, -math.inf, 20710.0,
)  # fmt: skip
BY_HAND: tuple[tuple[str, Mapping[str, Value]], ...] = (
    ("${a} = ''", {}), ("${a} = ''", {"a": ""}), ("not(${a})", {}), ("${a} = ${b.c}", {}), ("${constructor} = ''", {}),
    ("selected(${a}, 'b')", {"a": "a b"}), ("selected(${a}, 'a b')", {"a": "a b"}), ("selected(${a}, '')", {"a": "a b"}),
    ("selected(${a}, '')", {}), ("selected(${a}, 'a')", {"a": "ab"}), ("selected(${a}, 1)", {"a": "1 2"}), ("selected(${a}, 'b')", {"a": "a\u3000b"}),
    ("count-selected(${a}) >= 2", {"a": " a  b "}), ("count-selected(${a})", {}), ("count-selected(${a})", {"a": "a\u00a0b"}),
    ("${a} > 5", {}), ("${a} <= 5", {}), ("${a} != 5", {}), ("${a} = 5", {"a": "5.0"}), ("${a} = '5.0'", {"a": 5.0}), ("${a} = '5'", {"a": "5.0"}),
    ("${a} < 'b'", {"a": "a"}), ("'10' < '9'", {}), ("${a} = 'A'", {"a": "a"}), ("'a' = 'a '", {}), ("${a} > 5", {"a": "１２"}),
    ("${a} < 1", {"a": math.nan}), ("${a} = ${a}", {"a": math.nan}), ("${a} != ${a}", {"a": math.nan}), ("boolean", {}),
    ("not(${a} < 1)", {"a": math.nan}), ("string(${a})", {"a": math.nan}), ("if(${a}, 'y', 'n')", {"a": math.nan}),
    ("1 div 0", {}), ("-1 div 0", {}), ("0 div 0", {}), ("1 div -0", {}), ("1 div int(-0.5)", {}), ("1 div round(-0.4)", {}), ("1 div (-4 mod 2)", {}),
    ("5 mod -3", {}), ("-5 mod 3", {}), ("5.5 mod 2", {}), ("5 mod 0", {}), ("1 div 0 mod 2", {}), ("5 mod (1 div 0)", {}),
    ("0.1 + 0.2 = 0.3", {}), ("round(0.1 + 0.2, 2) = 0.3", {}), ("round(2.5)", {}), ("round(-2.5)", {}), ("round(1.005, 2)", {}), ("round(5, -1)", {}),
    ("round(1.23456, 2.9)", {}), ("round('x')", {}), ("round(1, 'x')", {}), ("int(-1.9)", {}), ("int('x')", {}), ("int(1 div 0)", {}),
    ("string(${a})", {"a": 1e21}), ("string(${a})", {"a": 1e-7}), ("string(${a})", {"a": 123456789012345678.0}), ("string(-0.0)", {}),
    ("string-length(${a})", {"a": "𠮷野家"}), ("string-length(${a})", {"a": 1e21}), ("concat(${a}, 1, true())", {"a": 0.5}), ("contains(${a}, '')", {}),
    ("contains('食品安全', '安')", {}), ("starts-with(${a}, '')", {}), ("coalesce(${a}, 7)", {}), ("coalesce(${a}, 7)", {"a": 0.0}),
    ("today() - ${a} < 30", {"a": days_of(DAY) - 29}), ("${a} <= today()", {"a": days_of(DAY)}), ("${a} > today()", {"a": days_of(DAY)}),
    ("${a} = '2026-09-14'", {"a": days_of(DAY)}), ("${a} != '2026-9-14'", {"a": days_of(DAY)}), ("string(${a})", {"a": days_of(DAY)}),
    ("string-length(${a}) = 10 and ${a}", {"a": Day(0)}), ("${a} = 0", {"a": Day(0)}), ("${a} = ${b.c}", {"a": Day(1), "b.c": Day(1)}),
    ("concat(${a} + 1, '/', ${a})", {"a": Day(-719162)}), ("${a} + 1 = date('2026-09-15')", {"a": days_of(DAY)}), ("starts-with(today(), '2026-')", {}),
    ("date('2026-02-30')", {}), ("date(20710.9)", {}), ("date('20710')", {}), ("date(9999999999)", {}), ("date('')", {}),
    ("today() > date('2026-09-13')", {}), ("if(${a} > 1, today(), 'x')", {"a": 2.0}), ("coalesce(${a}, today())", {}), ("not(today())", {}),
    ("regex(${a}, '^1[3-9][0-9]{9}$')", {"a": "13800000000"}), ("regex(${a}, '1[3-9][0-9]{9}')", {"a": "138000000001"}),
    ("regex(${a}, '[一-龥]{2,4}')", {"a": "食安"}), ("regex(${a}, '.')", {"a": "𠮷"}), ("regex(${a}, '\\w+@\\w+(\\.\\w+)?')", {"a": "a@b.c"}),
    ("regex(${a}, '(JY|SC)\\d{14}|-')", {"a": "JY13300000000000"}), ("regex(${a}, '')", {}), ("regex(${a}, '[^a-c\\]\\-]')", {"a": "-"}),
    ("regex(${a}, '[\\d/.-]+')", {"a": "1/2.3-4"}), ("regex(${a}, '\\s?a\\S')", {"a": "a\u3000"}), ("regex(${a}, 'A')", {"a": "a"}),
    ("regex(${a}, '\\u98df.*')", {"a": "食\n"}), ("regex(${a}, '2026-.{5}')", {"a": days_of(DAY)}), ("regex(${a}, '\\d+')", {"a": "１"}), ("today()", {}), ("${a} and ${b.c} or not(${a})", {"a": "x"}), ("true() and not(false() or 0)", {}),
    ("'false'", {}), ("0", {}), ("'0'", {}), ("-${a}", {"a": "x"}), ("--1", {}), ("not(not(${a} = 1 and (${b.c} = 2 or ${b.c} = 3)))", {"a": "1", "b.c": "3"}),
    ("if(${a} > 0, if(${a} > 10, 'much', 'some'), 'none')", {"a": 11.0}), ("${a} = true()", {"a": "false"}), ("true() > false()", {}), ("'1' = true()", {}),
)  # fmt: skip


def told(value: Value) -> Any:
    """A value as JSON has it; days, and numbers that JSON has not, are named."""
    if isinstance(value, Day):
        return {"day": float(value)}
    if not isinstance(value, float) or isinstance(value, bool):
        return value
    if math.isfinite(value) and not (value == 0 and math.copysign(1, value) < 0):
        return value
    return {"number": text(value) if value else "-0"}


def read(value: Any) -> Value:
    """And back."""
    if isinstance(value, dict) and "day" in value:
        return Day(value["day"])
    if isinstance(value, dict):
        return float(value["number"].replace("Infinity", "inf"))
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def evaluated(case: Mapping[str, Any]) -> dict[str, Any]:
    """What the server's evaluator says of a case."""
    answers = {code: read(one) for code, one in case["answers"].items()}
    known = Given(answers, read(case["own"]), case["columns"], EPOCH + timedelta(days=case["today"]))
    tree = _floats(case["tree"])
    return {
        "value": told(value_of(tree, known)), "written": value_of(["string", tree], known), "holds": true_of(tree, known)
    }  # fmt: skip


def judged(form: Form, answers: Mapping[str, Said], day: date) -> dict[str, Any]:
    """What the server's rules say of answers: what is asked, missing, wrong, and which choices stand."""
    said = settled(form, answers, day)
    known = Given(said.values, today=day)
    asked = [one.code for one in form.in_order if all(true_of(tree, known) for tree in form.conditions_of(one))]
    open_ = {
        one.code: sorted(choice.name for choice in offered(form, one, known))
        for one in form.in_order
        if one.code in asked and one.choice_filter
    }
    return {
        "asked": asked, "missing": sorted(said.missing), "troubles": {one.code: one.kind for one in said.troubles}, "offered": open_,
    }  # fmt: skip


def _floats(tree: Node) -> Node:
    """A tree as the parser made it: JSON tells 5.0 and 5 apart for nobody else."""
    if isinstance(tree, list):
        return [tree[0], *(_floats(one) for one in tree[1:])]
    return float(tree) if isinstance(tree, int) and not isinstance(tree, bool) else tree


def _case(
    tree: Node, answers: Mapping[str, Value], own: Value = "", columns: Mapping[str, str] | None = None
) -> dict[str, Any]:
    case = {
        "tree": tree, "answers": {code: told(one) for code, one in answers.items()}, "own": told(own), "columns": dict(columns or {}),
        "today": int(days_of(DAY)),
    }  # fmt: skip
    return case | {"says": evaluated(case)}


def by_hand() -> Iterator[dict[str, Any]]:
    """The edges: each text and number alone, each pair of a few by each comparison, and what is written above."""
    for value in (*TEXTS, *NUMBERS, True, False):
        yield from (
            _case([word, ["."]], {}, value)
            for word in ("number", "string", "not", "count-selected", "string-length", "int", "round", "neg")
        )
    few: tuple[Value, ...] = ("", "a", "1", "1.0", "１", 1.0, 0.0, -0.0, math.nan, math.inf, True, False)
    for left in few:
        for right in few:
            both = {"a": left, "b.c": right}
            yield from (
                _case([word, ["$", "a"], ["$", "b.c"]], both)
                for word in ("=", "!=", "<", ">=", "div", "mod", "selected", "contains")
            )
    for written, answers in BY_HAND:
        if written != "boolean":
            yield _case(parsed(written), answers)


def drawn() -> Iterator[dict[str, Any]]:
    """Trees of the whole subset over drawn answers, always the same."""
    values = st.one_of(
        st.sampled_from(TEXTS),
        st.sampled_from(NUMBERS),
        st.booleans(),
        st.text(st.sampled_from("ab 1.-是"), max_size=6),
    )
    found: list[dict[str, Any]] = []

    @seed(SEED)
    @settings(
        max_examples=TREES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        expressions(CODES, own=True, columns=("name", "town")), st.dictionaries(st.sampled_from(CODES), values), values,
        st.dictionaries(st.sampled_from(["name", "town"]), st.sampled_from(TEXTS)),
    )  # fmt: skip
    def draw(tree: Node, answers: dict[str, Value], own: Value, columns: dict[str, str]) -> None:
        found.append(_case(tree, answers, own, columns))

    draw()
    yield from found


CHOICES = {
    "town": (Choice("jia", "甲镇"), Choice("yi", "乙镇")),
    "village": (
        Choice("jia1", "甲一", columns={"town": "jia"}), Choice("jia2", "甲二", columns={"town": "jia"}), Choice("yi1", "乙一", columns={"town": "yi"}),
    ),
    "verdict": (Choice("good", "好", verdict="conform"), Choice("bad", "差", verdict="fail")),
    "several": (Choice("rats", "鼠", verdict="fail"), Choice("dry", "干", verdict="conform"), Choice("other", "别的")),
}  # fmt: skip
OFFICE = Form(
    "f", "表", groups=(Group(("g",), relevant="${town} != ''"), Group(("g", "h"), relevant="${n} > 3 or selected(${s}, 'rats')")), lists=CHOICES,
    questions=(
        Question("town", "select_one", "镇", choices="town"),
        Question("village", "select_one", "村", choices="village", choice_filter="town = ${town}", group=("g",), required=True),
        Question("n", "integer", "几", constraint=". >= 0 and . < 100", constraint_says="0 到 99"),
        Question("d", "decimal", "度", constraint=". <= ${n} div 2", required=True),
        Question("s", "select_multiple", "见到", choices="several", constraint="not(selected(., 'dry') and count-selected(.) > 1)"),
        Question("day", "date", "哪天", constraint=". <= today() and . > today() - 30"),
        Question("at", "time", "几点"), Question("moment", "datetime", "何时"), Question("words", "text", "说", constraint="string-length(.) > 1"),
        Question("v", JUDGED, "好不好", choices="verdict", group=("g", "h"), required=True),
        Question("plain", JUDGED, "齐不齐", relevant="${v} = 'bad' or ${day} = ''"),
        Question("shot", "photo", "照", required=True, relevant="${plain} = 'fail'"), Question("sum", "calculate", "", calculation="${n} + ${d}"),
        Question("last", "text", "完", relevant="${sum} > 10 and ${shot} = 1"),
    ),
)  # fmt: skip
NOTES = {
    "integer": ("", "5", "4", "100", "-1", "4.5", "５", "007", "1" * 16, " 5"), "decimal": ("", "2.5", "-4", "1e3", ".5", "1.", "0.0000000001"),
    "date": ("", "2026-09-14", "2026-09-15", "2026-08-15", "2026-02-30", "20260901", "2026-W37-1", "0000-01-01", "2026-9-1", "２０２６-09-14"),
    "time": ("", "09:30", "09:30:00.000+08:00", "24:00", "9:30", "09", "T09:30"), "text": ("", "好", "好的", "\u3000", " ", "𠮷"),
    "datetime": ("", "2026-09-14T09:30", "2026-09-14 09:30", "2026-09-14", "2026-02-30T09:30", "2026-09-14T09:30:00Z"), "photo": ("",),
}  # fmt: skip


def _answer(form: Form, one: Question, by: random.Random) -> Said:
    names = [choice.name for choice in form.choices_of(one)]
    if by.random() < 0.05:
        return Said(UNSEEN)
    if one.kind == JUDGED:
        return Said(by.choice(["conform", "fail", "not_applicable"]), by.choice(["", "说明"]))
    if one.kind in CHOSEN:
        note = by.choice(
            [
                "",
                *names,
                " ".join(names),
                *(f"{name} {by.choice(names)}" for name in names),
                "nowhere",
                f"{names[0]}\u3000{names[-1]}",
            ]
        )
    else:
        note = by.choice(NOTES[one.kind])
    return Said(verdict_of(form, one, note), note, by.randint(0, 2) if one.kind == "photo" else 0)


def answered(form: Form, by: random.Random) -> dict[str, Said]:
    """Some questions answered, well or badly."""
    return {
        one.code: _answer(form, one, by) for one in form.questions if one.kind not in UNASKED and by.random() < 0.75
    }


def _form_case(form: Form, answers: Mapping[str, Said]) -> dict[str, Any]:
    (phone,) = told_to_phone([form])
    as_json = {code: {"word": one.word, "note": one.note, "photos": one.photos} for code, one in answers.items()}
    return {"form": phone, "answers": as_json, "today": int(days_of(DAY)), "says": judged(form, answers, DAY)}


def whole_forms() -> Iterator[dict[str, Any]]:
    """An office's form answered in many ways, and forms that nobody would write."""
    by = random.Random(SEED)
    for _n in range(FORMS):
        yield _form_case(OFFICE, answered(OFFICE, by))
    found: list[dict[str, Any]] = []

    @seed(SEED)
    @settings(
        max_examples=FORMS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(forms())
    def draw(form: Form) -> None:
        found.append(_form_case(form, answered(form, by)))

    draw()
    yield from found


def table() -> dict[str, Any]:
    return {"expressions": [*by_hand(), *drawn()], "forms": list(whole_forms())}


def write() -> None:
    lines = {
        name: ",\n".join(json.dumps(one, ensure_ascii=True, separators=(",", ":")) for one in rows)
        for name, rows in table().items()
    }
    TABLE.write_text("{" + ",\n".join(f'"{name}":[\n{rows}\n]' for name, rows in lines.items()) + "}\n", "utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    write()
