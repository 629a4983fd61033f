"""The class of a row: who may know that it exists, and what is in it."""

from enum import IntEnum


class Secrecy(IntEnum):
    """Open to the public, internal to officials, of a case file, or sealed to named custodians."""

    OPEN = 0
    INTERNAL = 1
    CASE = 2
    SEALED = 3
