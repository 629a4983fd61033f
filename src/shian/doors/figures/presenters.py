"""The completion page from its figures: every number a way to its rows."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.figures.rows import Behind, Plain
from shian.doors.ui.asked import address, elsewhere
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import place_options, spoken
from shian.doors.ui.shapes.loop import CompletionPage, ListPage
from shian.doors.ui.shapes.parts import Cell, Chart, Column, Field, Link, Option, Row, Series, Stat, State, Table, Why
from shian.doors.ui.terms import LEVELS, said
from shian.doors.ui.words import full_day_words, measure, period_options, period_words, rate_words
from shian.insight import queries as insight
from shian.insight.figure import Figure, Question
from shian.insight.indicators import INDICATORS, MiddleDays, Ratio
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.loop.queries import LOOK_BACK
from shian.packs.schema import Indicator, Pack
from shian.territory import queries as territory

ROWS = "/figures/completion/rows"
CHARTED = 30  # more places than these make a chart nobody can read


def completion(viewer: Actor, asked: Question, request: HttpRequest, *, level: str) -> CompletionPage:
    pack, levels = asked.law.pack, _levels(asked.within)
    by = level or next(iter(levels), "")
    whole, figures = insight.completion_below(viewer, asked, by=by)
    name = spoken(pack.programmes[asked.programme].title)
    return CompletionPage(
        title=_("%(programme)s完成情况") % {"programme": name},
        lead=f"{whole.name} · {period_words(asked.period)} · {full_day_words(asked.period.start)} – {full_day_words(asked.period.last)}",
        filters=_filters(viewer, asked, pack, by),
        headline=_headline(whole, asked, pack),
        counted=whole.done,
        excluded=whole.excluded,
        overdue=whole.overdue,
        open=whole.open,
        stats=_stats(viewer, asked, pack, whole),
        table=_table(figures, whole, asked, request, by, exports=bool(viewer.grounds("export"))),
        chart=_chart(figures) if 1 < len(figures) <= CHARTED else None,
        as_of=_("按 %(day)s 为止登记的情况计算。")
        % {"day": timezone.localtime(asked.as_of).strftime("%Y-%m-%d %H:%M")},
        definition=_definition(pack.indicators.get("completion")),
        tabs=tuple(Link(str(LEVELS[one]), address(request, by=one, page=""), current=one == by) for one in levels),
    )


def _levels(within: str) -> list[str]:
    """The levels that exist below a place, the widest first."""
    there = set(territory.levels_below(within))
    return [level for level in LEVELS if level in there]


def _filters(viewer: Actor, asked: Question, pack: Pack, by: str) -> tuple[Field, ...]:
    programmes = tuple(
        Option(key, spoken(one.title), chosen=key == asked.programme) for key, one in pack.programmes.items()
    )
    grades = (Option("", _("全部"), chosen=not asked.grade), *(Option(g, g, chosen=g == asked.grade) for g in "ABCD"))
    return (
        Field("programme", _("工作"), "select", options=programmes),
        Field("period", _("时段"), "select", options=period_options(asked.period.name, on=asked.today)),
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
        Field("grade", _("包保等级"), "select", options=grades),
        Field("as_of", _("按哪天知道的算"), "date", timezone.localdate(asked.as_of).isoformat()),
        Field("by", "", "hidden", by),
    )


def _headline(whole: Figure, asked: Question, pack: Pack) -> Stat:
    missing = _("%(n)s 件不计入") % {"n": f"{whole.excluded:,}"} if whole.excluded else ""
    if whole.late_excluded:
        missing += _("，其中 %(n)s 件临近期末才登记，请看一看") % {"n": f"{whole.late_excluded:,}"}
    return Stat(
        _("完成率"),
        rate_words(whole.done, whole.out_of),
        "%" if whole.out_of else "",
        _rows(asked, "done"),
        whole.done,
        whole.out_of,
        _defined(pack.indicators.get("completion")),
        missing,
        _rows(asked, "excluded"),
        "done" if whole.out_of and whole.done == whole.out_of else "",
    )


def _words(asked: Question) -> dict[str, str]:
    """The question as it stands in an address: the rows open by the very same words."""
    return {
        "programme": asked.programme,
        "period": asked.period.name,
        "within": asked.within,
        "grade": asked.grade,
        "as_of": timezone.localdate(asked.as_of).isoformat(),
    }


def _rows(asked: Question, part: str, within: str = "") -> str:
    return f"{_question(asked)}&within={quote(within or asked.within)}" + (f"&part={part}" if part else "")


@lru_cache(maxsize=64)
def _question(asked: Question) -> str:
    """The rows of a question at any place: hundreds of addresses of a page differ in the place and the part only."""
    return elsewhere(ROWS, **{**_words(asked), "within": ""})


def _defined(one: Indicator | None) -> str:
    return f"{spoken(one.counted)} ÷ {spoken(one.out_of)}" if one else ""


def _definition(one: Indicator | None) -> Why | None:
    if one is None:
        return None
    facts = {_("分子"): spoken(one.counted), _("分母"): spoken(one.out_of)}
    return Why(_defined(one), one.cite.text, facts, None, one.cite.assumed, _("这个数怎么算"))


def _stats(viewer: Actor, asked: Question, pack: Pack, whole: Figure) -> tuple[Stat, ...]:
    """Overdue and made up, then the other indicators; one of them belongs to days nobody stores and is left out, and
    what the law of the period did not know yet is not shown under it."""
    stats = [
        Stat(
            _("逾期"),
            f"{whole.overdue:,}",
            measure("件"),
            _rows(asked, "overdue"),
            tone="late" if whole.overdue else "done",
        ),
        Stat(_("其中逾期后补办"), f"{whole.made_up:,}", measure("件"), _rows(asked, "overdue")),
    ]
    # The businesses' own officers are asked rule by rule, business by business: they stand on the page of staffing.
    skipped = {"staffing"} | ({"on_site_rate"} if insight.expected_every(asked) else set())
    # Nobody answers for a business by looking back; and of nothing else it can be said how much of it held.
    skipped |= {"coverage"} if pack.programmes[asked.programme].what.act == LOOK_BACK else {"held"}
    return (
        *stats,
        *(
            _stat(viewer, asked, pack, key, whole)
            for key in INDICATORS
            if key in pack.indicators and key not in skipped
        ),
    )


def _stat(viewer: Actor, asked: Question, pack: Pack, key: str, whole: Figure) -> Stat:
    ratio, one = INDICATORS[key].ratio(viewer, asked, whole), pack.indicators.get(key)
    left = ratio.out_of - ratio.counted
    whole_is_good = not INDICATORS[key].weight and not INDICATORS[key].fault
    rows = f"/figures/{key}/rows"
    if isinstance(INDICATORS[key], MiddleDays):
        return _middle(ratio, one, elsewhere(rows, **_words(asked), side="out_of"))
    return Stat(
        spoken(one.title) if one else key,
        rate_words(ratio.counted, ratio.out_of),
        "%" if ratio.out_of else "",
        elsewhere(rows, **_words(asked), side="counted"),
        ratio.counted,
        ratio.out_of,
        _defined(one),
        _("差 %(n)s 个") % {"n": f"{left:,}"} if left and whole_is_good else "",
        elsewhere(rows, **_words(asked), side="missing"),
    )


def _middle(ratio: Ratio, one: Indicator | None, rows: str) -> Stat:
    """Days, not a share: so many, the middle of so many problems."""
    return Stat(
        spoken(one.title) if one else ratio.key,
        f"{ratio.counted:,}" if ratio.out_of else "—",
        _("天") if ratio.out_of else "",
        rows,
        definition=spoken(one.counted) if one else "",
        missing=counted("%(n)s 个问题", ratio.out_of) if ratio.out_of else "",
        missing_href=rows,
    )


def _table(
    figures: Sequence[Figure], whole: Figure, asked: Question, request: HttpRequest, by: str, *, exports: bool
) -> Table:
    columns = (Column(said(LEVELS, by) if by else _("地方")), *(Column(word, number=True) for word in _number_words()))
    return Table(
        columns,
        tuple(_row(one, asked, request) for one in figures),
        _("各地完成情况"),
        total=counted("共 %(n)s 个", len(figures)),
        export_href=address(request, export="xlsx") if exports and figures else "",
        foot=_row(whole, asked, request) if figures else None,
        empty=State("empty", _("下面没有更小的地方"), _("这里就是最末一级。")),
    )


def _number_words() -> tuple[str, ...]:
    return (_("应督导"), _("已完成"), _("不计入"), _("逾期"), _("未到期"), _("完成率"))


def _row(one: Figure, asked: Question, request: HttpRequest) -> Row:
    late = _("含临近期末 %(n)s") % {"n": one.late_excluded} if one.late_excluded else ""
    made_up = _("已补办 %(n)s") % {"n": one.made_up} if one.made_up else ""
    rate = rate_words(one.done, one.out_of)
    return Row(
        (
            Cell(one.name, address(request, within=one.place, by="", page="")),
            _cell(one.due, asked, "", one.place),
            _cell(one.done, asked, "done", one.place),
            _cell(one.excluded, asked, "excluded", one.place, sub=late),
            _cell(one.overdue, asked, "overdue", one.place, sub=made_up),
            _cell(one.open, asked, "open", one.place),
            Cell(f"{rate}%" if one.out_of else rate),
        )
    )


def _cell(number: int, asked: Question, part: str, place: str, *, sub: str = "") -> Cell:
    """A nought opens nothing."""
    return Cell(f"{number:,}", _rows(asked, part, place) if number else "", sub=sub)


def _chart(figures: Sequence[Figure]) -> Chart:
    return Chart(
        "completion",
        _("各地一眼看"),
        "stack",
        tuple(one.name for one in figures),
        (
            Series(_("已完成"), tuple(float(one.done) for one in figures), "done"),
            Series(_("逾期"), tuple(float(one.overdue) for one in figures), "late"),
            Series(_("未到期"), tuple(float(one.open) for one in figures), "open"),
        ),
        measure("件"),
    )


def cells(table: Table) -> tuple[tuple[str, ...], Plain]:
    """A table as it is seen, for a spreadsheet."""

    def rows() -> Iterator[Sequence[object]]:
        for row in (*table.rows, *([table.foot] if table.foot else [])):
            yield [cell.text for cell in row.cells]

    return tuple(column.label for column in table.columns), rows


def behind(viewer: Actor, found: Behind, page: Slice[Any], asked: Question, request: HttpRequest) -> ListPage:
    """The rows behind a figure, with the figure repeated above them."""
    places = found.places(page.rows)
    table = Table(
        found.columns,
        tuple(found.drawn(one, places) for one in page.rows),
        found.title,
        total=counted("共 %(n)s 行", page.total),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
        pager=page.pager,
        empty=State("empty", _("一行也没有"), _("这个数字是 0。")),
    )
    place = territory.names([asked.within], on=asked.period.last).get(asked.within, "")
    return ListPage(
        found.title,
        table,
        lead=" · ".join(part for part in (place, asked.period.name, asked.grade, found.lead) if part),
        back=Link(_("完成情况"), elsewhere("/figures/completion", **_words(asked))),
        stat=Stat(found.title, f"{page.total:,}", measure("行")),
    )
