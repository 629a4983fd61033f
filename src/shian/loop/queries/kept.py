"""Answers that still hold: what was seen lately, and nothing has spoken against since."""

from datetime import date
from uuid import UUID

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion
from shian.checklists.queries import Earlier
from shian.kernel.actor import Actor
from shian.loop.models import Finding
from shian.loop.states import OPEN_FINDING


def kept_answers(viewer: Actor, business: UUID, version: ChecklistVersion, *, on: date) -> dict[str, Earlier]:
    """The questions of a version that need not be asked again on a day, each with the answer that stands.

    A question with an open problem, from whatever source, is asked anew.
    """
    standing = checklists.standing_answers(viewer, business, version, on=on)
    if not standing:
        return {}
    spoken = Finding.objects.visible_to(viewer).filter(business_id=business, code__in=standing, state__in=OPEN_FINDING)
    against = set(spoken.values_list("code", flat=True))
    return {code: earlier for code, earlier in standing.items() if code not in against}
