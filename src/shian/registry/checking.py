"""A file checked from end to end without writing anything: the dry run, and the first half of every import."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from shian.registry.remarks import in_words
from shian.registry.rules.columns import Target
from shian.registry.rules.duplicates import Seen, already_there
from shian.registry.rules.keys import Key
from shian.registry.rules.rows import CheckedRow, Checker, Known, Outcome, Problem
from shian.registry.rules.verdict import Level
from shian.registry.spreadsheets.table import Record, Table, refuse_missing

SLICE = 1000
T = TypeVar("T")
Register = Callable[[Target, set[Key]], Mapping[Key, str]]
Checked = tuple[Record, CheckedRow]
Settle = Callable[[list[CheckedRow]], list[CheckedRow]]  # what only the register can say of a row: whom it means


def sliced(items: Iterable[T], size: int = SLICE) -> Iterator[list[T]]:
    """Lists of at most so many, one after the other."""
    walker = iter(items)
    while batch := list(islice(walker, size)):
        yield batch


def as_they_are(rows: list[CheckedRow]) -> list[CheckedRow]:
    return rows


def check_table(
    table: Table, target: Target, known: Known, register: Register, settle: Settle = as_they_are
) -> Iterator[list[Checked]]:
    """Slice by slice: each cell, each row, against the rows before it, then against what the register holds."""
    refuse_missing(table, target)
    seen, checker = Seen(target), Checker(target, known)
    for records in sliced(table.records()):
        rows = [seen.judge(checker.check(record.number, record.cells)) for record in records]
        keys = {key for row in rows if row.outcome is Outcome.READY for key in row.keys}
        judged = settle(list(already_there(target, rows, register(target, keys))))
        yield list(zip(records, judged, strict=True))


def as_json(problem: Problem, row: int) -> dict[str, Any]:
    """One problem as the command line and the API tell it; `text` and `facts` let a door translate."""
    return {
        "row": row,
        "column": problem.label,
        "field": problem.column,
        "value": problem.value,
        "kind": problem.kind,
        "level": problem.level.value,
        "message": in_words(problem.sentence.text, problem.sentence.facts),
        "text": problem.sentence.text,
        "facts": {name: str(fact) for name, fact in problem.sentence.facts.items()},
    }


@dataclass(slots=True)
class Report:
    """What a dry run found. The shape of `shian import --dry-run --json` is kept stable."""

    sheet: str = ""
    rows: int = 0
    ok: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    unknown_columns: list[str] = field(default_factory=list)

    def add(self, row: CheckedRow) -> None:
        self.rows += 1
        self.ok += row.outcome is Outcome.READY
        for problem in row.problems:
            self._place_for(row, problem).append(as_json(problem, row.number))

    def _place_for(self, row: CheckedRow, problem: Problem) -> list[dict[str, Any]]:
        if problem.kind == "duplicate":
            return self.duplicates
        if problem.kind == "dead_shop":
            return self.left_out
        return self.errors if problem.level is Level.ERROR else self.warnings

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def report_on(table: Table, target: Target) -> Report:
    """An empty report that already says what was read, and as what."""
    labels, mapping = table.header.labels, table.header.mapping
    return Report(
        sheet=table.sheet,
        notes=table.notes,
        columns={labels[place]: key for place, key in mapping.items()},
        unknown_columns=[label for place, label in enumerate(labels) if label and place not in mapping],
    )


def dry_run(table: Table, target: Target, known: Known, register: Register, settle: Settle = as_they_are) -> Report:
    """The whole file, nothing written."""
    report = report_on(table, target)
    for checked in check_table(table, target, known, register, settle):
        for _record, row in checked:
            report.add(row)
    report.skipped = [{"row": number, "text": text} for number, text in table.skipped]
    return report


def blocking(row: CheckedRow) -> Sequence[Problem]:
    """Why a row does not enter; nothing for one that does."""
    return () if row.outcome is Outcome.READY else row.problems
