"""Registering businesses: one, or a slice of a hundred thousand, by the same verb."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.concealed import blind_index
from shian.kernel.gate import AnnounceMany, Verdict, act_many
from shian.kernel.refused import Denied, Refused
from shian.people.models import Person
from shian.registry.models import Appointment, Business, GradeRecord, Licence, Premises, Scale, Standing
from shian.registry.rules.grading import GuaranteeGrade
from shian.registry.schemas import PHONE_TAIL, NewBusiness, NewOfficer
from shian.territory.models import Place

VERB = "record_business"
Grader = Callable[[NewBusiness], Because[GuaranteeGrade]]
Pair = tuple[NewBusiness, Business]


def register_business(new: NewBusiness, *, on: date, by: Actor, grade: Grader | None = None) -> Business:
    """One business with its licences and posts. Raises Refused where it cannot be."""
    (verdict,) = register_many([new], on=on, by=by, grade=grade)
    if not verdict.ok:
        raise (Denied if verdict.code == Denied.code else Refused)(verdict.message)
    return verdict.item


def register_many(
    news: Sequence[NewBusiness], *, on: date, by: Actor, grade: Grader | None = None
) -> list[Verdict[Business]]:
    """Many businesses in one transaction, a verdict for each; verdicts stand in the order of what came in.

    `grade` is asked only where the office gave no grade of its own.
    """
    places = dict(Place.objects.filter(path__in={new.path for new in news}).values_list("path", "pk"))
    now = timezone.now()
    pairs = [(new, _business(new, places.get(new.path), now)) for new in news]
    by_id = {business.pk: new for new, business in pairs}
    work = partial(_register, by_id=by_id, on=on, grade=grade, now=now)
    verdicts = act_many(by, VERB, [business for _new, business in pairs], work)
    for verdict in verdicts:
        verdict.item._state.adding = not verdict.ok
    return verdicts


def _business(new: NewBusiness, place: UUID | None, now: datetime) -> Business:
    business = Business(
        name=new.name,
        kind=new.kind,
        status=new.status,
        household=new.household,
        identity_kind=new.identity_kind,
        uscc=new.uscc,
        path=new.path,
        path_then=new.path,
        address=new.address,
        principal_name=new.legal_person,
        phone=new.phone,
        phone_tail_index=blind_index(new.phone[-PHONE_TAIL:]),
        website=new.website,
        employees=new.employees,
        revenue_wan=new.revenue_wan,
        diners=new.diners,
        area_m2=new.area_m2,
        seats=new.seats,
        tags=sorted(new.tags),
        risk_grade=new.risk_grade,
        opened_on=new.opened_on,
        recorded_at=now,
        batch=new.batch,
        batch_row=new.batch_row,
    )
    if place is not None:
        business.place_id = place
    return business


def _register(
    batch: list[Business],
    announce: AnnounceMany[Business],
    *,
    by_id: dict[UUID, NewBusiness],
    on: date,
    grade: Grader | None,
    now: datetime,
) -> None:
    if any(business.place_id is None for business in batch):
        raise Refused(_("没有这个地方，不能登记"))
    pairs = [(by_id[business.pk], business) for business in batch]
    grades = _graded(pairs, grade, on, now)
    insert_many(Business, batch)
    insert_many(Standing, [_standing(business, on, now) for business in batch])
    insert_many(GradeRecord, grades)
    insert_many(Premises, [_premises(business) for business in batch if business.address])
    insert_many(Licence, [licence for pair in pairs for licence in _licences(*pair)])
    _seat_officers(pairs, on, now)
    for new, business in pairs:
        announce.note(business, kind=new.kind, grade=business.guarantee_grade, batch=str(new.batch or ""))


def _graded(pairs: Iterable[Pair], grade: Grader | None, on: date, now: datetime) -> list[GradeRecord]:
    """The office's own grade stands; else the rule's, with its reason; else none yet."""
    found: list[GradeRecord] = []
    for new, business in pairs:
        because: Because[str] | None = None
        if new.guarantee_grade:
            because = Because(new.guarantee_grade, "名册所列", {"名册": new.guarantee_grade})
        elif grade is not None:
            reason = grade(new)
            because = reason.of(reason.value.value)
        if because is not None:
            business.guarantee_grade = because.value
            found.append(_grade(business, Scale.GUARANTEE, because, on, now))
        if new.risk_grade:
            stated = Because(new.risk_grade, "名册所列", {"名册": new.risk_grade})
            found.append(_grade(business, Scale.RISK, stated, on, now))
    return found


def _grade(business: Business, scale: Scale, because: Because[str], on: date, now: datetime) -> GradeRecord:
    return GradeRecord(
        business=business, path=business.path, scale=scale, grade=because.value, because=because.as_json(), valid_from=on, recorded_at=now
    )  # fmt: skip


def _standing(business: Business, on: date, now: datetime) -> Standing:
    return Standing(
        business=business, path=business.path, path_then=business.path, kind=business.kind, status=business.status,
        household=business.household, valid_from=on, recorded_at=now,
    )  # fmt: skip


def _premises(business: Business) -> Premises:
    return Premises(business=business, path=business.path, address=business.address)


def _licences(new: NewBusiness, business: Business) -> list[Licence]:
    return [
        Licence(business=business, path=business.path, kind=one.kind, number=one.number, expires_on=one.expires_on, warning=one.warning[:200])
        for one in new.licences
    ]  # fmt: skip


def _seat_officers(pairs: Sequence[Pair], on: date, now: datetime) -> None:
    """Principal, director, safety officer. One telephone is one person, whatever the number of shops."""
    phones = {blind_index(officer.phone) for new, _business in pairs for officer in new.officers} - {""}
    known = {person.phone_index: person for person in Person.objects.filter(phone_index__in=phones)}
    made: list[Person] = []
    seats: list[Appointment] = []
    for new, business in pairs:
        for officer in new.officers:
            person = _person(officer, business.path, known, made, now)
            seats.append(_seat(business, person, officer, on, now))
    insert_many(Person, made)
    insert_many(Appointment, seats)


def _person(officer: NewOfficer, path: str, known: dict[str, Person], made: list[Person], now: datetime) -> Person:
    """A number that already belongs to somebody of another name is not given to a second person: they would share a login."""
    index = blind_index(officer.phone)
    there = known.get(index)
    if there is not None and there.name == officer.name:
        return there
    own = there is None
    person = Person(
        name=officer.name, phone=officer.phone if own else "", phone_index=index if own else "", path=path,
        identity=officer.identity, identity_index=blind_index(officer.identity), recorded_at=now,
    )  # fmt: skip
    made.append(person)
    if index and own:
        known[index] = person
    return person


def _seat(business: Business, person: Person, officer: NewOfficer, on: date, now: datetime) -> Appointment:
    return Appointment(
        business=business, path=business.path, role=officer.role, person_id=person.pk, person_name=officer.name,
        title=officer.title, valid_from=on, recorded_at=now,
    )  # fmt: skip
