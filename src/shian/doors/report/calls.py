"""A call for clues, as everybody reads it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.report.shapes import CallPage, Next
from shian.doors.ui.shapes.parts import Why
from shian.doors.ui.terms import limit_words
from shian.doors.ui.words import full_day_words
from shian.loop.law import law_on
from shian.reception.actions.looks import PROGRAMME
from shian.reception.models import Call

__all__ = ["Call", "page"]


def page(call: Call, *, on: date) -> CallPage:
    days = {"from": full_day_words(call.opens_on), "to": full_day_words(call.closes_on)}
    return CallPage(
        title=call.title,
        place=call.place_name,
        text=call.text,
        days=_("%(from)s 至 %(to)s") % days,
        running=call.state == "open" and call.opens_on <= on <= call.closes_on,
        report=f"{reverse('report')}?call={call.code}",
        promise=promise(call, on=on) if call.fast_track else None,
    )


def promise(call: Call, *, on: date) -> Next:
    """What the fast track promises, from the law of the day."""
    law = law_on(on, call.path)
    limit = law.programme(PROGRAMME).by_when["act"]
    words = limit_words(limit.words)
    text = _("走绿色通道：交上来 %(within)s内有人先看。") % {"within": words}
    return Next(text, why=Why.of(limit.due(on, law.calendar), words))
