"""What of a spreadsheet is not taken: where it stands, as Excel shows it, and why."""

import msgspec


class Left(msgspec.Struct, frozen=True):
    """One row that is not taken, or a part of it."""

    sheet: str
    row: int
    name: str
    why: str


class Untaken(Exception):
    """This row cannot be taken; the message says why."""
