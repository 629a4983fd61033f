"""A state machine is its table. A move is a compare-and-set, so the slower of two people is told so."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from shian.kernel.refused import Conflict, Refused


@dataclass(frozen=True)
class States:
    """Moves as a table: name → (states it may leave, state it enters)."""

    noun: str
    initial: str
    moves: Mapping[str, tuple[tuple[str, ...], str]]
    field: str = "state"
    words: Mapping[str, Any] = dataclass_field(default_factory=dict)  # what people call a state or a move
    reopening: frozenset[str] = frozenset()  # moves that bring back what was over; it is over all the same until then

    @property
    def all(self) -> frozenset[str]:
        """Every state of the table."""
        return frozenset({self.initial}.union(*({*sources, target} for sources, target in self.moves.values())))

    @property
    def final(self) -> frozenset[str]:
        """The states in which it is over: no move leaves them, but for one that opens again."""
        onward = (sources for move, (sources, _target) in self.moves.items() if move not in self.reopening)
        return self.all - {source for sources in onward for source in sources}

    def may(self, state: str, move: str) -> bool:
        """Whether the table has this move from this state."""
        return state in self.moves[move][0]

    def next(self, state: str, move: str) -> str:
        """The state after a move. Raises Refused where the table has none."""
        if not self.may(state, move):
            raise Refused(
                _("现在是「%(state)s」，不能再办「%(move)s」")
                % {"state": self.words.get(state, state), "move": self.words.get(move, move)},
                code="illegal_move",
            )
        return self.moves[move][1]

    def move(self, row: models.Model, move: str, **fields: Any) -> None:
        """Move one row, with the fields that change with it. Raises Refused, or Conflict for the slower of two."""
        old = getattr(row, self.field)
        new = self.next(old, move)
        changed = {self.field: new, **fields}
        if type(row)._base_manager.filter(pk=row.pk, **{self.field: old}).update(**changed) != 1:
            raise Conflict(_("别人刚刚处理过，请刷新后再看"))
        for name, value in changed.items():
            setattr(row, name, value)

    def move_many(self, rows: "models.QuerySet[Any]", move: str, **fields: Any) -> int:
        """Move every row of a query which may make the move; returns how many did."""
        sources, target = self.moves[move]
        return rows.filter(**{f"{self.field}__in": sources}).update(**{self.field: target, **fields})
