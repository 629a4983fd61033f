"""The pages of people and posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shian.doors.chores.forms import PersonTyped, PostTyped
from shian.doors.chores.pages import lines
from shian.doors.ui.asked import address
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import ground_of, names_of, place_options, way_in_of
from shian.doors.ui.shapes.chores import PeoplePage, PostPage, Vacancy
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Field,
    Holder,
    Link,
    Moment,
    Option,
    Row,
    Stat,
    State,
    Table,
)
from shian.doors.ui.terms import SYSTEMS, TIERS, VERBS, options, said
from shian.doors.ui.words import full_day_words, measure
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted, plural
from shian.ledger import queries as ledger
from shian.loop import queries as loop
from shian.people import queries as people
from shian.people.models import Post, Role, Tenure

ALARMS, RECENT = 5, 10


@dataclass(frozen=True)
class Sought:
    """Which posts: of a place, of a role, by words of their title, only those nobody holds."""

    within: str
    role: str = ""
    words: str = ""
    vacant: bool = False

    @classmethod
    def of(cls, query: QueryDict, within: str) -> "Sought":
        return cls(within, query.get("role", ""), query.get("q", "").strip(), query.get("vacant") == "1")


@dataclass(frozen=True)
class FormPage:
    """One form on a page of its own."""

    template: ClassVar[str] = "chores/form.html"
    title: str
    lead: str
    act: Act
    back: Link
    error: str = ""


def role_name(role: Role) -> str:
    return role.title_en if (get_language() or "").startswith("en") else role.title


def people_page(
    viewer: Actor, page: Slice[Post], asked: Sought, stats: tuple[Stat, ...], request: HttpRequest, *, on: date
) -> PeoplePage:
    tenures = names_of((post.pk for post in page.rows), on=on)
    alarms = people.vacancies(viewer, on=on, within=asked.within or None)
    columns = (
        Column(_("岗位")),
        Column(_("谁")),
        Column(_("角色")),
        Column(_("层级")),
        Column(_("单位")),
        Column(_("地方")),
    )
    table = Table(
        columns,
        tuple(_row(post, tenures.get(post.pk)) for post in page.rows),
        _("岗位"),
        total=counted("共 %(n)s 个岗位", page.total),
        filters=_filters(viewer, asked),
        reset_href="/people",
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
        pager=page.pager,
        empty=State("empty", _("没有这样的岗位"), "", Link(_("看全部"), "/people")),
    )
    links = (Link(_("设立岗位"), "/people/open", "plus"),) if viewer.grounds("open_post") else ()
    if viewer.grounds("create_account"):
        links = (Link(_("发放账号"), "/people/accounts"), *links)
    return PeoplePage(
        _("人员岗位"),
        _("权责跟着岗位走，人换了事不断。"),
        table,
        () if asked.vacant else tuple(_vacancy(one) for one in alarms[:ALARMS]),
        stats,
        links,
    )


def _vacancy(one: people.Vacancy) -> Vacancy:
    since = plural("自 %(day)s 起，已 %(n)s 天", one.days, day=full_day_words(one.since))
    return Vacancy(Holder(one.post.title), since, _("岗位上的事没有人办，逾期会往上报。"), f"/posts/{one.post.pk}")


def _filters(viewer: Actor, asked: Sought) -> tuple[Field, ...]:
    roles: tuple[Option, ...] = (Option("", _("全部"), chosen=not asked.role),)
    roles += tuple(Option(one.key, role_name(one), chosen=one.key == asked.role) for one in people.roles())
    vacant: tuple[Option, ...] = (
        Option("", _("全部"), chosen=not asked.vacant),
        Option("1", _("只看空缺"), chosen=asked.vacant),
    )
    return (
        Field("q", _("岗位名称"), "search", asked.words),
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
        Field("role", _("角色"), "select", options=roles),
        Field("vacant", _("空缺"), "select", options=vacant),
    )


def _row(post: Post, tenure: Tenure | None) -> Row:
    who = Cell(tenure.person_name) if tenure else Cell(badge=Badge(_("空缺"), "soon"))
    return Row(
        (
            Cell(post.title, f"/posts/{post.pk}"),
            who,
            Cell(role_name(post.role)),
            Cell(said(TIERS, post.tier) if post.tier else "—"),
            Cell(post.organisation.name),
            Cell(post.place.name),
        )
    )


def post(
    viewer: Actor, one: Post, *, on: date, verb: str = "", typed: PersonTyped | None = None, error: str = ""
) -> PostPage:
    tenures = list(people.tenures(one))
    running = names_of([one.pk], on=on).get(one.pk)
    charges = loop.charges(one, viewer=viewer, on=on).count()
    history = ledger.entries(viewer, subject=one.pk)[:RECENT]
    return PostPage(
        one.title,
        _holder(one, running),
        _facts(one),
        (
            Stat(_("包保的主体"), f"{charges:,}", measure("家")),
            Stat(_("未办的事"), f"{loop.owed_by(one, viewer=viewer).count():,}", measure("件")),
            Stat(
                _("另外授权"),
                f"{people.running_grants(one, on=on).count():,}",
                measure("项"),
                f"/posts/{one.pk}/grants",
            ),
        ),
        (
            *_acts(viewer, one, running, verb, typed or PersonTyped(), error),
            *lines.offered(viewer, one, on=on, error=error if verb == "line" else ""),
        ),
        _tenures(tenures, on),
        tuple(Moment(timezone.localtime(row.at), said(SYSTEMS, row.actor), said(VERBS, row.verb)) for row in history),
    )


def _holder(one: Post, running: Tenure | None) -> Holder:
    """Who holds it; this is the page of the post, so it leads nowhere."""
    return Holder(one.title, running.person_name if running else "")


def _facts(one: Post) -> tuple[tuple[str, str], ...]:
    return (
        (_("单位"), one.organisation.name),
        (_("地方"), one.place.name),
        (_("角色"), role_name(one.role)),
        (_("包保层级"), said(TIERS, one.tier) if one.tier else ""),
        (_("上级岗位"), one.superior.title if one.superior else ""),
        (_("设立"), full_day_words(one.opened_on)),
        (_("撤销"), full_day_words(one.closed_on) if one.closed_on else ""),
    )


def _tenures(tenures: Sequence[Tenure], on: date) -> Table:
    columns = (Column(_("谁")), Column(_("从")), Column(_("到")), Column(_("说明")))
    rows = tuple(
        Row(
            (
                Cell(one.person_name),
                Cell(one.valid_from.isoformat()),
                Cell(one.valid_to.isoformat() if one.valid_to else _("现在")),
                Cell(one.reason),
            )
        )
        for one in tenures
    )
    return Table(columns, rows, _("先后任职"), empty=State("empty", _("还没有人任职")))


def _acts(
    viewer: Actor, one: Post, running: Tenure | None, verb: str, typed: PersonTyped, error: str
) -> tuple[Act, ...]:
    """What may be done with a post: by the office, by its holder, by a superior."""
    if one.closed_on is not None:
        return ()
    here = f"/posts/{one.pk}"
    offered: list[Act] = []
    above = any(step.pk in viewer.posts for step in people.post_chain(one))
    if viewer.may_at("handover", one.path) or one.pk in viewer.posts or above:
        word = _("交接给别人") if running else _("安排人")
        offered.append(
            Act("hand-over", word, f"{here}/hand-over", _person_fields(verb, "hand-over", typed, error), look="primary")
        )
    if running and viewer.may_at("unseat", one.path):
        fields = _leaving_fields(verb, "leave", typed, error)
        offered.append(Act("leave", _("离任，暂时空缺"), f"{here}/leave", fields))
    if running:
        offered += way_in_of(viewer, running.person_key, running.person_name, one.path)
    if one.tier and running and viewer.may_at("generate_commitment", one.path):
        offered.append(Act("draft", _("生成承诺书"), f"{here}/draft"))
    if viewer.may_at("close_post", one.path):
        confirm = _("岗位撤销以后不能恢复，在任的人同时离任。确定撤销吗？")
        fields = (
            Field(
                "on", _("从哪天起"), "date", typed.on if verb == "close" else "", error=error if verb == "close" else ""
            ),
        )
        offered.append(Act("close", _("撤销岗位"), f"{here}/close", fields, confirm, "danger"))
    return tuple(offered)


def _person_fields(verb: str, mine: str, typed: PersonTyped, error: str) -> tuple[Field, ...]:
    here = typed if verb == mine else PersonTyped()
    return (
        Field("name", _("姓名"), value=here.name, required=True, error=error if verb == mine else ""),
        Field("phone", _("手机号"), "tel", here.phone, required=True, help=_("登记过的人按手机号找到")),
        Field("on", _("从哪天起"), "date", here.on, help=_("不填就是今天")),
        Field("reason", _("原因"), value=here.reason, help=_("代为交接必须写")),
    )


def _leaving_fields(verb: str, mine: str, typed: PersonTyped, error: str) -> tuple[Field, ...]:
    here = typed if verb == mine else PersonTyped()
    return (
        Field("on", _("从哪天起"), "date", here.on, help=_("不填就是今天")),
        Field("reason", _("原因"), value=here.reason, required=True, error=error if verb == mine else ""),
    )


def _opens(role: Role) -> bool:
    """Whether a post of an office is opened under this role: one over a ground, or a department's from outside that goes along."""
    return role.reach == "ground" or (role.reach == "held" and "record_object" in role.verbs)


def opening(viewer: Actor, typed: PostTyped, *, on: date, error: str = "") -> FormPage:
    """The form by which a post is opened."""
    roles = tuple(
        Option(one.key, role_name(one), chosen=one.key == typed.role) for one in people.roles() if _opens(one)
    )
    fields = (
        Field("place", _("地方"), "select", options=place_options(viewer, typed.place or ground_of(viewer))),
        Field("title", _("岗位名称"), value=typed.title, required=True, error=error),
        Field("role", _("角色"), "select", options=roles),
        Field("tier", _("包保层级"), "select", options=options(TIERS, typed.tier, every=_("不是包保岗位"))),
        Field("organisation", _("单位"), value=typed.organisation, help=_("不填就用地方的名字")),
        lines.field(typed.line, typed.place or ground_of(viewer) or "cn/", on=on),
        Field("on", _("从哪天起"), "date", typed.on, help=_("不填就是今天")),
    )
    act = Act("open", _("设立"), "/people/open", fields, look="primary")
    return FormPage(_("设立岗位"), _("先设岗，再安排人。"), act, Link(_("人员岗位"), "/people"))
