"""The pages on which an office gives many people their way in, and the sheet of slips that is printed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.chores.pages.people import role_name
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import place_options
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Option, Row, Stat, State, Table
from shian.doors.ui.words import measure
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_phone
from shian.kernel.spelled import counted
from shian.people import queries as people
from shian.people.actions.accounts import LetIn, Slip
from shian.people.models import Tenure

AT_ONCE = 100  # each password is hashed slowly on purpose: so many are a few seconds


@dataclass(frozen=True)
class Sought:
    """Whose way in: of a place, of a role, by words of their post."""

    within: str
    role: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: QueryDict, within: str) -> "Sought":
        return cls(within, query.get("role", ""), query.get("q", "").strip())


@dataclass(frozen=True)
class AccountsPage:
    """Who has no way in yet, by filter, and the one button that gives it to them."""

    template: ClassVar[str] = "chores/accounts.html"
    title: str
    lead: str
    stats: tuple[Stat, ...]
    table: Table
    act: Act | None
    back: Link
    error: str = ""


def accounts(viewer: Actor, page: Slice[Tenure], asked: Sought, *, on: date, had: int, error: str = "") -> AccountsPage:
    columns = (Column(_("谁")), Column(_("岗位")), Column(_("角色")), Column(_("单位")), Column(_("地方")))
    table = Table(
        columns,
        tuple(_row(one) for one in page.rows),
        _("还没有账号的人"),
        total=counted("共 %(n)s 人", page.total),
        filters=_filters(viewer, asked),
        reset_href="/people/accounts",
        pager=page.pager,
        empty=State("empty", _("都有账号了"), _("换一个地方或角色看看。"), Link(_("人员岗位"), "/people")),
    )
    return AccountsPage(
        _("发放账号"),
        _("按地方和角色选人，一次开通；密码条只显示一次，当场打印，分发给本人。"),
        (
            Stat(_("还没有账号"), f"{page.total:,}", measure("人"), tone="soon" if page.total else "done"),
            Stat(_("已有账号，不动"), f"{had:,}", measure("人"), tone="done"),
        ),
        table,
        _give(asked, page.total) if page.total else None,
        Link(_("人员岗位"), "/people"),
        error,
    )


def _give(asked: Sought, waiting: int) -> Act:
    """The button says for how many, and what it says is what it does: another number now is another list."""
    count = min(waiting, AT_ONCE)
    word = _("给这 %(n)s 人开通账号") % {"n": count}
    if waiting > count:
        word = _("先给前 %(n)s 人开通账号") % {"n": count}
    told = {"within": asked.within, "role": asked.role, "q": asked.words, "waiting": str(waiting)}
    fields = tuple(Field(name, "", "hidden", value) for name, value in told.items())
    confirm = _("密码条只显示这一次，离开页面就看不到了。请先准备好打印机。现在开通吗？")
    return Act("give", word, "/people/accounts", fields, confirm, "primary")


def _filters(viewer: Actor, asked: Sought) -> tuple[Field, ...]:
    roles: tuple[Option, ...] = (Option("", _("全部"), chosen=not asked.role),)
    roles += tuple(Option(one.key, role_name(one), chosen=one.key == asked.role) for one in people.roles())
    return (
        Field("q", _("岗位名称"), "search", asked.words),
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
        Field("role", _("角色"), "select", options=roles),
    )


def _row(one: Tenure) -> Row:
    return Row(
        (
            Cell(one.person_name),
            Cell(one.post.title, f"/posts/{one.post_id}"),
            Cell(role_name(one.post.role)),
            Cell(one.post.organisation.name),
            Cell(one.post.place.name),
        )
    )


@dataclass(frozen=True)
class PrintedSlip:
    """What stands on one slip of paper."""

    name: str
    post: str
    place: str
    phone: str
    password: str


@dataclass(frozen=True)
class SlipsPage:
    """The slips, once; and whoever could not be let in, with the reason."""

    template: ClassVar[str] = "chores/slips.html"
    title: str
    lead: str
    address: str
    slips: tuple[PrintedSlip, ...]
    refused: tuple[tuple[str, str], ...]
    more: Link | None
    back: Link


def slips(done: LetIn, posts: Mapping[UUID, Tenure], asked: Sought, *, address: str, left: int) -> SlipsPage:
    query = f"/people/accounts?within={asked.within}&role={asked.role}"
    return SlipsPage(
        _("密码条：%(n)s 人") % {"n": f"{len(done.slips):,}"},
        _("只显示这一次：请现在打印，沿虚线剪开，当面交给本人。首次登录须换成自己的密码。"),
        address,
        tuple(_printed(one, posts) for one in _in_order(done.slips, posts)),
        tuple((one.item.name, one.message) for one in done.refused),
        Link(_("还有 %(n)s 人没有账号") % {"n": f"{left:,}"}, query) if left else None,
        Link(_("人员岗位"), "/people"),
    )


def _in_order(given: Sequence[Slip], posts: Mapping[UUID, Tenure]) -> list[Slip]:
    """By place, as they are handed on: one township after the other."""
    return sorted(given, key=lambda one: (posts[one.person.pk].post.path, one.person.name))


def _printed(one: Slip, posts: Mapping[UUID, Tenure]) -> PrintedSlip:
    post = posts[one.person.pk].post
    return PrintedSlip(one.person.name, post.title, post.place.name, mask_phone(one.person.phone), one.password)
