"""The pages of letters of commitment."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.chores.paper import Letter
from shian.doors.ui.letters import STATES, TONES, facts, paragraphs, where_from
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import place_options
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Link, Row, State, Table, Why
from shian.doors.ui.terms import TIERS, options, said
from shian.evidence import queries as evidence
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.spelled import counted
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.models import Commitment
from shian.people import queries as people


def draft_missing(viewer: Actor, within: str, *, now: datetime) -> tuple[int, int]:
    """A draft for every guarantee post below a place without a letter; answers how many, and how many stand vacant."""
    on = timezone.localdate(now)
    have = set(loop.commitments(viewer, within=within).values_list("post_id", flat=True))
    posts = [one for one in people.posts(viewer, on=on, within=within) if one.tier and one.pk not in have]
    made = 0
    for post in posts:
        try:
            with transaction.atomic():
                actions.draft_commitment(post, by=viewer, now=now)
            made += 1
        except Refused:
            continue
    return made, len(posts) - made


def listed(viewer: Actor, page: Slice[Commitment], within: str, state: str) -> ListPage:
    table = Table(
        (
            Column(_("岗位")),
            Column(_("谁")),
            Column(_("层级")),
            Column(_("包保"), number=True),
            Column(_("日期")),
            Column(_("状态")),
        ),
        tuple(_row(one) for one in page.rows),
        _("承诺书"),
        total=counted("共 %(n)s 份", page.total),
        filters=(
            Field("within", _("地方"), "select", options=place_options(viewer, within)),
            Field("state", _("状态"), "select", options=options(STATES, state, every=_("全部"))),
        ),
        reset_href="/commitments",
        pager=page.pager,
        empty=State("empty", _("还没有承诺书"), _("点右上角给每位包保干部生成一份。")),
    )
    draft = Act(
        "draft", _("给还没有的都生成"), "/commitments", (Field("within", "", "hidden", within),), look="primary"
    )
    acts = (draft,) if viewer.grounds("generate_commitment") else ()
    return ListPage(_("承诺书"), table, lead=_("每位包保干部一份，换人重签。"), acts=acts)


def _row(one: Commitment) -> Row:
    return Row(
        (
            Cell(one.post.title, f"/commitments/{one.pk}"),
            Cell(one.person_name),
            Cell(said(TIERS, one.tier)),
            Cell(f"{one.businesses:,}"),
            Cell(one.valid_from.isoformat()),
            Cell(badge=Badge(said(STATES, one.state), TONES.get(one.state, ""))),
        )
    )


@dataclass(frozen=True)
class LetterPage:
    """A letter as it will be printed, and what can be done with it."""

    template: ClassVar[str] = "chores/letter.html"
    title: str
    heading: str
    text: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    pdf: str
    back: Link
    acts: tuple[Act, ...] = ()
    document: str = ""
    why: Why | None = None


LETTER = "application/pdf,image/*"
HEADING = "食品安全责任与任务承诺书"


def letter(viewer: Actor, one: Commitment, *, error: str = "") -> LetterPage:
    document = Field("document", _("签好的文件"), "file", help=_("PDF 或照片"), error=error, accept=LETTER)
    upload = Act("upload", _("上传签好的"), f"/commitments/{one.pk}", (document,), look="primary", files=True)
    may = one.state != "uploaded" and viewer.may_at("upload_commitment", one.path)
    return LetterPage(
        _("%(name)s的承诺书") % {"name": one.person_name},
        HEADING,
        paragraphs(one),
        facts(one),
        f"/commitments/{one.pk}/pdf",
        Link(_("承诺书"), "/commitments"),
        (upload,) if may else (),
        f"/evidence/{one.document}" if one.document else "",
        where_from(one),
    )


def paper(viewer: Actor, one: Commitment) -> Letter:
    """The words on the paper; the official wording is Chinese whatever the screen speaks."""
    on: date = one.valid_from
    return Letter(
        HEADING,
        paragraphs(one),
        (("岗位", one.post.title), ("层级", str(TIERS[one.tier])), ("包保主体", f"{one.businesses} 家")),
        "承诺人",
        f"{on.year} 年 {on.month} 月 {on.day} 日",
        f"编号 {one.pk}",
        f"shian:commitment:{one.pk}",
        _drawing(viewer, one),
    )


def _drawing(viewer: Actor, one: Commitment) -> Path | None:
    """The signature that was drawn on a screen; a paper that was filed carries its own."""
    kept = evidence.shown([one.document], viewer=viewer).get(one.document) if one.document else None
    return evidence.lies_at(kept) if kept is not None and kept.kind == "signature" else None
