"""What a form knows of itself, and how an answer is read and judged, question kind by question kind."""

from datetime import date
from typing import Any

import pytest

from shian.checklists.rules.evaluating import Day, Given, Value
from shian.checklists.rules.form import Choice, Circle, Form, Group, Question, verdict_names
from shian.checklists.rules.settling import Said, Trouble, offered, settled, typed, verdict_of

DAY = date(1970, 1, 11)
LISTS = {
    "judgement": (Choice("yes", "是", verdict="conform"), Choice("no", "否", verdict="fail"), Choice("na", "无", verdict="not_applicable")),
    "town": (Choice("a", "甲", columns={"city": "x"}), Choice("b", "乙", columns={"city": "y", "hill": "1"})),
    "marked": (Choice("good", "好", verdict="conform"), Choice("bad", "差", verdict="fail"), Choice("odd", "怪")),
}  # fmt: skip


def ask(code: str = "q", kind: str = "judged", **more: Any) -> Question:
    return Question(code, kind, f"题{code}", **more)


def form(*questions: Question, groups: tuple[Group, ...] = ()) -> Form:
    return Form("f", "表", groups=groups, lists=LISTS, questions=questions)


def said(note: str, word: str = "not_applicable") -> Said:
    return Said(word, note)


@pytest.mark.parametrize(
    ("more", "plain"),
    [
        ({}, True), ({"kind": "text"}, False), ({"required": False}, False), ({"relevant": "1"}, False), ({"constraint": "1"}, False),
        ({"choices": "judgement"}, False),
    ],
)  # fmt: skip
def test_the_law_s_own_lists_are_plain(more: dict[str, Any], plain: bool) -> None:
    assert form(ask("p", required=True), ask(**({"required": True} | more))).plain is plain
    assert form(ask(required=True), groups=(Group(("g",)),)).plain is False


def test_a_form_finds_its_questions_groups_and_choices() -> None:
    group = Group(("g",), "组")
    whole = form(ask("a", choices="town"), ask("b", choices="nowhere"), ask("c"), ask("d", "note"), groups=(group,))
    assert (whole.by_code["a"], whole.by_path[("g",)]) == (whole.questions[0], group)
    assert [whole.choices_of(one) for one in whole.questions[:3]] == [LISTS["town"], (), ()]
    assert [whole.columns_of(one) for one in whole.questions[:3]] == [{"name", "city", "hill"}, {"name"}, {"name"}]
    assert [one.asked for one in whole.questions] == [True, True, True, False]


def test_what_must_hold_is_read_from_the_outermost_group_in() -> None:
    groups = (
        Group(("g",), relevant="1"),
        Group(("g", "h"), relevant="2"),
        Group(("g", "h", "bare")),
        Group(("h",), relevant="9"),
    )
    deep = ask(group=("g", "h", "bare"), relevant="3")
    assert list(form(deep, groups=groups).conditions_of(deep)) == [1.0, 2.0, 3.0]
    assert list(form(deep, groups=()).conditions_of(deep)) == [3.0]
    assert list(form(ask(), groups=groups).conditions_of(ask())) == []


def test_what_a_question_reads() -> None:
    groups = (Group(("g",), relevant="${a} = 1"),)
    one = ask(
        group=("g",), relevant="${b} = 1", calculation="${c} + 1", constraint=". > ${d}", choices="town", choice_filter="city = ${e} and hill = name"
    )  # fmt: skip
    whole = form(one, groups=groups)
    assert whole.reads(one) == {"a", "b", "c"}
    assert whole.all_read(one) == {"a", "b", "c", "d", "e"}
    assert (whole.reads(ask()), whole.all_read(ask())) == (frozenset(), frozenset())


def test_each_question_comes_after_those_it_reads_else_as_written() -> None:
    whole = form(
        ask("a", relevant="${d} = 1 and ${b} = 1"), ask("b", relevant="${d} = 1"), ask("c"), ask("d", relevant="${gone} = 1"), ask("e", relevant="${b} = 1"),
    )  # fmt: skip
    assert [one.code for one in whole.in_order] == ["d", "b", "a", "c", "e"]


@pytest.mark.parametrize("reads", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "b"}])
def test_a_circle_names_one_of_its_own(reads: dict[str, str]) -> None:
    with pytest.raises(Circle) as circle:
        _ = form(*(ask(code, relevant=f"${{{of}}} = 1") for code, of in reads.items())).in_order
    assert circle.value.code == str(circle.value) and circle.value.code in set(reads.values())


@pytest.mark.parametrize(
    ("verdicts", "names"),
    [
        ([("y", "conform"), ("n", "fail")], {"conform": "y", "fail": "n"}),
        ([("y", "conform"), ("n", "fail"), ("o", "not_applicable")], {"conform": "y", "fail": "n", "not_applicable": "o"}),
        ([("y", "conform"), ("n", "fail"), ("m", "fail")], {}),
        ([("y", "conform"), ("n", "fail"), ("o", "")], {}),
        ([("y", "conform"), ("o", "not_applicable")], {}), ([("n", "fail")], {}), ([], {}),
    ],
)  # fmt: skip
def test_when_a_list_is_a_judgement(verdicts: list[tuple[str, str]], names: dict[str, str]) -> None:
    assert verdict_names(tuple(Choice(name, name, verdict=word) for name, word in verdicts)) == names


@pytest.mark.parametrize(
    ("question", "answer", "value"),
    [
        (ask(), Said("fail"), "fail"), (ask(choices="judgement"), Said("fail"), "no"), (ask(choices="judgement"), Said("odd"), "odd"),
        (ask(), Said("not_checked"), ""), (ask(kind="integer"), Said("not_checked", "4"), ""),
        (ask(kind="integer"), said("4"), 4.0), (ask(kind="decimal"), said("4.5"), 4.5), (ask(kind="decimal"), said(""), ""), (ask(kind="text"), said("4"), "4"),
        (ask(kind="date"), said("1970-01-03"), Day(2)), (ask(kind="date"), said("1970-02-30"), "1970-02-30"), (ask(kind="date"), said("tomorrow"), "tomorrow"),
        (ask(kind="photo"), Said("conform", photos=2), "1"), (ask(kind="photo"), said("words"), ""),
    ],
)  # fmt: skip
def test_an_answer_as_a_condition_reads_it(question: Question, answer: Said, value: Value) -> None:
    found = typed(form(question), question, answer)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("integer", ["0", "-4", "9" * 15], ["", "4.0", "+4", "9" * 16, "4 ", "x4"]),
        ("decimal", ["0", "-4.25", "9" * 15 + "." + "9" * 9], [".5", "5.", "1e3", "9" * 16, "0." + "1" * 10]),
        ("date", ["2026-02-28", "2028-02-29"], ["2026-02-29", "2026-2-1", "20260201", "2026-W05-1", "2026-02-01T08:00"]),
        ("time", ["00:00", "23:59", "08:30:15", "08:30:15.123Z", "08:30+08:00"], ["24:00", "8:30", "08:60", "08:30:60", "08", "08:30+8"]),
        ("datetime", ["2026-02-01T08:00", "2026-02-01T08:00:00.000+08:00"], ["2026-02-01", "2026-02-30T08:00", "T08:00", "2026-02-01T", "2026-02-01 08:00"]),
        ("text", ["x", "　"], ["", " \t"]),
    ],
)  # fmt: skip
def test_the_shape_of_an_answer(kind: str, good: list[str], bad: list[str]) -> None:
    asked = form(ask(kind=kind, required=True))
    assert [one for one in good if settled(asked, {"q": said(one)}, DAY).troubles] == []
    assert [one for one in bad if settled(asked, {"q": said(one)}, DAY).troubles != [Trouble("q", "value")]] == []
    free = form(ask(kind=kind))
    assert settled(free, {"q": said("")}, DAY).troubles == []


def test_what_was_not_checked_breaks_no_rule_and_says_nothing() -> None:
    asked = form(ask("a", required=True, constraint=". = 'conform'"), ask("b", relevant="${a} = ''", required=True))
    found = settled(asked, {"a": Said("not_checked")}, DAY)
    assert (found.kept, found.missing, found.troubles, found.values) == (["a"], ["b"], [], {"a": ""})


@pytest.mark.parametrize(
    ("question", "answer", "trouble"),
    [
        (ask(choices="judgement"), Said("odd"), Trouble("q", "choice")),
        (ask(choices="judgement", constraint=". = 'yes'"), Said("fail"), Trouble("q", "constraint")),
        (ask(choices="judgement", constraint=". = 'yes'"), Said("conform"), None),
        (ask(choices="marked"), Said("not_applicable"), None),
        (ask(kind="photo", required=True), Said("not_applicable"), Trouble("q", "value")),
        (ask(kind="photo"), Said("not_applicable"), None),
        (ask(kind="select_one", choices="marked"), said("good"), Trouble("q", "verdict")),
        (ask(kind="select_one", choices="marked"), said("good", "conform"), None),
        (ask(kind="select_one", choices="marked"), said("odd"), None),
        (ask(kind="select_one", choices="marked"), said("none"), Trouble("q", "choice")),
        (ask(kind="select_one", choices="marked"), said("good bad", "fail"), Trouble("q", "choice")),
        (ask(kind="select_multiple", choices="marked"), said("good bad", "fail"), None),
        (ask(kind="select_multiple", choices="marked"), said("good odd", "conform"), None),
        (ask(kind="select_multiple", choices="marked"), said("good none", "conform"), Trouble("q", "choice")),
        (ask(kind="select_multiple", choices="marked"), said("odd odd"), Trouble("q", "choice")),
        (ask(kind="select_one", choices="town", choice_filter="city = 'x'"), said("a"), None),
        (ask(kind="select_one", choices="town", choice_filter="city = 'x'"), said("b"), Trouble("q", "choice")),
        (ask(kind="select_one", choices="town", choice_filter="name = 'b' and hill = 1"), said("b"), None),
        (ask(kind="select_one", choices="town", choice_filter="today() = 10"), said("b"), None),
        (ask(kind="text"), said("x", "conform"), Trouble("q", "verdict")),
        (ask(kind="text", constraint=". = 'y'", constraint_says="不对", constraint_says_en="No"), said("x"), Trouble("q", "constraint", "不对", "No")),
        (ask(kind="date", constraint=". <= today()"), said("1970-01-11"), None),
        (ask(kind="date", constraint=". < today()"), said("1970-01-11"), Trouble("q", "constraint")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer(question: Question, answer: Said, trouble: Trouble | None) -> None:
    assert settled(form(question), {"q": answer}, DAY).troubles == ([trouble] if trouble else [])


def test_a_value_says_of_the_place_the_worst_of_its_choices() -> None:
    one = ask(kind="select_multiple", choices="marked")
    assert [verdict_of(form(one), one, note) for note in ("good", "bad good", "odd", "", "good odd")] == [
        "conform", "fail", "not_applicable", "not_applicable", "conform",
    ]  # fmt: skip


def test_the_choices_that_stand_to_choose() -> None:
    one = ask(kind="select_one", choices="town", choice_filter="city = ${c} or . = name or today() = 10")
    whole = form(one)
    assert [each.name for each in offered(whole, one, Given({"c": "y"}))] == ["b"]
    assert [each.name for each in offered(whole, one, Given({"c": "y"}, "a"))] == ["a", "b"]
    assert [each.name for each in offered(whole, one, Given({}, today=DAY))] == ["a", "b"]
    free = ask(kind="select_one", choices="town")
    assert offered(form(free), free, Given({})) == list(LISTS["town"])


def test_all_is_told_of_a_whole_form() -> None:
    asked = form(
        ask("z", required=True), ask("b", "integer", required=True, relevant="today() = 10"), ask("n", "note", required=True),
        ask("sum", "calculate", calculation="${b} + today()"), ask("bare", "calculate"), ask("c", relevant="${sum} = 13"), ask("d", relevant="${bare} != ''"),
        ask("y", required=True), ask("x"),
    )  # fmt: skip
    found = settled(asked, {"b": said("3"), "c": Said("conform"), "d": Said("fail")}, DAY)
    assert (found.kept, found.ignored, found.missing, found.troubles) == (["b", "c"], ["d"], ["z", "y"], [])
    assert found.values == {"b": 3.0, "sum": 13.0, "bare": "", "c": "conform"}
    assert settled(asked, {}, DAY).missing == ["z", "b", "y"]
    assert settled(asked, {}, date(1970, 1, 12)).missing == ["z", "y"]
