"""The list of letters, overdue replies first; and the way to a new one: which kind, to whom, about what."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.letters.words import ABOUT, ADDRESSEES, GROUPS, STATES, state_badge
from shian.doors.ui.asked import Asked, address, elsewhere
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues, ground_of, names_of, place_options, spoken
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import options, said
from shian.doors.ui.typed import Typed
from shian.kernel.actor import Actor
from shian.kernel.spelled import apart, counted
from shian.letters import queries
from shian.letters.models import Letter
from shian.letters.queries import Sought
from shian.letters.states import AWAITING
from shian.loop import queries as loop
from shian.loop.spoken import problem_words
from shian.packs.letters import Letter as Kind
from shian.people import queries as people
from shian.registry.queries import register

MOST = 20


def listed(viewer: Actor, page: Slice[Letter], asked: Sought, request: Asked, *, on: date) -> ListPage:
    columns = (Column(_("文号")), Column(_("标题")), Column(_("发给")), Column(_("状态")), Column(_("回复期限")))
    dues = Dues(on)
    table = Table(
        columns,
        tuple(_row(one, dues) for one in page.rows),
        _("函件"),
        total=counted("共 %(n)s 份", page.total),
        filters=_filters(viewer, asked, on),
        reset_href=reverse("letters"),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") else "",
        pager=page.pager,
        empty=State(
            "empty",
            _("没有这样的函件"),
            _("换一个条件再看。"),
            Link(_("看全部"), elsewhere(reverse("letters"), state="all")),
        ),
    )
    tabs = tuple(
        Link(str(word), address(request, state=key, page=""), current=asked.state == key)
        for key, word in GROUPS.items()
    )
    new = (Link(_("起草一份"), reverse("new_letter"), "pen"),) if viewer.grounds("draft_letter") else ()
    return ListPage(_("函件"), table, lead=_("逾期没有回复的排在最前。"), tabs=tabs, links=new)


def _row(one: Letter, dues: Dues) -> Row:
    due = dues(one.due, path=one.path) if one.state in AWAITING else None
    return Row(
        (
            Cell(one.mark or _("未编号"), reverse("letter", args=[one.pk])),
            Cell(one.subject, sub=spoken(queries.kind_of(one).title)),
            Cell(one.addressee_name),
            Cell(badge=state_badge(one.state)),
            Cell(due.day.isoformat() if due else "—", sub=due.words if due else "", tone=due.tone if due else ""),
        )
    )


def _filters(viewer: Actor, asked: Sought, on: date) -> tuple[Field, ...]:
    kinds = queries.kinds_for(viewer, on=on)
    rows = tuple(Option(key, spoken(kind.title), chosen=key == asked.kind) for key, kind in kinds.items())
    return (
        Field("q", _("文号或者发给谁"), "search", asked.words),
        Field("kind", _("种类"), "select", options=(Option("", _("全部"), chosen=not asked.kind), *rows)),
        Field("state", _("状态"), "select", options=(*options(GROUPS, asked.state), *options(STATES, asked.state))),
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within or ground_of(viewer))),
    )


@dataclass(frozen=True)
class NewPage:
    """One question at a time: `choices` lead on by link, `search` finds, `act` drafts."""

    template: ClassVar[str] = "letters/new.html"
    title: str
    lead: str
    choices: tuple[tuple[Link, str], ...] = ()
    search: Field | None = None
    kept: tuple[Field, ...] = ()
    act: Act | None = None
    state: State | None = None


def which_kind(viewer: Actor, *, on: date, carried: dict[str, str]) -> NewPage:
    """The kinds this viewer's posts may issue, the lightest first."""
    kinds = sorted(queries.kinds_for(viewer, on=on).values(), key=lambda kind: kind.severity)
    roles = {people.post(key).role_id for key in viewer.posts}
    mine = [kind for kind in kinds if roles & set(kind.issuers)]
    choices = tuple(
        (Link(spoken(kind.title), elsewhere(reverse("new_letter"), **{**carried, "kind": kind.key})), _triggers(kind))
        for kind in mine
    )
    none = State(
        "empty", _("您的岗位不发函"), _("函由食安办或者市场监管所发出。"), Link(_("看函件"), reverse("letters"))
    )
    return NewPage(_("起草一份函"), _("先选种类。"), choices, state=None if choices else none)


def _triggers(kind: Kind) -> str:
    return apart(spoken(one) for one in kind.triggers)


def to_whom(viewer: Actor, kind: Kind, words: str, *, on: date) -> NewPage:
    """Posts and businesses found by their words, as the kind allows."""
    choices: list[tuple[Link, str]] = []
    if words and set(kind.addressees) - {"business"}:
        choices += _posts(viewer, kind, words, on)
    if words and "business" in kind.addressees:
        choices += _businesses(viewer, kind, words)
    nobody = (
        State("empty", _("没有找到"), _("换个词试试：岗位、单位、姓名或者主体名称。"))
        if words and not choices
        else None
    )
    search = Field("q", _("发给谁"), "search", words, help=_("输入岗位、单位或者主体的名称"))
    return NewPage(
        spoken(kind.title),
        _("发给哪个岗位或者主体？"),
        tuple(choices),
        search,
        (Field("kind", "", "hidden", kind.key),),
        state=nobody,
    )


def _posts(viewer: Actor, kind: Kind, words: str, on: date) -> list[tuple[Link, str]]:
    """Posts of one name are told apart by who holds them."""
    posts = list(people.posts_by(viewer, on=on, words=words)[:MOST])
    held = names_of((post.pk for post in posts), on=on)
    names = {key: tenure.person_name for key, tenure in held.items()}
    return [
        (_chosen(kind, post.title, post=str(post.pk)), f"{names.get(post.pk, _('空缺'))} · {post.organisation.name}")
        for post in posts
    ]


def _businesses(viewer: Actor, kind: Kind, words: str) -> list[tuple[Link, str]]:
    found = register.search(viewer, words, most=MOST)
    return [(_chosen(kind, one.name, business=str(one.pk)), one.address) for one in found]


def _chosen(kind: Kind, name: str, **to: str) -> Link:
    return Link(name, elsewhere(reverse("new_letter"), kind=kind.key, **to))


def about_what(viewer: Actor, kind: Kind, *, post: UUID | None, business: UUID | None, typed: Typed) -> NewPage:
    """What it speaks of, and what the drafter adds."""
    fields = [
        Field("kind", "", "hidden", kind.key),
        Field("post", "", "hidden", str(post or "")),
        Field("business", "", "hidden", str(business or "")),
        Field(
            "about",
            _("说的是什么"),
            "select",
            options=_subjects(viewer, kind, business, typed.word("draft", "about")),
            error=typed.error,
        ),
    ]
    if post is not None:
        styles = {key: word for key, word in ADDRESSEES.items() if key in kind.addressees and key != "business"}
        fields.append(
            Field("addressee", _("抬头怎么写"), "select", options=options(styles, typed.word("draft", "addressee")))
        )
    fields += [
        Field("words", _("要补充的话"), "textarea", typed.word("draft", "words"), help=_("会写进正文，可以不填")),
        Field("copies", _("抄送"), value=typed.word("draft", "copies")),
    ]
    act = Act("draft", _("起草"), reverse("new_letter"), tuple(fields), look="primary")
    return NewPage(spoken(kind.title), _("起草时的情况会随函存下来，情况变了要重拟。"), act=act)


def _subjects(viewer: Actor, kind: Kind, business: UUID | None, chosen: str) -> tuple[Option, ...]:
    """The kinds of facts, and under `finding` each open problem of a business."""
    plain = [key for key in kind.about if key not in ("finding", "letter")]
    rows = [Option(key, said(ABOUT, key), chosen=key == chosen) for key in plain]
    if "finding" in kind.about and business is not None:
        asked = loop.Sought(business=business)
        for found in loop.sought(viewer, asked)[:MOST]:
            key = f"finding:{found.pk}"
            rows.append(Option(key, problem_words(found), chosen=key == chosen))
    return tuple(rows)
