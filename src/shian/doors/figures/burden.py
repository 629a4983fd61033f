"""The burden meter as a page: the figures of a question, its parts, and the sheets behind each."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.doors.ui.asked import address, elsewhere
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import place_options, spoken
from shian.doors.ui.shapes.figures import BurdenPage
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Cell, Column, Field, Link, Row, Stat, State, Table, Why
from shian.doors.ui.terms import LEVELS, said
from shian.doors.ui.words import full_day_words, measure, period_options, period_words, rate_words
from shian.insight import burden as insight
from shian.insight.burden import Asked, Burden
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.people import queries as people
from shian.territory import queries as territory

HERE, ROWS = "/figures/burden", "/figures/burden/rows"


def page(viewer: Actor, asked: Asked, request: HttpRequest, *, by: str) -> BurdenPage:
    whole = insight.burden(viewer, asked)[0]
    everybody = insight.sees_all(viewer, asked.within)
    place = territory.names([asked.within]).get(asked.within, "")
    lead = f"{period_words(asked.period)} · {full_day_words(asked.period.start)} – {full_day_words(asked.period.last)}"
    return BurdenPage(
        title=_("负担"),
        lead=f"{place} · {lead}" if everybody else f"{_('只列您自己的')} · {lead}",
        filters=_filters(viewer, asked, by, everybody=everybody),
        stats=_stats(whole, asked),
        tabs=_tabs(asked, by, everybody=everybody),
        table=_table(viewer, asked, request, by),
        time=_time(asked, whole),
    )


def _filters(viewer: Actor, asked: Asked, by: str, *, everybody: bool) -> tuple[Field, ...]:
    period = Field("period", _("时段"), "select", options=period_options(asked.period.name, on=asked.today))
    where = Field("within", _("地方"), "select", options=place_options(viewer, asked.within))
    return (period, *((where,) if everybody else ()), Field("by", "", "hidden", by))


def _stats(one: Burden, asked: Asked) -> tuple[Stat, ...]:
    """Counted words first; each opens into the same sheets, for they are what all of it is counted from."""
    rows = _rows(asked) if one.sheets else ""
    untimed = one.visits - one.timed
    return (
        Stat(_("上门"), f"{one.visits:,}", measure("次"), rows, definition=_("同一个人同一天到同一家，算上门一次。")),
        Stat(
            _("合并办理"), f"{one.merged:,}", measure("次"), rows, one.merged, one.visits,
            _("一次上门办结两件以上的次数 ÷ 上门次数。复查也算一件。"),
        ),
        Stat(
            _("每次办结"), _mean(one.tasks, one.visits), measure("件"), rows,
            definition=_("办结的任务（含当天复查）%(n)s 件 ÷ 上门次数。") % {"n": f"{one.tasks:,}"},
        ),
        Stat(
            _("沿用和带入"), rate_words(one.taken + one.filled, one.answers), "%" if one.answers else "", rows,
            one.taken + one.filled, one.answers,
            _("不用再填的回答 ÷ 全部回答。沿用：上次看过、还有效的；带入：同一次上门别的表已经答过的。"),
        ),
        Stat(_("手填"), f"{one.typed:,}", measure("项"), rows, definition=_("每次上门每个问题只数一次。")),
        Stat(
            _("一次上门"), _minutes(one.median_seconds), _("分钟"), rows,
            definition=_("从开始到交上去的时长，取中位数。"),
            missing=_("%(n)s 次没有可信的时长") % {"n": f"{untimed:,}"} if untimed else "",
        ),
        Stat(
            _("每人每月"), _mean(one.seconds, one.person_months * 60), _("分钟"), rows,
            definition=_("时长合计 ÷ 人月（有上门的人和月份）。没有可信时长的不计入。"),
        ),
    )  # fmt: skip


def _mean(count: int, of: int) -> str:
    """One decimal, formed on display."""
    return f"{count * 10 // of / 10:.1f}" if of else "—"


def _minutes(seconds: int | None) -> str:
    return "—" if seconds is None else f"{seconds / 60:.1f}"


def _time(asked: Asked, whole: Burden) -> Why | None:
    """By which rule a clock is believed."""
    rule = asked.visit_time
    if rule is None:
        return None
    facts = {_("最短"): counted("%(n)s 秒", rule.least), _("最长"): counted("%(n)s 秒", rule.most)}
    value = _("%(n)s 次有可信的时长") % {"n": f"{whole.timed:,}"}
    return Why(value, rule.cite.text, facts, None, rule.cite.assumed, _("多长算可信"))


def parts(*, everybody: bool) -> tuple[str, ...]:
    """By what the figures may be parted here; nobody but the office sees persons."""
    return ("role", "month", "township", "village", "person") if everybody else ("month",)


def _tabs(asked: Asked, by: str, *, everybody: bool) -> tuple[Link, ...]:
    words = {"role": _("按岗位"), "month": _("按月份"), "person": _("按人（负担）")}
    return tuple(
        Link(words.get(one) or _("按%(level)s") % {"level": said(LEVELS, one)}, _address(HERE, asked, by=one), current=one == by)
        for one in parts(everybody=everybody)
    )  # fmt: skip


def _table(viewer: Actor, asked: Asked, request: HttpRequest, by: str) -> Table:
    found = insight.burden(viewer, asked, by=by)
    names = _names(viewer, asked, by, [one.key for one in found])
    ordered = sorted(found, key=lambda one: names.get(one.key, one.key))  # by name: nobody stands above another
    words = (_("上门"), _("合并办理"), _("办结"), _("手填"), _("沿用"), _("带入"), _("中位分钟"), _("每人每月分钟"))
    return Table(
        (Column(_("谁、哪里、哪月")), *(Column(word, number=True) for word in words)),
        tuple(_row(one, names.get(one.key, one.key), asked, by) for one in ordered),
        _("负担"),
        total=counted("共 %(n)s 行", len(ordered)),
        export_href=address(request, export="xlsx") if viewer.grounds("export") and ordered else "",
        empty=State("empty", _("这段时间没有上门"), _("换一个时段看看。")),
    )


def _row(one: Burden, name: str, asked: Asked, by: str) -> Row:
    rows = _rows(asked, by=by, of=one.key)
    numbers = (one.visits, one.merged, one.tasks, one.typed, one.taken, one.filled)
    return Row(
        (
            Cell(name),
            *(Cell(f"{number:,}", rows if number else "") for number in numbers),
            Cell(_minutes(one.median_seconds)),
            Cell(_mean(one.seconds, one.person_months * 60)),
        )
    )


def _names(viewer: Actor, asked: Asked, by: str, keys: Sequence[str]) -> dict[str, str]:
    if by == "role":
        return {key: spoken(role.title) for key, role in asked.law.pack.roles.items()}
    if by == "person":
        return {str(key): name for key, name in people.names_of([UUID(key) for key in keys], viewer=viewer).items()}
    return {} if by == "month" else dict(territory.names(keys))


def _rows(asked: Asked, by: str = "", of: str = "") -> str:
    return _address(ROWS, asked, by=by, of=of)


def _address(path: str, asked: Asked, *, by: str = "", of: str = "") -> str:
    told = {"period": asked.period.name, "within": asked.within, "by": by, "of": of}
    return elsewhere(path, **{name: word for name, word in told.items() if word})


def behind(asked: Asked, found: Slice[Sheet], *, by: str, of: str) -> ListPage:
    """The sheets behind a figure."""
    places = territory.names(one.path_then for one in found.rows)
    headers = (_("日期"), _("主体"), _("检查表"), _("查了"), _("沿用"), _("时长（分钟）"), _("地方"))
    table = Table(
        tuple(Column(word) for word in headers),
        tuple(_sheet(one, places) for one in found.rows),
        _("记录"),
        total=counted("共 %(n)s 行", found.total),
        pager=found.pager,
        empty=State("empty", _("一行也没有"), _("这个数字是 0。")),
    )
    return ListPage(
        _("负担：背后的记录"),
        table,
        lead=f"{asked.period.name} {of}",
        back=Link(_("负担"), _address(HERE, asked, by=by)),
        stat=Stat(_("记录"), f"{found.total:,}", measure("份")),
    )


def _sheet(one: Sheet, places: dict[str, str]) -> Row:
    seconds = (one.finished_at - one.started_at).total_seconds() if one.started_at and one.finished_at else None
    at = timezone.localtime(one.recorded_at)
    return Row(
        (
            Cell(one.on_day.isoformat(), f"/records/{one.pk}", sub=f"{at:%H:%M}"),
            Cell(one.business.name if one.business else "—"),
            Cell(one.version.title if one.version else "—"),
            Cell(str(one.checked)),
            Cell(str(sum("taken" in said for said in one.answers.values()))),
            Cell("—" if seconds is None else f"{seconds / 60:.1f}"),
            Cell(places.get(one.path_then, "")),
        )
    )
