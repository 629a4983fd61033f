"""A clue comes in: from a person, or from a file of another room that announced it; what came from one file stands once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from shian.clues.actions.moving import moved, step
from shian.clues.actions.owing import done, owe_claim
from shian.clues.events import ClueMoved
from shian.clues.models import Clue, Training
from shian.clues.states import MATTERS, SOURCES
from shian.clues.whose import refuse_all_but_the_sender
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.loop.posts import office_post, supervising_post
from shian.people.house import as_house
from shian.people.models import Post
from shian.people.queries import post
from shian.registry.models import Business
from shian.territory.models import Place

SUPERVISOR = "social_supervisor"


@dataclass(frozen=True)
class File:
    """The file of another room that a clue comes from."""

    kind: str
    key: UUID


@dataclass(frozen=True)
class Told:
    """What is told: from where, at which place, of whom, what. `sender` is the post that learns what came of it,
    `sender_label` who told it where a courier brings it."""

    source: str
    place: Place
    subject: str
    text: str
    matter: str = "other"
    address: str = ""
    business: Business | None = None
    sender: Post | None = None
    sender_label: str = ""
    file: File | None = None
    evidence: Sequence[UUID] = ()
    secrecy: Secrecy = Secrecy.INTERNAL
    holder: UUID | None = None  # where the file names who is to answer; else the nearest station


def receive(told: Told, *, by: Actor, now: datetime) -> Clue:
    """Take a clue in: it lies at its place, and the nearest station owes its claim. Told twice of one file it stands once."""
    known = _known(told.file)
    if known is not None:
        return known
    clue = _clue(told, by, now)
    with act(by, "receive_clue", clue) as announce:
        _refuse_the_untrained(told.sender, by)
        clue.task = owe_claim(clue, now)
        insert_many(Clue, [clue])
        announce.note(source=clue.source, state=clue.state)
        announce(ClueMoved(clue.pk, clue.holder_id, "receive", clue.state))
    clue._state.adding = False
    return clue


def send_again(clue: Clue, *, text: str, evidence: Sequence[UUID] = (), by: Actor, now: datetime) -> Clue:
    """What was missing is said: the clue goes back to the station, and the days of the check begin anew."""
    refuse_all_but_the_sender(clue, by)
    said = needed(text, 500)
    with act(by, "receive_clue", clue) as announce:
        holder = _station(clue.place)
        done(clue.task_id, by=by, now=now)
        clue.holder_id = holder
        words = f"{clue.text}\n{_('补充')}：{said}"[:2000]
        changed: dict[str, Any] = {
            "text": words,
            "evidence": [*clue.evidence, *evidence],
            "counted_from": local_day(now),
        }
        task = owe_claim(clue, now)
        moved(clue, "send_again", announce, by=by, now=now, note=said, holder_id=holder, task_id=_key(task), **changed)
    return clue


def _key(task: object) -> UUID | None:
    found: UUID | None = getattr(task, "pk", None)
    return found


def _known(file: File | None) -> Clue | None:
    if file is None:
        return None
    with as_house():
        found: Clue | None = Clue.objects.filter(file_kind=file.kind, file_id=file.key).first()
    return found


def _clue(told: Told, by: Actor, now: datetime) -> Clue:
    if told.source not in SOURCES or told.matter not in MATTERS:
        raise Refused(_("请选线索的来源和种类"), code="unknown_word")
    subject, text = needed(told.subject, 120), needed(told.text, 2000)
    business = told.business or _named(subject, told.place)
    sender, who = told.sender, told.sender_label or by.label
    return Clue(
        id=new_id(), source=told.source, file_kind=told.file.kind if told.file else "",
        file_id=told.file.key if told.file else None, place=told.place,
        path=business.path if business else told.place.path, path_then=business.path if business else told.place.path,
        secrecy=int(told.secrecy), business=business, subject=subject, address=told.address.strip()[:200],
        matter=told.matter, text=text, evidence=list(told.evidence),
        holder_id=told.holder or _station(told.place), sender=sender,
        sender_label=who if sender else "", posts=[sender.pk] if sender else [],
        received_on=local_day(now), counted_from=local_day(now), way=[step("receive", who, now)], recorded_at=now,
    )  # fmt: skip


def _station(place: Place) -> UUID | None:
    """Nothing is owed by nobody: where there is no station, the office has it."""
    return supervising_post(place.path) or office_post(place.path)


def _named(subject: str, place: Place) -> Business | None:
    """The one business of this place that is called exactly so; where there are two, a person has to say which."""
    with as_house():
        rows = Business.objects.within(place.path).filter(name=subject).defer("phone")
        found = list(rows.exclude(Q(status="closed"))[:2])
    return found[0] if len(found) == 1 else None


def _refuse_the_untrained(sender: Post | None, by: Actor) -> None:
    """A social supervisor sends nothing before the training of this term is noted."""
    if sender is None or post(sender.pk).role_id != SUPERVISOR:
        return
    if not Training.objects.visible_to(by).filter(post=sender, person_key=by.person).exists():
        raise Refused(_("还没有登记您的岗前培训，参加培训并由食安办登记以后才能报送"), code="untrained")
