"""Whose turn it is in a case, and the fields that many of its verbs ask for."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement.asking import Asks
from shian.doors.ui.terms import Words
from shian.enforcement.models import PenaltyCase
from shian.enforcement.states import FILED
from shian.enforcement.states import UNDECIDED as UNDECIDED
from shian.kernel.actor import Actor

INVESTIGATED = FILED
OWN_STEPS = ("suspended", "hearing")  # they come and go with a step of their own
YES_NO: Words = {"yes": _("是"), "no": _("否")}
GRANT: Words = {"yes": _("同意"), "no": _("不同意")}
NOTE = Asks("note", _("写明情况"), "textarea")
DAY = Asks("on", _("哪一天"), "date", help=_("不填就是今天"))
Offered = Callable[[PenaltyCase, Actor], bool]


def officers(*states: str) -> Offered:
    """Offered to those who work on it."""
    return lambda one, by: one.state in states and by.person in one.persons and by.person not in one.related


def others(*states: str) -> Offered:
    """Offered to whoever has no hand in the investigation."""
    return lambda one, by: one.state in states and by.person not in (*one.persons, *one.related)
