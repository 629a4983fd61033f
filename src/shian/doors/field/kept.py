"""What a phone keeps for a day without a network: the very pages of the holder's own tasks, as they stand now.

They are drawn by the same shapes and templates as any page, so that there is one way to draw a visit. What is kept comes
through the same lens as the pages themselves; it names nobody's session and no instant, so that the same day has one tag.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shian.doors.entrance.shell import shell
from shian.doors.field import lists, presenters
from shian.doors.field.blank import OutboxPage
from shian.doors.field.visit import AT_A_DOOR, Visit, visit_for
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.show import Page
from shian.kernel.refused import Refused
from shian.loop import queries as loop
from shian.loop.models import Task

MOST = 30  # doors: more than anybody goes to on one day; what is due first comes first
FRAME = "ui/kept.html"


@dataclass(frozen=True)
class Kept:
    """One page: its address, its title, and what stands between the head and the foot of a document."""

    path: str
    title: str
    page: Page


def day(request: Asked) -> HttpResponseBase:
    """Everything for today in one answer; 304 where the phone has it already."""
    pages = {one.path: {"title": one.title, "html": _drawn(one, request)} for one in _pages(request)}
    told = {"on": today(request).isoformat(), "language": get_language(), "pages": pages}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer: HttpResponseBase
    if tag in parse_etags(request.headers.get("If-None-Match", "").replace("W/", "")):
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"  # kept by the page itself, under its owner's name
    return answer


def _drawn(one: Kept, request: Asked) -> str:
    whole = shell(request)["shell"]
    around = {"tabs": whole.tabs, "logout_action": whole.logout_action}
    html = render_to_string(one.page.template, {"page": one.page, "frame": FRAME, "shell": around})
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def _pages(request: Asked) -> Iterator[Kept]:
    on, viewer = today(request), request.actor
    rows = loop.worklist(viewer, on=on)
    yield Kept(reverse("today"), _("今天"), lists.today(viewer, sliced(rows, request), on=on))
    yield Kept(reverse("charges"), _("我管的"), lists.charges(viewer, "", on=on))
    yield Kept(reverse("me"), _("我的"), lists.me(viewer, on=on))
    yield Kept(reverse("outbox"), _("发件箱"), OutboxPage(_("发件箱"), reverse("today")))
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
