"""Pages of the office's side of a call: the list with a new one, one call with its reports, one first look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.complaints import queries as complaints
from shian.doors.report.law import categories
from shian.doors.ui.paging import Slice
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Link, Option, Row, State, Table, Why
from shian.doors.ui.typed import Typed, day_of
from shian.doors.ui.words import day_words, full_day_words
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.reception.actions import NewCall
from shian.reception.models import Call, FirstLook
from shian.reception.states import CALL, FIRST_LOOK
from shian.territory import queries as territory
from shian.territory.models import Place


@dataclass(frozen=True)
class CallsPage:
    template: ClassVar[str] = "report/calls.html"
    title: str
    lead: str
    table: Table
    act: Act
    error: str = ""


@dataclass(frozen=True)
class OneCallPage:
    template: ClassVar[str] = "report/one_call.html"
    title: str
    back: Link
    text: str
    facts: tuple[tuple[str, str], ...]
    table: Table
    public: str
    act: Act | None = None


@dataclass(frozen=True)
class FirstLookPage:
    template: ClassVar[str] = "report/first_look.html"
    title: str
    lead: str
    words: str
    facts: tuple[tuple[str, str], ...]
    why: Why
    file: Link | None = None
    act: Act | None = None
    error: str = ""


def new_call(post: QueryDict, by: Actor, on: date) -> NewCall:
    """A call as typed. Raises Refused."""
    known = categories(on)
    return NewCall(
        place=_place(post.get("place", ""), by),
        title=post.get("title", ""),
        text=post.get("text", ""),
        opens_on=day_of(post.get("opens_on", ""), _("从哪天")),
        closes_on=day_of(post.get("closes_on", ""), _("到哪天")),
        categories=tuple(key for key in post.getlist("categories") if key in known),
        fast_track="fast_track" in post,
    )


def _place(path: str, by: Actor) -> Place:
    if not by.may_at("open_call", path):
        raise Refused(_("请选您管的地方"))
    return territory.place(path)


def listed(viewer: Actor, page: Slice[Call], typed: Typed, *, on: date) -> CallsPage:
    heads = map(Column, (_("征集什么"), _("地方"), _("起止"), _("绿色通道"), _("状态")))
    empty = State("empty", _("还没有征集过"), _("写清楚要什么线索、到哪天为止，发出去谁都看得到。"))
    table = Table(tuple(heads), tuple(_row(one) for one in page.rows), _("线索征集"), pager=page.pager, empty=empty)
    return CallsPage(
        _("线索征集"),
        _("公开征集一类问题的线索；走绿色通道的，交上来的每一件有人按时先看。"),
        table,
        _opening(viewer, typed.words, on),
        typed.error,
    )


def _row(one: Call) -> Row:
    days = f"{day_words(one.opens_on)} – {day_words(one.closes_on)}"
    fast = Badge(_("走"), "info") if one.fast_track else Badge(_("不走"))
    state = Badge(str(CALL.words[one.state]), "info" if one.state == "open" else "done")
    return Row(
        (
            Cell(one.title, reverse("call", args=[one.pk])),
            Cell(one.place_name),
            Cell(days),
            Cell(badge=fast),
            Cell(badge=state),
        )
    )


def _opening(viewer: Actor, words: Mapping[str, str], on: date) -> Act:
    paths = viewer.grounds("open_call")
    places = [(one.path, one.name) for path in paths for one in (territory.place(path), *territory.below(path))]
    options = tuple(Option(path, name, chosen=path == words.get("place")) for path, name in places)
    kinds = tuple(Option(key, text) for key, text in categories(on).items())
    fields = (
        Field("title", _("征集什么线索"), value=words.get("title", ""), required=True),
        Field("text", _("说明白要什么"), "textarea", words.get("text", ""), required=True),
        Field("place", _("在哪里征集"), "select", options=options),
        Field("opens_on", _("从哪天"), "date", words.get("opens_on", ""), required=True),
        Field("closes_on", _("到哪天"), "date", words.get("closes_on", ""), required=True),
        Field("categories", _("只收哪几类（不选就都收）"), "checkbox", options=kinds),
        Field(
            "fast_track",
            _("绿色通道"),
            "checkbox",
            options=(Option("1", _("交上来的每一件都有人按时先看"), chosen="fast_track" in words),),
        ),
    )
    return Act("open", _("公开征集"), reverse("calls"), fields, look="primary")


def one(viewer: Actor, found: Call, page: Slice[FirstLook]) -> OneCallPage:
    heads = tuple(map(Column, (_("交上来的"), _("先看到期"), _("先看"), _("看到什么"))))
    empty = State("empty", _("绿色通道上还没有"), _("征集开着的时候，凭征集页交上来的会列在这里。"))
    ends = Act(
        "end", _("结束征集"), reverse("end_call", args=[found.pk]),
        (Field("reason", _("为什么提前结束"), required=True),), look="danger",
    )  # fmt: skip
    return OneCallPage(
        found.title,
        Link(_("线索征集"), reverse("calls")),
        found.text,
        (
            (_("地方"), found.place_name),
            (_("起止"), f"{full_day_words(found.opens_on)} – {full_day_words(found.closes_on)}"),
            (_("状态"), str(CALL.words[found.state])),
            (_("结束原因"), found.reason),
        ),
        Table(heads, tuple(_look_row(row) for row in page.rows), _("绿色通道"), pager=page.pager, empty=empty),
        reverse("call_for_clues", args=[found.code]),
        ends if found.state == "open" else None,
    )


def _look_row(row: FirstLook) -> Row:
    state = Badge(str(FIRST_LOOK.words[row.state]), "done" if row.state == "looked" else "soon")
    address = reverse("first_look", args=[row.pk])
    return Row(
        (
            Cell(day_words(timezone.localdate(row.recorded_at)), address),
            Cell(day_words(row.due)),
            Cell(badge=state),
            Cell(row.words),
        )
    )


def look(viewer: Actor, found: FirstLook, words: str, error: str) -> FirstLookPage:
    """The report itself is read through the lens of complaints: who may not see it sees only that it is owed a look."""
    report = next(iter(complaints.complaints(viewer).filter(pk=found.file_id)), None)
    fields = (
        Field("words", _("看到什么：有没有人有危险，要不要马上去"), "textarea", words, error=error, required=True),
    )
    act = Act("look", _("记下先看的结果"), reverse("first_look", args=[found.pk]), fields, look="primary")
    why = found.because
    return FirstLookPage(
        title=found.title,
        lead=_("绿色通道：%(day)s 前先看。") % {"day": day_words(found.due)},
        words=report.text if report else found.words,
        facts=((_("编号"), report.mark), (_("哪一家"), report.respondent), (_("地址"), report.address))
        if report
        else (),
        why=Why(day_words(found.due), str(why.get("clause", "")), {}, assumed=bool(why.get("assumed"))),
        act=act if found.state == "waiting" else None,
        error=error,
    )
