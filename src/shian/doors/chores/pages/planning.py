"""The planning page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shian.doors.ui.said import place_options, spoken, why
from shian.doors.ui.shapes.chores import PlanPage
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Option, Row, Stat, State, Table, Why
from shian.doors.ui.terms import limit_words
from shian.doors.ui.words import measure, moment_words, period_options
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.spelled import counted
from shian.loop import actions
from shian.loop.actions.foresight import Foreseen
from shian.loop.actions.planning import Left
from shian.loop.law import Law, law_on
from shian.packs.periods import parse_period, period_of
from shian.packs.schema import Programme
from shian.people import queries as people
from shian.territory import queries as territory

VISIT = "guarantee_visit"


@dataclass(frozen=True)
class Asked:
    """What is to be planned, as typed."""

    programme: str
    period: str
    within: str
    on: date


def asked(said: QueryDict, within: str, on: date) -> Asked:
    period = said.get("period", "").strip().upper() or period_of("quarter", on).name
    return Asked(said.get("programme", VISIT), period, within, on)


def page(viewer: Actor, what: Asked, *, now: datetime) -> PlanPage:
    """How many would be owed, in all and place by place."""
    foreseen = actions.foresee(what.programme, what.period, within=what.within, by=viewer, now=now)
    count, law = foreseen.total, law_on(what.on, what.within)
    names = territory.names(foreseen.by_place)
    rows = sorted(foreseen.by_place.items())
    table = Table(
        (Column(_("地方")), Column(_("该办"), number=True)),
        tuple(Row((Cell(names.get(path, path)), Cell(f"{n:,}"))) for path, n in rows),
        _("各地该办多少"),
        total=counted("共 %(n)s 件", count),
        empty=State("empty", _("这个时段没有要排的"), _("先分配包保，或换一个时段。")),
    )
    fields = _hidden(what) + (_number_again(count) if foreseen.asks else ())
    left = actions.left_to_plan(what.programme, what.period, within=what.within, by=viewer, now=now)
    words = _("排这 %(n)s 件") if left.new == count else _("排还没排的 %(n)s 件")
    go = Act("plan", words % {"n": f"{left.new:,}"}, "/plan", fields, look="primary") if left.new else None
    return PlanPage(
        _("排计划"),
        _("按等级定的频次，给每一家排上这个时段该办的事。"),
        _filters(viewer, what, law),
        _stats(foreseen),
        table,
        go,
        _provisional(what, law),
        _reasons(law, what),
        _all_planned(left, now),
    )


def _all_planned(left: Left, now: datetime) -> str:
    """Where nothing is left to plan: that it is so, as of now, and since when."""
    if left.new or left.planned_at is None:
        return ""
    return _("这个时段该办的都已排好（截至 %(now)s；最后一次排在 %(at)s）。") % {
        "now": moment_words(now),
        "at": moment_words(left.planned_at),
    }


def _stats(foreseen: Foreseen) -> tuple[Stat, ...]:
    """How many in all, for which posts, and how many one cadre would have."""
    titles = {
        role.key: role.title if (get_language() or "").startswith("zh") else role.title_en for role in people.roles()
    }
    return (
        Stat(_("这个时段该办"), f"{foreseen.total:,}", measure("件"), tone="soon" if foreseen.asks else ""),
        *(Stat(titles.get(role, role), f"{n:,}", measure("件")) for role, n in sorted(foreseen.by_role.items())),
        Stat(_("每名干部（中位数）"), f"{foreseen.median:g}", measure("件")),
        Stat(_("最多的一名干部"), f"{foreseen.most:,}", measure("件")),
    )


def _number_again(count: int) -> tuple[Field, ...]:
    """A plan this big is made only by whoever types its number."""
    hint = _("这次要排的特别多，会不会选错了？确实要排，请在这里写 %(n)d。") % {"n": count}
    return (Field("agreed", _("再写一遍件数"), "number", help=hint, required=True),)


def empty(viewer: Actor, what: Asked, *, error: str) -> PlanPage:
    """The page again, with the sentence beside the period and what was typed."""
    table = Table((Column(_("地方")),), (), _("各地该办多少"), empty=State("failed", _("数不出来"), error))
    filters = _filters(viewer, what, law_on(what.on, what.within or "cn/"), error)
    return PlanPage(_("排计划"), _("按等级定的频次，给每一家排上这个时段该办的事。"), filters, (), table)


def _filters(viewer: Actor, what: Asked, law: Law, error: str = "") -> tuple[Field, ...]:
    planned = [one for one in law.pack.programmes.values() if _is_planned(one)]
    programmes = tuple(Option(one.key, spoken(one.title), chosen=one.key == what.programme) for one in planned)
    return (
        Field("programme", _("工作"), "select", options=programmes),
        Field("period", _("时段"), "select", options=period_options(what.period, on=what.on, ahead=True), error=error),
        Field("within", _("地方"), "select", options=place_options(viewer, what.within)),
    )


def _is_planned(one: Programme) -> bool:
    """What calls itself forth, follows from a duty, or comes with its campaign is not planned by itself."""
    return one.when.trigger != "event" and not one.expected and not one.part_of


def _hidden(what: Asked) -> tuple[Field, ...]:
    told = {"programme": what.programme, "period": what.period, "within": what.within}
    return tuple(Field(name, "", "hidden", value) for name, value in told.items())


def _provisional(what: Asked, law: Law) -> str:
    year = parse_period(what.period).last.year
    if law.calendar.announced(year):
        return ""
    return _("%(year)s 年的节假日还没有公布，这一年的期限都是暂定的。") % {"year": year}


def _reasons(law: Law, what: Asked) -> tuple[Why, ...]:
    programme = law.pack.programmes.get(what.programme)
    if programme is None:
        return ()
    limit = programme.by_when.get("act")
    source = Because("", programme.source.text, {}, programme.source.assumed)
    reasons = [why(source, spoken(programme.title), question=_("为什么要办"))]
    if limit:
        reasons.append(
            why(
                Because("", limit.cite.text, {}, limit.cite.assumed), limit_words(limit.words), question=_("到哪天为止")
            )
        )
    return tuple(reasons)
