"""The staffing of a place: four figures above the posts, and the list of who answers for how many."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.doors.ui.asked import elsewhere
from shian.doors.ui.said import names_of, place_options
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Badge, Cell, Column, Field, Link, Option, Row, Stat, State, Table
from shian.doors.ui.terms import TIERS, said
from shian.doors.ui.words import measure, rate_words
from shian.insight.figure import Question
from shian.insight.staffing import Staffing, staffing
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.loop import queries as loop
from shian.loop.law import law_on
from shian.loop.queries.load import PostLoad
from shian.packs.periods import period_of
from shian.people.models import Tenure

VISIT, LOADS = "guarantee_visit", "/people/loads"
VERDICTS = ("block", "warn", "fine")


def question(within: str, *, on: date, now: datetime) -> Question:
    return Question.asked(VISIT, period_of("quarter", on).name, within, now, on, "")


def stats(viewer: Actor, asked: Question) -> tuple[Stat, ...]:
    """Each opens into its rows: the vacant posts, the businesses nobody answers for, the posts over the limit."""
    found, within = staffing(viewer, asked), asked.within
    vacant = found.posts.out_of - found.posts.counted
    alone = found.coverage.out_of - found.coverage.counted
    missing = elsewhere("/figures/coverage/rows", side="missing", within=within, period=asked.period.name)
    return (
        Stat(
            _("在岗率"),
            rate_words(found.posts.counted, found.posts.out_of),
            "%" if found.posts.out_of else "",
            elsewhere("/people", within=within),
            found.posts.counted,
            found.posts.out_of,
            _("在岗率 = 有人的岗位 ÷ 设立的岗位"),
            _("空缺 %(n)s 个") % {"n": f"{vacant:,}"} if vacant else "",
            elsewhere("/people", within=within, vacant="1"),
        ),
        Stat(_("没人包保的主体"), f"{alone:,}", measure("家"), missing, tone="late" if alone else "done"),
        _over(found, asked),
        _officers(found, asked),
    )


def _officers(found: Staffing, asked: Question) -> Stat:
    """The businesses' own people: an officer, and where the law asks for one a director."""
    rows, ratio = "/figures/staffing/rows", found.officers
    lacking = ratio.out_of - ratio.counted
    words = {"within": asked.within, "period": asked.period.name}
    told = law_on(asked.today, asked.within).pack.indicators["staffing"]
    return Stat(
        _("总监、安全员配备率"),
        rate_words(ratio.counted, ratio.out_of),
        "%" if ratio.out_of else "",
        elsewhere(rows, **words, side="counted"),
        ratio.counted,
        ratio.out_of,
        _("配齐食品安全员（按规定还有总监）的主体 ÷ 应配备的在营主体；依据：%(source)s") % {"source": told.cite.text},
        _("%(n)s 家没有配齐") % {"n": f"{lacking:,}"} if lacking else "",
        elsewhere(rows, **words, side="missing"),
        "soon" if lacking else "done",
    )


def _over(found: Staffing, asked: Question) -> Stat:
    limits = law_on(asked.today, asked.within).pack.loads
    many = _("另有 %(n)s 个偏多") % {"n": len(found.many)} if found.many else ""
    return Stat(
        _("包保超上限的岗位"),
        f"{len(found.over):,}",
        measure("个岗位"),
        elsewhere(LOADS, within=asked.within, verdict="block" if found.over else ""),
        tone="late" if found.over else "done",
        definition=_("超过 %(warn)s 家提醒，超过 %(block)s 家不让分") % {"warn": limits.warn, "block": limits.block},
        missing=many,
        missing_href=elsewhere(LOADS, within=asked.within, verdict="warn"),
    )


def loads(viewer: Actor, asked: Question, verdict: str) -> ListPage:
    """Every post that answers for businesses, the heaviest first."""
    every = loop.load(viewer, within=asked.within, on=asked.today, programme=VISIT)
    shown = [one for one in every if verdict not in VERDICTS or one.load.verdict == verdict]
    tenures = names_of((one.post.pk for one in shown), on=asked.today)
    columns = (
        Column(_("岗位")),
        Column(_("谁")),
        Column(_("层级")),
        Column(_("包保的主体"), number=True),
        Column(_("地方")),
    )
    table = Table(
        columns,
        tuple(_load(one, tenures.get(one.post.pk)) for one in shown),
        _("每人手里多少户"),
        total=counted("共 %(n)s 个岗位", len(shown)),
        filters=_filters(viewer, asked, verdict),
        reset_href=LOADS,
        empty=State("empty", _("没有这样的岗位"), "", Link(_("看全部"), LOADS)),
    )
    return ListPage(_("每人手里多少户"), table, back=Link(_("人员岗位"), "/people"))


def _filters(viewer: Actor, asked: Question, verdict: str) -> tuple[Field, ...]:
    words = {"": _("全部"), "block": _("超上限"), "warn": _("偏多"), "fine": _("正常")}
    chosen = tuple(Option(key, word, chosen=key == verdict) for key, word in words.items())
    return (
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
        Field("verdict", _("多少"), "select", options=chosen),
    )


def _load(one: PostLoad, tenure: Tenure | None) -> Row:
    badge = {"block": Badge(_("超上限"), "late"), "warn": Badge(_("偏多"), "soon")}.get(one.load.verdict)
    who = Cell(tenure.person_name) if tenure else Cell(badge=Badge(_("空缺"), "soon"))
    return Row(
        (
            Cell(one.post.title, f"/posts/{one.post.pk}"),
            who,
            Cell(said(TIERS, one.post.tier) if one.post.tier else "—"),
            Cell(f"{one.load.count:,}", badge=badge),
            Cell(one.post.place.name),
        )
    )
