"""Amounts as people type them: every way of writing one amount is the same fen, and what is none is said in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.amounts import MOST_FEN, fen_of, typed
from shian.kernel.money import yuan
from shian.kernel.refused import Refused

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
AMOUNTS = st.integers(0, MOST_FEN)


@given(AMOUNTS)
def test_what_is_written_is_read_again(fen: int) -> None:
    said = yuan(fen)
    for words in (
        said,
        said.replace(",", ""),
        f" {said} 元",
        f"¥{said}",
        f"￥{said}元",
        said.translate(WIDE),
        typed(fen),
    ):
        assert fen_of(words) == fen, words


@given(st.integers(0, 10**6), st.integers(0, 9999))
def test_ten_thousands_are_exact(whole: int, part: int) -> None:
    assert fen_of(f"{whole}.{part:04d}万元") == (whole * 10_000 + part) * 100
    assert fen_of(f"{whole}万") == whole * 1_000_000


@given(AMOUNTS)
def test_an_amount_below_nought_is_refused(fen: int) -> None:
    for sign in ("-", "－", "−", "负"):
        with pytest.raises(Refused, match="负数"):
            fen_of(f"{sign}{yuan(fen)}")


@given(st.integers(0, 10**9), st.integers(1, 999).filter(lambda part: part % 10))
def test_less_than_a_fen_is_refused_and_never_rounded(whole: int, part: int) -> None:
    with pytest.raises(Refused, match="两位小数"):
        fen_of(f"{whole}.{part:03d}")


@given(st.integers(MOST_FEN + 1, 10**40))
def test_too_large_is_refused(fen: int) -> None:
    with pytest.raises(Refused, match="太大"):
        fen_of(typed(fen))
    with pytest.raises(Refused, match="太大"):
        fen_of("9" * 5000)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_or_a_sentence(words: str) -> None:
    try:
        fen = fen_of(words)
    except Refused as refused:
        fen, words = 0, str(refused)
    assert 0 <= fen <= MOST_FEN and words is not None


@pytest.mark.parametrize(
    ("words", "fen"),
    [
        ("", 0), ("  ", 0), ("0", 0), ("5", 500), ("0.5", 50), ("7.", 700), ("1,234.50", 123_450), ("12,345,678.9", 1_234_567_890),
        ("３０．５０", 3_050), ("1，234元", 123_400), ("3.5万元", 3_500_000), ("0.0001万", 100), ("0.000001万元", 1), ("2万", 2_000_000),
        ("38.500", 3_850), ("007", 700),
    ],
)  # fmt: skip
def test_as_people_write_them(words: str, fen: int) -> None:
    assert fen_of(words) == fen


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("abc", "请填数字"), (".5", "请填数字"), ("1,23.00", "请填数字"), ("12,34", "请填数字"), ("1e5", "请填数字"), ("五百元", "请填数字"),
        ("１２..3", "请填数字"), ("+5", "请填数字"), ("5 元 6", "请填数字"), ("٣", "请填数字"), ("1/2", "请填数字"), ("元", "请填数字"),
        ("0.0000001万", "两位小数"), ("0.001", "两位小数"), ("10000000000000", "太大"), ("-0", "负数"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_said(words: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        fen_of(words)


def test_a_page_may_know_a_smaller_most() -> None:
    assert fen_of("1000", most=100_000) == 100_000
    with pytest.raises(Refused, match=r"1,000\.00"):
        fen_of("1000.01", most=100_000)


def test_what_a_form_shows_again() -> None:
    assert [typed(fen) for fen in (0, 5, 123_456)] == ["", "0.05", "1234.56"]
