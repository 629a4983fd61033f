"""Draw pages from their rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.draws.forms import LookBackTyped
from shian.doors.draws.lists import Behind, behind, strata_words, words_of
from shian.doors.draws.shapes import DrawPage, LookBackPage
from shian.doors.draws.verbs import offered
from shian.doors.ui.asked import address
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.said import place_options, spoken, why
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Field,
    Link,
    Option,
    Row,
    Stat,
    State,
    Table,
    Tone,
)
from shian.doors.ui.terms import SEVERITIES, SYSTEMS, limit_words, options, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import measure, rate_words
from shian.draws import queries
from shian.draws.models import Draw
from shian.draws.rules import Claimed, Frame, Listed, differences
from shian.draws.states import DRAW, OPENED
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.spelled import counted, noted
from shian.loop.law import law_on
from shian.territory import queries as territory

TONES: Mapping[str, Tone] = {"committed": "soon", "drawn": "soon", "published": "done", "cancelled": "late"}
HERE, START = "/draws", "/draws/look-back"


def badge_of(draw: Draw) -> Badge:
    return Badge(said(DRAW.words, draw.state), TONES.get(draw.state, ""))


def listed(viewer: Actor, page: Slice[Draw], request: HttpRequest, *, state: str, within: str) -> ListPage:
    places = territory.names(row.path for row in page.rows)
    columns = (
        Column(_("抽取")), Column(_("现状")), Column(_("名单"), number=True), Column(_("抽几个"), number=True), Column(_("地方")),
        Column(_("谁发起")),
    )  # fmt: skip
    table = Table(
        columns,
        tuple(_row(row, places) for row in page.rows),
        _("抽取"),
        total=counted("共 %(n)s 次", page.total),
        filters=(
            Field("within", _("地方"), "select", options=place_options(viewer, within)),
            Field("state", _("现状"), "select", options=_states(state)),
        ),
        reset_href=HERE,
        pager=page.pager,
        empty=State("empty", _("还没有抽取过"), _("发起回头看，名单先封存再抽，谁都可以核对。"), _start(viewer)),
    )
    start = _start(viewer)
    return ListPage(
        _("抽取"), table, lead=_("名单先封存，再抽取，公布以后谁都可以核对。"), links=(start,) if start else ()
    )


def _start(viewer: Actor) -> Link | None:
    return Link(_("发起回头看"), START, "turn") if any(viewer.granted("commit_draw")) else None


def _states(chosen: str) -> tuple[Option, ...]:
    words = {state: DRAW.words[state] for state in DRAW.words if state in DRAW.all}
    return options(words, chosen, every=_("全部"))


def _row(row: Draw, places: Mapping[str, str]) -> Row:
    return Row(
        (
            Cell(row.title, f"{HERE}/{row.pk}", sub=_turn(row)),
            Cell(badge=badge_of(row), sub=row.reason[:40]),
            Cell(f"{row.listed:,}"),
            Cell(f"{sum(row.strata.values()):,}"),
            Cell(places.get(row.path, "")),
            Cell(said(SYSTEMS, row.by_label), sub=_at(row.committed_at or row.drafted_at)),
        )
    )


def _turn(draw: Draw) -> str:
    return _("这里同一用途的第 %(n)s 次") % {"n": draw.nth}


def _at(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else ""


def one(viewer: Actor, draw: Draw, request: HttpRequest, typed: Typed | None = None) -> DrawPage:
    """Everything about one draw."""
    opened = bool(draw.seed)
    every = not opened or request.GET.get("list") == "all"
    wrong = differences(draw.frame, _claimed(draw)) if opened else ()
    before = list(queries.earlier(draw, viewer=viewer)[:20])
    return DrawPage(
        title=draw.title,
        lead=_turn(draw) + "。" + _lead(draw),
        back=Link(_("抽取"), HERE),
        badge=badge_of(draw),
        facts=_facts(draw),
        hashes=_hashes(draw),
        strata=_strata(draw.frame, strata_words(draw)),
        rows=_rows(viewer, draw, request, every=every),
        tabs=_tabs(draw, request, every=every) if opened else (),
        acts=offered(viewer, draw, typed or Typed()),
        checked=_("本页打开时按公布的名单和种子重抽了一遍，结果一样。") if opened and not wrong else "",
        wrong=_("重抽的结果与登记的不一致，请马上报告食安办。") if wrong else "",
        file=Link(_("下载结果文件"), f"{HERE}/{draw.pk}/file", "download") if draw.state in OPENED else None,
        again=f"python3 verify_draw.py draw-{draw.pk.hex[-8:]}.json",
        earlier=tuple(_before(row) for row in before),
    )


def _lead(draw: Draw) -> str:
    return {
        "drafted": _("名单拟好了，还没有封存。"),
        "committed": _("名单和种子的指纹已经记入台账，谁也改不了；现在可以抽。"),
        "drawn": _("已经抽出来了，公布以后就定了。"),
        "published": _("结果已公布。"),
        "cancelled": _("这一次作废了：%(reason)s") % {"reason": draw.reason},
    }[draw.state]


def _claimed(draw: Draw) -> Claimed:
    return Claimed(draw.frame_hash, draw.commitment, draw.seed, draw.word, draw.drawn)


def _facts(draw: Draw) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("地方"), territory.names([draw.path]).get(draw.path, "")),
        (_("销号日期"), " — ".join(str(draw.about[name]) for name in ("since", "until") if draw.about.get(name))),
        (_("轻重"), said(SEVERITIES, str(draw.about.get("severity", "")))),
        (_("名单上"), _("%(n)s 个") % {"n": f"{draw.listed:,}"}),
        (_("抽"), _("%(n)s 个") % {"n": f"{draw.frame.size:,}"}),
        (_("发起"), f"{said(SYSTEMS, draw.by_label)} {_at(draw.drafted_at)}"),
        (_("封存"), _at(draw.committed_at)),
        (_("抽取"), _at(draw.drawn_at)),
        (_("公布"), _at(draw.published_at)),
        (_("作废"), _at(draw.cancelled_at)),
    )
    return tuple(fact for fact in facts if fact[1])


def _hashes(draw: Draw) -> tuple[tuple[str, str], ...]:
    """What was known before the draw, then what the draw revealed."""
    known = (
        (_("名单指纹（封存时）"), draw.frame_hash),
        (_("种子指纹（封存时）"), draw.commitment),
        (_("种子（抽取时公开）"), draw.seed),
        (_("现场报的话"), draw.word),
    )
    return tuple(one for one in known if one[1])


def _strata(frame: Frame, words: Mapping[str, str]) -> Table:
    columns = (
        Column(_("分层")),
        Column(_("名单上"), number=True),
        Column(_("抽"), number=True),
        Column(_("每一个被抽中的机会")),
    )
    held = frame.held
    rows = tuple(
        Row((Cell(words[name]), Cell(f"{held[name]:,}"), Cell(f"{n:,}"), Cell(_chance(n, held[name]))))
        for name, n in sorted(frame.strata.items())
    )
    return Table(columns, rows, _("分层和机会"))


def _chance(n: int, out_of: int) -> str:
    return noted(f"{n}/{out_of}", f"{rate_words(n, out_of)}%") if out_of else "—"


def _rows(viewer: Actor, draw: Draw, request: HttpRequest, *, every: bool) -> Table:
    """The drawn rows, or the whole list in its order, a page at a time."""
    drawn = {one["id"]: one for one in draw.drawn}
    rows: Sequence[Any] = list(draw.rows) if every else [[one["id"], one["stratum"]] for one in draw.drawn]
    page = sliced(rows, request)
    names, known = strata_words(draw), behind(viewer, draw, [key for key, _stratum in page.rows])
    columns = (Column(_("名单上的")), Column(_("分层")), Column(_("抽中")), Column(_("机会和权数")), Column(_("后来")))
    held = draw.frame.held
    shown = tuple(_drawn_row(key, stratum, draw, drawn, names, held, known) for key, stratum in page.rows)
    total = counted("共 %(n)s 个", page.total)
    return Table(columns, shown, _("名单"), total=total, pager=page.pager)


def _drawn_row(
    key: str,
    stratum: str,
    draw: Draw,
    drawn: Mapping[str, Any],
    names: Mapping[str, str],
    held: Mapping[str, int],
    known: Behind,
) -> Row:
    n, out_of = draw.strata.get(stratum, 0), held[stratum]
    weight = _("一个顶 %(n)s 个") % {"n": f"{float(Fraction(out_of, n)):.3g}"} if 0 < n < out_of else ""
    ticket = str(drawn[key]["ticket"])[:12] if key in drawn else ""
    mark = Cell(badge=Badge(_("抽中"), "done"), sub=_("签号 %(ticket)s…") % {"ticket": ticket}) if ticket else Cell("—")
    return Row(
        (
            known.cell(key),
            Cell(names.get(stratum, stratum)),
            mark,
            Cell(_chance(n, out_of), sub=weight),
            known.state(key),
        )
    )


def _tabs(draw: Draw, request: HttpRequest, *, every: bool) -> tuple[Link, ...]:
    return (
        Link(_("抽中的"), address(request, list="", page=""), count=len(draw.drawn), current=not every),
        Link(_("整个名单"), address(request, list="all", page=""), count=draw.listed, current=every),
    )


def _before(row: Draw) -> Link:
    hint = " · ".join(part for part in (said(DRAW.words, row.state), _at(row.committed_at), row.reason) if part)
    return Link(_("第 %(n)s 次：%(title)s") % {"n": row.nth, "title": row.title}, f"{HERE}/{row.pk}", hint=hint)


def beginning(
    viewer: Actor,
    typed: LookBackTyped,
    rows: tuple[Listed, ...] | None,
    size: int,
    *,
    frame: Frame | None = None,
    today: date,
    error: str = "",
) -> LookBackPage:
    """The filters, and where they could be answered, what the list would be. `rows` is none where they could not."""
    law = law_on(today, typed.within or "cn/")
    regime = law.pack.programmes.get("look_back")
    stats = (
        (Stat(_("名单上"), f"{len(rows):,}", measure("个")), Stat(_("要抽"), f"{size:,}", measure("个")))
        if rows is not None
        else ()
    )
    return LookBackPage(
        _("发起回头看"),
        _("从已经销号的问题里抽一些，请没经过手的人再去看三件事：措施实不实，问题真解决没有，有没有长效机制。"),
        Link(_("抽取"), HERE),
        _filters(viewer, typed, today),
        stats,
        _preview(frame, typed, today),
        Act("commit", _("封存这 %(n)s 个的名单") % {"n": f"{len(rows or ()):,}"}, START, _hidden(typed), look="primary") if frame else None,
        why(Because("", regime.by_when["act"].cite.text, {}, regime.by_when["act"].cite.assumed),
            limit_words(regime.by_when["act"].words), question=_("抽中以后几天内看完")) if regime else None,
        error,
    )  # fmt: skip


def _preview(frame: Frame | None, typed: LookBackTyped, today: date) -> Table:
    if frame is None:
        empty = State("empty", _("没有可抽的"), _("这段时间、这个地方没有销号的问题，或者都已经在看。换个条件再数。"))
        return Table((Column(_("分层")),), (), _("分层和机会"), empty=empty)
    return _strata(frame, words_of(frame.strata, typed.strata, typed.within, on=today))


def _filters(viewer: Actor, typed: LookBackTyped, today: date) -> tuple[Field, ...]:
    programmes = law_on(today, typed.within or "cn/").pack.programmes
    every = Option("", _("全部"), chosen=not typed.programme)
    found = tuple(Option(key, spoken(one.title), chosen=key == typed.programme) for key, one in programmes.items())
    cuts = {"": _("不分层"), "severity": _("按轻重"), "place": _("按下一级地方"), "programme": _("按来自哪项工作")}
    return (
        Field("since", _("销号日期从"), "date", typed.since, required=True),
        Field("until", _("到"), "date", typed.until, required=True),
        Field("within", _("地方"), "select", options=place_options(viewer, typed.within)),
        Field("programme", _("来自"), "select", options=(every, *found)),
        Field("severity", _("轻重"), "select", options=options(SEVERITIES, typed.severity, every=_("全部"))),
        Field("strata", _("分层"), "select", options=tuple(Option(k, w, chosen=k == typed.strata) for k, w in cuts.items())),
        Field("size", _("抽几个"), "number", typed.size, help=_("不填就全部看")),
    )  # fmt: skip


def _hidden(typed: LookBackTyped) -> tuple[Field, ...]:
    return tuple(Field(name, "", "hidden", value) for name, value in vars(typed).items())
