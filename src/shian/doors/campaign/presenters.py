"""The list of campaigns, one campaign, and the lists behind its numbers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shian.doors.campaign import closing
from shian.doors.campaign.rounds import address
from shian.doors.campaign.shapes import CampaignPage, Closing
from shian.doors.ui.asked import elsewhere
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import names_of, place_options, spoken
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Badge, Cell, Column, Field, Link, Row, Stat, State, Table
from shian.doors.ui.terms import FINDING_STATES, said
from shian.doors.ui.words import full_day_words, measure, moment_words
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_phone
from shian.kernel.spelled import counted
from shian.loop.models import Discovery, Finding, Task
from shian.loop.queries import campaigns
from shian.loop.queries.campaigns import Round
from shian.loop.queries.discoveries import DISCOVERED
from shian.loop.queries.rounds import Numbers, numbers, signed_at
from shian.loop.spoken import problem_words
from shian.loop.states import DISCOVERY
from shian.packs.schema import Programme
from shian.packs.windows import Window
from shian.people import queries as people
from shian.people.models import Tenure
from shian.territory import queries as territory

HOME = "/campaigns"


def listed(programmes: Iterable[Programme], within: str, *, on: date) -> ListPage:
    """Every round of these years: those that run first, then those to come, then those that are over."""
    rounds = [(one, window) for one in programmes for window in campaigns.windows_of(one, on)]
    rounds.sort(key=lambda pair: (_order(pair[1], on), abs((pair[1].opens - on).days)))
    columns = (Column(_("专项")), Column(_("从")), Column(_("到")), Column(_("状态")))
    rows = tuple(_round_row(programme, window, within, on) for programme, window in rounds)
    empty = State("empty", _("还没有专项"), _("规则包里有了重点时段或一次性的摸排，会出现在这里。"))
    table = Table(columns, rows, _("重点时段和专项"), empty=empty)
    return ListPage(_("重点时段和专项"), table)


def _order(window: Window, on: date) -> int:
    return 0 if window.holds(on) else 1 if on < window.opens else 2


def _round_row(programme: Programme, window: Window, within: str, on: date) -> Row:
    href = elsewhere(f"{HOME}/{programme.key}", year=window.year, within=within)
    awaited = window.provisional and on <= window.closes  # nobody waits for a notice of the past
    note = _("暂定，待通知") if awaited else ""
    return Row(
        (
            Cell(f"{spoken(programme.title)} {window.year}", href),
            Cell(full_day_words(window.opens), sub=note),
            Cell(full_day_words(window.closes)),
            Cell(badge=badge(window, on)),
        )
    )


def badge(window: Window, on: date) -> Badge:
    """Where it stands on a day."""
    words = (Badge(_("进行中"), "info"), Badge(_("还没有开始")), Badge(_("已结束"), "done"))
    return words[_order(window, on)]


def page(viewer: Actor, asked: Round, *, on: date, signed: bool = False) -> CampaignPage:
    """A round as it stands, or `signed`: as it stood when its closing report was signed."""
    counted = numbers(viewer, asked)
    window = asked.window
    return CampaignPage(
        title=f"{spoken(asked.programme.title)} {window.year}",
        lead=_("%(opens)s 到 %(closes)s")
        % {"opens": full_day_words(window.opens), "closes": full_day_words(window.closes)},
        badge=badge(window, on),
        stats=stats(asked, counted, signed=signed),
        coverage=_coverage(viewer, asked, signed),
        filters=(
            Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
            Field("year", "", "hidden", str(window.year)),
        ),
        links=_links(viewer, asked, counted, on),
        today=_today(viewer, asked, on) if window.holds(on) else None,
        closing=_closing(viewer, asked, on),
        notes=_notes(asked, signed),
        back=Link(_("重点时段和专项"), HOME),
    )


def stats(asked: Round, counted: Numbers, *, signed: bool = False) -> tuple[Stat, ...]:
    """Its numbers; each opens."""

    def figure(label: str, part: str, unit: str, *, out_of: int | None = None, tone: bool = False) -> Stat:
        count = getattr(counted, part)
        href = address(asked, part=part, signed=signed)
        shown = None if out_of is None else count
        return Stat(label, f"{count:,}", unit, href, shown, out_of, tone="late" if tone and count else "")

    visits = (
        figure(_("该查"), "due", measure("件")),
        figure(_("已查"), "done", measure("件"), out_of=counted.due),
        figure(_("还没查"), "left", measure("件")),
        figure(_("不计入"), "excluded", measure("件")),
        figure(_("查出问题"), "found", measure("个")),
        figure(_("已整改"), "fixed", measure("个"), out_of=counted.found),
        figure(_("还没整改"), "unfixed", measure("个"), tone=True),
    )
    if asked.programme.when.trigger == "once":
        return (
            *visits,
            figure(_("新发现"), "discovered", measure("家")),
            figure(_("已确认"), "confirmed", measure("家")),
            figure(_("已并入"), "merged", measure("家")),
            figure(_("不算"), "rejected", measure("家")),
        )
    if asked.programme.campaign is None or asked.programme.campaign.zero_report is None:
        return visits
    reports = (
        figure(_("按时零报告"), "given", measure("份")),
        figure(_("晚报"), "late", measure("份"), tone=True),
        figure(_("缺报"), "missed", measure("份"), tone=True),
    )
    return (*visits, *reports)


def _links(viewer: Actor, asked: Round, counted: Numbers, on: date) -> tuple[Link, ...]:
    """An office whose campaign is not planned yet begins there; who walks the streets of a screening adds what he finds."""
    if asked.programme.when.trigger == "once" and asked.window.holds(on) and viewer.grounds("report_discovery"):
        return (Link(_("登记名册里没有的"), elsewhere("/found", programme=asked.programme.key), "plus"),)
    if on > asked.window.closes or counted.due or not viewer.may_at("plan", asked.within):
        return ()
    period = asked.window.period.name
    plan = elsewhere("/plan", programme=asked.programme.key, period=period, within=asked.within)
    return (Link(_("排计划"), plan, "calendar"),)


def _notes(asked: Round, signed: bool) -> tuple[str, ...]:
    if signed:
        return (_("这是总结签字那一刻（%(at)s）的数字。") % {"at": moment_words(asked.as_of)},)
    if not asked.window.provisional:
        return ()
    return (_("今年的通知还没有录入，这些日期是按惯例推算的，暂定。"),)


def _coverage(viewer: Actor, asked: Round, signed: bool) -> Table:
    """Place by place: due, done, and who is missing."""
    places = {place.path: place.name for place in territory.below(asked.within)}
    covered = campaigns.coverage(viewer, asked, places)
    columns = (
        Column(_("地方")),
        *(Column(word, number=True) for word in (_("该查"), _("已查"), _("不计入"), _("还没查"))),
    )
    rows = tuple(
        Row(
            (
                Cell(places[one.path], address(asked, within=one.path, signed=signed)),
                Cell(f"{one.due:,}", address(asked, part="due", within=one.path, signed=signed)),
                Cell(f"{one.done:,}", address(asked, part="done", within=one.path, signed=signed)),
                Cell(f"{one.excluded:,}", address(asked, part="excluded", within=one.path, signed=signed)),
                Cell(
                    f"{one.left:,}",
                    address(asked, part="left", within=one.path, signed=signed),
                    tone="soon" if one.left else "done",
                ),
            )
        )
        for one in covered
    )
    empty = State("empty", _("这里还没有排计划"), _("排了计划，各地查到哪一步会列在这里。"))
    return Table(columns, rows, _("各地进度"), empty=empty)


def _today(viewer: Actor, asked: Round, on: date) -> Table | None:
    """Who has told today and who has not; whom to ring."""
    owed = list(campaigns.reports(viewer, asked, day=on))
    if not owed:
        return None
    return Table(_report_columns(), tuple(report_rows(viewer, owed, on=on)), _("今天的零报告"))


def _report_columns() -> tuple[Column, ...]:
    return (Column(_("地方")), Column(_("日期")), Column(_("该谁报")), Column(_("电话尾号")), Column(_("报了什么")))


def report_rows(viewer: Actor, owed: Iterable[Task], *, on: date) -> Iterable[Row]:
    """Daily reports as rows: where, of which day, by whom, what was said and when."""
    tasks = list(owed)
    held = names_of((task.holder_id for task in tasks), on=on)
    phones = {
        key: mask_phone(one.phone)[-4:] if one.phone else ""
        for key, one in people.persons_named(viewer, {tenure.person_key for tenure in held.values()}).items()
    }
    for task in tasks:
        tenure = held.get(task.holder_id) if task.holder_id else None
        yield Row(
            (
                Cell(task.place.name if task.place else ""),
                Cell(full_day_words(task.period_start) if task.period_start else ""),
                Cell(
                    task.holder.title if task.holder else _("没有人"), sub=tenure.person_name if tenure else _("空缺")
                ),
                Cell(phones.get(tenure.person_key, "") if tenure else ""),
                _told(task),
            )
        )


def _told(task: Task) -> Cell:
    if task.state != "done" or task.sheet is None or task.settled_at is None:
        return Cell(_("还没有报"), tone="late")
    words = task.sheet.narrative or _("无事，零报告")
    return Cell(words, sub=moment_words(task.settled_at), tone="soon" if task.sheet.narrative else "done")


def _closing(viewer: Actor, asked: Round, on: date) -> Closing | None:
    task = campaigns.closing_report(viewer, asked)
    if task is None:
        return None
    at = signed_at(task)
    if at is not None and task.sheet is not None:
        who = names_of([task.holder_id], on=on).get(task.holder_id) if task.holder_id else None
        signed = _("%(who)s 签于 %(at)s") % {"who": who.person_name if who else "", "at": moment_words(at)}
        link = Link(_("看签字时的数字"), address(asked, signed=True))
        return Closing(_("已签字"), tuple(task.sheet.narrative.splitlines()), link, signed)
    mine = task.holder_id in viewer.posts
    write = Link(_("去写总结"), f"/reports/{task.pk}") if mine and on > asked.window.closes else None
    due = full_day_words(task.due) if task.due else ""
    return Closing(
        _("还没有写，%(day)s 前由食安办签字") % {"day": due}, closing.draft(asked, numbers(viewer, asked)), write
    )


TITLES = {
    "due": _lazy("该查"),
    "done": _lazy("已查"),
    "left": _lazy("还没查"),
    "excluded": _lazy("不计入"),
    "found": _lazy("查出的问题"),
    "fixed": _lazy("已整改"),
    "unfixed": _lazy("还没整改"),
    "given": _lazy("按时零报告"),
    "late": _lazy("晚报"),
    "missed": _lazy("缺报"),
    "discovered": _lazy("新发现"),
    "confirmed": _lazy("已确认"),
    "merged": _lazy("已并入"),
    "rejected": _lazy("不算"),
}


def rows_page(
    viewer: Actor, asked: Round, part: str, found: Slice[Task | Finding | Discovery], *, on: date, export: str = ""
) -> ListPage:
    """The list behind one number."""
    columns, rows = _rows(viewer, part, found, on)
    title = f"{spoken(asked.programme.title)} {asked.window.year} · {TITLES[part]}"
    table = Table(
        columns,
        tuple(rows),
        title,
        total=counted("共 %(n)s 条", found.total),
        export_href=export,
        pager=found.pager,
        empty=State("empty", _("一条也没有"), _("这个数现在是 0。"), Link(_("返回专项"), address(asked))),
    )
    return ListPage(title, table, back=Link(spoken(asked.programme.title), address(asked)))


def _rows(
    viewer: Actor, part: str, found: "Slice[Task | Finding | Discovery]", on: date
) -> tuple[tuple[Column, ...], Iterable[Row]]:
    if part in campaigns.REPORTS:
        return _report_columns(), report_rows(viewer, [one for one in found.rows if isinstance(one, Task)], on=on)
    places = territory.names(one.path for one in found.rows)
    if part in DISCOVERED:
        columns = (Column(_("名称")), Column(_("状态")), Column(_("谁发现")), Column(_("何时")), Column(_("地方")))
        return columns, [_discovery(one, places) for one in found.rows if isinstance(one, Discovery)]
    if part in campaigns.FINDINGS:
        columns = (Column(_("问题")), Column(_("主体")), Column(_("状态")), Column(_("查出")), Column(_("地方")))
        return columns, [_finding(one, places) for one in found.rows if isinstance(one, Finding)]
    visits = [one for one in found.rows if isinstance(one, Task)]
    held = names_of((one.holder_id for one in visits), on=on)
    columns = (Column(_("主体")), Column(_("该谁查")), Column(_("到期")), Column(_("查过")), Column(_("地方")))
    return columns, [_visit(one, held, places) for one in visits]


def _finding(one: Finding, places: dict[str, str]) -> Row:
    return Row(
        (
            Cell(problem_words(one), f"/findings/{one.pk}"),
            Cell(one.business.name, f"/businesses/{one.business_id}"),
            Cell(said(FINDING_STATES, one.state)),
            Cell(full_day_words(one.found_on)),
            Cell(places.get(one.path, "")),
        )
    )


def _visit(task: Task, held: dict[UUID, Tenure], places: dict[str, str]) -> Row:
    tenure = held.get(task.holder_id) if task.holder_id else None
    record = f"/records/{task.sheet_id}" if task.sheet_id else ""
    return Row(
        (
            Cell(task.business.name if task.business else "", f"/businesses/{task.business_id}"),
            Cell(task.holder.title if task.holder else _("主体自己"), sub=tenure.person_name if tenure else ""),
            Cell(full_day_words(task.due) if task.due else ""),
            Cell(full_day_words(task.settled_on) if task.settled_on else "—", record),
            Cell(places.get(task.path, "")),
        )
    )


def _discovery(one: Discovery, places: dict[str, str]) -> Row:
    why = one.reason or (one.same_as.name if one.same_as else "")
    return Row(
        (
            Cell(one.business.name, f"/found/{one.pk}"),
            Cell(str(DISCOVERY.words[one.state]), sub=why),
            Cell(one.post.title if one.post else ""),
            Cell(moment_words(one.found_at)),
            Cell(places.get(one.path, "")),
        )
    )
