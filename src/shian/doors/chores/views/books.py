"""The front of the household, the law in force, the ledger."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from shian.doors.chores import forms
from shian.doors.chores.pages import books
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import listed, wanted
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.shapes.parts import Table
from shian.doors.ui.show import show
from shian.ledger import queries as entries
from shian.ledger.models import Entry


def chores(request: Asked) -> HttpResponseBase:
    return show(request, books.chores(request.actor, on=today(request)))


def law(request: Asked) -> HttpResponseBase:
    """What the law says today at the reader's place, every number with its source."""
    return show(request, books.law(chosen_ground(request.actor, ""), on=today(request)))


def ledger(request: Asked) -> HttpResponseBase:
    """Who did what; older pages go on from the last entry seen."""
    asked = forms.deeds(request.GET, chosen_ground(request.actor, request.GET.get("within", "")))
    found = entries.deeds(request.actor, asked)
    if kind := wanted(request.GET.get("export", "")):

        def draw(part: Slice[Entry]) -> Table:
            return books.ledger(request.actor, part.rows, asked, request).table

        return listed(request, kind, _("台账"), found, draw, within=asked.within, chunk=books.SHOWN)
    return show(request, books.ledger(request.actor, list(found[: books.SHOWN + 1]), asked, request))
