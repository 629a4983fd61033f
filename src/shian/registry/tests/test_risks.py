"""Numbers typed for a point of the risk control list, on plain values."""

from decimal import Decimal

import pytest

from shian.registry.rules.risks import Bounds, plain_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4.2", "4.2"), ("4.20", "4.20"), (" -18 ", "-18"), ("４．２", "4.2"), ("4。2", "4.2"), ("－1", "-1"), ("99999", "99999"),
        ("0.25", "0.25"), ("4,2", None), ("4.", None), (".5", None), ("", None), ("1e3", None), ("999999", None), ("4.255", None), ("4℃", None),
    ],
)  # fmt: skip
def test_a_number_is_kept_as_it_was_typed_or_refused(typed: str, number: str | None) -> None:
    assert plain_number(typed) == number


def test_bounds_hold_at_their_ends() -> None:
    cold = Bounds(Decimal("0"), Decimal("8"))
    assert [cold.holds(Decimal(one)) for one in ("-0.01", "0", "8", "8.01")] == [False, True, True, False]
    assert Bounds(low=Decimal(125)).holds(Decimal(125)) and not Bounds(low=Decimal(125)).holds(Decimal("124.99"))
    assert Bounds(high=Decimal(-18)).holds(Decimal(-18)) and not Bounds(high=Decimal(-18)).holds(Decimal(-17))
    assert Bounds().holds(Decimal(-273))


def test_bounds_in_words() -> None:
    assert Bounds(Decimal("0.00"), Decimal("8.00")).words("℃") == "0～8℃"
    assert Bounds(low=Decimal("125.00")).words("g") == "≥125g"
    assert Bounds(high=Decimal("-18.50")).words("℃") == "≤-18.5℃"
    assert Bounds(Decimal(10), Decimal(100)).words("h") == "10～100h"
    assert Bounds().words("℃") == ""
