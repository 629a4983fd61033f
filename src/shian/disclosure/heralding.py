"""The few facts of a business that everybody may read, read in the house's own name and given out as values.

The rows they come from are internal: a visitor reaches none of them. What leaves here is made of named fields, none of
which is a person but by post and surname; whole names stand on the paper for the wall alone (decision 0017).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from shian.kernel.actor import Actor
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.loop.queries import answering
from shian.packs.periods import period_of
from shian.people.house import in_the_name_of
from shian.people.queries import holders, posts_named
from shian.people.rules import surname
from shian.registry.models import Appointment, Business, Scale
from shian.registry.queries import register
from shian.registry.queries.boards import by_code

HERALD, VISITOR = "herald", "visitor"
SELF_CHECK = "association_self_check"
MEMBER = "association_member"  # the tag by which that programme knows a member


def herald() -> AbstractContextManager[Actor]:
    """The house under its own name, for as long as something public is put together."""
    return in_the_name_of(HERALD)


def visitor() -> AbstractContextManager[Actor]:
    """Whoever comes without an account: what is open, and nothing else."""
    return in_the_name_of(VISITOR)


@dataclass(frozen=True)
class Answerable:
    """A post that answers for a business, with what is told of whoever holds it: the surname, on paper the name; none: vacant."""

    post: str
    name: str
    organisation: str = ""


@dataclass(frozen=True)
class Board:
    """公示牌: what stands on the board of a business, as it is on a day."""

    business: UUID
    name: str
    kind: str
    status: str
    address: str
    uscc: str
    place: str
    code: str
    tags: frozenset[str]
    licences: tuple[tuple[str, date | None], ...]
    guarantee_grade: str
    risk_grade: str
    people: tuple[Answerable, ...]
    cadre: Answerable | None


def board(business: UUID | None, *, on: date) -> Board | None:
    """What everybody may read of a business: of a person the post and the surname."""
    return _board(business, on, surname)


def paper(business: UUID, *, on: date) -> Board | None:
    """The same for the sheet that hangs in the place itself: whoever answers stands there by name."""
    return _board(business, on, str)


def business_behind(code: str) -> UUID | None:
    """The business whose board carries a code."""
    with herald() as by:
        found = by_code(code, viewer=by)
    return found.pk if found else None


def _board(business: UUID | None, on: date, told: Callable[[str], str]) -> Board | None:
    with herald() as by:
        found = register.named(by, [business]).get(business) if business else None
        return _told(by, found, on, told) if found else None


def _told(by: Actor, one: Business, on: date, told: Callable[[str], str]) -> Board:
    risk = register.grade_on(by, one, Scale.RISK, on=on)
    return Board(
        business=one.pk,
        name=one.name,
        kind=str(one.get_kind_display()),
        status=one.status,
        address=one.address,
        uscc=one.uscc,
        place=one.path,
        code=one.public_code,
        tags=frozenset(one.tags),
        licences=tuple((row.number, row.expires_on) for row in register.licences(by, one)),
        guarantee_grade=one.guarantee_grade,
        risk_grade=risk.grade if risk else "",
        people=tuple(
            Answerable(str(seat.get_role_display()), told(seat.person_name))
            for seat in sorted(register.seated(by, one, on=on), key=_rank)
        ),
        cadre=_cadre(by, one, on, told),
    )


def _rank(seat: Appointment) -> int:
    """The posts in a business in their order: whoever answers for all of it first."""
    return Appointment.Role.values.index(seat.role)


def _cadre(by: Actor, one: Business, on: date, told: Callable[[str], str]) -> Answerable | None:
    """The named cadre (包保干部): the post, its organisation, what is told of whoever holds it."""
    duty = answering(by, [one.pk], on=on).get(one.pk)
    if duty is None or duty.holder_id is None:
        return None
    post = posts_named([duty.holder_id])[duty.holder_id]
    seat = holders([post.pk], on=on).get(post.pk)
    return Answerable(post.title, told(seat.person_name) if seat else "", post.organisation.name)


def checked(businesses: list[UUID], *, on: date) -> frozenset[UUID]:
    """Which of these have handed in this month's self-check of their association."""
    with herald() as by:
        rows = _tasks(by, businesses, on).filter(state="done")
        return frozenset(rows.values_list("business_id", flat=True))


def owed_self_check(by: Actor, business: UUID, *, on: date) -> Task | None:
    """This month's self-check of a member, as it stands."""
    return _tasks(by, [business], on).first()


def _tasks(by: Actor, businesses: list[UUID], on: date) -> "QuerySet[Task]":
    rows: QuerySet[Task] = Task.objects.visible_to(by)
    return rows.filter(programme=SELF_CHECK, business_id__in=businesses, period_start=period_of("month", on).start)


def shown_from(path: str, *, on: date) -> int:
    """Below how many answers a survey of this place is not read."""
    school = law_on(on, path).pack.school
    return school.survey.shown_from if school else 0
