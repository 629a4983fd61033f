"""A case begins: from a clue, a finding, an inspection, or by hand; once from one file. Then its officers are named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import hand_clocks
from shian.enforcement.actions.keeping import bring_along
from shian.enforcement.actions.owing import noted, owe_next, written
from shian.enforcement.events import CaseMoved
from shian.enforcement.law import case_law
from shian.enforcement.models import CASE_CLASS, Pause, PenaltyCase
from shian.enforcement.parties import refuse_related
from shian.enforcement.states import CASE, ENTITY, OVER, PERSON
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.paths import within
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.files import withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.people.house import as_house
from shian.people.models import Organisation, Post
from shian.people.queries import holders
from shian.registry.models import Business
from shian.territory.models import Place
from shian.territory.queries import way_to

SOURCES = ("inspection", "finding", "clue", "complaint", "department", "superior", "sampling", "hand")


@dataclass(frozen=True)
class Tested:
    """From a day until another something was tested, and what."""

    since: date
    until: date
    what: str


@dataclass(frozen=True)
class Opened:
    """What is known when a case is opened; a file opens one case however often it is told. The check that began with the file
    goes on with its extension and without the days of its tests."""

    title: str
    summary: str
    path: str
    source: str = "hand"
    source_id: UUID | None = None
    business: Business | None = None
    party_name: str = ""
    party_kind: str = ENTITY
    received_on: date | None = None
    photos: Sequence[UUID] = ()
    check_extended: bool = False
    tests: Sequence[Tested] = ()


@dataclass(frozen=True)
class Officer:
    """Somebody who works on a case, by the post they hold, with the number of their certificate."""

    post: Post
    certificate: str


def open_case(opened: Opened, *, by: Actor, now: datetime) -> PenaltyCase:
    """Begin to check. Raises Refused where the law in force knows no cases, or no regulator answers for the place."""
    before = _opened_before(opened)
    if before is not None:
        return before
    day = local_day(now)
    case_law(opened.path, day)
    business = opened.business
    if opened.source not in SOURCES or opened.party_kind not in (PERSON, ENTITY):
        raise Refused(_("请选案件来源和当事人类型"), code="unknown_word")
    case = PenaltyCase(
        id=new_id(), title=needed(opened.title, 120), summary=needed(opened.summary, 2000),
        place=place_of(opened.path), organ=organ_of(opened.path), source=opened.source, source_id=opened.source_id,
        business=business, party_name=(business.name if business else opened.party_name.strip())[:120],
        party_kind=opened.party_kind, party_address=(business.address if business else "")[:200],
        received_on=opened.received_on or day, check_extended=opened.check_extended, recorded_at=now, path=opened.path, secrecy=CASE_CLASS,
    )  # fmt: skip
    with act(by, "open_case", case) as announce:
        insert_many(PenaltyCase, [case])
        case._state.adding = False
        bring_along(case, opened.photos, by=by, now=now)
        insert_many(Pause, [_stood(case, one, by) for one in opened.tests])
        owe_next(case, by=by, now=now)
        announce(CaseMoved(case.pk, case.business_id, case.source_id, "open", case.state))
    return case


def _stood(case: PenaltyCase, one: Tested, by: Actor) -> Pause:
    return Pause(
        id=new_id(), case=case, reason="testing", note=one.what[:300], from_on=one.since, until_on=one.until, by_label=by.label,
        path=case.path, secrecy=case.secrecy,
    )  # fmt: skip


def open_case_of(opened: Opened, kin: Collection[UUID] = (), *, by: Actor, now: datetime) -> PenaltyCase:
    """The same from a file's page: there it is said where the file, or what belongs to the same look, has its case already."""
    with as_house():
        of_file = PenaltyCase.objects.filter(source_id=opened.source_id, source_id__isnull=False)
        near = PenaltyCase.objects.filter(source_id__in=list(kin)).exclude(state__in=OVER)
        found: PenaltyCase | None = of_file.first() or near.first()
    if found is not None:
        words = {"title": found.title, "state": CASE.words[found.state]}
        raise Refused(_("已经登记过案件「%(title)s」，现在是「%(state)s」，不能再登记一件") % words, code="conflict")
    return open_case(opened, by=by, now=now)


def assign_officers(case: PenaltyCase, officers: Sequence[Officer], *, by: Actor, now: datetime) -> PenaltyCase:
    """Two or more with certificates, the first leads; nobody who is related, nobody who reviewed it."""
    refuse_related(case, by)
    rows = named(officers, case.path, local_day(now), (*case.related, case.reviewer))
    if case.state in OVER:
        raise Refused(_("案件已经办完，不能再换承办人"), code="illegal_move")
    persons = [UUID(row["person"]) for row in rows]
    noted(
        case, "assign_officers", "officers", by=by, officers=rows, persons=persons, officer_post_id=officers[0].post.pk
    )
    _hand_tasks(case, by=by, now=now)
    return case


def named(
    officers: Sequence[Officer], path: str, on: date, barred: Collection[UUID | None] = ()
) -> list[dict[str, str]]:
    """Each with the person who holds the post and the number of the certificate; at least as many people as the law asks for."""
    seats = holders([one.post.pk for one in officers], on=on)
    rows = []
    for one in officers:
        if "work_case" not in one.post.role.verbs:
            raise Refused(_("「%(post)s」不是执法岗位，不能承办案件") % {"post": one.post.title}, code="not_fit")
        if one.post.pk not in seats:
            raise Refused(_("「%(post)s」现在没有人任职，不能承办") % {"post": one.post.title}, code="vacant")
        seat = seats[one.post.pk]
        if seat.person_key in barred:
            raise Refused(_("%(name)s应当回避，不能承办") % {"name": seat.person_name}, code="recused")
        if not one.certificate.strip():
            raise Refused(_("请写%(name)s的执法证号") % {"name": seat.person_name}, code="no_words")
        rows.append(
            {"post": str(one.post.pk), "person": str(seat.person_key), "name": seat.person_name, "certificate": one.certificate.strip()[:30]}
        )  # fmt: skip
    least = case_law(path, on).said.numbers["officers"].count
    if len({row["person"] for row in rows}) < least:
        raise Refused(_("执法人员不得少于%(n)s人") % {"n": least}, code="few_officers")
    return rows


def _hand_tasks(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """What the leading officer owes is owed by whoever leads now."""
    with as_house():
        for task in filter(None, (case.task_id, case.decision_task_id)):
            withdraw_on_file(task, _("换了承办人"), by=by, now=now)
        written(case, task=None, decision_task=None)
        owe_next(case, by=by, now=now)
    hand_clocks(case)


def _opened_before(opened: Opened) -> PenaltyCase | None:
    """What one file told twice: the constraint would refuse it, the answer is the case that stands."""
    if opened.source_id is None:
        return None
    with as_house():
        rows = PenaltyCase.objects.filter(source=opened.source, source_id=opened.source_id)
        found: PenaltyCase | None = rows.first()
    return found


def place_of(path: str) -> Place:
    return way_to(path)[-1]


def organ_of(path: str) -> Organisation:
    """The regulator whose ground this is, the nearest. Raises Refused where there is none."""
    rows = Organisation.objects.filter(kind=Organisation.Kind.REGULATOR, closed_on__isnull=True).select_related("place")
    here = [one for one in rows if within(path, one.path)]
    if not here:
        raise Refused(_("这个地方没有登记市场监管局，先在人员岗位里登记"), code="no_organ")
    return max(here, key=lambda one: len(one.path))
