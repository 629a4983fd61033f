"""Regular expressions: a part that server, phone and field app read alike, and that nothing keeps busy for long."""

import time

import pytest

from shian.checklists.rules.patterns import Unread, canonical, fits


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        ("^1[3-9][0-9]{9}$", "13800000000", "2138000000 00"),
        ("1[3-9]\\d{9}", "13800000000", "138000000001"),
        ("(JY|SC)\\d{14}", "JY13304830001593", "JY1330483000159"),
        ("^[一-龥]{2,4}$", "福满楼", "福满楼餐饮公司"),
        ("[^a-c\\]\\-]+", "xyz", "x-z"),
        ("\\w+@\\w+(\\.\\w+)?", "a@b.cn", "食@b"),
        ("[\\d/.-]+", "1/2.3-4", "1_2"),
        ("a.?", "a𠮷", "a\n"),
        ("\\u98df\\s*", "食 \t", "食\u3000"),
        ("(?:ab)?c{2,}", "abcc", "abc"),
        ("", "", "x"),
        ("a/b|c", "a/b", "a/bc"),
    ],
)
def test_the_whole_of_an_answer_is_meant(pattern: str, good: str, bad: str) -> None:
    assert fits(good, canonical(pattern)) and not fits(bad, canonical(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+", "(a|b)*", "(a?b){2}", "a**", "a+?", "(?=a)", "(?i)a", "\\1", "\\b", "[", "[]", "[z-a]", "(a", "a)", "a^b", "{2}", "a{3,2}", "a{501}",
        "\\", "[\\d-z]", "[[:alpha:]]", ".*.*.*.*", "(" * 30 + "a" + ")" * 30, "a{,3}", "\\p{L}", "\\ud800",
    ],
)  # fmt: skip
def test_what_is_read_otherwise_elsewhere_or_never_ends_is_refused(pattern: str) -> None:
    with pytest.raises(Unread):
        canonical(pattern)


def test_no_answer_keeps_the_server_busy() -> None:
    began = time.process_time()
    assert not fits("a" * 500, canonical("a*a*a*b"))
    assert time.process_time() - began < 5
