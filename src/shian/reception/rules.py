"""What knocking costs. A guesser pays for each guess, and a village behind one address is never locked out: it waits, at most a minute or two."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """So much debt for nothing; then a first wait in seconds, doubled with every `step` more, up to the longest.

    Debt is forgiven by the minute. The numbers are our own, none is law.
    """

    free: float
    forgiven: float  # a minute
    first: int
    longest: int
    step: float

    def left(self, debt: float, seconds: float) -> float:
        """What is left of a debt after some seconds; never less than nothing."""
        return max(0.0, debt - self.forgiven * max(seconds, 0.0) / 60)

    def wait(self, debt: float) -> int:
        """Seconds to wait before the next knock is heard; 0 while it is free."""
        if debt < self.free:
            return 0
        doubled = min(int((debt - self.free) / self.step), 20)
        return min(self.longest, self.first << doubled)


# A wrong receipt costs one, a right one nothing. A report costs one whoever sends it; a photograph a little.
PATIENCE = {
    "receipt": Patience(free=10, forgiven=2, first=5, longest=120, step=10),
    "report": Patience(free=20, forgiven=1, first=10, longest=120, step=20),
    "photo": Patience(free=60, forgiven=6, first=5, longest=60, step=30),
    "request": Patience(free=20, forgiven=1, first=10, longest=300, step=10),
}
