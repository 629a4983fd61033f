"""An office adjusts its places (区划调整): what is asked is looked at first; where its day has come it is done at once,
else it waits for the clock, so that until that day every row and figure stays with the old place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.paths import within
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.territory.actions.changing import Basis, merge, move, rename, set_layers, split
from shian.territory.actions.entering import refuse_layers
from shian.territory.models import Adjustment, Level, Place, PlaceChange
from shian.territory.rules import is_code
from shian.territory.states import ADJUSTMENT

Kind = PlaceChange.Kind
LAYERED = (Level.COUNTY, Level.ZONE)
KINDS = (Kind.RENAME, Kind.MERGE, Kind.SPLIT, Kind.MOVE, Kind.LAYERS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall change. `place` is renamed, receives what is merged, is divided, gives `others` away to `into`, or has
    so many `layers` of cadres."""

    kind: PlaceChange.Kind
    place: Place
    basis: Basis
    others: tuple[Place, ...] = ()
    into: Place | None = None
    title: str = ""
    code: str = ""
    layers: int = 0

    @property
    def moving(self) -> tuple[Place, ...]:
        """The places that come under another one; of a rename, the place itself stays where it is."""
        return () if self.kind in (Kind.RENAME, Kind.LAYERS) else self.others


def look_at(wanted: Wanted, *, by: Actor) -> None:
    """Raises Refused, in one sentence, for what cannot be done."""
    if not wanted.basis.document.strip():
        raise Refused(_("请写明依据的文件"))
    for place in _concerned(wanted):
        _refuse_place(place, wanted.basis.on, by)
    _LOOKS[wanted.kind](wanted)


def adjust(wanted: Wanted, told: Mapping[str, int], *, today: date, by: Actor) -> Adjustment:
    """Enter a change; from its day on it holds. Raises Refused, and then nothing is written."""
    look_at(wanted, by=by)
    entered = _entered(wanted, told, by)
    with act(by, "change_place", entered) as announce:
        entered.save(force_insert=True)
        announce.note(kind=entered.kind, on=str(entered.on), waits=entered.on > today)
        if entered.on <= today:
            _carry_out(entered, by)
    return entered


def withdraw_adjustment(entered: Adjustment, *, by: Actor) -> None:
    """Take back what has not happened yet. What has, was followed by every room and is changed only by another change."""
    with act(by, "change_place", entered):
        if entered.state != Adjustment.State.WAITING:
            raise Refused(_("已经生效或撤回的变更不能再撤回；弄错了请按文件再办一次"))
        ADJUSTMENT.move(entered, "withdraw")


def carry_out_due(today: date, *, by: Actor) -> int:
    """What waited for this day happens; what can no longer be done keeps the sentence why. Answers how many were done."""
    waiting = Adjustment.objects.filter(state=Adjustment.State.WAITING, on__lte=today).order_by(
        "on", "entered_at", "pk"
    )
    return sum(_carried_out(entered, by) for entered in waiting.select_related("place", "into"))


def _carried_out(entered: Adjustment, by: Actor) -> bool:
    try:
        with act(by, "change_place", entered):
            _carry_out(entered, by)
    except Refused as refused:
        entered.refresh_from_db()
        with act(by, "change_place", entered) as announce:
            ADJUSTMENT.move(entered, "fail", words=str(refused)[:300])
            announce.note(refused=refused.code)
        return False
    return True


def _carry_out(entered: Adjustment, by: Actor) -> None:
    """With a savepoint of its own: half a merge is none."""
    wanted = _wanted(entered)
    with transaction.atomic():
        ADJUSTMENT.move(entered, "apply")
        look_at(wanted, by=by)
        _VERBS[wanted.kind](wanted, by)


def _entered(wanted: Wanted, told: Mapping[str, int], by: Actor) -> Adjustment:
    return Adjustment(
        kind=wanted.kind,
        place=wanted.place,
        into=wanted.into,
        others=[str(place.pk) for place in wanted.others],
        title=wanted.title.strip(),
        code=str(wanted.layers) if wanted.layers else wanted.code.strip(),
        on=wanted.basis.on,
        basis=wanted.basis.document.strip(),
        told=dict(told),
        names={str(place.pk): place.name for place in _concerned(wanted)},
        path=wanted.place.path,
        entered_by=by.label,
    )


def _wanted(entered: Adjustment) -> Wanted:
    """As it was entered, with the places as they are now."""
    found = {str(place.pk): place for place in Place.objects.filter(pk__in=entered.others)}
    others = tuple(found[key] for key in entered.others)
    kind, basis = Kind(entered.kind), Basis(entered.on, entered.basis)
    if kind == Kind.LAYERS:
        return Wanted(kind, entered.place, basis, layers=int(entered.code))
    return Wanted(kind, entered.place, basis, others, entered.into, entered.title, entered.code)


def _concerned(wanted: Wanted) -> list[Place]:
    return [wanted.place, *wanted.others, *([wanted.into] if wanted.into else [])]


def _refuse_place(place: Place, on: date, by: Actor) -> None:
    if not by.may_at("change_place", place.path):
        raise Refused(_("「%(place)s」不在您的辖区，改不了") % {"place": place.name})
    if place.closed_on is not None:
        raise Refused(_("「%(place)s」已经撤销") % {"place": place.name})
    if place.opened_on is not None and place.opened_on > on:
        raise Refused(_("「%(place)s」到那天还没有设立") % {"place": place.name})
    if PlaceChange.objects.filter(place=place, on__gt=on).exists():
        raise Refused(_("「%(place)s」在这之后已有变更，不能倒着补") % {"place": place.name})


def _look_at_name(wanted: Wanted) -> None:
    title = wanted.title.strip()
    if not title or (wanted.kind == Kind.RENAME and title == wanted.place.name):
        raise Refused(_("请填写新的名称"))
    beside = Place.objects.filter(parent=wanted.place.parent, name=title, closed_on__isnull=True)
    if beside.exists():
        raise Refused(_("已经有「%(place)s」，请换一个名称") % {"place": title})


def _look_at_merge(wanted: Wanted) -> None:
    _refuse_none(wanted.others, _("请选哪些地方并进来"))
    for place in wanted.others:
        if within(wanted.place.path, place.path):
            raise Refused(_("不能把「%(place)s」并入它自己") % {"place": place.name})
        if place.level != wanted.place.level:
            raise Refused(_("「%(place)s」不是同一级，不能合并") % {"place": place.name})


def _look_at_split(wanted: Wanted) -> None:
    _look_at_name(wanted)
    _refuse_none(wanted.others, _("请选哪些地方分出去"))
    _refuse_strangers(wanted)
    if not is_code(wanted.code.strip()):
        raise Refused(_("请填新地方的代码，只用数字和英文字母"))
    if Place.objects.filter(code_system=wanted.place.code_system, code=wanted.code.strip()).exists():
        raise Refused(_("代码 %(code)s 已经有地方在用") % {"code": wanted.code.strip()})


def _look_at_move(wanted: Wanted) -> None:
    _refuse_none(wanted.others, _("请选哪些地方划过去"))
    _refuse_strangers(wanted)
    if wanted.into is None:
        raise Refused(_("请选划到哪里"))
    if wanted.into.pk == wanted.place.pk:
        raise Refused(_("它们本来就在「%(place)s」") % {"place": wanted.into.name})
    if wanted.into.level != wanted.place.level:
        raise Refused(_("「%(place)s」不是同一级，划不过去") % {"place": wanted.into.name})


def _look_at_layers(wanted: Wanted) -> None:
    refuse_layers(wanted.layers)
    if wanted.place.level not in LAYERED:
        raise Refused(_("层级按县（市、区）定，请选县级"))
    if wanted.layers == wanted.place.layers:
        raise Refused(_("「%(place)s」现在就是 %(n)s 级") % {"place": wanted.place.name, "n": wanted.layers})


def _refuse_none(places: Sequence[Place], sentence: str) -> None:
    if not places:
        raise Refused(sentence)


def _refuse_strangers(wanted: Wanted) -> None:
    if strangers := [place.name for place in wanted.others if place.parent_id != wanted.place.pk]:
        raise Refused(_("%(names)s不在「%(place)s」之下") % {"names": in_a_row(strangers), "place": wanted.place.name})


def _rename(wanted: Wanted, by: Actor) -> None:
    rename(wanted.place, wanted.title, wanted.basis, by=by)


def _merge(wanted: Wanted, by: Actor) -> None:
    merge(wanted.others, wanted.place, wanted.basis, by=by)


def _split(wanted: Wanted, by: Actor) -> None:
    split(wanted.place, wanted.code, wanted.title, wanted.others, wanted.basis, by=by)


def _move(wanted: Wanted, by: Actor) -> None:
    assert wanted.into is not None
    move(wanted.others, wanted.into, wanted.basis, by=by)


def _set_layers(wanted: Wanted, by: Actor) -> None:
    set_layers(wanted.place, wanted.layers, wanted.basis, by=by)


_LOOKS = {
    Kind.RENAME: _look_at_name,
    Kind.MERGE: _look_at_merge,
    Kind.SPLIT: _look_at_split,
    Kind.MOVE: _look_at_move,
    Kind.LAYERS: _look_at_layers,
}
_VERBS = {
    Kind.RENAME: _rename,
    Kind.MERGE: _merge,
    Kind.SPLIT: _split,
    Kind.MOVE: _move,
    Kind.LAYERS: _set_layers,
}
