"""A file that was checked and never brought in does not stay: its rows hold numbers of persons."""

from datetime import datetime

from shian.kernel.actor import Actor
from shian.kernel.gate import AnnounceMany, act_many
from shian.registry.models import ImportBatch, ImportRow

VERB = "undo_import"


def sweep_staged(before: datetime, *, by: Actor) -> int:
    """Of every batch staged before an instant and never begun the rows go; that it was there, and its counts, stay."""
    old = list(ImportBatch.objects.visible_to(by, VERB).filter(state="staged", created_at__lt=before))
    return sum(verdict.ok for verdict in act_many(by, VERB, old, _sweep))


def _sweep(batch: list[ImportBatch], announce: AnnounceMany[ImportBatch]) -> None:
    """Whoever begins to bring one in at this moment has moved it on; then it is left alone."""
    keys = [one.pk for one in batch]
    locked = ImportBatch.objects.select_for_update().filter(pk__in=keys, state="staged", cursor=0)
    still = set(locked.values_list("pk", flat=True))
    ImportRow.objects.filter(batch__in=still).delete()
    ImportBatch.objects.filter(pk__in=still).update(state="lapsed", mapping={})
    for one in batch:
        announce.note(one, swept=one.pk in still, rows=one.rows)
