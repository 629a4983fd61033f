"""A letter of commitment in words: what both the desk and the phone say of it."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.doors.ui.said import why
from shian.doors.ui.shapes.parts import Tone, Why
from shian.doors.ui.terms import TIERS, said
from shian.doors.ui.words import full_day_words
from shian.kernel.because import Because
from shian.kernel.spelled import plural
from shian.loop.law import law_on
from shian.loop.models import Commitment

STATES = {
    "drafted": gettext_lazy("待签"),
    "signed": gettext_lazy("已签"),
    "uploaded": gettext_lazy("已存档"),
}
TONES: dict[str, Tone] = {"drafted": "soon", "signed": "info", "uploaded": "done"}


def paragraphs(one: Commitment) -> tuple[str, ...]:
    """The pledge, each of its points a paragraph."""
    points = re.split(r"(?=[一二三四五六七八九]、)", str(one.body["text"]))
    return tuple(point.strip() for point in points if point.strip())


def facts(one: Commitment) -> tuple[tuple[str, str], ...]:
    return (
        (_("岗位"), one.post.title),
        (_("承诺人"), one.person_name),
        (_("层级"), said(TIERS, one.tier)),
        (_("包保主体"), plural("%(n)s 家", one.businesses)),
        (_("日期"), full_day_words(one.valid_from)),
        (_("状态"), said(STATES, one.state)),
    )


def where_from(one: Commitment) -> Why:
    """Whose words these are: those of the law on the day of the letter."""
    cite = law_on(one.valid_from, one.path).pack.letters["commitment"].cite
    return why(Because("", cite.text, {}, cite.assumed), cite.note, question=_("这段文字从哪里来"))
