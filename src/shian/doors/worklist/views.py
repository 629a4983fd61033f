"""What is owed, and by whom."""

from django.http import HttpResponseBase
from django.shortcuts import redirect

from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.doors.worklist import help, presenters
from shian.loop import queries as loop


def home(request: Asked) -> HttpResponseBase:
    """An official's home is the worklist, a business's today's record."""
    return redirect("/worklist" if request.actor.posts or not request.actor.businesses else "/shop")


def worklist(request: Asked) -> HttpResponseBase:
    on = today(request)
    page = sliced(loop.worklist(request.actor, on=on), request)
    return show(request, presenters.worklist(request.actor, page, on=on))


def overdue(request: Asked) -> HttpResponseBase:
    """What is overdue in a place, whoever owes it."""
    on, within = today(request), chosen_ground(request.actor, request.GET.get("within", ""))
    page = sliced(loop.overdue(request.actor, on=on, within=within or None), request)
    return show(request, presenters.overdue(request.actor, page, within=within, on=on))


def help_page(request: Asked) -> HttpResponseBase:
    return show(request, help.help_page(request.actor))
