"""Whoever made a visit says what there is to say to its signals: the market hall, the old phone, the quick look."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.truth.actions.weighing import whose
from shian.truth.models import Explanation
from shian.truth.queries import signals_of_sheets

LONGEST = 500


def explain_visit(visit: Sheet, *, text: str, by: Actor, now: datetime) -> Explanation:
    """Say something to the signals of one's own visit. Raises Denied for another's, Refused for nothing said."""
    text = text.strip()
    if visit.person_id != by.person:
        raise Denied(_("只有走访的人自己能说明这次走访"))
    if not signals_of_sheets([visit.pk], viewer=by):
        raise Refused(_("这次走访没有信号，不用说明"), code="no_signal")
    if not text:
        raise Refused(_("请写一句说明"), code="no_words")
    if len(text) > LONGEST:
        raise Refused(_("说明写得太长，最多 %(most)d 字") % {"most": LONGEST}, code="too_long")
    said = Explanation(id=new_id(), text=text, by_label=by.label, at=now, **whose(visit))
    with act(by, "explain_visit", said):
        said.save(force_insert=True)
    return said
