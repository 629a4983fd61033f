"""The front of the household, the law in force, the ledger."""

from django.http import HttpResponseBase

from shian.doors.chores import forms
from shian.doors.chores.pages import books
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.ledger import queries as entries


def chores(request: Asked) -> HttpResponseBase:
    return show(request, books.chores(request.actor, on=today(request)))


def law(request: Asked) -> HttpResponseBase:
    """What the law says today at the reader's place, every number with its source."""
    return show(request, books.law(chosen_ground(request.actor, ""), on=today(request)))


def ledger(request: Asked) -> HttpResponseBase:
    """Who did what; older pages go on from the last entry seen."""
    asked = forms.deeds(request.GET, chosen_ground(request.actor, request.GET.get("within", "")))
    rows = list(entries.deeds(request.actor, asked)[: books.SHOWN + 1])
    return show(request, books.ledger(request.actor, rows, asked, request))
