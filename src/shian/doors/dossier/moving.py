"""The page on which a business moves: what changes hands is seen first, then done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.ui.owed import asked_for
from shian.doors.ui.said import names_of
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.typed import day_of
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop import queries as loop
from shian.loop.queries.hands import Hands
from shian.loop.queries.tasks import with_names
from shian.loop.spoken import problem_words
from shian.people import queries as people
from shian.registry.actions.moving import VERB, WIDE, Site
from shian.registry.models import Business
from shian.territory import queries as territory
from shian.territory.models import Place


@dataclass(frozen=True)
class MoveTyped:
    """Where a business goes, from which day and why; kept as typed. `place` is a path, `spot` degrees north and east."""

    place: str = ""
    address: str = ""
    spot: str = ""
    on: str = ""
    reason: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "MoveTyped":
        return cls(*(query.get(name, "").strip() for name in ("place", "address", "spot", "on", "reason")))

    @property
    def is_whole(self) -> bool:
        """Whether enough was said to be looked at."""
        return bool(self.place or self.address or self.reason)

    def site(self) -> Site:
        """Raises Refused where the place or the spot is none."""
        if not self.place:
            raise Refused(_("请选迁到哪里"))
        try:
            return Site(territory.place(self.place), self.address, *self._degrees())
        except Missing as missing:
            raise Refused(str(missing)) from missing

    def _degrees(self) -> tuple[float | None, float | None]:
        if not self.spot:
            return None, None
        try:
            north, east = (float(part) for part in self.spot.replace("，", ",").split(","))
        except ValueError:
            north, east = 91.0, 0.0
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            raise Refused(_("坐标请写成“纬度,经度”，如 30.63,120.56"))
        return north, east

    def day(self, today: date) -> date:
        """From which day. Raises Refused for a day to come: on that day it is done."""
        day = day_of(self.on, _("从哪天起")) if self.on else today
        if day > today:
            raise Refused(_("不能填以后的日期，到那天再办"))
        return day


@dataclass(frozen=True)
class MovePage:
    """GET looks; only `go` moves. `hands` lists what goes from whom to whom."""

    template: ClassVar[str] = "dossier/move.html"
    title: str
    lead: str
    action: str
    fields: tuple[Field, ...]
    back: Link
    error: str = ""
    words: tuple[str, ...] = ()
    hands: Table | None = None
    go: Act | None = None


def move_page(viewer: Actor, one: Business, typed: MoveTyped, *, error: str = "") -> MovePage:
    """The form, as typed."""
    return MovePage(
        _("迁移：%(name)s") % {"name": one.name},
        _("从迁移那天起算新地方的；以前各时段的数字留在原来的地方。档案跟着主体走。"),
        reverse("move_business", args=[one.pk]),
        (
            Field("place", _("迁到哪里"), "select", options=_places(viewer, typed.place), required=True),
            Field("address", _("新的地址"), value=typed.address, required=True),
            Field("spot", _("坐标"), value=typed.spot, help=_("可不填；纬度,经度，如 30.63,120.56")),
            Field("on", _("从哪天起"), "date", typed.on, help=_("不填就是今天")),
            Field("reason", _("原因"), value=typed.reason, required=True),
        ),
        Link(_("变更"), reverse("change_business", args=[one.pk])),
        error,
    )


def previewed(viewer: Actor, one: Business, typed: MoveTyped, to: Place, *, on: date, today: date) -> MovePage:
    """The form again, with what would change hands, and one button that does exactly that."""
    hands = loop.hands_of(one, to.path, on=on)
    fields = tuple(Field(f.name, "", "hidden", getattr(typed, f.name)) for f in move_page(viewer, one, typed).fields)
    said = {"day": full_day_words(on), "name": one.name, "from": one.place.name, "to": to.name}
    words = (
        _("从 %(day)s 起，「%(name)s」从「%(from)s」迁到「%(to)s」。") % said,
        _("这天以前的时段仍算在「%(from)s」，以后的算在「%(to)s」。") % said,
        *((_("原来的包保关系从这天起结束，要在「%(to)s」重新分配包保。") % said,) if hands.released else ()),
    )
    confirm = _("确定「%(name)s」已经迁到「%(to)s」了吗？") % said
    go = Act("go", _("就这样迁移"), reverse("move_business", args=[one.pk]), fields, confirm, "primary")
    return replace(move_page(viewer, one, typed), words=words, hands=_table(hands, today), go=go)


def _places(viewer: Actor, chosen: str) -> tuple[Option, ...]:
    """Towns and villages of every ground on which the viewer may move a business, each indented below what holds it."""
    found = {
        place.path: place
        for ground in viewer.grounds(VERB)
        for place in territory.places_within(ground)
        if place.level not in WIDE
    }
    top = min((path.count("/") for path in found), default=0)
    options = (
        Option(path, "　" * (path.count("/") - top) + place.name, chosen=path == chosen)
        for path, place in sorted(found.items())
    )
    return (Option("", _("请选"), chosen=not chosen), *options)


def _table(hands: Hands, today: date) -> Table:
    rows = list(_changes(hands))
    posts = people.posts_named([post for _what, pair in rows for post in pair if post])
    names = names_of(posts, on=today)

    def who(post: UUID | None) -> Cell:
        if post is None or post not in posts:
            return Cell(_("没有人"), tone="late")
        tenure = names.get(post)
        return Cell(posts[post].title, sub=tenure.person_name if tenure else _("空缺"))

    return Table(
        (Column(_("什么")), Column(_("现在归谁")), Column(_("以后归谁"))),
        tuple(Row((Cell(what), who(before), who(after))) for what, (before, after) in rows),
        _("要换手的"),
        empty=State("empty", _("没有要换手的"), _("管这家的人两边都管得到，或者没有没办完的事。")),
    )


def _changes(hands: Hands) -> Iterator[tuple[str, tuple[UUID | None, UUID | None]]]:
    to: Mapping[UUID, UUID] = hands.heirs
    for duty in hands.released:
        yield _("包保"), (duty.holder_id, None)
    for duty in hands.passed:
        yield _("责任"), (duty.holder_id, to.get(duty.holder_id or duty.pk))
    for task in with_names(hands.visits):
        yield asked_for(task), (task.holder_id, hands.office)
    for task in with_names(hands.steps):
        yield asked_for(task), (task.holder_id, to.get(task.holder_id or task.pk))
    for found in hands.findings:
        yield (
            _("问题：%(text)s") % {"text": problem_words(found)},
            (found.holder_id, to.get(found.holder_id or found.pk)),
        )
