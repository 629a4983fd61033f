"""What becomes a clue: a problem passed on to the station, a notice from another department, a superior's problem.

A room that announces something of its own joins by one line in wiring: `taking_in(source, kind, key, look)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shian.clues.actions import File, Told, receive
from shian.clues.actions.following import follow_file
from shian.clues.models import Clue
from shian.clues.whose import WORKS
from shian.kernel.actor import Actor
from shian.kernel.secrecy import Secrecy
from shian.ledger.actions.outbox import Envelope, Handle, Heed
from shian.loop.events import FindingMoved, FindingRaised
from shian.loop.models import Finding, FindingStep
from shian.operations.events import NoticeMoved
from shian.operations.models import Notice
from shian.oversight.models import Problem
from shian.people.house import as_house
from shian.people.models import Organisation, Post
from shian.people.queries import system
from shian.registry.models import Business
from shian.sealed.models import Handed
from shian.territory.queries import place

FINDING, NOTICE, PROBLEM = "finding", "operation_notice", "oversight"
REGULATORS = (Organisation.Kind.REGULATOR, Organisation.Kind.STATION)
AT_THE_STATION = ("push", "claim", "return")
# Who found it says where the clue comes from; a station that orders its own finding needs no clue of it.
SOURCE_OF = {"grid_officer": "grid", "station_officer": "inspection"}


@dataclass(frozen=True)
class Brought:
    """What another room says of a file of its: no word of whoever told it, unless it says so itself."""

    path: str
    subject: str
    text: str
    business: UUID | None = None
    address: str = ""
    matter: str = "other"
    sender: Post | None = None
    sender_label: str = ""
    holder: UUID | None = None


Look = Callable[[UUID], Brought | None]


def taking_in(source: str, kind: str, key: str, look: Look, secrecy: Secrecy = Secrecy.CASE) -> Handle:
    """A follower for another room: `key` is the word of its announcement that names the file, `look` reads that file."""

    def take_in(envelope: Envelope, now: datetime) -> None:
        file = UUID(envelope["body"][key])
        with as_house() as clock:
            brought = look(file)
            if brought is not None:
                receive(_told(brought, source, File(kind, file), secrecy, clock), by=clock, now=now)

    return take_in


def _told(brought: Brought, source: str, file: File, secrecy: Secrecy, clock: Actor) -> Told:
    shop = Business.objects.visible_to(clock).defer("phone").filter(pk=brought.business).first()
    return Told(
        source, place(brought.path), brought.subject, brought.text, brought.matter, brought.address,
        business=shop, sender=brought.sender, sender_label=brought.sender_label, file=file, secrecy=secrecy, holder=brought.holder,
    )  # fmt: skip


def _handed(key: UUID) -> Brought | None:
    """The redacted summary of something told under seal: nothing in it leads back."""
    clock = system("clock")
    row = Handed.objects.visible_to(clock).filter(pk=key).select_related("place").first()
    return Brought(row.place.path, row.business_name, row.summary) if row else None


take_the_sealed = taking_in("sealed", "sealed_handed", "handed", _handed)


def raised_and_pushed(_now: datetime) -> Heed:
    """Most problems are the business's own to fix: the announcement says which went to the station."""
    return Heed(frozenset({FindingRaised.name}), lambda envelope: envelope["body"].get("state") == "pushed")


def moved_at_the_station(_now: datetime) -> Heed:
    return Heed(frozenset({FindingMoved.name}), lambda envelope: envelope["body"].get("move") in AT_THE_STATION)


def take_the_raised(envelope: Envelope, now: datetime) -> None:
    """A problem that was passed on to the station the moment it was found."""
    event = FindingRaised.opened(envelope)
    if event.state == "pushed":
        _of_finding(event.finding, "push", now)


def follow_the_finding(envelope: Envelope, now: datetime) -> None:
    """A problem was passed on to the station later; or the station claimed it or sent it back: so is its clue."""
    event = FindingMoved.opened(envelope)
    if event.move in AT_THE_STATION:
        _of_finding(event.finding, event.move, now)


def _of_finding(key: UUID, move: str, now: datetime) -> None:
    with as_house() as clock:
        rows = Finding.objects.visible_to(clock).select_related("business__place", "found_by_post")
        found = rows.defer("business__phone").filter(pk=key).first()
        if found is None:
            return
        clue = _clue_of(FINDING, key, clock)
        way = _way_of(found, clock)
        last = next((one for one in reversed(way) if one.move == move), None)
        now, who = (last.at, last.by_label) if last else (now, way[0].by_label if way else "")
        if clue is None and move == "push":
            receive(_told_of(found, who), by=clock, now=now)
        elif clue is not None:
            step = "send_again" if move == "push" else move
            follow_file(clue, step, holder=found.holder_id, note=found.outcome, who=who, by=clock, now=now)


def _way_of(found: Finding, clock: Actor) -> list[FindingStep]:
    """Who did what when: the days of the check begin when it was done, however late the courier comes."""
    return list(FindingStep.objects.visible_to(clock).filter(finding=found).order_by("at", "id"))


def _told_of(found: Finding, who: str) -> Told:
    post = found.found_by_post
    shop = found.business
    return Told(
        SOURCE_OF.get(post.role_id, "cadre") if post else "other", shop.place, shop.name,
        "：".join(part for part in (found.text, found.note) if part)[:2000], "hygiene", shop.address, business=shop,
        sender=post, sender_label=who, file=File(FINDING, found.pk), evidence=[UUID(str(one)) for one in found.photos_before],
        holder=found.holder_id,
    )  # fmt: skip


def _clue_of(kind: str, key: UUID, clock: Actor) -> Clue | None:
    found: Clue | None = Clue.objects.visible_to(clock).filter(file_kind=kind, file_id=key).first()
    return found


def take_the_notice(envelope: Envelope, now: datetime) -> None:
    """Another department told the regulator (抄告): a clue, claimed when the notice is signed for."""
    event = NoticeMoved.opened(envelope)
    with as_house() as clock:
        rows = Notice.objects.visible_to(clock).filter(pk=event.notice)
        row = rows.select_related("receiver", "sender_post", "target__business__place", "operation__place").first()
        if row is None or row.receiver.kind not in REGULATORS:
            return
        clue = _clue_of(NOTICE, row.pk, clock)
        if clue is None and event.move == "send":
            receive(_told_by_department(row), by=clock, now=now)
        elif clue is not None and event.move in ("receive", "answer"):
            follow_file(clue, "claim", holder=row.holder_id, who=row.received_by, by=clock, now=now)


def _told_by_department(row: Notice) -> Told:
    shop = row.target.business if row.target else None
    return Told(
        "department", shop.place if shop else row.operation.place, row.about or row.title, row.text, business=shop,
        sender=row.sender_post, sender_label=row.sent_by, file=File(NOTICE, row.pk), evidence=row.evidence, holder=row.holder_id,
    )  # fmt: skip


def _listed(key: UUID) -> Brought | None:
    """A superior listed a problem of a business, and the post that answers for it is one that checks clues."""
    rows = Problem.objects.visible_to(system("clock")).filter(pk=key, finding__isnull=False)
    row = rows.select_related("finding__business", "holder__role", "oversight__leader").first()
    if row is None or row.finding is None or WORKS not in row.holder.role.verbs:
        return None
    shop = row.finding.business
    return Brought(
        shop.path,
        shop.name,
        row.text,
        shop.pk,
        shop.address,
        sender=row.oversight.leader,
        sender_label=row.oversight.leader.title,
        holder=row.holder_id,
    )


take_the_problem = taking_in("superior", PROBLEM, "problem", _listed, Secrecy.INTERNAL)
