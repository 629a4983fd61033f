"""Existing bindings: read and resolved here, bound by the verb that is handed in (it lives on a floor above)."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.spelled import apart
from shian.registry.actions.imports import Applier
from shian.registry.queries.bindings import directory, resolve
from shian.registry.queries.imports import StagedRow
from shian.registry.rules.rows import CheckedRow
from shian.registry.schemas import Applied, NewBinding

# Takes the pairs, answers for each (in order) what it made, or a sentence.
Binder = Callable[[Sequence[NewBinding]], Sequence[Applied]]


def apply_bindings(bind: Binder, *, on: date, by: Actor) -> Applier:
    """How a slice of bindings enters: look both sides up anew (days may have passed since the check), then bind."""

    def apply(batch: UUID, rows: Sequence[StagedRow]) -> Sequence[Applied]:
        book = directory(by, (values for _number, values, _remark in rows), on=on)
        resolved = [resolve(CheckedRow(number, values), book) for number, values, _remark in rows]
        lost = [Applied(row.number, refused=_why(row)) for row, pair in resolved if pair is None]
        return [*lost, *bind([pair for _row, pair in resolved if pair is not None])]

    return apply


def _why(row: CheckedRow) -> str:
    return apart(str(problem.sentence) for problem in row.problems)
