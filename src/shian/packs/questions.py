"""The linter of questions: nobody is asked twice what an earlier answer covers, under one code or under two (B1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from shian.packs.bad import Problem, Spot
from shian.packs.loader import Loaded
from shian.packs.periods import stretch_of
from shian.packs.schema import Frequency, Item, Programme, Selector
from shian.packs.wording import normal, plain

NEARLY = 0.8  # of two texts: the part of their characters that stands in both in one order
_ASKED = {
    "text": "one code is one question",
    "severity": "an answer under one code cannot weigh more here than there",
    "valid_for": "an answer that holds there has to hold here",
}


def asked_twice(loaded: Loaded) -> Iterator[Problem]:
    """Everything in a pack by which somebody would be asked again what is known, each with its file and line."""
    rows = list(_rows(loaded))
    yield from _put_differently(rows)
    yield from _asked_too_soon(loaded, rows)
    yield from _alike(rows, tuple(row.words for row in loaded.pack.synonyms.values()))
    yield from _bare_exceptions(rows)


@dataclass(frozen=True)
class _Row:
    """A question where it stands."""

    list: str
    item: Item
    spot: Spot

    def problem(self, message: str) -> Problem:
        return Problem(self.spot, f"{self.item.code} {message}")


def _rows(loaded: Loaded) -> Iterator[_Row]:
    for key, checklist in sorted(loaded.pack.checklists.items()):
        for at, item in enumerate(checklist.items):
            yield _Row(key, item, loaded.tree.spot(f"checklists/{key}.csv", ("rows", at)))


def _put_differently(rows: list[_Row]) -> Iterator[Problem]:
    """One code is one question: its words, its weight and how long an answer holds are the same everywhere."""
    first: dict[str, _Row] = {}
    for row in rows:
        known = first.setdefault(row.item.code, row)
        for name, why in _ASKED.items():
            here, there = _told(row.item, name), _told(known.item, name)
            if here != there:
                verb = "asks" if name == "text" else f"has {name}"
                yield row.problem(f"{verb} '{here}', elsewhere '{there}' ({known.spot}): {why}")


def _told(item: Item, name: str) -> str:
    if name == "text":
        return item.text.zh
    return str(getattr(item, name) or "none")


def _asked_too_soon(loaded: Loaded, rows: list[_Row]) -> Iterator[Problem]:
    """A programme that comes back before an answer is out of date would ask again what is known."""
    told = set()
    for programme in loaded.pack.programmes.values():
        for choice in programme.what.checklists:
            asked = loaded.pack.checklists[choice.checklist]
            if asked.again or asked.fresh:
                continue
            days = _shortest(loaded, programme, choice.selector)
            for row in rows:
                holds = row.item.valid_for or 0
                if row.list == choice.checklist and 0 < days < holds and row not in told:
                    told.add(row)
                    yield row.problem(
                        f"holds for {holds} days, but {programme.key} comes back after {days}: shorten valid_for, "
                        f'or say why in checklists/titles.toml, [checklist.{row.list}] again = "…"'
                    )


def _shortest(loaded: Loaded, programme: Programme, selector: Selector) -> int:
    """The fewest days after which a programme comes back to whom a checklist is for; nought where it never does."""
    since = loaded.pack.effective_from
    rows = [
        row
        for row in programme.when.frequencies
        if (row.span.end is None or row.span.end > since) and _meet(row.selector, selector)
    ]
    return min((_days(row, loaded) for row in rows), default=0)


def _days(row: Frequency, loaded: Loaded) -> int:
    """The shortest that a rhythm is in a year."""
    day, found = loaded.pack.effective_from, []
    for _n in range(12):
        period = stretch_of(row.every, row.several, loaded.pack.effective_from, day)
        found.append((period.end - period.start) // timedelta(days=1))
        day = period.end
    return min(found) // max(row.times, 1)


def _meet(one: Selector, other: Selector) -> bool:
    """Whether two selectors can mean the same subject."""
    names = ("kinds", "forms", "grades", "risk_grades", "sectors")
    pairs = ((getattr(one, name), getattr(other, name)) for name in names)
    return all(not mine or not theirs or mine & theirs for mine, theirs in pairs)


def _alike(rows: list[_Row], synonyms: tuple[tuple[str, ...], ...]) -> Iterator[Problem]:
    """Two codes for one question: an answer under the one is not known under the other."""
    once = {row.item.code: row for row in rows}
    for one, other in combinations(sorted(once.values(), key=lambda row: row.item.code), 2):
        excused = other.item.code in one.item.distinct_from or one.item.code in other.item.distinct_from
        if not excused and alike(one.item.text.zh, other.item.text.zh, synonyms):
            yield other.problem(
                f"'{other.item.text.zh}' asks what {one.item.code} asks, '{one.item.text.zh}' ({one.spot}): use one "
                "code, or name the other in the column 'distinct_from' with a note why they differ"
            )


def _bare_exceptions(rows: list[_Row]) -> Iterator[Problem]:
    codes = {row.item.code for row in rows}
    for row in rows:
        if row.item.distinct_from and not row.item.cite.note:
            yield row.problem("says distinct_from without a note why")
        for code in row.item.distinct_from:
            if code not in codes:
                yield row.problem(f"distinct_from = '{code}' is no question of this pack")


@lru_cache(maxsize=65536)
def alike(one: str, other: str, synonyms: tuple[tuple[str, ...], ...] = ()) -> bool:
    """Whether two texts ask the same, but for marks, width and a word or two; or would, in the same words."""
    put = plain(one), plain(other)
    meant = normal(one, synonyms), normal(other, synonyms)
    return _near(*put) or (meant != put and _near(*meant))


def _near(mine: str, theirs: str) -> bool:
    if mine == theirs:
        return True
    shorter, longer = sorted((len(mine), len(theirs)))
    if 2 * shorter < NEARLY * (shorter + longer):
        return False
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.real_quick_ratio() >= NEARLY and matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY
