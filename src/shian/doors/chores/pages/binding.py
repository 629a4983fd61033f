"""The binding page: filters, what would be, the load of each cadre, earlier batches."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.paging import Slice
from shian.doors.ui.said import names_of, place_options, why
from shian.doors.ui.shapes.chores import BindingPage, Load
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Holder, Option, Row, Stat, State, Table
from shian.doors.ui.words import measure
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.spelled import counted
from shian.loop import queries as loop
from shian.loop.actions.binding import Binding, Preview
from shian.loop.law import law_on
from shian.loop.models import BulkBatch
from shian.people import queries as people
from shian.people.models import Post
from shian.registry.models import Business, Kind, Status
from shian.registry.queries import register as registry
from shian.registry.queries.register import Filter

HEAVIEST, EARLIER = 12, 10


@dataclass(frozen=True)
class Earlier:
    when: str
    words: str
    undo: Act | None


@dataclass(frozen=True)
class BindingDesk(BindingPage):
    template: ClassVar[str] = "chores/binding.html"
    earlier: tuple[Earlier, ...] = ()


def chosen(said: QueryDict, within: str) -> Filter:
    """Which businesses: those that work, of a place, a kind, a grade."""
    kind, grade = said.get("kind", ""), said.get("grade", "")
    return Filter(
        within=within,
        kind=kind if kind in Kind.values else "",
        status=Status.OPERATING.value,
        guarantee_grade=grade if grade in set("ABCD") else "",
    )


def digest(preview: Preview) -> str:
    """What was shown, in one word: the same pairs, the same word."""
    told = "\n".join(f"{pair.business} {pair.post}" for pair in preview.pairs)
    return hashlib.sha256(told.encode()).hexdigest()


def page(
    viewer: Actor, asked: Filter, preview: Preview | None, shown: Slice[Binding] | None, *, on: date
) -> BindingDesk:
    law = law_on(on, asked.within or "cn/")
    limit = Because(law.pack.loads.block, law.pack.loads.cite.text, {}, law.pack.loads.cite.assumed)
    words = _("超过 %(warn)s 家提醒，超过 %(block)s 家不让分") % {
        "warn": law.pack.loads.warn,
        "block": law.pack.loads.block,
    }
    return BindingDesk(
        title=_("分配包保"),
        lead=_("给每一家定一名包保干部：按等级找对应层级，谁手里少给谁。只分还没有人管的。"),
        filters=_filters(viewer, asked),
        preview_action="/binding",
        stats=_stats(preview) if preview else (),
        loads=_loads(preview, law.pack.loads.warn, law.pack.loads.block, on) if preview else (),
        limit=why(limit, words, question=_("多少算多")),
        preview=_table(viewer, preview, shown) if preview and shown else None,
        go=_go(asked, preview) if preview and preview.pairs and viewer.grounds("bind") else None,
        earlier=tuple(_earlier(one) for one in loop.bulk_batches(viewer, act="bind")[:EARLIER]),
    )


def _filters(viewer: Actor, asked: Filter) -> tuple[Field, ...]:
    grades: tuple[Option, ...] = (Option("", _("全部"), chosen=not asked.guarantee_grade),)
    grades += tuple(Option(g, _("%(g)s 级") % {"g": g}, chosen=g == asked.guarantee_grade) for g in "ABCD")
    kinds: tuple[Option, ...] = (Option("", _("全部"), chosen=not asked.kind),)
    kinds += tuple(Option(value, str(word), chosen=value == asked.kind) for value, word in Kind.choices)
    return (
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
        Field("grade", _("包保等级"), "select", options=grades),
        Field("kind", _("类别"), "select", options=kinds),
    )


def _stats(preview: Preview) -> tuple[Stat, ...]:
    return (
        Stat(_("可以分配"), f"{len(preview.pairs):,}", measure("家"), tone="done" if preview.pairs else ""),
        Stat(_("分不出去"), f"{len(preview.unbound):,}", measure("家"), tone="late" if preview.unbound else "done"),
        Stat(_("偏多的岗位"), f"{preview.warned:,}", measure("个岗位"), tone="soon" if preview.warned else ""),
        Stat(_("超上限的岗位"), f"{preview.blocked:,}", measure("个岗位"), tone="late" if preview.blocked else ""),
    )


def _loads(preview: Preview, warn: int, block: int, on: date) -> tuple[Load, ...]:
    """The heaviest posts, as they are and as they would be."""
    heaviest = sorted(preview.loads, key=lambda post: -preview.loads[post].count)[:HEAVIEST]
    given: dict[UUID, int] = {}
    for pair in preview.pairs:
        given[pair.post] = given.get(pair.post, 0) + 1
    posts, tenures = people.posts_named(heaviest), names_of(heaviest, on=on)
    return tuple(
        _load(posts[key], tenures, preview, given.get(key, 0), warn, block) for key in heaviest if key in posts
    )


def _load(post: Post, tenures: Mapping[UUID, object], preview: Preview, more: int, warn: int, block: int) -> Load:
    after = preview.loads[post.pk].count
    name = getattr(tenures.get(post.pk), "person_name", "")
    return Load(Holder(post.title, name, href=f"/posts/{post.pk}"), after - more, after, warn, block)


def _table(viewer: Actor, preview: Preview, shown: Slice[Binding]) -> Table:
    names = registry.named(
        viewer, [*(pair.business for pair in shown.rows), *list(preview.unbound)[: len(preview.unbound)]]
    )
    posts = people.posts_named([pair.post for pair in shown.rows])
    lost = [Row((_name(names, key), Cell(reason, tone="late"))) for key, reason in list(preview.unbound.items())[:50]]
    pairs = [
        Row((_name(names, pair.business), Cell(posts[pair.post].title))) for pair in shown.rows if pair.post in posts
    ]
    return Table(
        (Column(_("主体")), Column(_("交给谁"))),
        tuple(lost + pairs),
        _("分配结果"),
        total=counted("共 %(n)s 家可以分配", shown.total),
        pager=shown.pager,
        empty=State("empty", _("没有要分的"), _("这里每一家都已有人管。")),
    )


def _name(names: dict[UUID, Business], key: UUID) -> Cell:
    found = names.get(key)
    return Cell(found.name if found else str(key), f"/businesses/{key}", grade=found.guarantee_grade if found else "")


def _go(asked: Filter, preview: Preview) -> Act:
    fields = (
        Field("within", "", "hidden", asked.within),
        Field("grade", "", "hidden", asked.guarantee_grade),
        Field("kind", "", "hidden", asked.kind),
        Field("shown", "", "hidden", digest(preview)),
    )
    return Act("bind", _("分配这 %(n)s 家") % {"n": f"{len(preview.pairs):,}"}, "/binding", fields, look="primary")


def _earlier(one: BulkBatch) -> Earlier:
    undo = Act(
        "undo",
        _("撤销"),
        f"/binding/{one.pk}/undo",
        confirm=_("这次分配的 %(n)s 家会回到没有人管。确定撤销吗？") % {"n": one.count},
        look="danger",
    )
    words = _("分配了 %(n)s 家") % {"n": f"{one.count:,}"} + (f" · {one.note}" if one.note else "")
    return Earlier(f"{timezone.localtime(one.created_at):%Y-%m-%d %H:%M}", words, None if one.undone_at else undo)
