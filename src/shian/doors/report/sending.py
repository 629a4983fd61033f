"""From the draft to a file: once, whole or not at all."""

from datetime import datetime, time
from uuid import UUID

from django.utils import timezone

from shian.complaints.actions import receive
from shian.complaints.house import at_the_counter
from shian.complaints.models import HIDDEN, Complaint
from shian.complaints.schemas import Brought, Reporter
from shian.doors.entrance.limits import RECEPTION
from shian.doors.report.draft import SETTLE, TELL, Draft
from shian.doors.report.law import kind_of
from shian.doors.report.places import path_of, shop
from shian.doors.ui.typed import day_or_none, key_or_none
from shian.evidence import arriving
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.actor import Actor
from shian.kernel.amounts import fen_or_none
from shian.kernel.paths import within
from shian.kernel.wall import worn
from shian.people.queries import system
from shian.reception import queries as reception
from shian.reception.actions import fast_track, once

FILE = "complaint"


def send(draft: Draft, *, now: datetime) -> str:
    """The receipt of the file that this draft becomes; of the one it became already, where it is sent again."""
    house = system(RECEPTION)
    with worn(house):
        receipt = once(f"report:{draft.key}", lambda: _received(draft, now).receipt, by=house, now=now)
    for one in draft.photos:
        arriving.forget(one.sha256, person=UUID(draft.key))
    return receipt


def _received(draft: Draft, now: datetime) -> Complaint:
    chosen = shop(draft.business)
    path = path_of(draft, chosen)
    with at_the_counter() as counter:
        evidence = _kept(draft, path, counter)
        made = receive(_brought(draft, path, evidence), by=counter, now=now)
    _hasten(draft, made, now)
    return made


def _kept(draft: Draft, path: str, counter: Actor) -> tuple[UUID, ...]:
    """Of the class of the file and of no business: whom it is about does not see who stood where with a camera."""
    return tuple(
        keep_evidence(
            Upload(arriving.whole(one.sha256, person=UUID(draft.key)), "photo", spot=one.spot),
            path=path,
            business=None,
            by=counter,
            secrecy=HIDDEN,
        ).pk
        for one in draft.photos
    )


def _brought(draft: Draft, path: str, evidence: tuple[UUID, ...]) -> Brought:
    spot, named = draft.spot, draft.want != TELL
    money = draft.want == SETTLE
    return Brought(
        kind=kind_of(draft.want, punish=draft.punish),
        text=draft.words.strip() or "见照片",
        place=path,
        category=draft.category,
        happened_at=_at(draft.day),
        address=draft.address.strip()[:200],
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        datum="wgs84" if spot else None,
        business=key_or_none(draft.business),
        respondent=draft.respondent.strip()[:120],
        demand=draft.demand.strip()[:200] if money else "",
        amount_fen=fen_or_none(draft.yuan) if money else None,
        evidence=evidence,
        reporter=Reporter(name=draft.name.strip()[:60], phone=draft.phone.strip()) if named else None,
        wants_publicity=draft.publicity,
    )


def _at(day: str) -> datetime | None:
    found = day_or_none(day)
    return timezone.make_aware(datetime.combine(found, time(12))) if found else None


def _hasten(draft: Draft, made: Complaint, now: datetime) -> None:
    """Under a call on the fast track the report gets a first look before anything else."""
    house = system(RECEPTION)
    with worn(house):
        running = reception.open_calls(house, on=timezone.localdate(now))
        call = next((one for one in running if one.fast_track and one.code == draft.call), None)
        if call and within(made.path, call.path) and (not call.categories or made.category in call.categories):
            fast_track(call, FILE, made.pk, made.path, by=house, now=now)
