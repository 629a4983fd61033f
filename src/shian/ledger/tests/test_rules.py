"""How often a failing follower is tried again."""

from shian.ledger.rules import WAITS, retry_after


def test_it_waits_longer_each_time_and_is_then_parked() -> None:
    assert [retry_after(failures) for failures in range(7)] == [1, 5, 30, 120, 600, None, None]
    assert list(WAITS) == sorted(WAITS)
