"""Changes of places: what was and will be changed, and one form that shows first what it would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.doors.chores.forms import PlacesTyped
from shian.doors.chores.pages.tiers import tiers_after
from shian.doors.ui.said import ground_of
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option, Stat, State, Tone
from shian.doors.ui.words import full_day_words, measure
from shian.kernel.actor import Actor
from shian.kernel.spelled import in_a_row
from shian.loop import queries as loop
from shian.people import queries as people
from shian.registry.queries import register as registry
from shian.registry.queries.register import Filter
from shian.territory import queries as territory
from shian.territory.actions.adjusting import KINDS, LAYERED, Kind, Wanted
from shian.territory.models import Adjustment, Level, Place

NEW = "/places/new"
# Below a county an office changes its towns and villages, and its own grids; what lies above is not its own to change.
CHANGED = (Level.TOWNSHIP, Level.VILLAGE, Level.GRID)
WITHIN = (Level.TOWNSHIP, Level.VILLAGE)  # what is divided or gives places away has places of its own
TITLES: Mapping[str, object] = {
    Kind.RENAME: gettext_lazy("改名"),
    Kind.MERGE: gettext_lazy("合并"),
    Kind.SPLIT: gettext_lazy("分设"),
    Kind.MOVE: gettext_lazy("划转"),
    Kind.LAYERS: gettext_lazy("改包保层级"),
}
HINTS: Mapping[str, object] = {
    Kind.RENAME: gettext_lazy("一个地方换名称，别的都不变"),
    Kind.MERGE: gettext_lazy("几个地方并成一个，并进来的撤销"),
    Kind.SPLIT: gettext_lazy("一个地方分出一部分，另立新的"),
    Kind.MOVE: gettext_lazy("几个村或网格改归别的地方管"),
    Kind.LAYERS: gettext_lazy("三级还是四级包保，各等级换谁来管"),
}
WHICH: Mapping[str, object] = {
    Kind.RENAME: gettext_lazy("哪个地方"),
    Kind.MERGE: gettext_lazy("并到哪里"),
    Kind.SPLIT: gettext_lazy("从哪里分出来"),
    Kind.MOVE: gettext_lazy("从哪里划出来"),
    Kind.LAYERS: gettext_lazy("哪个县（市、区）"),
}
PARTS: Mapping[str, object] = {
    Kind.MERGE: gettext_lazy("哪些并进来（并入后撤销）"),
    Kind.SPLIT: gettext_lazy("哪些归新地方"),
    Kind.MOVE: gettext_lazy("哪些划过去"),
}
STATES: Mapping[str, tuple[object, Tone, str]] = {
    "waiting": (gettext_lazy("还没到日子"), "soon", "calendar"),
    "applied": (gettext_lazy("已生效"), "done", "check"),
    "withdrawn": (gettext_lazy("已撤回"), "", ""),
    "failed": (gettext_lazy("没有办成"), "late", "alert"),
}


@dataclass(frozen=True)
class Change:
    """One change: from which day, what it is, what it concerned, on what paper, and how it stands."""

    day: str
    words: str
    concerned: str
    basis: str
    entered: str
    badge: Badge
    trouble: str = ""
    withdraw: Act | None = None


@dataclass(frozen=True)
class PlacesPage:
    template: ClassVar[str] = "chores/places.html"
    title: str
    lead: str
    kinds: tuple[Link, ...]
    changes: tuple[Change, ...]
    empty: State
    back: Link


@dataclass(frozen=True)
class PlaceChangePage:
    """GET looks; only `go` changes. `chosen` is whether the place is known, so that its parts can be asked for."""

    template: ClassVar[str] = "chores/place_change.html"
    title: str
    lead: str
    action: str
    fields: tuple[Field, ...]
    chosen: bool
    back: Link
    error: str = ""
    words: str = ""
    after: str = ""
    stats: tuple[Stat, ...] = ()
    go: Act | None = None
    tiers: tuple[tuple[str, str], ...] = ()


def places(viewer: Actor, found: Iterable[Adjustment]) -> PlacesPage:
    return PlacesPage(
        _("区划变更"),
        _("乡镇、村和网格改名、合并、分设、划转。写明从哪天起，以前的数字留在原来的地方，以后的归新的地方。"),
        (
            *(Link(str(TITLES[kind]), f"{NEW}?kind={kind.value}", hint=str(HINTS[kind])) for kind in KINDS),
            Link(_("设立"), "/places/open", hint=_("新的网格、工作站或管理区")),
        ),
        tuple(_change(one) for one in found),
        State("empty", _("还没有办过"), _("上面选一种，先看影响再办。")),
        Link(_("内务"), "/chores"),
    )


def _change(one: Adjustment) -> Change:
    waiting = one.state == Adjustment.State.WAITING
    confirm = _("到那天就不会变了。确定撤回吗？")
    word, tone, icon = STATES[one.state]
    return Change(
        full_day_words(one.on),
        described(one),
        _concerned(one.told),
        one.basis,
        _("%(who)s 于 %(day)s 登记") % {"who": one.entered_by, "day": f"{timezone.localtime(one.entered_at):%Y-%m-%d}"},
        Badge(str(word), tone, icon),
        one.words,
        Act("withdraw", _("撤回"), f"/places/{one.pk}/withdraw", confirm=confirm, look="danger") if waiting else None,
    )


def described(one: Adjustment) -> str:
    """A change in words, with the names that held when it was entered."""
    names = {key: one.names.get(key, "") for key in [str(one.place_id), str(one.into_id), *one.others]}
    others = in_a_row(names[key] for key in one.others)
    return _sentence(one.kind, names[str(one.place_id)], others, names[str(one.into_id)], one.title, one.code)


def _sentence(kind: str, place: str, others: str, into: str, title: str, layers: object = "") -> str:
    words = {"place": place, "others": others, "into": into, "title": title, "layers": layers}
    said = {
        Kind.RENAME: _("「%(place)s」改名为「%(title)s」"),
        Kind.MERGE: _("%(others)s并入「%(place)s」"),
        Kind.SPLIT: _("从「%(place)s」分出%(others)s，设立「%(title)s」"),
        Kind.MOVE: _("%(others)s从「%(place)s」划到「%(into)s」"),
        Kind.LAYERS: _("「%(place)s」改为 %(layers)s 级包保"),
    }
    return said[Kind(kind)] % words


def _concerned(told: Mapping[str, int]) -> str:
    said = _("%(places)s 个地方、%(businesses)s 家主体、%(tasks)s 件没办完的事、%(posts)s 个岗位")
    return said % {name: f"{told.get(name, 0):,}" for name in ("places", "businesses", "tasks", "posts")}


def concerned(viewer: Actor, wanted: Wanted, *, on: date) -> dict[str, int]:
    """What comes under another place; of a rename, what comes under another name."""
    paths = [place.path for place in wanted.moving or (wanted.place,)]
    return {
        "places": sum(territory.places_within(path).count() for path in paths),
        "businesses": sum(registry.register(viewer, Filter(within=path)).count() for path in paths),
        "tasks": sum(loop.open_within(viewer, path).count() for path in paths),
        "posts": sum(people.posts(viewer, on=on, within=path).count() for path in paths),
    }


def change(viewer: Actor, typed: PlacesTyped, place: Place | None, *, error: str = "") -> PlaceChangePage:
    """The form: first which place, then the rest."""
    kind = Kind(typed.kind)
    fields = (Field("kind", "", "hidden", kind.value), _which(viewer, kind, typed))
    return PlaceChangePage(
        str(TITLES[kind]),
        str(HINTS[kind]),
        NEW,
        fields + (_rest(viewer, kind, typed, place) if place else ()),
        place is not None,
        Link(_("区划变更"), "/places"),
        error,
    )


def previewed(
    viewer: Actor, typed: PlacesTyped, wanted: Wanted, told: Mapping[str, int], *, today: date
) -> PlaceChangePage:
    """The form again, with what it would do, and one button that does exactly that."""
    asked = change(viewer, typed, wanted.place)
    others = in_a_row(place.name for place in wanted.others)
    into = wanted.into.name if wanted.into else ""
    words = _sentence(wanted.kind, wanted.place.name, others, into, wanted.title, wanted.layers)
    on = full_day_words(wanted.basis.on)
    return PlaceChangePage(
        asked.title,
        asked.lead,
        asked.action,
        asked.fields,
        True,
        asked.back,
        words=_("从 %(day)s 起，%(words)s。") % {"day": on, "words": words},
        after=_after(wanted, told, on),
        stats=_stats(told),
        go=_go(typed, wanted.basis.on > today, on),
        tiers=tiers_after(wanted.place, wanted.layers, wanted.basis.on) if wanted.kind == Kind.LAYERS else (),
    )


def _after(wanted: Wanted, told: Mapping[str, int], on: str) -> str:
    if wanted.kind == Kind.LAYERS:
        return _("已有的包保关系不会自己变；生效以后请到“分配包保”按新的层级重新分配。")
    if wanted.kind == Kind.RENAME:
        return _("%(day)s 以前的时段仍用原来的名称；谁看得见、谁来办都不变。") % {"day": on}
    to = {Kind.MERGE: wanted.place.name, Kind.SPLIT: wanted.title}.get(wanted.kind) or getattr(wanted.into, "name", "")
    said = _("%(what)s从 %(day)s 起归「%(to)s」；这以前各时段的数字留在原来的地方。")
    return said % {"what": _concerned(told), "day": on, "to": to}


def _stats(told: Mapping[str, int]) -> tuple[Stat, ...]:
    return (
        Stat(_("地方"), f"{told['places']:,}", measure("个")),
        Stat(_("主体"), f"{told['businesses']:,}", measure("家")),
        Stat(_("没办完的事"), f"{told['tasks']:,}", measure("件")),
        Stat(_("岗位"), f"{told['posts']:,}", measure("个")),
    )


def _go(typed: PlacesTyped, waits: bool, on: str) -> Act:
    said = {
        name: getattr(typed, name) for name in ("kind", "place", "into", "title", "code", "layers", "on", "document")
    }
    fields = tuple(Field(name, "", "hidden", value) for name, value in said.items() if value)
    fields += tuple(Field("others", "", "hidden", path) for path in typed.others)
    if waits:
        return Act("go", _("登记，到 %(day)s 生效") % {"day": on}, NEW, fields, look="primary")
    confirm = _("马上生效，不能撤回。确定要变更吗？")
    return Act("go", _("就这样变更"), NEW, fields, confirm=confirm, look="primary")


def _which(viewer: Actor, kind: Kind, typed: PlacesTyped) -> Field:
    levels = {Kind.RENAME: CHANGED, Kind.MERGE: CHANGED, Kind.LAYERS: LAYERED}.get(kind, WITHIN)
    options = (Option("", _("请选"), chosen=not typed.place), *options_of(viewer, levels, typed.place))
    return Field("place", str(WHICH[kind]), "select", options=options, required=True)


def options_of(viewer: Actor, levels: tuple[Level, ...], chosen: str) -> tuple[Option, ...]:
    own = ground_of(viewer)
    found = [place for place in territory.places_within(own) if place.level in levels] if own else []
    top = min((place.path.count("/") for place in found), default=0)
    return tuple(
        Option(place.path, "　" * (place.path.count("/") - top) + place.name, chosen=place.path == chosen)
        for place in found
    )


def _rest(viewer: Actor, kind: Kind, typed: PlacesTyped, place: Place) -> tuple[Field, ...]:
    fields: tuple[Field, ...] = ()
    if kind in PARTS:
        fields += (Field("others", str(PARTS[kind]), "checkbox", options=_parts(kind, typed, place)),)
    if kind == Kind.MOVE:
        beside = options_of(viewer, (Level(place.level),), typed.into)
        options = (Option("", _("请选"), chosen=not typed.into), *(one for one in beside if one.value != place.path))
        fields += (Field("into", _("划到哪里"), "select", options=options, required=True),)
    if kind in (Kind.RENAME, Kind.SPLIT):
        fields += (Field("title", _("新的名称"), value=typed.title, required=True),)
    if kind == Kind.SPLIT:
        fields += (Field("code", _("新的代码"), value=typed.code, required=True, help=_("民政部门给的区划代码")),)
    if kind == Kind.LAYERS:
        layers = tuple(
            Option(n, _("%(n)s 级") % {"n": n}, chosen=n == (typed.layers or str(place.layers))) for n in "34"
        )
        fields += (Field("layers", _("几级包保"), "select", options=layers, required=True),)
    return (
        *fields,
        Field("on", _("从哪天起"), "date", typed.on, required=True, help=_("以后的日子先登记，到那天自动生效")),
        Field("document", _("依据的文件"), value=typed.document, required=True, help=_("例如：浙政函〔2026〕1号")),
    )


def _parts(kind: Kind, typed: PlacesTyped, place: Place) -> tuple[Option, ...]:
    """Which places may be named: of a merge those beside it, else those in it."""
    above = place.parent if kind == Kind.MERGE else place
    found = territory.children(above) if above else ()
    return tuple(
        Option(one.path, one.name, chosen=one.path in typed.others)
        for one in found
        if one.pk != place.pk and (kind != Kind.MERGE or one.level == place.level)
    )
