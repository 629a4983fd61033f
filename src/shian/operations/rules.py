"""How an operation and a case are numbered, and what is one: plain values in, plain values out."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")


def mark(place: str, year: int, number: int) -> str:
    """The number of an operation as it is written, by the office that leads and the year (no leading zero)."""
    return f"{place}联行〔{year}〕{number}号"


_BRACKETS = str.maketrans("[【(〈", "〔〔〔〔") | str.maketrans("]】)〉", "〕〕〕〕")


def case_number(said: str) -> str:
    """A case number as everybody would write it: two departments that name one case name one row."""
    plain = "".join(unicodedata.normalize("NFKC", said).split()).translate(_BRACKETS).upper()
    return unicodedata.normalize("NFKC", plain)  # without its spaces and in capitals, signs may join that stood apart


def told_by(first: Key, others: Sequence[Key], also: Key) -> list[Key] | None:
    """The departments besides the first that name a thing, with one more; None where that one named it before."""
    return None if also == first or also in others else [*others, also]


@dataclass(frozen=True)
class Figures:
    """What an operation came to, each thing counted once, however many departments were there."""

    listed: int = 0
    checked: int = 0
    problems: int = 0
    cases: int = 0
    transferred: int = 0
    exposed: int = 0
    seizures: int = 0
    notices: int = 0
    unanswered: int = 0
    seized_fen: int = 0


@dataclass(frozen=True)
class Share:
    """What one department named; what two named stands with both, so shares do not add up to the figure."""

    problems: int = 0
    cases: int = 0
    seizures: int = 0


def shares(named: Iterable[tuple[str, Sequence[Key]]]) -> dict[Key, Share]:
    """By department; each thing comes with its kind and all who named it."""
    found: dict[Key, dict[str, int]] = {}
    for kind, departments in named:
        for one in departments:
            counts = found.setdefault(one, {"problem": 0, "case": 0, "seizure": 0})
            counts[kind] += 1
    return {key: Share(n["problem"], n["case"], n["seizure"]) for key, n in found.items()}
