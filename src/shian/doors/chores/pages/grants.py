"""The page of what a post was given besides its role: for a time, with a reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext as _

from shian.doors.chores.forms import GrantTyped
from shian.doors.chores.pages.people import role_name
from shian.doors.chores.pages.places import options_of
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.people import queries as people
from shian.people.models import Post, PostGrant, Role
from shian.territory import queries as territory
from shian.territory.models import Level

# Where more ground may lie: a grid or a workstation is its village's.
ANYWHERE = (Level.COUNTY, Level.ZONE, Level.TOWNSHIP, Level.VILLAGE)


@dataclass(frozen=True)
class Given:
    """One extra grant: what, where, from when until when, why; `end` while it runs or is to come."""

    role: str
    place: str
    since: str
    until: str
    reason: str
    badge: Badge
    end: Act | None


@dataclass(frozen=True)
class GrantsPage:
    template: ClassVar[str] = "chores/grants.html"
    title: str
    lead: str
    back: Link
    rows: tuple[Given, ...]
    give: Act | None = None
    error: str = ""


def grants(viewer: Actor, post: Post, *, on: date, typed: GrantTyped | None = None, error: str = "") -> GrantsPage:
    given = list(people.extra_grants(post))
    places = territory.names(one.path for one in given)
    may = viewer.may_at("grant", post.path) and post.closed_on is None
    return GrantsPage(
        _("%(post)s的另外授权") % {"post": post.title},
        _("代管别的地方，或临时多一项职责：写明原因和期限，到期自动收回。只能授予您自己也有的权限，或把岗位原有的角色扩到您辖区里别的地方。"),
        Link(post.title, f"/posts/{post.pk}"),
        tuple(_given(viewer, one, places.get(one.path, one.path), on) for one in given),
        _give(viewer, post, typed or GrantTyped()) if may else None,
        error,
    )  # fmt: skip


def _given(viewer: Actor, one: PostGrant, place: str, on: date) -> Given:
    over = one.valid_to is not None and one.valid_to <= max(on, one.valid_from)
    coming = one.valid_from > on
    badge = Badge(_("已结束")) if over else Badge(_("未开始"), "info") if coming else Badge(_("有效"), "done")
    confirm = _("从今天起收回，这个岗位不再有这项权限。确定吗？")
    end = Act(f"end-{one.pk}", _("收回"), f"/grants/{one.pk}/end", confirm=confirm)
    until = full_day_words(one.valid_to - timedelta(days=1)) if one.valid_to else _("没有期限")
    may = viewer.may_at("revoke", one.path) and not over
    return Given(
        role_name(one.role), place, full_day_words(one.valid_from), until, one.reason, badge, end if may else None
    )


def _give(viewer: Actor, post: Post, typed: GrantTyped) -> Act:
    roles = tuple(
        Option(one.key, role_name(one), chosen=one.key == (typed.role or post.role_id))
        for one in _offered(viewer, post, people.roles())
    )
    fields = (
        Field("role", _("给什么角色"), "select", options=roles),
        Field("place", _("在哪里"), "select", options=options_of(viewer, ANYWHERE, typed.place or post.path)),
        Field("on", _("从哪天起"), "date", typed.on, help=_("不填就是今天")),
        Field("last", _("到哪天（含）"), "date", typed.last, required=True, help=_("最多一年")),
        Field("reason", _("原因"), value=typed.reason, required=True),
    )
    return Act("grant", _("另外授权"), f"/posts/{post.pk}/grants", fields, look="primary")


def _offered(viewer: Actor, post: Post, roles: Iterable[Role]) -> Iterator[Role]:
    """The post's own, and those whose every verb the viewer may do where the post lies."""
    for role in roles:
        if role.pk == post.role_id or (role.reach == "ground" and all(viewer.may_at(v, post.path) for v in role.verbs)):
            yield role
