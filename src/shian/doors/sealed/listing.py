"""The sealed desk: what of the channel is the viewer's, each in a list of its own; and the form of a new channel."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.sealed.shapes import FilePage, SealedPage
from shian.doors.sealed.words import KINDS, clue_badge, opening_badge, reward_badge
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import said
from shian.doors.ui.words import moment_words
from shian.kernel.actor import Actor
from shian.people.models import Post
from shian.sealed import boxes, queries
from shian.sealed.models import Channel
from shian.sealed.rules import yuan

SHOWN = 200


def sealed(viewer: Actor) -> SealedPage:
    """Whoever has no part in it reads one sentence."""
    tables = [
        one for one in (_clues(viewer), _rewards(viewer), _openings(viewer), _names(viewer), _keys(viewer)) if one.rows
    ]
    channels = list(queries.channels(viewer)) if viewer.posts else []
    if channels:
        tables.append(_channels(channels))
    links = (Link(_("开通一个渠道"), reverse("new_sealed_channel"), "plus"),) if viewer.grounds("open_channel") else ()
    lead = _("举报人的身份封给两位保管人；办案的人只看内容。")
    empty = State("empty", _("这里没有您要办的"), _("专办员、监督人和保管人各看各的。"))
    return SealedPage(_("密封举报"), lead, tuple(tables), links, None if tables else empty)


def _table(caption: str, heads: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(tuple(map(Column, heads)), tuple(rows), caption)


def _clues(viewer: Actor) -> Table:
    rows = [
        Row(
            (
                Cell(moment_words(one.received_at), reverse("sealed_clue", args=[one.pk])),
                Cell(one.channel.place.name),
                Cell(badge=clue_badge(one.state)),
            )
        )
        for one in queries.clues(viewer)[:SHOWN]
    ]
    return _table(_("要办的举报"), (_("收到"), _("地方"), _("到哪一步")), rows)


def _rewards(viewer: Actor) -> Table:
    rows = [
        Row(
            (
                Cell(_("%(yuan)s 元") % {"yuan": yuan(one.amount)}, reverse("sealed_reward", args=[one.pk])),
                Cell(badge=reward_badge(one.state)),
            )
        )
        for one in queries.rewards(viewer)[:SHOWN]
    ]
    return _table(_("奖励"), (_("金额"), _("到哪一步")), rows)


def _openings(viewer: Actor) -> Table:
    rows = [
        Row(
            (
                Cell(moment_words(one.asked_at), reverse("sealed_opening", args=[one.pk])),
                Cell(said(KINDS, one.kind)),
                Cell(badge=opening_badge(one.state)),
            )
        )
        for one in queries.openings(viewer)[:SHOWN]
    ]
    return _table(_("打开身份的申请"), (_("申请"), _("打开什么"), _("到哪一步")), rows)


def _names(viewer: Actor) -> Table:
    rows = [
        Row(
            (
                Cell(moment_words(one.sealed_at), reverse("sealed_identity", args=[one.pk])),
                Cell(said(KINDS, one.kind)),
            )
        )
        for one in queries.identities(viewer)[:SHOWN]
    ]
    return _table(_("您保管一半的身份"), (_("封存"), _("哪一种")), rows)


def _keys(viewer: Actor) -> Table:
    rows = [
        Row(
            (
                Cell(one.note, reverse("sealed_key", args=[one.pk])),
                Cell(one.channel.place.name),
                Cell(boxes.fingerprint(one.public)),
            )
        )
        for one in queries.own_keys(viewer)
    ]
    return _table(_("您的钥匙"), (_("哪一把"), _("地方"), _("指纹")), rows)


def _channels(channels: Sequence[Channel]) -> Table:
    rows = [
        Row(
            (
                Cell(one.place.name, reverse("sealed_channel", args=[one.pk])),
                Cell(one.handler.title),
                Cell(one.supervisor.title),
            )
        )
        for one in channels
    ]
    return _table(_("举报渠道"), (_("地方"), _("承办"), _("监督")), rows)


def new_channel(
    places: Mapping[str, str],
    posts: Mapping[str, Sequence[tuple[Post, str]]],
    typed: Mapping[str, str],
    error: str = "",
) -> FilePage:
    """The form of a new channel: four posts of the three roles."""

    def field(name: str, label: str, role: str) -> Field:
        options = (Option(str(post.pk), words, chosen=typed.get(name) == str(post.pk)) for post, words in posts[role])
        return Field(name, label, "select", options=(Option("", _("请选")), *options), required=True)

    fields = (
        Field(
            "place", _("地方"), "select", error=error, options=tuple(Option(key, name) for key, name in places.items())
        ),
        field("handler", _("承办人"), "clue_handler"),
        field("supervisor", _("监督人（核准奖励、收到打开身份的提醒）"), "clue_supervisor"),
        field("first", _("第一位身份保管人"), "clue_custodian"),
        field("second", _("第二位身份保管人"), "clue_custodian"),
    )
    notes = (
        _("四个岗位、四个人；先在人员岗位里设好专办员、监督人和两位保管人。"),
        _("两位保管人各自在自己的机器上运行 shian sealed keys，再来登记公钥；在这以前只收匿名举报。"),
    )
    to = Act("open", _("开通"), reverse("new_sealed_channel"), fields, look="primary")
    return FilePage(_("开通密封举报"), Badge(_("新的")), _("开通以前看一眼"), (), (to,), notes=notes)


def keys_of(viewer: Actor, channel: Channel) -> tuple[tuple[str, UUID], ...]:
    """The fingerprints that a viewer may compare."""
    return tuple((boxes.fingerprint(one.public), one.pk) for one in queries.keys_in_force(viewer, channel))
