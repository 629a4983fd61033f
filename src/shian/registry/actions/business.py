"""Registering businesses: one, or a slice of a hundred thousand, by the same verb."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many, insert_values, pipelined, sealed
from shian.kernel.concealed import blind_index
from shian.kernel.dated import booked
from shian.kernel.gate import AnnounceMany, Verdict, act_many
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.people.models import Person
from shian.registry.actions.category import refuse_unknown
from shian.registry.checking import sliced
from shian.registry.events import Registered
from shian.registry.models import (
    Appointment,
    Business,
    GradeRecord,
    Licence,
    Premises,
    ProductCategory,
    Scale,
    Standing,
)  # fmt: skip
from shian.registry.rules.grading import GuaranteeGrade
from shian.registry.schemas import PHONE_TAIL, NewBusiness, NewOfficer
from shian.territory.models import Place

VERB = "record_business"
PART = 1000  # rows made while the database writes as many before them
Grader = Callable[[NewBusiness], Because[GuaranteeGrade]]
Pair = tuple[NewBusiness, Business]


def register_business(new: NewBusiness, *, on: date, by: Actor, grade: Grader | None = None) -> Business:
    """One business with its licences, categories and posts. Raises Refused where it cannot be."""
    refuse_unknown(new.categories, new.path, on)
    (verdict,) = _entered([new], _open, on=on, by=by, grade=grade)
    if not verdict.ok:
        raise (Denied if verdict.code == Denied.code else Refused)(verdict.message)
    return verdict.item


def register_many(
    news: Sequence[NewBusiness], *, on: date, by: Actor, grade: Grader | None = None
) -> list[Verdict[Business]]:
    """Many businesses in one transaction, a verdict for each; verdicts stand in the order of what came in.

    `grade` is asked only where the office gave no grade of its own.
    """
    return _entered(news, _register, on=on, by=by, grade=grade)


def _entered(
    news: Sequence[NewBusiness], work: Callable[..., None], *, on: date, by: Actor, grade: Grader | None
) -> list[Verdict[Business]]:
    places = dict(Place.objects.filter(path__in={new.path for new in news}).values_list("path", "pk"))
    now = booked()
    pairs = [(new, _business(new, places.get(new.path), now)) for new in news]
    by_id = {business.pk: new for new, business in pairs}
    filled = partial(work, by_id=by_id, on=on, grade=grade, now=now)
    verdicts = act_many(by, VERB, [business for _new, business in pairs], filled)
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
    people = _Known.of(pairs)
    with pipelined():
        for part in sliced(pairs, PART):
            _write(part, people, on, grade, now)
    for new, business in pairs:
        announce.note(business, kind=new.kind, grade=business.guarantee_grade, batch=str(new.batch or ""))


def _open(batch: list[Business], announce: AnnounceMany[Business], *, on: date, **rest: Any) -> None:
    """One that is entered by itself is news, which others may follow."""
    _register(batch, announce, on=on, **rest)
    for business in batch:
        announce(business, Registered(business.pk, business.kind, on))


def _write(pairs: Sequence[Pair], people: "_Known", on: date, grade: Grader | None, now: datetime) -> None:
    grades = _graded(pairs, grade, on, now)
    insert_many(Business, [business for _new, business in pairs])
    insert_values(Standing, [_standing(business, on, now) for _new, business in pairs])
    insert_values(GradeRecord, grades)
    insert_values(Premises, [_of(one, address=one.address, datum="") for _new, one in pairs if one.address])
    insert_values(Licence, [licence for pair in pairs for licence in _licences(*pair)])
    insert_values(
        ProductCategory, [_of(one, code=code) for new, one in pairs for code in dict.fromkeys(new.categories)]
    )
    _seat_officers(pairs, people, on, now)


def _of(business: Business, **values: Any) -> dict[str, Any]:
    """A row that belongs to a business and lies where it lies, as values: an object for each would cost more than its row."""
    return {"id": new_id(), "business_id": business.pk, "path": business.path, "secrecy": business.secrecy, **values}


def _graded(pairs: Iterable[Pair], grade: Grader | None, on: date, now: datetime) -> list[dict[str, Any]]:
    """The office's own grade stands; else the rule's, with its reason; else none yet."""
    found: list[dict[str, Any]] = []
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


def _grade(business: Business, scale: Scale, because: Because[str], on: date, now: datetime) -> dict[str, Any]:
    return _of(
        business, scale=scale.value, grade=because.value, because=because.as_json(), valid_from=on, recorded_at=now
    )


def _standing(business: Business, on: date, now: datetime) -> dict[str, Any]:
    return _of(
        business, path_then=business.path, kind=business.kind, status=business.status, household=business.household,
        reason="", valid_from=on, recorded_at=now,
    )  # fmt: skip


def _licences(new: NewBusiness, business: Business) -> list[dict[str, Any]]:
    return [
        _of(business, kind=one.kind, number=one.number, expires_on=one.expires_on, warning=one.warning[:200])
        for one in new.licences
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """The persons by whose numbers seats are given: by blind index their key and name; and the index of each number."""

    persons: dict[str, tuple[UUID, str]]
    indexes: Mapping[str, str]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "_Known":
        phones = {officer.phone for new, _business in pairs for officer in new.officers} - {""}
        indexes = {phone: blind_index(phone) for phone in phones}
        there = Person.objects.filter(phone_index__in=indexes.values()).values_list("phone_index", "pk", "name")
        return cls({index: (key, name) for index, key, name in there}, indexes)


def _seat_officers(pairs: Sequence[Pair], people: _Known, on: date, now: datetime) -> None:
    """Principal, director, safety officer. One telephone is one person, whatever the number of shops."""
    made: list[dict[str, Any]] = []
    seats: list[dict[str, Any]] = []
    for new, business in pairs:
        for officer in new.officers:
            person = _person(officer, business.path, people, made, now)
            seats.append(_of(
                business, role=officer.role, person_id=person, person_name=officer.name, title=officer.title,
                valid_from=on, recorded_at=now,
            ))  # fmt: skip
    insert_values(Person, made)
    insert_values(Appointment, seats)


def _person(officer: NewOfficer, path: str, people: _Known, made: list[dict[str, Any]], now: datetime) -> UUID:
    """A number that already belongs to somebody of another name is not given to a second person: they would share a login."""
    index = people.indexes.get(officer.phone, "")
    there = people.persons.get(index)
    if there is not None and there[1] == officer.name:
        return there[0]
    own, key = there is None, new_id()
    made.append({
        "id": key, "path": path, "secrecy": int(Secrecy.INTERNAL), "name": officer.name,
        "phone": sealed(officer.phone) if own else None, "phone_index": index if own else "",
        "identity": sealed(officer.identity), "identity_index": blind_index(officer.identity), "recorded_at": now,
    })  # fmt: skip
    if index and own:
        people.persons[index] = key, officer.name
    return key
