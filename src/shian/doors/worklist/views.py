"""What is owed, and by whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.show import show
from shian.doors.ui.typed import keys_in
from shian.doors.worklist import help, ladder, presenters
from shian.kernel.spelled import plural
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.models import Task


def home(request: Asked) -> HttpResponseBase:
    """An official's home is the worklist, a business's today's record."""
    return redirect("/worklist" if request.actor.posts or not request.actor.businesses else "/shop")


def worklist(request: Asked) -> HttpResponseBase:
    on = today(request)
    mine = loop.pressing(request.actor, on=on)
    page = sliced(loop.worklist(request.actor, on=on), request, total=mine.all)
    return show(request, presenters.worklist(request.actor, page, mine, on=on, now=request.now))


def overdue(request: Asked) -> HttpResponseBase:
    """What is overdue in a place, whoever owes it."""
    on, within = today(request), chosen_ground(request.actor, request.GET.get("within", ""))
    rows = loop.overdue(request.actor, on=on, within=within or None)

    def page(part: Slice[Task]) -> ListPage:
        return presenters.overdue(request.actor, part, request, within=within, on=on)

    return shown_or_given(request, _("辖区逾期"), rows, page, within=within)


def ladder_page(request: Asked) -> HttpResponseBase:
    """What the ladder said to whoever asks, and they have not yet seen."""
    rows = sliced(loop.shown_to(request.actor), request)
    return show(request, ladder.page(request.actor, rows, now=request.now))


@require_POST
def seen(request: Asked, key: UUID) -> HttpResponseBase:
    """One tap: seen. Twice is as good as once."""
    actions.acknowledge(loop.shown(key, viewer=request.actor), by=request.actor, now=request.now)
    messages.success(request, _("记下了：您看到了。"))
    return redirect("ladder")


@require_POST
def seen_page(request: Asked) -> HttpResponseBase:
    """One tap for what stood on the page; what came meanwhile is not said to be seen."""
    keys = keys_in(request.POST.get("keys", "").split(","))
    rows = list(loop.shown_to(request.actor).filter(pk__in=keys))
    count = actions.acknowledge_many(rows, by=request.actor, now=request.now)
    messages.success(request, plural("记下了：%(n)s 件您看到了。", count))
    return redirect("ladder")


def help_page(request: Asked) -> HttpResponseBase:
    return show(request, help.help_page(request.actor))
