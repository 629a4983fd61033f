"""What everybody may read without an account: the rounds that are public, one of them, and the files that prove its draws."""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shian.disclosure.heralding import visitor
from shian.doors.double_random.pages import classes, draw_title
from shian.doors.double_random.shapes import Proof, PublicRound, PublicRounds
from shian.doors.double_random.words import CLASSES, why_those
from shian.doors.ui.asked import Asked
from shian.doors.ui.giving import attached
from shian.doors.ui.inspected import RESULT_TONES, RESULTS
from shian.doors.ui.shapes.parts import Badge, Cell, Column, Link, Row, State, Table
from shian.doors.ui.show import show
from shian.doors.ui.terms import said
from shian.doors.ui.words import full_day_words, moment_words
from shian.double_random import queries
from shian.double_random.models import Pick, RandomPlan
from shian.draws.models import Draw
from shian.draws.queries import draw as one_draw
from shian.draws.queries import published
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing

SHOWN = 50


@login_not_required
@require_GET
def plans(request: Asked) -> HttpResponse:
    with visitor() as by:
        rows = tuple(_link(one) for one in queries.public_plans(by)[:SHOWN])
        empty = State("empty", _("还没有公开的抽查"), _("查完以后 20 个工作日内公开。"))
        lead = _("查谁、谁去查，都是抽出来的。每一次都附名单和种子，您可以自己重算一遍。")
        return show(request, PublicRounds(_("双随机抽查公开"), lead, rows, None if rows else empty))


@login_not_required
@require_GET
def plan(request: Asked, key: UUID) -> HttpResponse:
    with visitor() as by:
        return show(request, _page(by, _open(by, key)))


@login_not_required
@require_GET
def objects_file(request: Asked, key: UUID) -> HttpResponse:
    """The draw of whom to look at, to be made again."""
    with visitor() as by:
        return _file(by, _open(by, key).objects_draw)


@login_not_required
@require_GET
def officers_file(request: Asked, key: UUID) -> HttpResponse:
    """The draw of who goes, to be made again."""
    with visitor() as by:
        return _file(by, _open(by, key).officers_draw)


def _open(by: Actor, key: UUID) -> RandomPlan:
    """A round that is public, or Missing."""
    found = queries.public_plans(by).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次抽查，或者它还没有公开"))
    return found


def _file(by: Actor, key: UUID | None) -> HttpResponse:
    if key is None:
        raise Missing(_("这次没有抽人员"))
    found = one_draw(key, viewer=by)
    text = json.dumps(published(found, viewer=by), ensure_ascii=False, indent=1)
    return attached(text.encode(), f"draw-{found.pk.hex[-8:]}.json", "application/json")


def _link(one: RandomPlan) -> Link:
    hint = f"{one.place.name} · {one.item_title} · {full_day_words(one.ends_on)}"
    return Link(one.title, reverse("public_random_plan", args=[one.pk]), hint=hint)


def _page(by: Actor, one: RandomPlan) -> PublicRound:
    columns = tuple(map(Column, (_("检查对象"), _("信用风险等级"), _("谁去"), _("怎么派的"), _("检查结果"))))
    rows = tuple(_row(pick) for pick in queries.picks(one, viewer=by))
    return PublicRound(
        one.title,
        (
            (_("抽查事项"), one.item_title),
            (_("在哪里"), one.place.name),
            (_("依据"), one.basis),
            (_("起止"), f"{full_day_words(one.starts_on)} – {full_day_words(one.ends_on)}"),
            (_("公开"), moment_words(one.published_at) if one.published_at else ""),
        ),
        classes(one),
        Table(columns, rows, _("抽到的和查的结果")),
        tuple(_proof(one, draw) for draw in queries.draws_of(one, viewer=by)),
        Link(_("全部双随机抽查"), reverse("public_random_plans")),
    )


def _row(pick: Pick) -> Row:
    """A result stands here from the day on which it was made public; until then only that it is awaited."""
    found = pick.inspection if pick.inspection and pick.inspection.state == "published" else None
    awaited = Badge(_("没有派出") if pick.unsent and not pick.by_hand else _("结果待公开"), "soon")
    result = Badge(said(RESULTS, found.result), RESULT_TONES.get(found.result, "")) if found else awaited
    return Row(
        (Cell(pick.name), Cell(said(CLASSES, pick.credit)), Cell(pick.who), Cell(why_those(pick)), Cell(badge=result))
    )


def _proof(one: RandomPlan, draw: Draw) -> Proof:
    name = "public_random_objects" if draw.pk == one.objects_draw else "public_random_officers"
    facts = (
        (_("名单"), _("%(n)s 行，抽 %(k)s") % {"n": f"{draw.listed:,}", "k": f"{sum(draw.strata.values()):,}"}),
        (_("封存"), moment_words(draw.committed_at) if draw.committed_at else ""),
        (_("抽取"), moment_words(draw.drawn_at) if draw.drawn_at else ""),
        (_("名单指纹"), draw.frame_hash),
        (_("种子指纹"), draw.commitment),
        (_("种子"), draw.seed),
        (_("现场报的话"), draw.word),
    )
    link = Link(_("下载结果文件"), reverse(name, args=[one.pk]), "download")
    return Proof(draw_title(draw), facts, link, f"python3 verify_draw.py draw-{draw.pk.hex[-8:]}.json")
