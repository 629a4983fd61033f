"""Which HTTP status a refusal wears: one table for the API and the mass door."""

from collections.abc import Mapping

STATUSES: Mapping[str, int] = {
    "denied": 403,
    "missing": 404,
    "conflict": 409,
    "already_done": 409,
    "illegal_move": 409,
    "reused_id": 409,
    "too_big": 413,
    "busy": 503,
    "unsaid": 503,
}


def status_of(*codes: str) -> int:
    """By the most general code that has a number of its own; 422 for the rest: understood, and cannot be done."""
    return next((STATUSES[code] for code in codes if code in STATUSES), 422)
