"""How each kind of an office's file enters: businesses graded by the law, cadres seated, bindings by the loop's own verb."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.loop.actions.binding import Binding, bind_many, undo_binding
from shian.loop.models import BulkBatch, Duty
from shian.registry.actions.bindings import Binder, apply_bindings
from shian.registry.actions.cadres import apply_cadres
from shian.registry.actions.imports import Applier, apply_businesses
from shian.registry.actions.undoing import Undone, take_back, undo_businesses, undo_cadres
from shian.registry.models import ImportBatch, ImportRow
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


def undo_import(batch: ImportBatch, *, by: Actor, now: datetime) -> Undone:
    """Take a file back, by the verb of its kind."""
    match Target(batch.kind):
        case Target.BUSINESSES:
            return Undone(len(undo_businesses(batch, by=by)))
        case Target.CADRES:
            return undo_cadres(batch, by=by)
        case Target.BINDINGS:
            return _undo_bindings(batch, by, now)


def _undo_bindings(batch: ImportBatch, by: Actor, now: datetime) -> Undone:
    """Every slice of the file was a bulk binding of its own: all are undone, or, where visits stand on one, none."""
    with act(by, "undo_import", batch) as announce:
        take_back(batch)
        made = ImportRow.objects.visible_to(by, "undo_import").filter(batch=batch, made__isnull=False).values("made")
        keys = set(Duty.objects.filter(pk__in=made).values_list("batch", flat=True))
        slices = BulkBatch.objects.visible_to(by, "undo_bind").filter(pk__in=keys, undone_at__isnull=True)
        gone = sum(undo_binding(one, by=by, now=now) for one in slices)
        announce.note(bindings=gone)
    return Undone(gone)
