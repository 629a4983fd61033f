"""Cadres from a file: the person, the post, and that the one holds the other, each by its own verb of the people room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import Verdict
from shian.kernel.paths import trail
from shian.people.actions.persons import NewPerson, register_persons
from shian.people.actions.posts import open_organisations, open_posts
from shian.people.actions.tenure import Seat, appoint_many
from shian.people.models import Organisation, Post, Role, Tier
from shian.registry.actions.imports import Applier
from shian.registry.queries.imports import StagedRow
from shian.registry.schemas import Applied, NewCadre, cadre_from_row
from shian.territory.models import Level, Place

_LEVELS = {"A": Level.CITY, "B": Level.COUNTY, "C": Level.TOWNSHIP, "D": Level.VILLAGE}
_TIERS = {"A": Tier.CITY, "B": Tier.COUNTY, "C": Tier.TOWNSHIP, "D": Tier.VILLAGE}
_ROLES = {"A": "city_leader", "B": "county_leader", "C": "township_cadre", "D": "village_cadre"}


@dataclass(slots=True)
class Draft:
    """One row on its way: refused as soon as one of its three verbs refuses."""

    cadre: NewCadre
    place: Place | None = None
    organisation: Organisation | None = None
    unit: str = ""
    post: Post | None = None
    person: UUID | None = None
    refused: str = ""


def apply_cadres(*, on: date, by: Actor) -> Applier:
    """How a slice of cadres enters."""

    def apply(batch: UUID, rows: Sequence[StagedRow]) -> Sequence[Applied]:
        refused: dict[int, str] = {}
        while True:
            drafts = [
                Draft(cadre_from_row(values, number)) for number, values, _remark in rows if number not in refused
            ]
            half_done = _tried(drafts, batch, on, by)
            if not half_done:
                return [
                    *(_applied(draft) for draft in drafts),
                    *(Applied(row, refused=why) for row, why in refused.items()),
                ]
            refused |= half_done

    return apply


def _tried(drafts: Sequence[Draft], batch: UUID, on: date, by: Actor) -> dict[int, str]:
    """Rows whose person was entered but whose post was refused: then nothing of the slice stays, and it is tried without them."""
    with transaction.atomic():
        _find_places(drafts)
        _enter_persons(drafts, by)
        entered = _standing(drafts)
        _open_organisations(drafts, by)
        _open_posts(drafts, batch, on, by)
        _seat(drafts, on, by)
        half_done = {draft.cadre.row: draft.refused for draft in entered if draft.refused}
        transaction.set_rollback(bool(half_done))
    return half_done


def _applied(draft: Draft) -> Applied:
    if draft.refused or draft.post is None:
        return Applied(draft.cadre.row, refused=draft.refused or _("没有写入"))
    return Applied(draft.cadre.row, draft.post.pk)


def _standing(drafts: Sequence[Draft]) -> list[Draft]:
    return [draft for draft in drafts if not draft.refused]


def _find_places(drafts: Sequence[Draft]) -> None:
    """A cadre of the city answers in a county: their post stands at the county's ground, where their businesses are."""
    paths = {path for draft in drafts for path in trail(draft.cadre.path)}
    places = {place.path: place for place in Place.objects.filter(path__in=paths)}
    for draft in drafts:
        draft.place = places.get(draft.cadre.path)
        if draft.place is None:
            draft.refused = _("没有这个地方")
        elif draft.cadre.tier in {"C", "D"} and draft.place.level not in {Level.TOWNSHIP, _LEVELS[draft.cadre.tier]}:
            draft.refused = _("乡镇级、村级干部要写清镇（街道）和村（社区）")


def _enter_persons(drafts: Sequence[Draft], by: Actor) -> None:
    standing = _standing(drafts)
    news = [NewPerson(one.cadre.name, one.cadre.path, one.cadre.phone, one.cadre.identity) for one in standing]
    for draft, verdict in zip(standing, register_persons(news, by=by), strict=True):
        draft.person = verdict.item.pk
        _hear(draft, verdict)


def _open_organisations(drafts: Sequence[Draft], by: Actor) -> None:
    """Named once per place; what is there already is used. Who names no unit works for the place itself."""
    standing = [draft for draft in _standing(drafts) if draft.place is not None]
    for draft in standing:
        draft.unit = draft.cadre.organisation or str(draft.place)
    there = _organisations(standing)
    new = {
        (draft.cadre.path, draft.unit): Organisation(name=draft.unit, kind=_kind(draft.cadre.tier), place=draft.place)
        for draft in standing
        if (draft.cadre.path, draft.unit) not in there
    }
    for key, verdict in zip(new, open_organisations(list(new.values()), by=by), strict=True):
        if verdict.ok:
            there[key] = verdict.item
    for draft in standing:
        draft.organisation = there.get((draft.cadre.path, draft.unit))
        draft.refused = "" if draft.organisation else _("工作单位登记不了")


def _organisations(drafts: Sequence[Draft]) -> dict[tuple[str, str], Organisation]:
    paths, names = {draft.cadre.path for draft in drafts}, {draft.unit for draft in drafts}
    found = Organisation.objects.filter(path__in=paths, name__in=names, closed_on__isnull=True)
    return {(one.path, one.name): one for one in found}


def _kind(tier: str) -> Organisation.Kind:
    return Organisation.Kind.VILLAGE if tier == "D" else Organisation.Kind.GOVERNMENT


def _open_posts(drafts: Sequence[Draft], batch: UUID, on: date, by: Actor) -> None:
    standing = _standing(drafts)
    roles = Role.objects.in_bulk(list(_ROLES.values()))
    posts = [_post(draft, roles, batch, on) for draft in standing]
    for draft, verdict in zip(standing, open_posts(posts, by=by), strict=True):
        draft.post = verdict.item
        _hear(draft, verdict)


def _post(draft: Draft, roles: Mapping[str, Role], batch: UUID, on: date) -> Post:
    cadre = draft.cadre
    return Post(
        organisation=draft.organisation,
        place=draft.place,
        role=roles[_ROLES[cadre.tier]],
        title=(cadre.title or _TIERS[cadre.tier].label)[:80],
        tier=_TIERS[cadre.tier],
        opened_on=min(cadre.since or on, on),
        batch=batch,
    )


def _seat(drafts: Sequence[Draft], on: date, by: Actor) -> None:
    standing = _standing(drafts)
    seats = [
        Seat(draft.post, draft.person, draft.cadre.name, min(draft.cadre.since or on, on))
        for draft in standing
        if draft.post is not None and draft.person is not None
    ]
    for draft, verdict in zip(standing, appoint_many(seats, by=by), strict=True):
        _hear(draft, verdict)


def _hear(draft: Draft, verdict: Verdict[Any]) -> None:
    if not verdict.ok:
        draft.refused = verdict.message
