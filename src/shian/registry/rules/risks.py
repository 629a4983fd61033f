"""Whether a number that was typed for a point of the risk control list may stand as it is."""

import re
from dataclasses import dataclass
from decimal import Decimal

_TYPED = re.compile(r"-?\d{1,5}(\.\d{1,2})?")
# What keyboards of telephones give for a point, a minus, a digit.
_PLAIN = str.maketrans("０１２３４５６７８９．－。", "0123456789.-.")


@dataclass(frozen=True)
class Bounds:
    """From, to; either may be open."""

    low: Decimal | None = None
    high: Decimal | None = None

    def words(self, unit: str) -> str:
        """The bounds as people write them."""
        if self.low is not None and self.high is not None:
            return f"{_said(self.low)}～{_said(self.high)}{unit}"
        if self.low is not None:
            return f"≥{_said(self.low)}{unit}"
        return f"≤{_said(self.high)}{unit}" if self.high is not None else ""

    def holds(self, number: Decimal) -> bool:
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


def plain_number(text: str) -> str | None:
    """A number as it was typed, in plain signs; none where it is no number. No digit is added or taken away."""
    found = text.strip().translate(_PLAIN)
    return found if _TYPED.fullmatch(found) else None


def _said(number: Decimal) -> str:
    return f"{number.normalize():f}"
