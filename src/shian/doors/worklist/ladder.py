"""What the ladder said to me: each with its age, and one tap to say that it was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues, post_address
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Row, State, Table, TaskCard
from shian.doors.ui.terms import RUNGS_SAID, said
from shian.doors.ui.words import day_words
from shian.doors.worklist.presenters import card, of_others
from shian.kernel.actor import Actor
from shian.kernel.spelled import plural
from shian.loop import queries as loop
from shian.loop.models import Climb
from shian.territory import queries as territory


@dataclass(frozen=True)
class Told:
    """One thing the ladder said: what it is about, what was said and how long ago, the tap."""

    about: TaskCard
    words: str
    seen: Act


@dataclass(frozen=True)
class LadderPage:
    template: ClassVar[str] = "worklist/ladder.html"
    title: str
    lead: str
    told: tuple[Told, ...] = ()
    seen: Act | None = None  # for all of this page at once
    alarms: Table | None = None
    state: State | None = None
    more: Link | None = None
    back: Link | None = None


def page(viewer: Actor, rows: Slice[Climb], *, now: datetime) -> LadderPage:
    places = territory.names(climb.task.path for climb in rows.rows)
    dues = Dues(timezone.localdate(now))
    told = tuple(_told(climb, places, dues, now) for climb in rows.rows)
    return LadderPage(
        _("报给我的"),
        _("别人逾期没办、按规定报到您这里的事。看到了点一下；事办完了，它自己会走。"),
        told,
        _all_of(rows.rows),
        _alarms(viewer, now),
        None if told else State("empty", _("没有报给您的"), _("有人逾期、轮到报给您时，会出现在这里。")),
        Link(_("后面的"), rows.pager.next) if rows.pager and rows.pager.next else None,
        Link(_("待办"), reverse("worklist")),
    )


def _all_of(rows: Sequence[Climb]) -> Act | None:
    if len(rows) < 2:
        return None
    keys = Field("keys", "", "hidden", ",".join(str(climb.pk) for climb in rows))
    words = plural("这一页 %(n)s 件都看到了", len(rows))
    return Act("seen", words, reverse("ladder_page_seen"), fields=(keys,))


def _told(climb: Climb, places: dict[str, str], dues: Dues, now: datetime) -> Told:
    return Told(
        of_others(climb.task, card(climb.task, places, dues)),
        f"{said(RUNGS_SAID, climb.act)} · {day_words(timezone.localdate(climb.at))} · {_age(climb, now)}",
        Act("seen", _("看到了"), reverse("ladder_seen", args=[climb.pk]), look="primary"),
    )


def _age(climb: Climb, now: datetime) -> str:
    days = (timezone.localdate(now) - timezone.localdate(climb.at)).days
    return plural("%(n)s 天前", days) if days else _("今天")


def _alarms(viewer: Actor, now: datetime) -> Table | None:
    """The vacant posts that were passed over, for whoever fills posts."""
    found = loop.passed_over(viewer, now=now) if viewer.grounds("seat") else []
    places = territory.names(post.path for post, _times in found)
    rows = tuple(
        Row((Cell(post.title, post_address(viewer, post)), Cell(places.get(post.path, "")), Cell(f"{times:,}")))
        for post, times in found
    )
    columns = (Column(_("空缺的岗位")), Column(_("地方")), Column(_("被越过几次"), number=True))
    return Table(columns, rows, _("往上报时越过的空缺岗位")) if rows else None
