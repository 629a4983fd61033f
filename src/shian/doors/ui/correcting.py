"""Who may put a record right: whoever answers for it, or who filled it in. The loop judges again."""

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.lens import may
from shian.registry.models import Status


def may_correct(viewer: Actor, sheet: Sheet) -> bool:
    if sheet.superseded_at is not None or sheet.outcome != "done" or sheet.business is None:
        return False
    if sheet.business.status == Status.CLOSED or not may(viewer, "hand_in", sheet):
        return False
    if sheet.post_id is not None:
        return sheet.post_id in viewer.posts
    return sheet.business_id in viewer.businesses or (sheet.on_behalf and sheet.person_id == viewer.person)
