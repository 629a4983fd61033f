"""How each kind of an office's file enters: businesses graded by the law, cadres seated, bindings by the loop's own verb."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.loop.actions.binding import Binding, bind_many
from shian.registry.actions.bindings import Binder, apply_bindings
from shian.registry.actions.cadres import apply_cadres
from shian.registry.actions.imports import Applier, apply_businesses
from shian.registry.queries.law import grader
from shian.registry.rules.columns import Target
from shian.registry.schemas import Applied, NewBinding


def applier(target: Target, *, on: date, by: Actor, now: datetime) -> Applier:
    """The verb for the rows of a file of this kind."""
    match target:
        case Target.BUSINESSES:
            return apply_businesses(on=on, by=by, grade=grader(on))
        case Target.CADRES:
            return apply_cadres(on=on, by=by)
        case Target.BINDINGS:
            return apply_bindings(_binder(on, by, now), on=on, by=by)


def _binder(on: date, by: Actor, now: datetime) -> Binder:
    def bind(pairs: Sequence[NewBinding]) -> Sequence[Applied]:
        wanted = [Binding(pair.business, pair.post) for pair in pairs]
        bound = bind_many(wanted, on=on, by=by, now=now, note=_("名册导入"))
        return [
            Applied(pair.row, verdict.item.pk) if verdict.ok else Applied(pair.row, refused=verdict.message)
            for pair, verdict in zip(pairs, bound.verdicts, strict=True)
        ]

    return bind
