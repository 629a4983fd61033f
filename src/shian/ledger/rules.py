"""How patiently a failing follower is tried again. Our own choice, not law."""

WAITS = (1, 5, 30, 120, 600)


def retry_after(failures: int) -> int | None:
    """Seconds to wait after one more failure; None when the event is to be parked."""
    return WAITS[failures] if failures < len(WAITS) else None
