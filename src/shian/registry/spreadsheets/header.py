"""Where the header stands: below title rows, in one row or two, with or without merged cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from shian.registry.rules.characters import Cell, key_of, plain
from shian.registry.rules.columns import Target
from shian.registry.rules.headings import propose, recognise

Span = tuple[tuple[int, int], tuple[int, int]]
FOOTER_CELLS = 4  # a line of sums or signatures fills no more
HEADER_DEPTH = 30  # title rows, notes on how to fill in, a blank row or two: never more than a screen
_FOOTER = re.compile(r"^(合计|总计|小计|共计|制表|填表|填报|审核|备注[:：]|说明[:：]|注[:：])")


@dataclass(frozen=True)
class Header:
    """The header's last row (from 0), its labels, and which of our columns each one is."""

    row: int
    labels: tuple[str, ...]
    mapping: Mapping[int, str]

    @cached_property
    def printed(self) -> frozenset[str]:
        return frozenset(key_of(label) for label in self.labels)


class Merges:
    """Merged cells: one value that stands for many cells."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = tuple(spans)
        self._down = {
            (row, left): (top, left)
            for (top, left), (bottom, right) in self.spans
            if left == right
            for row in range(top + 1, bottom + 1)
        }

    def spread(self, row: int, cells: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[Cell]:
        """A header row with every merged cell filled, across and down."""
        filled = list(cells)
        for (top, left), (bottom, right) in self.spans:
            if top <= row <= bottom and left < len(rows[top]):
                for column in range(left, min(right + 1, len(filled))):
                    filled[column] = rows[top][left]
        return filled

    def filled(self, rows: Iterable[list[Cell]], first: int) -> Iterator[list[Cell]]:
        """Rows from a number on in which cells merged downwards (one town over forty shops) speak for every row they cover."""
        standing: dict[tuple[int, int], Cell] = {}
        for place, row in enumerate(rows, start=first):
            yield self._row_filled(place, row, standing)

    def _row_filled(self, place: int, row: list[Cell], standing: dict[tuple[int, int], Cell]) -> list[Cell]:
        cells = list(row)
        for column in self._columns_down:
            if column >= len(cells):
                continue
            if (place, column) in self._tops:
                standing[(place, column)] = cells[column]
            top = self._down.get((place, column))
            if top in standing:
                cells[column] = standing[top]
        return cells

    @cached_property
    def _tops(self) -> frozenset[tuple[int, int]]:
        return frozenset(self._down.values())

    @cached_property
    def _columns_down(self) -> frozenset[int]:
        return frozenset(column for _, column in self._down)


def _joined(upper: Cell, lower: Cell) -> str:
    top, bottom = plain(upper), plain(lower)
    return bottom or top if top == bottom or not top or not bottom else top + bottom


def find_header(
    target: Target, rows: Sequence[Sequence[Cell]], merges: Merges, remembered: Mapping[str, str]
) -> Header | None:
    """The row, alone or under its group row or a cell at a time, in which most of our columns are recognised; at least two."""
    best: Header | None = None
    for number, row in enumerate(rows[:HEADER_DEPTH]):
        alone = merges.spread(number, row, rows)
        above = merges.spread(number - 1, rows[number - 1], rows) if number else []
        padded = [*above, *[None] * (len(alone) - len(above))]
        single = tuple(map(plain, alone))
        grouped = tuple(_joined(up, low) for up, low in zip(padded, alone, strict=False))
        # 姓名 under 法定代表人 needs its group, 主体名称 under 基本信息 is better without.
        mixed = tuple(two if recognise(target, two) else one for one, two in zip(single, grouped, strict=True))
        for cells in (single, grouped, mixed):
            found = Header(number, cells, propose(target, cells, remembered))
            if len(found.mapping) >= 2 and (best is None or len(found.mapping) > len(best.mapping)):
                best = found
    return best


def is_not_a_record(cells: Sequence[Cell], header: Header) -> bool:
    """Blank rows, sums and signatures below the table, section rows, and the header printed again."""
    first = list(islice((place for place, cell in enumerate(cells) if plain(cell)), FOOTER_CELLS + 1))
    if not first:
        return True
    if len(first) <= FOOTER_CELLS and _FOOTER.match(plain(cells[first[0]])):
        return True
    if len(first) == 1:
        return header.mapping.get(first[0], "") not in {"name", "business_name"}
    return all(key_of(cell) in header.printed for cell in cells if plain(cell))
