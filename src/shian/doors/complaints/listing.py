"""The list of files with its tabs and filters, and the figures that open into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.complaints.law import category_of, in_force_words
from shian.complaints.models import Clock, Complaint
from shian.complaints.queries.files import TABS as KNOWN_TABS
from shian.complaints.queries.files import Sought, nearest_limits
from shian.complaints.queries.statistics import CUTS, Share, Totals
from shian.doors.complaints.words import BY, CHANNELS, CLOCKS, FIXED, KINDS, ONLINE, TABS, badge_of, fixed_badge
from shian.doors.ui.asked import Asked, address, elsewhere
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues, ground_of, spoken
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Cell, Column, Field, Link, Option, Row, Stat, State, Table
from shian.doors.ui.terms import options, said
from shian.doors.ui.typed import day_or_none, key_or_none
from shian.doors.ui.words import measure, moment_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.registry.models import Kind

_WORDS = ("kind", "category", "channel", "online", "trade", "fixed", "words")


def sought_in(words: QueryDict, *, tab: str = "open") -> Sought:
    """What the address asks for; a word that is none asks for nothing."""
    asked = words.get("tab", tab)
    return Sought(
        tab=asked if asked in KNOWN_TABS else tab,
        since=day_or_none(words.get("since", "")),
        until=day_or_none(words.get("until", "")),
        business=key_or_none(words.get("business", "")),
        **{name: words.get(name, "").strip()[:60] for name in _WORDS},
    )


def listed(viewer: Actor, page: Slice[Complaint], sought: Sought, request: Asked, *, on: date) -> ListPage:
    limits = nearest_limits((one.pk for one in page.rows), viewer=viewer)
    dues = Dues(on)
    columns = tuple(map(Column, (_("编号"), _("反映什么"), _("另一方"), _("收到"), _("到哪一步"), _("下一个期限"))))
    table = Table(
        columns,
        tuple(_row(one, limits.get(one.pk), dues) for one in page.rows),
        _("投诉举报"),
        total=counted("共 %(n)s 份", page.total),
        filters=_filters(viewer, sought, on),
        reset_href=reverse("complaints"),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
        pager=page.pager,
        empty=State("empty", _("没有这样的投诉举报"), _("换一个条件再看。"), Link(_("看全部"), elsewhere(reverse("complaints"), tab="all"))),
    )  # fmt: skip
    tabs = tuple(
        Link(str(word), address(request, tab=key, page=""), current=key == sought.tab)
        for key, word in TABS
        if key != "closed" or sought.tab == "closed"
    )
    links: tuple[Link, ...] = (Link(_("统计"), reverse("complaint_figures"), "data"),)
    if any(viewer.granted("receive_complaint")):
        links = (Link(_("登记一份"), reverse("new_complaint"), "plus"), *links)
    lead = _("每个期限都有人办；地址栏里就是现在的条件，存成书签下次直接打开。")
    return ListPage(_("投诉举报"), table, lead=lead, tabs=tabs, links=links)


def _row(one: Complaint, limit: Clock | None, dues: Dues) -> Row:
    stands = limit is not None and any(pause.until is None for pause in limit.pauses.all())
    due = dues(limit.due, path=one.path, provisional=limit.provisional) if limit and not stands else None
    words = due.words if due else _("停着") if stands else ""
    return Row(
        (
            Cell(one.mark, reverse("complaint", args=[one.pk]), sub=said(KINDS, one.kind)),
            Cell(spoken(category_of(one)), sub=said(CHANNELS, one.channel)),
            Cell(one.respondent or _("没说是谁家")),
            Cell(moment_words(one.received_at)),
            Cell(badge=badge_of(one), sub=_fixed(one)),
            Cell(said(CLOCKS, limit.name) if limit else "", sub=words, tone=due.tone if due else ""),
        )
    )


def _fixed(one: Complaint) -> str:
    badge = fixed_badge(one)
    return badge.text if badge else ""


def _filters(viewer: Actor, sought: Sought, on: date) -> tuple[Field, ...]:
    return (
        Field("words", _("编号、单位"), "search", sought.words),
        Field("kind", _("种类"), "select", options=options(KINDS, sought.kind, every=_("全部"))),
        Field("category", _("反映什么"), "select", options=_categories(viewer, sought.category, on)),
        Field("channel", _("从哪里来"), "select", options=options(CHANNELS, sought.channel, every=_("全部"))),
        Field("online", _("网上还是线下"), "select", options=options(ONLINE, sought.online, every=_("全部"))),
        Field("tab", _("到哪一步"), "hidden", sought.tab),
        *((Field("business", "", "hidden", str(sought.business)),) if sought.business else ()),
    )


def _categories(viewer: Actor, chosen: str, on: date) -> tuple[Option, ...]:
    known = in_force_words(ground_of(viewer) or "cn/", on)
    every = Option("", _("全部"), chosen=not chosen)
    return (every, *(Option(key, word, chosen=key == chosen) for key, word in known.items()))


@dataclass(frozen=True)
class FiguresPage:
    """What was complained of in a period; each number opens into its files."""

    template: ClassVar[str] = "complaints/figures.html"
    title: str
    filters: tuple[Field, ...]
    stats: tuple[Stat, ...]
    tables: tuple[Table, ...]
    back: Link


def figures(viewer: Actor, sought: Sought, totals: Totals, cut: Mapping[str, list[Share]], *, on: date) -> FiguresPage:
    """The totals, then each cut; a share is of what was brought in the period."""
    span = {"since": str(sought.since or ""), "until": str(sought.until or "")}
    there = reverse("complaints")
    definition = _("收到的投诉和举报，一封信拆成两份的算两份，并案的各算各的。")
    stats = (
        Stat(_("收到"), f"{totals.brought:,}", measure("份"), elsewhere(there, tab="all", **span), definition=definition),
        Stat(_("已办结"), f"{totals.closed:,}", measure("份"), elsewhere(there, tab="closed", **span), totals.closed, totals.brought),
        Stat(_("反映人说解决了"), f"{totals.fixed:,}", measure("份"), elsewhere(there, tab="closed", fixed="yes", **span), totals.fixed, totals.closed),
        Stat(_("网上购买"), f"{totals.online:,}", measure("份"), elsewhere(there, tab="all", online="yes", **span), totals.online, totals.brought),
    )  # fmt: skip
    words = _cut_words(viewer, on)
    tables = tuple(_cut(by, rows, words[by], span, totals.brought) for by, rows in cut.items())
    days = (
        Field("since", _("从哪天"), "date", span["since"]),
        Field("until", _("到哪天"), "date", span["until"]),
    )
    return FiguresPage(_("投诉举报统计"), days, stats, tables, Link(_("投诉举报"), there))


def _cut_words(viewer: Actor, on: date) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {
        "kind": {key: str(word) for key, word in KINDS.items()},
        "category": in_force_words(ground_of(viewer) or "cn/", on),
        "trade": {key: str(word) for key, word in Kind.choices} | {"": _("没有对上主体")},
        "online": {key: str(word) for key, word in ONLINE.items()},
        "channel": {key: str(word) for key, word in CHANNELS.items()},
        "fixed": {key: str(word) for key, word in FIXED.items()},
    }
    return {by: found[by] for by in CUTS}


def _cut(by: str, rows: list[Share], words: Mapping[str, str], span: dict[str, str], whole: int) -> Table:
    columns = (Column(said(BY, by)), Column(_("份"), number=True), Column(_("占"), number=True))
    lines = tuple(
        Row(
            (
                Cell(words.get(one.asked, one.asked), elsewhere(reverse("complaints"), tab="all", **{by: one.asked}, **span) if one.asked else ""),
                Cell(f"{one.count:,}"),
                Cell(f"{one.count} / {whole}"),
            )
        )
        for one in rows
    )  # fmt: skip
    none = State("empty", _("这段时间没有"), _("换一段时间再看。"))
    return Table(columns, lines, said(BY, by), empty=none)
