"""Answers judged by the form they answer, and a form on a list of the law."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.checklists.differing import differences
from shian.checklists.rules.evaluating import Given
from shian.checklists.rules.form import Choice, Circle, Form, Group, Question
from shian.checklists.rules.joining import joined
from shian.checklists.rules.settling import Said, offered, settled, verdict_of
from shian.checklists.tests.forms import forms

DAY = date(2026, 2, 1)
CITIES = {
    "city": (Choice("a", "甲市"), Choice("b", "乙市")),
    "town": (Choice("a1", "甲一", columns={"city": "a"}), Choice("b1", "乙一", columns={"city": "b"})),
    "state": (Choice("good", "好", verdict="conform"), Choice("bad", "差", verdict="fail"), Choice("odd", "怪", verdict="fail")),
    "own": (Choice("yes", "是", verdict="conform"), Choice("no", "否", verdict="fail")),
}  # fmt: skip


def form(*questions: Question, groups: tuple[Group, ...] = ()) -> Form:
    return Form("f", "表", groups=groups, lists=CITIES, questions=questions)


def ask(code: str, kind: str = "judged", **more: Any) -> Question:
    return Question(code, kind, f"题{code}", **more)


def test_what_is_not_asked_is_neither_missing_nor_counted() -> None:
    asked = form(ask("a", required=True), ask("b", required=True, relevant="${a} = 'fail'"))
    assert settled(asked, {"a": Said("conform")}, DAY).missing == []
    assert settled(asked, {"a": Said("fail")}, DAY).missing == ["b"]
    given_too_much = settled(asked, {"a": Said("conform"), "b": Said("fail")}, DAY)
    assert (given_too_much.kept, given_too_much.ignored) == (["a"], ["b"])


def test_a_question_behind_one_that_is_not_asked_is_not_asked_either() -> None:
    asked = form(
        ask("c", relevant="${b} = 'fail'"), ask("b", relevant="${a} = 'fail'"), ask("a"),
    )  # fmt: skip
    said = {"a": Said("conform"), "b": Said("fail"), "c": Said("fail")}
    assert settled(asked, said, DAY).ignored == ["b", "c"]


def test_a_group_is_asked_as_a_whole() -> None:
    groups = (Group(("g",), relevant="${a} = 'conform'"), Group(("g", "h"), relevant="${n} > 3"))
    asked = form(ask("a"), ask("n", "integer"), ask("b", group=("g", "h"), required=True), groups=groups)
    assert settled(asked, {"a": Said("conform"), "n": Said("not_applicable", "4")}, DAY).missing == ["b"]
    assert settled(asked, {"a": Said("conform"), "n": Said("not_applicable", "3")}, DAY).missing == []
    assert settled(asked, {"a": Said("fail"), "n": Said("not_applicable", "4")}, DAY).missing == []


def test_what_is_worked_out_can_be_asked_for() -> None:
    asked = form(
        ask("n", "integer"),
        ask("twice", "calculate", calculation="${n} * 2"),
        ask("b", relevant="${twice} = 8", required=True),
    )
    assert settled(asked, {"n": Said("not_applicable", "4")}, DAY).missing == ["b"]
    assert settled(asked, {"n": Said("not_applicable", "5")}, DAY).missing == []


@pytest.mark.parametrize(
    ("question", "said", "kind"),
    [
        (ask("q", "integer", constraint=". < 5", constraint_says="太多"), Said("not_applicable", "5"), "constraint"),
        (ask("q", "integer", constraint=". < 5"), Said("not_applicable", "4"), None),
        (ask("q", "integer"), Said("not_applicable", "4.5"), "value"),
        (ask("q", "integer"), Said("not_applicable", ""), None),
        (ask("q", "integer", required=True), Said("not_applicable", ""), "value"),
        (ask("q", "decimal"), Said("not_applicable", "-4.5"), None),
        (ask("q", "decimal"), Said("not_applicable", "1e9"), "value"),
        (ask("q", "date", constraint=". <= today()"), Said("not_applicable", "2026-02-01"), None),
        (ask("q", "date", constraint=". <= today()"), Said("not_applicable", "2026-02-02"), "constraint"),
        (ask("q", "date"), Said("not_applicable", "1.2.2026"), "value"),
        (ask("q", "time"), Said("not_applicable", "09:30:00.000+08:00"), None),
        (ask("q", "datetime"), Said("not_applicable", "nine"), "value"),
        (ask("q", "text", constraint="string-length(.) > 1"), Said("not_applicable", "好的"), None),
        (ask("q", "select_one", choices="state"), Said("fail", "odd"), None),
        (ask("q", "select_one", choices="state"), Said("conform", "odd"), "verdict"),
        (ask("q", "select_one", choices="state"), Said("fail", "worse"), "choice"),
        (ask("q", "select_multiple", choices="state"), Said("fail", "good bad"), None),
        (ask("q", "select_multiple", choices="state"), Said("fail", "bad bad"), "choice"),
        (ask("q", choices="own"), Said("fail"), None),
        (ask("q", choices="own"), Said("not_applicable"), "choice"),
        (ask("q", "photo", required=True), Said("not_applicable"), "value"),
        (ask("q", "photo", required=True), Said("not_applicable", photos=1), None),
    ],
)
def test_an_answer_that_breaks_a_rule(question: Question, said: Said, kind: str | None) -> None:
    troubles = settled(form(question), {"q": said}, DAY).troubles
    assert [one.kind for one in troubles] == ([kind] if kind else [])


def test_a_constraint_speaks_in_the_form_s_own_words() -> None:
    asked = form(ask("q", "integer", constraint=". < 5", constraint_says="太多", constraint_says_en="Too many"))
    (trouble,) = settled(asked, {"q": Said("not_applicable", "9")}, DAY).troubles
    assert (trouble.code, trouble.says, trouble.says_en) == ("q", "太多", "Too many")


def test_a_choice_depends_on_the_choice_before_it() -> None:
    asked = form(
        ask("city", "select_one", choices="city"),
        ask("town", "select_one", choices="town", choice_filter="city = ${city}"),
    )
    assert [one.name for one in offered(asked, asked.by_code["town"], Given({"city": "b"}))] == ["b1"]
    said = {"city": Said("not_applicable", "a"), "town": Said("not_applicable", "b1")}
    assert [one.kind for one in settled(asked, said, DAY).troubles] == ["choice"]


def test_a_condition_reads_the_name_of_the_choice_that_was_made() -> None:
    asked = form(ask("q", choices="own"), ask("r", relevant="${q} = 'no'", required=True))
    assert settled(asked, {"q": Said("fail")}, DAY).missing == ["r"]
    assert settled(asked, {"q": Said("conform")}, DAY).missing == []


def test_the_worst_of_several_choices_is_the_verdict() -> None:
    one = ask("q", "select_multiple", choices="state")
    assert [verdict_of(form(one), one, note) for note in ("good", "good odd", "")] == [
        "conform",
        "fail",
        "not_applicable",
    ]


def test_a_circle_is_found() -> None:
    with pytest.raises(Circle):
        _ = form(ask("a", relevant="${b} = 1"), ask("b", relevant="${a} = 1")).in_order


def test_a_long_chain_is_no_deep_recursion() -> None:
    chain = [ask(f"q{n}", relevant=f"${{q{n + 1}}} = 'fail'") for n in range(1900)]
    assert form(*chain, ask("q1900")).in_order[0].code == "q1900"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms(), data=st.data())
def test_whatever_is_answered_is_judged_and_each_answer_once(form: Form, data: st.DataObject) -> None:
    words = st.builds(
        Said,
        st.sampled_from(["conform", "fail", "not_applicable"]),
        st.sampled_from(["", "a", "1", "4.5", "2026-01-01"]),
    )
    asked = [one.code for one in form.questions if one.asked]
    answers = data.draw(st.dictionaries(st.sampled_from(asked), words)) if asked else {}
    found = settled(form, answers, DAY)
    assert sorted([*found.kept, *found.ignored]) == sorted(answers)
    assert not set(found.missing) & answers.keys()
    assert all(one.code in found.kept for one in found.troubles)


def test_the_law_s_questions_come_first_as_the_law_asks_them() -> None:
    law = Form("law", "法", questions=(ask("l1", required=True), ask("l2", required=True, severity="serious")))
    own = form(ask("o1"), ask("l2", required=True, relevant="${o1} = 'fail'"))
    whole = joined(own, law)
    assert [one.code for one in whole.form.questions] == ["l1", "l2", "o1"]
    assert whole.form.by_code["l2"] == law.by_code["l2"]
    assert [one.code for one in whole.added] == ["l1"]
    assert [one.code for one in whole.restored] == ["l2"]
    assert whole.form.key == "law"
    assert joined(Form("x", "x", questions=law.questions), law).restored == ()


def test_what_a_spreadsheet_need_not_repeat_is_no_other_question() -> None:
    law = Form("law", "法", questions=(ask("l1", applies=("catering",), source="第三条", module="进货"),))
    assert joined(form(ask("l1")), law).restored == ()
    assert joined(form(ask("l1", applies=("canteen",), source="x", module="y")), law).restored == ()
    assert joined(form(ask("l1", hint="看标签")), law).restored == law.questions


def test_a_joined_form_keeps_the_headings_and_lists_it_uses() -> None:
    law = Form("law", "法", questions=(ask("l1"),))
    groups = (Group(("g",)), Group(("g", "h")), Group(("g", "i")), Group(("empty",)))
    own = form(ask("o1", "select_one", choices="city", group=("g", "h")), ask("l1", choices="own"), groups=groups)
    whole = joined(own, law).form
    assert [one.path for one in whole.groups] == [("g",), ("g", "h")]
    assert whole.lists == {"city": CITIES["city"]}
    assert (whole.title, [one.code for one in whole.questions]) == ("表", ["l1", "o1"])


def test_a_difference_is_told_in_words() -> None:
    old = form(ask("a"), ask("b"), ask("c"))
    new = form(ask("a", severity="serious"), Question("b", "judged", "新题"), ask("d"))
    assert differences(old, new) == (
        "加了 1 题：题d",
        "去掉 1 题：题c",
        "改了措辞 1 题：题b → 新题",
        "轻重变了 1 题：题a",
    )
    assert differences(old, old) == ()
