"""How a draw is made, and made again by anybody: nothing but SHA-256 and HMAC-SHA-256 over UTF-8 text, in lower-case hex.

1. The frame as text: a line `stratum TAB count` for each stratum in order of its name, an empty line, a line `id TAB stratum`
   for each row in the order of the list. Its SHA-256 is the frame hash: the list and the counts cannot be changed afterwards.
2. The seed is 64 random hex characters; its SHA-256 is the commitment, made known before the draw.
3. At the draw somebody present may say a word, which nobody knew before: so not even who made the seed could try seeds.
4. key = HMAC(seed, frame hash + newline + word); the ticket of a row = HMAC(key, its id).
5. Of each stratum the rows with the smallest tickets are drawn, as many as was stated.

A row of a stratum of N of which n are drawn had the chance n/N, whatever its id: its weight in an estimate is N/n.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FORMAT = "shian-draw-1"
LONGEST_ID = 200


@dataclass(frozen=True)
class Listed:
    """One row that can be drawn: what it is known by, and the stratum it lies in."""

    id: str
    stratum: str = ""


@dataclass(frozen=True)
class Frame:
    """The ordered list, and how many are drawn from each of its strata."""

    rows: tuple[Listed, ...]
    strata: Mapping[str, int]

    @property
    def size(self) -> int:
        """How many are drawn in all."""
        return sum(self.strata.values())

    @property
    def held(self) -> Counter[str]:
        """How many rows lie in each stratum."""
        return Counter(row.stratum for row in self.rows)

    def chance(self, stratum: str) -> tuple[int, int]:
        """The chance of each row of a stratum as two integers: drawn, out of."""
        return self.strata[stratum], self.held[stratum]


@dataclass(frozen=True)
class Drawn:
    """One row that was drawn, with the ticket that won."""

    id: str
    stratum: str
    ticket: str


def frame_text(frame: Frame) -> str:
    """The frame as the text that is hashed."""
    counts = "".join(f"{name}\t{frame.strata[name]}\n" for name in sorted(frame.strata))
    return counts + "\n" + "".join(f"{row.id}\t{row.stratum}\n" for row in frame.rows)


def sha(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def mac(key: str, text: str) -> str:
    """HMAC-SHA-256 of a text under a key, in hex."""
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()


def drawn(frame: Frame, seed: str, word: str = "") -> tuple[Drawn, ...]:
    """The rows drawn, stratum by stratum, each by the smallest tickets."""
    key = mac(seed, f"{sha(frame_text(frame))}\n{word}")
    found: list[Drawn] = []
    for name in sorted(frame.strata):
        tickets = sorted((mac(key, row.id), row.id) for row in frame.rows if row.stratum == name)
        found += [Drawn(key_, name, ticket) for ticket, key_ in tickets[: frame.strata[name]]]
    return tuple(found)


def shared_out(size: int, held: Mapping[str, int]) -> dict[str, int]:
    """So many over the strata in proportion to what lies in each, by the largest remainder; ties go to the first name."""
    every = sum(held.values())
    if every == 0:
        return dict.fromkeys(held, 0)
    counts = {name: size * n // every for name, n in held.items()}
    by_rest = sorted(held, key=lambda name: (-(size * held[name] % every), name))
    for name in by_rest[: size - sum(counts.values())]:
        counts[name] += 1
    return counts


@dataclass(frozen=True)
class Wrong:
    """Why a list cannot be drawn from: which rule, and the row or stratum it is about."""

    rule: str
    about: str = ""


def wrong_with(frame: Frame) -> Wrong | None:
    """The first thing that keeps a list from being drawn from; None where nothing does."""
    return _wrong_rows(frame.rows) or _wrong_counts(frame)


def _wrong_rows(rows: Sequence[Listed]) -> Wrong | None:
    if not rows:
        return Wrong("empty")
    seen: set[str] = set()
    for row in rows:
        if not row.id or not _plain(row.id) or not _plain(row.stratum):
            return Wrong("unreadable", row.id or row.stratum)
        if row.id in seen:
            return Wrong("twice", row.id)
        seen.add(row.id)
    return None


def _plain(text: str) -> bool:
    """Of one line and without a tab, or two lists could have the same text; and a text that UTF-8 can write."""
    return len(text) <= LONGEST_ID and text.isprintable()


def _wrong_counts(frame: Frame) -> Wrong | None:
    held = frame.held
    for name, count in sorted(frame.strata.items()):
        if name not in held:
            return Wrong("no_such_stratum", name)
        if not 0 <= count <= held[name]:
            return Wrong("too_many", name)
    if left := sorted(held.keys() - frame.strata.keys()):
        return Wrong("no_count", left[0])
    return None if frame.size else Wrong("nothing")


def result(frame: Frame, found: Iterable[Drawn]) -> list[dict[str, Any]]:
    """The drawn rows as they are published, each with the chance it had: drawn, out of."""
    chances = {name: list(frame.chance(name)) for name in frame.strata}
    return [
        {"id": one.id, "stratum": one.stratum, "ticket": one.ticket, "chance": chances[one.stratum]} for one in found
    ]


@dataclass(frozen=True)
class Claimed:
    """What a published file says came of a draw."""

    frame_hash: str
    commitment: str
    seed: str
    word: str
    drawn: Sequence[Mapping[str, Any]]


def differences(frame: Frame, said: Claimed) -> tuple[str, ...]:
    """What of a published draw does not come out when it is made again: frame_hash, commitment, drawn."""
    again = result(frame, drawn(frame, said.seed, said.word))
    checks = {
        "frame_hash": sha(frame_text(frame)) == said.frame_hash,
        "commitment": sha(said.seed) == said.commitment,
        "drawn": again == [dict(one) for one in said.drawn],
    }
    return tuple(name for name, right in checks.items() if not right)
