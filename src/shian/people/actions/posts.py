"""Organisations and posts: the seats to which rights and duties belong."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from shian.kernel.actor import ANY_VERB, Actor, Reach
from shian.kernel.gate import AnnounceMany, Verdict, act, act_many
from shian.kernel.paths import within
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.people.actions.tenure import end_running
from shian.people.events import PostClosed
from shian.people.models import Organisation, Post, PostGrant, Role
from shian.territory.models import Place

Standing = TypeVar("Standing", Organisation, Post)


def open_organisations(organisations: Sequence[Organisation], *, by: Actor) -> list[Verdict[Organisation]]:
    """Enter offices, governments, stations in the directory; each stands at its place."""
    return act_many(by, "open_post", _placed(organisations), _enter_organisations)


def open_organisation(organisation: Organisation, *, by: Actor) -> Organisation:
    """Enter one organisation. Raises Refused."""
    return open_organisations([organisation], by=by)[0].taken()


def set_line(organisation: Organisation, line: str, *, by: Actor) -> Organisation:
    """Say of which line of departments an organisation is (公安, 教育 …), or of none; the words are the law's, the door's to check."""
    with act(by, "open_post", organisation) as announce:
        announce.note(before=organisation.department, after=line)
        organisation.department = line
        organisation.save(update_fields=["department"])
    return organisation


def open_posts(posts: Sequence[Post], *, by: Actor) -> list[Verdict[Post]]:
    """Open posts; their path is their place's. A role of the house itself is never a person's."""
    return act_many(by, "open_post", _placed(posts), _enter_posts)


def open_post(post: Post, *, by: Actor) -> Post:
    """Open one post. Raises Refused."""
    return open_posts([post], by=by)[0].taken()


def close_post(post: Post, *, on: date, by: Actor) -> Post:
    """From this day the post is no more; whoever holds it leaves it with it."""
    with act(by, "close_post", post) as announce:
        if post.closed_on is not None:
            raise Refused(_("这个岗位已经撤销"))
        if on < post.opened_on:
            raise Refused(_("撤销日期不能早于设立日期"))
        end_running(post, on=on, reason=_("岗位撤销"))
        post.closed_on = on
        post.save(update_fields=["closed_on"])
        announce(PostClosed(post.pk, on))
    return post


def grant_extra(grant: PostGrant, *, by: Actor) -> PostGrant:
    """Give a post more than its role gives, for a time and with a reason; nobody gives what they do not have."""
    with act(by, "grant", grant) as announce:
        if not grant.reason.strip():
            raise Refused(_("请写明为什么另外授权"))
        if grant.valid_to is not None and grant.valid_to <= grant.valid_from:
            raise Refused(_("结束日期要晚于开始日期"))
        _refuse_system_role(grant.role)
        _refuse_more_than_own(grant, by)
        _refuse_new_powers(grant, by)
        grant.save(force_insert=True)
        announce.note(post=str(grant.post_id), role=grant.role_id, clearance=grant.clearance)
    return grant


def end_grant(grant: PostGrant, *, on: date, by: Actor) -> PostGrant:
    """End an extra grant from a day on."""
    with act(by, "revoke", grant):
        if on < grant.valid_from:
            raise Refused(_("结束日期不能早于开始日期"))
        if grant.valid_to is not None and grant.valid_to <= on:
            raise Refused(_("这项授权已经结束"))
        grant.valid_to = on
        grant.save(update_fields=["valid_to"])
    return grant


def _refuse_more_than_own(grant: PostGrant, by: Actor) -> None:
    own = [g for g in by.granted("grant") if grant.path.startswith(g.path or "?")]
    if not any(g.clearance >= grant.clearance for g in own):
        raise Denied(_("不能授予自己没有的密级：%(level)s") % {"level": Secrecy(grant.clearance).name})
    if not by.may_at("grant", grant.post.path):
        raise Denied(_("这个岗位不在您的辖区"))


def _refuse_new_powers(grant: PostGrant, by: Actor) -> None:
    """More ground for what the post may do already, or else only what the giver may do there themselves."""
    if grant.role_id == grant.post.role_id:
        return
    there = frozenset().union(*(g.verbs for g in by.grants if g.reach is Reach.GROUND and within(grant.path, g.path)))
    if not (set(grant.role.verbs) <= there or ANY_VERB in there):
        raise Denied(_("「%(role)s」里有您自己没有的权限，不能授予") % {"role": grant.role.title})


def _refuse_system_role(role: Role) -> None:
    if role.system:
        raise Refused(_("「%(role)s」是系统角色，不能由人担任") % {"role": role.title})


def _placed(things: Sequence[Standing]) -> list[Standing]:
    for thing in things:
        thing.path = thing.place.path
    return list(things)


def _enter_organisations(batch: list[Organisation], announce: AnnounceMany[Organisation]) -> None:
    _refuse_closed_places([organisation.place for organisation in batch])
    Organisation.objects.bulk_create(batch)


def _enter_posts(batch: list[Post], announce: AnnounceMany[Post]) -> None:
    _refuse_closed_places([post.place for post in batch])
    for role in {post.role for post in batch}:
        _refuse_system_role(role)
    Post.objects.bulk_create(batch)
    for post in batch:
        announce.note(post, role=post.role_id, tier=post.tier)


def _refuse_closed_places(places: list[Place]) -> None:
    for place in places:
        if place.closed_on is not None:
            raise Refused(_("「%(place)s」已经撤销，不能在这里设岗") % {"place": place.name})
