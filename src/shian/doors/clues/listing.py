"""Lists at the door of clues: the inbox, the rate of cases, online shops, supervisors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.clues import queries
from shian.clues.models import Clue, OnlineShop, ShopList
from shian.doors.clues.words import (
    BREAKDOWNS,
    MATTERS,
    REASONS,
    SOURCES,
    TABS,
    VERDICTS,
    badge_of,
    verdict_badge,
)
from shian.doors.ui.asked import address, elsewhere
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues, names_of
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Option, Row, Stat, State, Table
from shian.doors.ui.terms import said
from shian.doors.ui.words import day_words, measure, rate_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted, in_a_row, plural
from shian.people import queries as people
from shian.territory import queries as territory


@dataclass(frozen=True)
class InboxPage:
    """A list with what can be done to several of its rows at once."""

    template: ClassVar[str] = "clues/inbox.html"
    title: str
    table: Table
    lead: str = ""
    back: Link | None = None
    stats: tuple[Stat, ...] = ()
    tabs: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    batch: Act | None = None
    acts: tuple[Act, ...] = ()


def inbox(viewer: Actor, page: Slice[Clue], asked: queries.Asked, request: HttpRequest, *, on: date) -> InboxPage:
    """The clues of a filter, those owed first; waiting ones can be claimed together."""
    columns = tuple(map(Column, (_("线索"), _("来源"), _("在谁手里"), _("收到"), _("期限"), _("到哪一步"))))
    held, dues = names_of((one.holder_id for one in page.rows), on=on), Dues(on)
    rows = tuple(_row(one, held, dues, on) for one in page.rows)
    table = Table(
        columns, rows, _("线索"), total=counted("共 %(n)s 条", page.total), filters=_filters(asked),
        reset_href=elsewhere(reverse("clues"), tab=asked.tab), pager=page.pager,
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and rows else "",
        empty=State("empty", _("这里没有线索"), _("走访、网格、抄告、网店比对来的线索都到这里。")),
    )  # fmt: skip
    tabs = tuple(Link(str(word), address(request, tab=key, page=""), current=key == asked.tab) for key, word in TABS)
    lead = _("谁报来的都在这里：认领，在期限内核查，立没立案都告诉报送的人。")
    return InboxPage(_("线索"), table, lead, tabs=tabs, links=_links(viewer), batch=_batch(page.rows))


def _row(one: Clue, held: Mapping[Any, Any], dues: Dues, on: date) -> Row:
    seat = held.get(one.holder_id)
    due = dues(one.due, path=one.path) if one.due and one.state == "claimed" else None
    holder = one.holder.title if one.holder else _("空缺")
    days = (on - one.received_on).days
    return Row(
        (
            Cell(one.subject, reverse("clue", args=[one.pk]), sub=one.text[:60]),
            Cell(said(SOURCES, one.source), sub=said(MATTERS, one.matter)),
            Cell(holder, sub=seat.person_name if seat else ""),
            Cell(day_words(one.received_on), sub=plural("%(n)d 天前", days) if days else _("今天")),
            Cell(day_words(due.day), sub=due.words, tone=due.tone) if due else Cell("—"),
            Cell(badge=badge_of(one, on)),
        )
    )


def _filters(asked: queries.Asked) -> tuple[Field, ...]:
    sources = (Option(key, str(word), chosen=key == asked.source) for key, word in SOURCES.items())
    hidden = [("state", asked.state), ("station", str(asked.station or "")), ("business", str(asked.business or ""))]
    month = asked.month.isoformat()[:7] if asked.month else ""
    return (
        Field("tab", "", "hidden", asked.tab),
        *(Field(name, "", "hidden", value) for name, value in hidden if value),
        Field("q", _("名称或内容"), "search", asked.words),
        Field("source", _("来源"), "select", options=(Option("", _("全部来源")), *sources)),
        Field("month", _("月份"), value=month, help=_("如 2026-09")),
    )


def _links(viewer: Actor) -> tuple[Link, ...]:
    links = [Link(_("登记一条线索"), reverse("new_clue"), "plus"), Link(_("立案率"), reverse("clue_rate"), "data")]
    if any(viewer.granted("match_shops")):
        links.append(Link(_("网店比对"), reverse("shop_lists"), "upload"))
    if any(viewer.granted("note_training")):
        links.append(Link(_("社会监督员"), reverse("supervisors"), "people"))
    return tuple(links)


def _batch(shown: Sequence[Clue]) -> Act | None:
    """Those of this page that wait to be claimed here."""
    waiting = [
        one
        for one in shown
        if one.state in ("received", "handed") and one.file_kind not in ("finding", "operation_notice")
    ]
    if not waiting:
        return None
    options = tuple(Option(str(one.pk), one.subject, hint=said(SOURCES, one.source)) for one in waiting)
    field = Field("clues", _("待认领的"), "checkbox", options=options, help=_("用 Tab 和空格勾选，回车认领"))
    return Act("claim", _("一次认领勾选的"), reverse("claim_clues"), (field,), look="primary")


def rate(viewer: Actor, by: str) -> InboxPage:
    """Received and filed as cases, each number a way to its rows."""
    rows = queries.shares(viewer, by)
    whole, filed = sum(row[1] for row in rows), sum(row[2] for row in rows)
    names = _names_of_rows(by, [row[0] for row in rows])
    columns = (
        Column(str(dict(BREAKDOWNS)[by])),
        Column(_("收到"), number=True),
        Column(_("立案"), number=True),
        Column(_("立案率"), number=True),
    )
    to = reverse("clues")
    stats = (
        Stat(_("收到的线索"), f"{whole:,}", measure("条"), elsewhere(to, tab="all")),
        Stat(_("已立案"), f"{filed:,}", measure("条"), elsewhere(to, tab="all", state="filed"), filed, whole,
             _("收到的线索里核查后立案的；并案和重复的也算收到。")),
    )  # fmt: skip
    table = Table(
        columns, tuple(_share(by, row, names) for row in rows), _("线索立案率"), empty=State("empty", _("还没有线索"))
    )
    tabs = tuple(
        Link(str(word), elsewhere(reverse("clue_rate"), by=key), current=key == by) for key, word in BREAKDOWNS
    )
    return InboxPage(_("线索立案率"), table, back=Link(_("线索"), to), stats=stats, tabs=tabs)


def _names_of_rows(by: str, keys: Sequence[Any]) -> dict[Any, str]:
    if by == "source":
        return {key: said(SOURCES, key) for key in keys}
    if by == "month":
        return {key: key.isoformat()[:7] for key in keys}
    posts = people.posts_named([key for key in keys if key])
    return {key: posts[key].title if key in posts else _("空缺") for key in keys}


def _share(by: str, row: tuple[Any, int, int], names: Mapping[Any, str]) -> Row:
    key, received, filed = row
    word = {"source": "source", "station": "station", "month": "month"}[by]
    value = key.isoformat()[:7] if by == "month" else str(key or "")
    to = reverse("clues")
    return Row(
        (
            Cell(names[key], elsewhere(to, tab="all", **{word: value})),
            Cell(f"{received:,}", elsewhere(to, tab="all", **{word: value})),
            Cell(f"{filed:,}", elsewhere(to, tab="all", state="filed", **{word: value})),
            Cell(f"{rate_words(filed, received)}%"),
        )
    )


def shop_lists(viewer: Actor, page: Slice[ShopList], error: str, words: Mapping[str, str]) -> InboxPage:
    """The lists that were brought in, and the form that brings in another."""
    columns = (*map(Column, (_("平台"), _("文件"), _("地方"), _("比对日"))), Column(_("店铺"), number=True))
    rows = tuple(
        Row(
            (
                Cell(one.platform, reverse("shop_list", args=[one.pk])), Cell(one.filename), Cell(one.place.name),
                Cell(one.matched_on.isoformat(), sub=one.by_label), Cell(f"{one.shops:,}"),
            )
        )
        for one in page.rows
    )  # fmt: skip
    none = State("empty", _("还没有比对过"), _("向平台要店铺名单（名称、许可证号、信用代码、地址），传上来就比。"))
    table = Table(columns, rows, _("网店名单"), pager=page.pager, empty=none)
    fields = (
        Field("platform", _("哪个平台"), value=words.get("platform", ""), error=error, required=True),
        Field("file", _("名单"), "file", accept=".xlsx,.csv", help=_("电话不读、不存；比对用不着")),
    )
    act = Act("bring", _("上传并比对"), reverse("shop_lists"), fields, look="primary", files=True)
    lead = _("平台的店铺名单与许可比对，只提示，不处罚；转不转成线索由人定。")
    return InboxPage(_("网店比对"), table, lead, back=Link(_("线索"), reverse("clues")), acts=(act,))


def shops(viewer: Actor, found: ShopList, verdict: str, page: Slice[OnlineShop], request: HttpRequest) -> InboxPage:
    """The shops of a list by verdict; what looks wrong may be made clues of in one go."""
    counts = queries.verdicts(viewer, found)
    columns = (
        *map(Column, (_("店铺"), _("公示的证"), _("比对结果"), _("像哪一家"), _("为什么"))),
        Column(_("分"), number=True),
    )
    table = Table(
        columns, tuple(map(_shop, page.rows)), found.platform, total=counted("共 %(n)s 家", page.total),
        pager=page.pager, empty=State("empty", _("这一类没有店铺")),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
    )  # fmt: skip
    tabs = tuple(
        Link(str(word), address(request, verdict=key, page=""), count=counts.get(key, 0), current=key == verdict)
        for key, word in VERDICTS.items()
    )
    lead = _("%(place)s · %(n)s 家 · %(file)s") % {
        "place": found.place.name,
        "n": f"{found.shops:,}",
        "file": found.filename,
    }
    return InboxPage(
        found.platform,
        table,
        lead,
        back=Link(_("网店比对"), reverse("shop_lists")),
        tabs=tabs,
        batch=_to_make(found, verdict, page),
    )


@dataclass(frozen=True)
class MatchingPage:
    """A long list on its way, slice after slice; `then` leads to what came of it."""

    template: ClassVar[str] = "clues/matching.html"
    title: str
    back: Link
    file: str
    action: str
    at: int
    total: int
    words: str
    then: Link | None = None


def on_its_way(found: ShopList) -> MatchingPage:
    """How far the match has come."""
    over = found.matched >= found.shops
    return MatchingPage(
        found.platform, Link(_("网店比对"), reverse("shop_lists")), found.filename,
        reverse("shop_list_act", args=[found.pk, "match"]), found.matched, found.shops,
        _("比对完了") if over else _("正在和名册比对"),
        Link(_("看结果"), reverse("shop_list", args=[found.pk])) if over else None,
    )  # fmt: skip


def _shop(one: OnlineShop) -> Row:
    why = in_a_row(f"{said(REASONS, word)}{f' +{points}' if points else ''}" for word, points in one.reasons)
    like = Cell(one.business.name, reverse("business", args=[one.business_id])) if one.business else Cell("—")
    clue = reverse("clue", args=[one.clue_id]) if one.clue_id else ""
    return Row(
        (
            Cell(one.name, clue, sub=one.address), Cell(one.licence or "—", sub=one.uscc),
            Cell(badge=verdict_badge(one.verdict), sub=_("已转线索") if clue else ""),
            like, Cell(why), Cell(str(one.score)),
        )
    )  # fmt: skip


def _to_make(found: ShopList, verdict: str, page: Slice[OnlineShop]) -> Act | None:
    new = [one for one in page.rows if one.clue_id is None]
    if verdict not in ("unlicensed", "expired", "elsewhere", "others") or not new:
        return None
    options = tuple(Option(str(one.pk), one.name, hint=one.address) for one in new)
    fields = (
        Field("verdict", "", "hidden", verdict),
        Field("shops", _("这一页的"), "checkbox", options=options),
        Field("all", "", "checkbox", options=(Option("yes", _("这一类的全部（最多 500 条）")),)),
    )
    confirm = _("转成线索以后，监管所要在期限内逐条核查。确定转吗？")
    return Act("make", _("转成线索"), reverse("shop_list_act", args=[found.pk, "make"]), fields, confirm, "primary")


def supervisors(
    viewer: Actor, page: Slice[Any], error: Mapping[str, str], words: Mapping[str, str], *, on: date
) -> InboxPage:
    """Who serves, whether they are trained, until when; teams are formed and people enlisted beside."""
    columns = tuple(map(Column, (_("社会监督员"), _("队伍"), _("任期到"), _("岗前培训"))))
    rows = tuple(
        Row(
            (
                Cell(one.person_name, reverse("supervisor", args=[one.pk])), Cell(one.post.organisation.name),
                Cell(one.valid_to.isoformat() if one.valid_to else "—"),
                Cell(_("已登记"), tone="") if one.trained else Cell(_("还没有，不能报送"), tone="soon"),
            )
        )
        for one in page.rows
    )  # fmt: skip
    none = State("empty", _("还没有社会监督员"), _("先建一支队伍，再请人；培训登记以后，他们在手机上报送。"))
    table = Table(
        columns, rows, _("社会监督员"), total=counted("共 %(n)s 人", page.total), pager=page.pager, empty=none
    )
    lead = _("任期有始有终：到期自动看不到、报不了。账号在“人员岗位”里开。")
    return InboxPage(
        _("社会监督员"), table, lead, back=Link(_("线索"), reverse("clues")), acts=_supervising(viewer, error, words)
    )


def _supervising(viewer: Actor, error: Mapping[str, str], words: Mapping[str, str]) -> tuple[Act, ...]:
    ground = min(viewer.grounds("note_training") or [""], key=len)
    places = [*territory.way_to(ground)[-1:], *territory.below(ground)] if ground else []
    where = tuple(Option(one.path, one.name, chosen=one.path == words.get("place")) for one in places)
    team = Act(
        "team", _("建一支队伍"), reverse("supervisors_act", args=["team"]),
        (Field("name", _("队伍名称"), value=words.get("name", ""), error=error.get("team", "")), Field("place", _("在哪里"), "select", options=where)),
    )  # fmt: skip
    teams = tuple(Option(str(one.pk), one.name, hint=one.place.name) for one in queries.supervisor_teams(viewer))
    if not teams:
        return (team,)
    enlist = Act(
        "enlist", _("请一位监督员"), reverse("supervisors_act", args=["enlist"]),
        (
            Field("team", _("哪支队伍"), "select", options=teams),
            Field("person", _("姓名"), value=words.get("person", ""), error=error.get("enlist", "")),
            Field("phone", _("手机号"), "tel", words.get("phone", "")),
            Field("until", _("任期到哪天（不含）"), "date", words.get("until", "")),
        ),
    )  # fmt: skip
    return (enlist, team)
