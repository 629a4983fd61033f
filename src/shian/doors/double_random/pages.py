"""Rounds as a list, the form of a new one, one with its draws and checks: from rows to pages."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.double_random.forms import PlanTyped
from shian.doors.double_random.shapes import Facts, RoundPage
from shian.doors.double_random.verbs import VERBS, offered
from shian.doors.double_random.words import CLASSES, TABS, badge_of, why_those
from shian.doors.ui.asked import address
from shian.doors.ui.inspected import badge_of as inspection_badge
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import due_of, ground_of, spoken
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import SYSTEMS, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import day_words, full_day_words, moment_words
from shian.double_random import queries
from shian.double_random.models import Pick, RandomPlan
from shian.double_random.queries import law_of_random
from shian.draws.models import Draw
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.loop.law import law_on
from shian.territory import queries as territory


def listed(viewer: Actor, page: Slice[RandomPlan], request: HttpRequest, *, tab: str) -> ListPage:
    columns = tuple(map(Column, (_("抽查"), _("事项"), _("地方"), _("起止"), _("到哪一步"))))
    table = Table(
        columns,
        tuple(_row(one) for one in page.rows),
        _("双随机抽查"),
        total=counted("共 %(n)s 次", page.total),
        pager=page.pager,
        empty=State("empty", _("这里没有抽查"), _("先把对象和人员列入名录库，再拟一次抽查。")),
    )
    tabs = tuple(Link(str(word), address(request, tab=key, page=""), current=key == tab) for key, word in TABS)
    links = (
        Link(_("拟一次抽查"), reverse("new_random_plan"), "plus"),
        Link(_("检查对象名录库"), reverse("random_objects"), "list"),
        Link(_("检查人员名录库"), reverse("random_officers"), "people"),
    )
    lead = _("查谁、谁去查，都由抽取决定；名单先封存，结果谁都可以重算。")
    return ListPage(_("双随机抽查"), table, lead=lead, tabs=tabs, links=links)


def _row(one: RandomPlan) -> Row:
    days = _("%(from)s 至 %(to)s") % {"from": day_words(one.starts_on), "to": day_words(one.ends_on)}
    here = reverse("random_plan", args=[one.pk])
    return Row(
        (Cell(one.title, here), Cell(one.item_title), Cell(one.place.name), Cell(days), Cell(badge=badge_of(one)))
    )


def new(viewer: Actor, typed: PlanTyped, *, on: date) -> RoundPage:
    """The form of a round: which item, where, from when until when."""
    ground = ground_of(viewer)
    below = [*territory.way_to(ground)[-1:], *territory.below(ground)]
    places = tuple(Option(one.path, one.name, chosen=one.path == typed.place) for one in below)
    items = law_of_random(law_on(on, ground or "cn/")).items
    chosen = tuple(Option(key, spoken(item.title), chosen=key == typed.item) for key, item in items.items())
    fields = (
        Field("title", _("抽查名称"), value=typed.title, error=typed.error, required=True),
        Field("item", _("抽查事项"), "select", options=chosen, required=True),
        Field("basis", _("依据"), value=typed.basis, help=_("年度抽查计划、上级部署"), required=True),
        Field("place", _("在哪里"), "select", options=places, required=True),
        Field("starts_on", _("开始"), "date", typed.starts_on, required=True),
        Field("ends_on", _("结束"), "date", typed.ends_on, required=True),
    )
    act = Act("plan", _("拟定"), reverse("new_random_plan"), fields, look="primary")
    lead = _("拟定以后封存对象名单，再抽对象、抽人员；公开以前，只有监管部门看得到。")
    back = Link(_("双随机抽查"), reverse("random_plans"), "turn")
    return RoundPage(_("拟一次双随机抽查"), lead, links=(back,), acts=(act,), open="plan")


def one(viewer: Actor, found: RandomPlan, *, on: date, typed: Typed | None = None) -> RoundPage:
    """A round as it stands."""
    asked = typed or Typed()
    may = offered(viewer, found)
    waits = found.public_by if found.state == "matched" else None
    picks = list(queries.picks(found, viewer=viewer))
    tables = (classes(found),) if found.ratios else ()
    return RoundPage(
        found.title,
        badge=badge_of(found),
        heading=_("这次抽查"),
        facts=_facts(viewer, found),
        due=due_of(waits, today=on, path=found.path),
        tables=(*tables, *((_picked(picks),) if picks else ())),
        links=_links(found),
        acts=tuple(_act(key, found, asked, _who(viewer, found, asked) if key == "send" else ()) for key in may),
        open=asked.verb or (may[0] if may else ""),
        error="" if asked.verb in may and VERBS[asked.verb].field else asked.error,
    )


def _links(found: RandomPlan) -> tuple[Link, ...]:
    public = Link(_("公众看到的样子"), reverse("public_random_plan", args=[found.pk]), "search")
    return (
        Link(_("双随机抽查"), reverse("random_plans"), "turn"),
        *((public,) if found.state == "made_public" else ()),
    )


def _facts(viewer: Actor, found: RandomPlan) -> Facts:
    draws = queries.draws_of(found, viewer=viewer)
    names = (_("对象名单的指纹"), _("人员名单的指纹"))
    return (
        (_("抽查事项"), found.item_title),
        (_("在哪里"), found.place.name),
        (_("依据"), found.basis),
        (_("开始"), full_day_words(found.starts_on)),
        (_("结束"), full_day_words(found.ends_on)),
        (_("谁组织"), said(SYSTEMS, found.by_label)),
        *((name, f"{draw.frame_hash[:16]}…") for name, draw in zip(names, draws, strict=False)),
        (_("封存"), moment_words(found.sealed_at) if found.sealed_at else ""),
        (_("派出"), moment_words(found.matched_at) if found.matched_at else ""),
        (_("公开"), moment_words(found.published_at) if found.published_at else ""),
        (_("为什么取消"), found.reason),
    )


def classes(found: RandomPlan) -> Table:
    """How many of each class stood on the list, and how many were drawn of them."""
    columns = (
        Column(_("信用风险等级")), Column(_("比例"), number=True), Column(_("名单"), number=True), Column(_("抽几家"), number=True),
    )  # fmt: skip
    rows = tuple(
        Row((Cell(said(CLASSES, key)), Cell(_share(one)), Cell(f"{one['listed']:,}"), Cell(f"{one['drawn']:,}")))
        for key, one in sorted(found.ratios.items())
    )
    return Table(columns, rows, _("按信用风险等级抽"))


def _share(one: dict[str, int]) -> str:
    return f"{one['of_100']}%" + (_("（推定）") if one["assumed"] else "")


def _picked(picks: list[Pick]) -> Table:
    columns = tuple(map(Column, (_("检查对象"), _("信用风险等级"), _("谁去"), _("为什么是他们"), _("查得怎样"))))
    return Table(columns, tuple(_pick(one) for one in picks), _("抽出来的"))


def _pick(one: Pick) -> Row:
    there = reverse("inspection", args=[one.inspection_id]) if one.inspection_id else ""
    state = inspection_badge(one.inspection) if one.inspection else Badge(_("没有派出"), "late") if one.unsent else None
    none = one.unsent if one.inspection is None else ""
    return Row(
        (
            Cell(one.name, there or reverse("business", args=[one.business_id])),
            Cell(said(CLASSES, one.credit)),
            Cell(one.who),
            Cell(why_those(one)),
            Cell(badge=state, sub=none),
        )
    )


def _who(viewer: Actor, found: RandomPlan, typed: Typed) -> tuple[Field, ...]:
    """To which of the businesses without anybody, and which two of the list."""
    doors = [(str(one.pk), one.name) for one in queries.to_send(found, viewer=viewer)]
    people = [(str(one.pk), f"{one.name} {one.post.title}") for one in queries.officers(viewer)]
    asked = (("pick", _("去哪一家"), doors), ("first", _("谁带队"), people), ("second", _("谁同去"), people))
    return tuple(
        Field(name, label, "select", options=_options(choices, typed.word("send", name)), required=True)
        for name, label, choices in asked
    )


def _options(choices: list[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return (Option("", _("请选")), *(Option(key, name, chosen=key == chosen) for key, name in choices))


def _act(key: str, found: RandomPlan, typed: Typed, before: tuple[Field, ...] = ()) -> Act:
    verb = VERBS[key]
    field = Field(
        verb.field, str(verb.label), value=typed.word(key, verb.field), help=str(verb.help), error=typed.wrong(key)
    )
    to = reverse("random_plan_act", args=[found.pk, key])
    return Act(key, str(verb.word), to, (*before, field) if verb.field else (), str(verb.confirm), verb.look)


def draw_title(draw: Draw) -> str:
    """What a draw was for, as its title says after the dot."""
    return draw.title.rpartition(" · ")[2]
