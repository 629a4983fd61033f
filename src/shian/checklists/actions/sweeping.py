"""A form that was read and never published does not stay: nobody asks by it, and whoever wants it has the spreadsheet."""

from datetime import datetime

from shian.checklists.actions.publishing import PUBLISH
from shian.checklists.models import FormDraft
from shian.kernel.actor import Actor
from shian.kernel.gate import AnnounceMany, act_many


def sweep_drafts(before: datetime, *, by: Actor) -> int:
    """Every draft read before an instant goes; what was published of it is a version, and stays."""
    old = list(FormDraft.objects.visible_to(by, PUBLISH).filter(recorded_at__lt=before))
    return sum(verdict.ok for verdict in act_many(by, PUBLISH, old, _sweep))


def _sweep(batch: list[FormDraft], announce: AnnounceMany[FormDraft]) -> None:
    FormDraft.objects.filter(pk__in=[one.pk for one in batch]).delete()
    for one in batch:
        announce.note(one, swept=True)
