"""What a phone keeps for a day without a network: the very pages of the holder's own tasks, as they stand now.

They are drawn by the same shapes and templates as any page, so that there is one way to draw a visit. What is kept comes
through the same lens as the pages themselves; it names nobody's session and no instant, so that the same day has one tag.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.entrance.keeping import Kept, kept
from shian.doors.field import fixes, lists, presenters
from shian.doors.field.blank import OutboxPage
from shian.doors.field.visit import AT_A_DOOR, Visit, visit_for
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.kernel.refused import Refused
from shian.loop import queries as loop
from shian.loop.models import Task

MOST = 30  # doors: more than anybody goes to on one day; what is due first comes first
FIXES = frozenset({"rectify", "recheck"})  # for these somebody says what was put right


def day(request: Asked) -> HttpResponseBase:
    """Everything for today in one answer; a business finds the pages of its counter at the counter's own address."""
    also = (reverse("shop_kept"),) if request.actor.businesses else ()
    return kept(request, _pages(request), also=also)


def _pages(request: Asked) -> Iterator[Kept]:
    on, viewer = today(request), request.actor
    rows = loop.worklist(viewer, on=on)
    yield Kept(reverse("today"), _("今天"), lists.today(viewer, sliced(rows, request), on=on))
    yield Kept(reverse("charges"), _("我管的"), lists.charges(viewer, "", on=on))
    yield Kept(reverse("me"), _("我的"), lists.me(viewer, on=on))
    yield Kept(reverse("outbox"), _("发件箱"), OutboxPage(_("发件箱"), reverse("today")))
    for task in rows.filter(act__in=FIXES, finding__isnull=False).select_related("finding__business")[:MOST]:
        if task.finding:
            page = fixes.page(viewer, task.finding, now=request.now)
            yield Kept(reverse("fix", args=[task.finding.pk]), page.title, page)
    for task in _doors(rows.filter(act__in=AT_A_DOOR)):
        try:
            visit = visit_for(task, viewer=viewer, on=on)
            yield from _of_a_door(visit, request)
        except Refused:
            continue  # its own page says what is wrong, and needs a network for it


def _doors(tasks: Any) -> list[Task]:
    """The first task at each door: the others are done on the same visit."""
    found: dict[object, Task] = {}
    for task in tasks[: MOST * 3]:
        found.setdefault(task.business_id if task.act != loop.LOOK_BACK else task.pk, task)
    return list(found.values())[:MOST]


def _of_a_door(visit: Visit, request: Asked) -> Iterator[Kept]:
    key = visit.task.pk
    here = presenters.at_the_door(visit, viewer=request.actor)
    sheet = replace(presenters.questions(visit, request.now, request), started_at="")
    yield Kept(reverse("visit", args=[key]), here.title, here)
    yield Kept(reverse("visit_sheet", args=[key]), sheet.title, sheet)
    yield Kept(reverse("visit_cannot", args=[key]), _("查不了"), presenters.why_not(visit))
