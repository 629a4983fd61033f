"""Numbers that were measured, as they stand in the note of an answer: `4.2℃ 冷藏柜一；5.0℃ 冷藏柜二；words`.

A submission's shape is frozen; a note that begins so is read by every phone, paper and export that there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MEASURED = re.compile(r"(-?\d{1,5}(?:\.\d{1,2})?)(℃|g|h)(?: .*)?")


@dataclass(frozen=True)
class Reading:
    """What was read off at a point; the number as it was typed, no digit more or less."""

    number: str
    unit: str
    point: str = ""


def written(readings: Sequence[Reading], words: str = "") -> str:
    """The note of an answer with its readings before its words."""
    told = (f"{one.number}{one.unit} {one.point.replace('；', '，')}".strip() for one in readings)
    return "；".join([*told, *([words] if words else [])])


def read(note: str, unit: str) -> list[str]:
    """The numbers of a unit at the beginning of a note, as they were typed."""
    found: list[str] = []
    for part in note.split("；"):
        reading = _MEASURED.fullmatch(part)
        if reading is None:
            break
        found += [reading[1]] if reading[2] == unit else []
    return found
