"""A small closed language: read, written, judged; nothing outside of it comes in."""

import math
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.checklists.rules.evaluating import Given, boolean, number, text, true_of, value_of
from shian.checklists.rules.expressions import Node, Unreadable, asks_for, parsed, renamed, written
from shian.checklists.tests.forms import expressions

TREES = expressions(["a", "b.c"], own=True, columns=["town"])


@given(TREES)
def test_what_is_written_is_read_as_the_same(tree: Node) -> None:
    if len(written(tree)) < 1000:
        assert parsed(written(tree), ["town"]) == tree


@given(
    TREES,
    st.dictionaries(
        st.sampled_from(["a", "b.c"]), st.one_of(st.text("a1. -是", max_size=5), st.floats(), st.booleans())
    ),
)
def test_every_expression_has_a_value_whatever_was_answered(tree: Node, answers: dict[str, Any]) -> None:
    found = value_of(tree, Given(answers, "1", {"town": "x"}, date(2026, 2, 1)))
    assert isinstance(found, str | float | bool)
    assert isinstance(boolean(found), bool)


@given(st.text("${}a1.()'\"=<>!+-*, ornd食", max_size=40))
def test_any_text_is_read_or_refused(said: str) -> None:
    with suppress(Unreadable):
        assert isinstance(value_of(parsed(said), Given({})), str | float | bool)


@pytest.mark.parametrize(
    ("said", "answers", "true"),
    [
        ("${a} = 'yes'", {"a": "yes"}, True),
        ("${a} != 'yes'", {}, True),
        ("${a} > 5", {}, False),
        ("${a} > 5 and ${a} <= 7.5", {"a": 7.5}, True),
        ("selected(${a}, 'x') or not(${a})", {"a": "y x"}, True),
        ("selected(${a}, 'x')", {"a": "xy"}, False),
        ("count-selected(${a}) = 2", {"a": "x y"}, True),
        ("1 + 2 * 3 = 7", {}, True),
        ("(1 + 2) * 3 = 9", {}, True),
        ("10 - 3 - 2 = 5", {}, True),
        ("7 mod 4 = 3 and 7 div 2 = 3.5", {}, True),
        ("- 2 < - 1", {}, True),
        ("if(${a} = '', 'none', ${a}) = 'none'", {}, True),
        ("coalesce(${a}, 'b') = 'b'", {"a": ""}, True),
        ("string-length(${a}) = 2", {"a": "食品"}, True),
        ("concat(${a}, 1, 'x') = 'n1x'", {"a": "n"}, True),
        ("today() = 20485", {}, True),
        ("round(2.345, 2) = 2.35 and round(2.5) = 3 and int(2.9) = 2", {}, True),
        ("contains(${a}, 'b') and starts-with(${a}, 'a')", {"a": "ab"}, True),
        ("1 div 0 > 10", {}, True),
        ("- 1 div 0 < - 10", {}, True),
        ("0 div 0 = 0", {}, False),
        ("string(0 div 0) = 'NaN'", {}, True),
        ("string(5 mod 0) = 'NaN'", {}, True),
        ("7 - 2 = 5 and 7 - 2 != 9 and 3 * 4 = 12", {}, True),
        ("'and' = \"and\"", {}, True),
    ],
)
def test_the_words_of_a_condition(said: str, answers: dict[str, Any], true: bool) -> None:
    assert true_of(parsed(said), Given(answers, today=date(2026, 2, 1))) is true


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("pulldata('x', 'y')", "pulldata()"),
        ("regex(., '(a+)+$')", "regex(…, (a+)+$)"), ("regex(., ${p})", "regex()"), ("regex(., '[')", "regex(…, [)"),
        ("../other = 1", "/other"),
        ("/data/a = 1", "/data/a = 1"),
        ("a = 1", "a"),
        ("1 +", "…"),
        ("(1", "…"),
        ("1 2", "2"),
        ("not()", "not()"),
        ("__import__('os')", "__import__()"),
        ("(" * 40 + "1" + ")" * 40, "(((…"),
        ("-" * 40 + "1", "-"),
        ("+".join(["1"] * 40), "+"),
    ],
)  # fmt: skip
def test_what_is_outside_is_named(said: str, what: str) -> None:
    with pytest.raises(Unreadable) as unread:
        parsed(said)
    assert unread.value.what.startswith(what) or what in unread.value.what


def test_too_long_is_refused() -> None:
    with pytest.raises(Unreadable):
        parsed("1 = 1 or " * 200 + "1")


def test_what_an_expression_reads_and_under_other_names() -> None:
    tree = parsed("${q1} = 'x' and selected(${q2}, ${q1})")
    assert asks_for(tree) == {"q1", "q2"}
    assert written(renamed(tree, {"q1": "licence.displayed"})) == (
        "(${licence.displayed} = 'x') and selected(${q2}, ${licence.displayed})"
    )


def test_values_are_read_and_written_as_xpath_does() -> None:
    assert [text(one) for one in (1.0, 1.5, True, math.nan, -math.inf)] == ["1", "1.5", "true", "NaN", "-Infinity"]
    assert number(" 3.5 ") == 3.5
    assert math.isnan(number("1e5"))
    assert math.isnan(number(""))
    assert (boolean(""), boolean(0.0), boolean(math.nan), boolean("0")) == (False, False, False, True)
