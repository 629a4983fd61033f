"""The page of a period's signals, one's own, and one visit with what was seen in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.doors.truth.words import kind_words, listed_words, why_of
from shian.doors.ui.asked import address
from shian.doors.ui.going_again import back_check_badge, band_words
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import place_options
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Field,
    Link,
    Row,
    Stat,
    State,
    Table,
    Why,
)
from shian.doors.ui.words import full_day_words, measure, moment_words, rate_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted, noted
from shian.loop.law import law_on
from shian.packs.truth import TruthLaw
from shian.truth import queries
from shian.truth.models import BackCheck, Explanation, Signal, Weighing
from shian.truth.rules.chances import Share

HERE = "/truth"


@dataclass(frozen=True)
class TruthPage:
    """The office's page: what was looked over, the visits with a signal, and the draw they lead to."""

    template: ClassVar[str] = "truth/truth.html"
    title: str
    lead: str
    pledge: str
    filters: tuple[Field, ...]
    stats: tuple[Stat, ...]
    table: Table
    tabs: tuple[Link, ...] = ()
    weigh: Act | None = None
    seal: Act | None = None
    chances: Table | None = None
    error: str = ""


@dataclass(frozen=True)
class VisitPage:
    """One visit: each signal with its reason, what the visitor says, and whether somebody goes there again."""

    template: ClassVar[str] = "truth/visit.html"
    title: str
    lead: str
    pledge: str
    back: Link
    facts: tuple[tuple[str, str], ...]
    whys: tuple[Why, ...]
    said: str = ""
    said_by: str = ""
    badge: Badge | None = None
    record: Link | None = None
    different: tuple[str, ...] = ()
    explain: Act | None = None
    error: str = ""


@dataclass(frozen=True)
class Chosen:
    """What the page is asked for; `weighed` is the latest look over it, or none."""

    period: str
    within: str
    kind: str
    on: date
    weighed: Weighing | None = None
    size: str = ""

    @property
    def law(self) -> TruthLaw | None:
        return law_on(self.on, self.within or "cn/").pack.truth


def pledge() -> str:
    return _(
        "信号只用来决定回访哪几次。它不是结论，不打分、不排名、不处分任何人；每次走访本来就有被回访的可能，没有信号的也有。"
    )


def office(
    viewer: Actor,
    chosen: Chosen,
    page: Slice[Sheet],
    request: HttpRequest,
    *,
    dealt: Sequence[Share] = (),
    error: str = "",
) -> TruthPage:
    """The signals of a period at a place. The order is that of the days: no order says who is worse."""
    weighed = chosen.weighed
    return TruthPage(
        _("走访核看"),
        _("把一期的走访对照一遍：地点、用时、措辞、照片。与别的走访不一样的列在这里，写明为什么。"),
        pledge(),
        _filters(viewer, chosen),
        _stats(viewer, weighed, chosen) if weighed else (),
        _visits(viewer, page, chosen),
        _tabs(viewer, chosen, request) if weighed else (),
        _weigh(chosen),
        _seal(chosen) if weighed and weighed.visits else None,
        _chances(dealt, chosen.law) if dealt else None,
        error,
    )


def own(viewer: Actor, page: Slice[Sheet], *, on: date) -> TruthPage:
    """One's own visits with a signal."""
    chosen = Chosen("", "", "", on)
    lead = _("您自己的走访里有信号的几次。看一眼为什么，有话就说明一句；说明和信号放在一起。")
    return TruthPage(_("我的走访核看"), lead, pledge(), (), (), _visits(viewer, page, chosen, mine=True))


def _filters(viewer: Actor, chosen: Chosen) -> tuple[Field, ...]:
    return (
        Field("period", _("时段"), value=chosen.period, help=_("如 2026Q3 或 2026-09")),
        Field("within", _("地方"), "select", options=place_options(viewer, chosen.within)),
    )


def _stats(viewer: Actor, of: Weighing, chosen: Chosen) -> tuple[Stat, ...]:
    again = list(queries.back_checks(viewer, of=of))
    done = [one for one in again if queries.differs(one) is not None]
    return (
        Stat(_("走访"), f"{of.visits:,}", measure("次"), definition=_("一个人在一天里到一家，算一次；只算现场走访")),
        Stat(_("能比地点的"), f"{of.placed:,}", measure("次"), counted=of.placed, out_of=of.visits,
             definition=_("坐标系不明、精度差于 100 米、位置是 0,0 的，不作信号")),
        Stat(_("有用时的"), f"{of.timed:,}", measure("次"), counted=of.timed, out_of=of.visits),
        Stat(_("有照片的"), f"{of.pictured:,}", measure("次"), counted=of.pictured, out_of=of.visits),
        Stat(_("有信号的"), f"{of.signalled:,}", measure("次"), counted=of.signalled, out_of=of.visits),
        Stat(_("已回访"), f"{len(done):,}", measure("次"), counted=len(done), out_of=len(again)),
    )  # fmt: skip


def _tabs(viewer: Actor, chosen: Chosen, request: HttpRequest) -> tuple[Link, ...]:
    counts = queries.kinds_in(viewer, chosen.weighed) if chosen.weighed else {}
    every = Link(_("全部"), address(request, kind="", page=""), current=not chosen.kind)
    kinds = (
        Link(kind_words(chosen.law, kind), address(request, kind=kind, page=""), count=n, current=kind == chosen.kind)
        for kind, n in counts.items()
    )
    return (every, *kinds)


def _visits(viewer: Actor, page: Slice[Sheet], chosen: Chosen, *, mine: bool = False) -> Table:
    keys = [row.pk for row in page.rows]
    signals = _by_sheet(queries.signals_of_sheets(keys, viewer=viewer))
    said = queries.explanations(keys, viewer=viewer)
    again = {} if mine else queries.checked_again(keys, viewer=viewer)
    columns = tuple(map(Column, (_("走访哪家"), _("哪一天"), _("信号"), _("走访人的说明"), _("回访"))))
    rows = tuple(
        _visit(row, signals.get(row.pk, []), said.get(row.pk), again.get(row.pk), chosen.law) for row in page.rows
    )
    total = counted("共 %(n)s 次", page.total)
    return Table(columns, rows, _("有信号的走访"), total=total, pager=page.pager, empty=_empty(chosen, mine=mine))


def _empty(chosen: Chosen, *, mine: bool) -> State:
    if mine:
        return State("empty", _("您的走访没有信号"), _("有了会在这里看到。"))
    if chosen.weighed is None:
        return State("empty", _("这一期还没有核看过"), _("点“核看一遍”，几秒钟。"))
    return State("empty", _("没有信号"), _("这一期的走访没有与别的不一样的。照样可以抽几次回访。"))


def _by_sheet(signals: Sequence[Signal]) -> Mapping[UUID, list[Signal]]:
    found: defaultdict[UUID, list[Signal]] = defaultdict(list)
    for one in signals:
        found[one.sheet_id].append(one)
    return found


def _visit(
    row: Sheet, signals: Sequence[Signal], said: Explanation | None, again: BackCheck | None, law: TruthLaw | None
) -> Row:
    name = row.business.name if row.business else ""
    return Row(
        (
            Cell(name, reverse("truth_visit", args=[row.pk]), sub=row.post.title if row.post else ""),
            Cell(row.on_day.isoformat()),
            Cell(listed_words((one.kind for one in signals), law)),
            Cell(said.text if said else "—"),
            Cell(badge=back_check_badge(again)) if again else Cell("—"),
        )
    )


def _weigh(chosen: Chosen) -> Act:
    hidden = (Field("period", "", "hidden", chosen.period), Field("within", "", "hidden", chosen.within))
    if chosen.weighed:
        return Act("weigh", _("再核看一遍"), reverse("truth_weigh"), hidden)
    return Act("weigh", _("核看一遍"), reverse("truth_weigh"), hidden, look="primary")


def _seal(chosen: Chosen) -> Act:
    assert chosen.weighed is not None  # the caller asks only then
    fields = (
        Field("weighing", "", "hidden", str(chosen.weighed.pk)),
        Field("size", _("回访几次"), "number", chosen.size, help=_("先填数字点“看机会”，再封存"), required=True),
    )
    return Act("seal", _("封存名单"), reverse("truth_seal"), fields, look="primary")


def _chances(dealt: Sequence[Share], law: TruthLaw | None) -> Table:
    columns = (
        Column(_("档")),
        Column(_("走访"), number=True),
        Column(_("抽"), number=True),
        Column(_("每一次被抽中的机会")),
    )
    rows = tuple(
        Row((
            Cell(band_words(one.name, law)),
            Cell(f"{one.held:,}"),
            Cell(f"{one.drawn:,}"),
            Cell(noted(f"{one.drawn}/{one.held}", f"{rate_words(one.drawn, one.held)}%")),
        ))
        for one in dealt
    )  # fmt: skip
    return Table(columns, rows, _("每一档的机会，随名单一起公布"))


def visit(viewer: Actor, row: Sheet, *, on: date, typed: str = "", error: str = "") -> VisitPage:
    """One visit with its signals."""
    law = law_on(on, row.path).pack.truth
    signals = queries.signals_of_sheets([row.pk], viewer=viewer)
    said = queries.explanations([row.pk], viewer=viewer).get(row.pk)
    again = queries.checked_again([row.pk], viewer=viewer).get(row.pk)
    mine = row.person_id == viewer.person
    return VisitPage(
        row.business.name if row.business else "",
        _("%(day)s 的走访") % {"day": full_day_words(row.on_day)},
        pledge(),
        Link(_("我的走访核看") if mine else _("走访核看"), HERE),
        ((_("岗位"), row.post.title if row.post else ""), (_("核看于"), moment_words(signals[0].at))),
        tuple(why_of(one, law) for one in signals),
        said.text if said else "",
        f"{said.by_label} {moment_words(said.at)}" if said else "",
        back_check_badge(again) if again else None,
        Link(_("看这次的记录"), reverse("record", args=[row.pk]), "file"),
        _different(again),
        _explain(row, typed, error) if mine else None,
        error,
    )


def _different(again: BackCheck | None) -> tuple[str, ...]:
    """The questions that came out otherwise, in the words of the back-check's list."""
    codes = set(queries.differs(again) or ()) if again else set()
    if not codes or again is None or again.task.sheet is None or again.task.sheet.version_id is None:
        return ()
    return queries.texts_of(again.task.sheet.version_id, codes)


def _explain(row: Sheet, typed: str, error: str) -> Act:
    words = _("比如：店在市场里，定位偏了；上周刚来过，这次只看了整改")
    field = Field("text", _("说明"), "textarea", typed, help=words, error=error, required=True)
    return Act("explain", _("交说明"), reverse("truth_explain", args=[row.pk]), (field,), look="primary")
