"""What each word of the language comes to, at its edges: XPath 1.0 by its own paragraphs, written out by hand."""

import math
from collections.abc import Mapping
from datetime import date

import pytest

from shian.checklists.rules.evaluating import Day, Given, Value, boolean, days_of, number, text, value_of, words
from shian.checklists.rules.expressions import (
    DEEPEST,
    FUNCTIONS,
    LONGEST,
    Node,
    Unreadable,
    asks_for,
    parsed,
    renamed,
    written,
)

INF, NAN = math.inf, math.nan
TODAY = date(1970, 1, 31)


@pytest.mark.parametrize(
    ("said", "answers", "value"),
    [
        ("${a}", {}, ""), ("${a}", {"a": 2.0}, 2.0), (".", {}, "own"), ("town", {}, "north"), ("kind", {}, ""),
        ("today()", {}, Day(30)), ("date('1970-01-03')", {}, Day(2)), ("date('1970-02-30')", {}, ""), ("date(2.9)", {}, Day(2)),
        ("today() - 1", {}, 29.0), ("string(today())", {}, "1970-01-31"), ("today() = '1970-01-31'", {}, True), ("today() = 30", {}, True),
        ("0.1 + 0.2 = 0.3", {}, True), ("selected('', '')", {}, True), ("selected('a', '')", {}, False), ("true()", {}, True), ("false()", {}, False),
        ("1 and 0", {}, False), ("0 and 1", {}, False), ("1 and 2", {}, True),
        ("1 or 0", {}, True), ("0 or 1", {}, True), ("0 or ''", {}, False),
        ("if(1, 'y', 'n')", {}, "y"), ("if(0, 'y', 'n')", {}, "n"), ("if('', ${a}, ${b})", {"a": "x", "b": "z"}, "z"),
        ("1 < 1", {}, False), ("1 < 2", {}, True), ("2 < 1", {}, False),
        ("1 <= 1", {}, True), ("1 <= 2", {}, True), ("2 <= 1", {}, False),
        ("1 > 1", {}, False), ("1 > 2", {}, False), ("2 > 1", {}, True),
        ("1 >= 1", {}, True), ("1 >= 2", {}, False), ("2 >= 1", {}, True),
        ("'x' < 1", {}, False), ("1 < 'x'", {}, False), ("'x' >= 1", {}, False),
        ("1 = 1", {}, True), ("1 = 2", {}, False), ("1 != 2", {}, True), ("1 != 1", {}, False),
        ("'a' = 'a'", {}, True), ("'a' = 'b'", {}, False), ("'1.0' = '1'", {}, False), ("'1.0' = 1", {}, True), ("1 = '1.0'", {}, True),
        ("true() = 'x'", {}, True), ("'x' = true()", {}, True), ("'' = false()", {}, True), ("true() = ''", {}, False), ("2 = true()", {}, True),
        ("7 + 2", {}, 9.0), ("7 - 2", {}, 5.0), ("7 * 2", {}, 14.0), ("7 div 2", {}, 3.5), ("7 mod 2", {}, 1.0), ("-7", {}, -7.0),
        ("'7' + '2'", {}, 9.0), ("5 mod -3", {}, 2.0), ("-5 mod 3", {}, -2.0), ("1 mod (1 div 0)", {}, 1.0),
        ("1 div 0", {}, INF), ("-1 div 0", {}, -INF), ("1 div (-1 * 0)", {}, -INF), ("-1 div (-1 * 0)", {}, INF),
        ("selected('a b', 'b')", {}, True), ("selected('a b', 'a b')", {}, False), ("selected('ab', 'b')", {}, False), ("selected('1', 1)", {}, True),
        ("count-selected('a  b c')", {}, 3.0), ("count-selected('')", {}, 0.0), ("count-selected(7)", {}, 1.0),
        ("not(1)", {}, False), ("not('')", {}, True),
        ("coalesce('a', 'b')", {}, "a"), ("coalesce('', 'b')", {}, "b"), ("coalesce(0, 'b')", {}, 0.0),
        ("string-length('食品')", {}, 2.0), ("string-length(10)", {}, 2.0),
        ("contains('abc', 'b')", {}, True), ("contains('b', 'abc')", {}, False), ("contains(123, 2)", {}, True),
        ("starts-with('abc', 'a')", {}, True), ("starts-with('abc', 'b')", {}, False), ("starts-with('a', 'abc')", {}, False), ("starts-with(12, 1)", {}, True),
        ("concat('a', 1, true())", {}, "a1true"), ("number('12')", {}, 12.0), ("number(true())", {}, 1.0), ("string(1)", {}, "1"),
        ("int(2.9)", {}, 2.0), ("int(-2.9)", {}, -2.0), ("int('3.7')", {}, 3.0),
        ("round(2.5)", {}, 3.0), ("round(-2.5)", {}, -2.0), ("round(2.4)", {}, 2.0), ("round(1.26, 1)", {}, 1.3), ("round(1.25, 1)", {}, 1.3),
        ("round(1.2345678912, 9)", {}, 1.234567891), ("round(1.2345678912, 10)", {}, 1.2345678912), ("round(15.5, -1)", {}, 15.5), ("round(1.5, 0)", {}, 2.0),
        ("round(1 div 0)", {}, INF), ("round('2.5')", {}, 3.0), ("round(1.26, '1')", {}, 1.3),
    ],
)  # fmt: skip
def test_a_word_comes_to(said: str, answers: Mapping[str, Value], value: Value) -> None:
    given = Given(answers, "own", {"town": "north"}, TODAY)
    found = value_of(parsed(said, ["town", "kind"]), given)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    "said",
    ["0 div 0", "number('x') div 0", "5 mod 0", "1 div 0 mod 2", "number('')", "int('x')", "int(1 div 0)", "round('x')", "-'x'", "1 + 'x'"],
)  # fmt: skip
def test_what_is_no_number_is_said_to_be_none(said: str) -> None:
    found = value_of(parsed(said), Given({}))
    assert isinstance(found, float) and math.isnan(found)


def test_a_number_too_large_to_scale_stays_as_it_is() -> None:
    assert value_of(["round", 1.7e308, 9.0], Given({})) == 1.7e308


def test_without_a_day_and_columns_nothing_is_made_up() -> None:
    assert value_of(["today"], Given({})) == 0.0
    assert (value_of(["."], Given({})), value_of(["col", "town"], Given({}))) == ("", "")
    assert days_of(date(1970, 1, 2)) == 1.0


@pytest.mark.parametrize(
    ("written_so", "value"),
    [(" 1 ", 1.0), ("\t1\r\n", 1.0), ("-1", -1.0), ("1.", 1.0), (".5", 0.5), ("-.5", -0.5), ("007", 7.0)],
)
def test_a_text_that_is_a_number(written_so: str, value: float) -> None:
    assert number(written_so) == value


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "-",
        ".",
        "+1",
        "1e3",
        "1.2.3",
        "0x10",
        "1\u3000",
        "\u00a01",
        "１２",
        "NaN",
        "Infinity",
        "1 2",
        "X1",
        "1X",
    ],
)
def test_a_text_that_is_none(said: str) -> None:
    assert math.isnan(number(said))


def test_values_as_words_numbers_and_judgements() -> None:
    assert (number(True), number(False), number(2.5)) == (1.0, 0.0, 2.5)
    assert [boolean(one) for one in (True, False, "x", "", "0", " ", 0.0, -0.0, 0.1, NAN, INF)] == [
        True, False, True, False, True, True, False, False, True, False, True,
    ]  # fmt: skip
    told: dict[Value, str] = {
        True: "true", "x": "x", 2.0: "2", -2.5: "-2.5", 0.1: "0.1", 1e21: "1" + "0" * 21, 1e-7: "0.0000001", 100.0: "100",
        INF: "Infinity", -INF: "-Infinity",
    }  # fmt: skip
    assert {one: text(one) for one in told} == told
    assert (text(False), text(-0.0), text(NAN)) == ("false", "0", "NaN")
    assert words(" a\tb\r\nc  d ") == ["a", "b", "c", "d"]
    assert (words("a\u3000b\u00a0c"), words(""), words(1.0)) == (["a\u3000b\u00a0c"], [], ["1"])


@pytest.mark.parametrize(
    ("said", "tree"),
    [
        ("1 or 2 and 3", ["or", 1.0, ["and", 2.0, 3.0]]),
        ("1 and 2 = 3", ["and", 1.0, ["=", 2.0, 3.0]]),
        ("1 = 2 < 3", ["=", 1.0, ["<", 2.0, 3.0]]),
        ("1 < 2 + 3", ["<", 1.0, ["+", 2.0, 3.0]]),
        ("1 + 2 * 3", ["+", 1.0, ["*", 2.0, 3.0]]),
        ("1 - 2 - 3", ["-", ["-", 1.0, 2.0], 3.0]),
        ("(1 + 2) * 3", ["*", ["+", 1.0, 2.0], 3.0]),
        ("2 * - 3", ["*", 2.0, ["neg", 3.0]]),
        ("--1", ["neg", ["neg", 1.0]]),
        ("${ a.b-c }", ["$", "a.b-c"]),
        ("'it' = \"it's\"", ["=", "it", "it's"]),
        (".5 != .", ["!=", 0.5, ["."]]),
        ("'-'", "-"),
        ("town = 'x'", ["=", ["col", "town"], "x"]),
        ("not(true())", ["not", ["true"]]),
        ("round(1,2)", ["round", 1.0, 2.0]),
    ],
)
def test_how_it_is_read(said: str, tree: Node) -> None:
    assert parsed(said, ["town"]) == tree
    assert parsed(written(tree), ["town"]) == tree


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (True, "true()"), (False, "false()"), (3.0, "3"), (0.5, "0.5"), (1e15, "1000000000000000"), (1e21, "1" + "0" * 21), (1e-7, "0.0000001"),
        (1234567.0000001, "1234567.0000001"), ("it's", '"it\'s"'), ("x", "'x'"), (["$", "a"], "${a}"), (["."], "."), (["col", "town"], "town"), (["neg", 1.0], "-1"),
        (["neg", ["+", 1.0, 2.0]], "-(1 + 2)"), (["*", ["neg", 1.0], ["not", 2.0]], "(-1) * not(2)"), (["concat", "a", ["=", 1.0, 2.0]], "concat('a', 1 = 2)"),
        (["today"], "today()"), (["and", ["or", 1.0, 2.0], 3.0], "(1 or 2) and 3"),
    ],
)  # fmt: skip
def test_how_it_is_written(tree: Node, said: str) -> None:
    assert written(tree) == said


@pytest.mark.parametrize("word", sorted(FUNCTIONS.keys() - {"regex"}))
def test_a_function_takes_as_many_as_it_says(word: str) -> None:
    least, most = FUNCTIONS[word]
    for many in {least, most}:
        assert parsed(f"{word}({', '.join(['1'] * many)})") == [word, *[1.0] * many]
    for wrong in {least - 1, most + 1} - {-1}:
        with pytest.raises(Unreadable) as unread:
            parsed(f"{word}({', '.join(['1'] * wrong)})")
        assert unread.value.what == f"{word}()"


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("", "…"), ("1 +", "…"), ("not(1", "…"), ("(1", "…"), ("(1 2)", "2"), ("1 2", "2"), ("concat(1 2)", "2"), ("concat(1, )", ")"), ("concat", "concat"),
        ("nobody", "nobody"), ("town + hill", "hill"), ("today(", "…"), ("secret(1)", "secret()"), ("1 ~ 2", "~ 2"), ("1 | " + "2" * 30, "| " + "2" * 18),
        (")", ")"), ("* 1", "*"), ("'open", "'open"), ("1" * 400, "1" * 20),
    ],
)  # fmt: skip
def test_the_word_that_is_not_understood_is_named(said: str, what: str) -> None:
    with pytest.raises(Unreadable) as unread:
        parsed(said, ["town"])
    assert (unread.value.what, str(unread.value)) == (what, what)


def test_as_long_as_may_be_and_no_longer() -> None:
    longest = "1" + " " * (LONGEST - 1)
    assert parsed(longest) == 1.0
    with pytest.raises(Unreadable) as unread:
        parsed(longest + " ")
    assert unread.value.what == "1" + " " * 29 + "…"


def test_as_deep_as_may_be_and_no_deeper() -> None:
    assert parsed("(" * DEEPEST + "1" + ")" * DEEPEST) == 1.0
    assert parsed("not(" * DEEPEST + "1" + ")" * DEEPEST)[0] == "not"
    assert parsed("+".join(["1"] * DEEPEST))[0] == "+"
    for said, what in (
        ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), "(((…"),
        ("not(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), "(((…"),
        ("+".join(["1"] * (DEEPEST + 1)), "+"),
        ("-" * (DEEPEST + 2) + "1", "-"),
    ):
        with pytest.raises(Unreadable) as unread:
            parsed(said)
        assert unread.value.what == what
    assert parsed("-" * (DEEPEST + 1) + "1")[0] == "neg"


def test_what_is_read_and_under_other_names() -> None:
    tree = parsed("if(${a} = 'b', ${b}, concat(., town, ${c}))", ["town"])
    assert asks_for(tree) == {"a", "b", "c"}
    assert (asks_for("a"), asks_for(["."]), asks_for(["col", "a"])) == (frozenset(), frozenset(), frozenset())
    other = parsed("if(${x} = 'b', ${b}, concat(., town, ${c}))", ["town"])
    assert renamed(tree, {"a": "x"}) == other
    assert renamed("a", {"a": "x"}) == "a"
