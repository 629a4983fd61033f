"""The secretary's page: the commitment, the members, who has checked this month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.disclosure import queries
from shian.disclosure.associations import own_association
from shian.disclosure.heralding import checked, visitor
from shian.disclosure.models import Member, Pledge, PublicPage
from shian.disclosure.rules import share
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Stat, State
from shian.doors.ui.words import day_words, full_day_words, measure
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.people.models import Organisation

ALL, LEFT = "all", "left"


@dataclass(frozen=True)
class MemberLine:
    """One member: whether it has checked, when it was last reminded, what can be done."""

    name: str
    href: str
    badge: Badge
    hint: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class AssociationPage:
    """What a secretary has to see in one look."""

    template: ClassVar[str] = "association/mine.html"
    title: str
    stats: tuple[Stat, ...]
    promise: tuple[str, ...]
    signed: str
    lines: tuple[MemberLine, ...]
    tabs: tuple[Link, ...]
    draft: Act
    links: tuple[Link, ...] = ()
    sign: Act | None = None
    draft_text: tuple[str, ...] = ()
    admit: Act | None = None
    candidates: tuple[Act, ...] = ()
    state: State | None = None
    error: str = ""


def own(viewer: Actor) -> Organisation:
    """The viewer's association. Raises Missing for whoever holds no post in one."""
    found = own_association(viewer)
    if found is None:
        raise Missing(_("这一页是协会秘书长用的"))
    return found


def mine(
    viewer: Actor, association: Organisation, on: date, *, tab: str = LEFT, words: str = "", typed: str = "", error: str = ""
) -> AssociationPage:  # fmt: skip
    """The page, with what a search for a new member found, and what was typed and refused."""
    with visitor() as public:
        members = list(queries.members(public, association))
        codes = queries.codes_of(public, [one.business_id for one in members])
        pledge = queries.pledge(public, association)
        page = queries.page_of_association(public, association)
        found = list(queries.find_pages(public, words)) if len(words) > 1 else []
    done = checked([one.business_id for one in members], on=on)
    waiting = queries.draft(association, by=viewer)
    shown = [one for one in members if tab == ALL or one.business_id not in done]
    return AssociationPage(
        title=association.name,
        stats=_stats(len(done), len(members)),
        promise=_lines(pledge),
        signed=_signed(pledge),
        lines=tuple(_line(one, done, codes, on) for one in shown),
        tabs=_tabs(tab, len(members), len(members) - len(done)),
        draft=_draft(pledge, waiting, typed),
        links=(Link(_("公众看到的样子"), reverse("public_association", args=[page.code]), "search"),) if page else (),
        sign=_sign(waiting) if waiting else None,
        draft_text=_lines(waiting),
        admit=_search(words),
        candidates=tuple(_candidate(one, members) for one in found if one.business_id),
        state=None if shown else _nobody(bool(members)),
        error=error,
    )


def _stats(done: int, members: int) -> tuple[Stat, ...]:
    here = reverse("association")
    meaning = _("本月自查率 = 本月交了协会自查的会员 ÷ 现在的会员；公众看到的是同一个数。")
    return (
        Stat(_("本月自查率"), str(share(done, members)), "%", f"{here}?tab={ALL}", done, members, meaning),
        Stat(_("还没有自查"), str(members - done), measure("家"), here, tone="soon" if members > done else ""),
    )


def _tabs(tab: str, all_: int, left: int) -> tuple[Link, ...]:
    here = reverse("association")
    return (
        Link(_("还没有自查"), f"{here}?tab={LEFT}", count=left, current=tab != ALL),
        Link(_("全部会员"), f"{here}?tab={ALL}", count=all_, current=tab == ALL),
    )


def _line(one: Member, done: frozenset[UUID], codes: dict[UUID, str], on: date) -> MemberLine:
    has = one.business_id in done
    said = _("%(day)s 提醒过") % {"day": day_words(one.reminded_on)} if one.reminded_on else ""
    remind = Act("remind", _("提醒"), reverse("association_member", args=[one.pk, "remind"]), look="primary")
    drop = Act(
        "drop", _("退会"), reverse("association_member", args=[one.pk, "drop"]),
        confirm=_("「%(name)s」从今天起不再是会员，公开页上也不再显示。") % {"name": one.name}, look="plain",
    )  # fmt: skip
    acts = (drop,) if has or one.reminded_on == on else (remind, drop)
    href = reverse("public_business", args=[codes[one.business_id]]) if one.business_id in codes else ""
    badge = Badge(_("本月已自查"), "done", "check") if has else Badge(_("还没有自查"), "soon", "clock")
    return MemberLine(one.name, href, badge, said, acts)


def _nobody(any_: bool) -> State:
    if any_:
        return State("empty", _("会员都自查了"), _("本月没有要提醒的。"))
    return State("empty", _("还没有会员"), _("在下面按店名找到它，加进来。"))


def _draft(pledge: Pledge | None, waiting: Pledge | None, typed: str) -> Act:
    stands = waiting or pledge
    text = typed or (stands.text if stands else "")
    help_ = _("签了以后公开；再改要再签。")
    field = Field("text", _("承诺的内容"), "textarea", text, help_, required=True)
    return Act("promise", _("存成待签稿"), reverse("association_promise"), (field,))


def _sign(waiting: Pledge) -> Act:
    paper = Field(
        "paper", _("或者上传签好、盖章的纸质件"), "file", help=_("PDF 或 JPG 照片"), accept="application/pdf,image/jpeg"
    )
    key = Field("pledge", "", "hidden", str(waiting.pk))
    return Act("sign", _("签署并公开"), reverse("association_sign"), (key, paper), look="primary", files=True, pad=True)


def _search(words: str) -> Act:
    field = Field("q", _("店名里的几个字"), "search", words, required=True)
    return Act("find", _("找"), reverse("association"), (field,))


def _candidate(one: PublicPage, members: Sequence[Member]) -> Act:
    there = any(member.business_id == one.business_id for member in members)
    word = _("%(name)s（%(place)s）已是会员") if there else _("加入：%(name)s（%(place)s）")
    key = Field("page", "", "hidden", str(one.code))
    return Act("admit", word % {"name": one.name, "place": one.place_name}, reverse("association_admit"), (key,))


def _lines(pledge: Pledge | None) -> tuple[str, ...]:
    return tuple(line for line in pledge.text.splitlines() if line.strip()) if pledge else ()


def _signed(pledge: Pledge | None) -> str:
    if pledge is None or pledge.signed_on is None:
        return ""
    return _("%(who)s，%(day)s 签，正在公开") % {"who": pledge.signed_by, "day": full_day_words(pledge.signed_on)}
