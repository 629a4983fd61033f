"""Boxes, halves and receipts: what one key opens, what half a key does not, what was changed on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from shian.sealed import boxes, receipts
from shian.sealed.bundles import Bundle


@given(st.text(max_size=300))
def test_two_halves_open_what_one_does_not(text: str) -> None:
    parted = boxes.split(text)
    one, other = parted.halves
    assert boxes.read(parted.body, one, other) == boxes.read(parted.body, other, one) == text
    for alone in (one, other, bytes(32)):
        with pytest.raises(boxes.Unopened):
            boxes.read(parted.body, alone, bytes(32))


def test_a_half_opens_with_its_custodians_key_only() -> None:
    mine, theirs = bytes(PrivateKey.generate()), bytes(PrivateKey.generate())
    box = boxes.sealed_to(boxes.public_of(mine), b"h" * 32)
    assert boxes.unsealed(mine, box) == b"h" * 32
    with pytest.raises(boxes.Unopened):
        boxes.unsealed(theirs, box)
    with pytest.raises(boxes.Unopened):
        boxes.unsealed(mine, box[:-1] + bytes([box[-1] ^ 1]))


def test_the_same_name_twice_is_not_the_same_box_and_lengths_are_told_in_steps() -> None:
    short, long = boxes.split("甲"), boxes.split("欧阳无名，电话13912345678")
    assert len(short.body) == len(long.body)
    assert boxes.split("甲").body != short.body
    key = boxes.new_key()
    assert len(boxes.locked_text(key, "a")) == len(boxes.locked_text(key, "a" * 200))


@pytest.mark.parametrize("text", ["", "QUJD", "not base64!", "A" * 43 + "=", "中文"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(boxes.Unopened):
        boxes.public_key(text)


def test_a_receipt_as_people_type_it() -> None:
    receipt = receipts.new_receipt()
    assert receipts.typed(receipts.shown(receipt)) == receipt
    assert receipts.typed("１２３４-5678 9012　3456\n") == "1234567890123456"
    assert receipts.typed("123456789012345") == receipts.typed("12345678901234567") == receipts.typed("") == ""
    assert receipts.typed("١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦") == "", "other alphabets have digits too"


def test_a_digest_tells_nothing_and_knows_its_use() -> None:
    one = receipts.digest("1234567890123456", "receipt")
    assert one == receipts.digest("1234567890123456", "receipt")
    assert (
        len({one, receipts.digest("1234567890123457", "receipt"), receipts.digest("1234567890123456", "payout")}) == 3
    )
    assert "1234567890123456" not in one and len(one) == 64


@pytest.mark.parametrize(
    "line", ["", "shian-sealed-1.", "shian-sealed-1.e30=", "shian-sealed-2.e30=", "shian-sealed-1.WzFd", "x"]
)
def test_a_line_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(boxes.Unopened):
        Bundle.of(line)


def test_a_line_survives_the_breaks_of_a_message() -> None:
    bundle = Bundle("pass", {"1": b"box"}, b"body", b"half", "public")
    line = bundle.line()
    assert Bundle.of(f" {line[:20]}\n{line[20:]} ") == bundle
