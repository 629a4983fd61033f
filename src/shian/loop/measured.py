"""A number that was measured, as it stands in the note of an answer: first the number with its unit, then the words.

A submission's shape is frozen; a note that begins with `4.2℃` is read by every phone, paper and export that there is.
"""

import re

_MEASURED = re.compile(r"^(-?\d{1,5}(?:\.\d{1,2})?)\s?(℃|g|h)(?:；|$)")


def written(number: str, unit: str, words: str = "") -> str:
    """The note of an answer with a number; the number as it was typed, no digit more or less."""
    return "；".join(part for part in (f"{number}{unit}", words) if part)


def read(note: str, unit: str) -> str | None:
    """The number as it was typed, where the note begins with one of this unit."""
    found = _MEASURED.match(note)
    return found[1] if found and found[2] == unit else None
