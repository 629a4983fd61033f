"""Businesses that owe a daily record, their safety officers and cadres with tokens: made through the verbs, in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from stdnum.cn.uscc import calc_check_digit

from shian.checklists.queries import items, version
from shian.kernel.wall import worn
from shian.loop.actions import owe_by_rule
from shian.people.actions.accounts import issue_token
from shian.people.models import Person
from shian.registry.actions.business import register_many
from shian.registry.models import Appointment
from shian.registry.schemas import NewBusiness, NewOfficer
from tests.world import COUNTY, FOUNDER, VILLAGE, small_county

VILLAGES = (VILLAGE, "cn/33/04/83/101/001/")
DAYS = 400  # each business and day is handed in once, in the climb, the minute and the flood together


@dataclass(frozen=True)
class Caller:
    """One phone or machine: its token and the business whose days it records."""

    token: str
    business: str


def callers(businesses: int) -> list[Caller]:
    """A county with this many enterprises, each with a safety officer who holds a token of a machine."""
    small_county()
    today = timezone.localdate()
    with worn(FOUNDER):
        register_many([_enterprise(n) for n in range(businesses)], on=today - timedelta(DAYS + 1), by=FOUNDER)
        owe_by_rule("daily_record", within=COUNTY, on=today - timedelta(DAYS), by=FOUNDER, now=timezone.now())
        return list(_with_tokens())


def _enterprise(n: int) -> NewBusiness:
    officer = NewOfficer(role="safety_officer", name=f"安全员{n}", phone=f"153{n:08d}")
    return NewBusiness(
        name=f"第{n}饭店有限公司",
        kind="caterer",
        uscc=_code(n),
        path=VILLAGES[n % 2],
        guarantee_grade="D",
        officers=(officer,),
    )


def _code(n: int) -> str:
    """A unified credit code of an enterprise of this county, with its check character."""
    body = f"91330483MA{n:07d}"
    return body + calc_check_digit(body)


def _with_tokens() -> Iterator[Caller]:
    persons = {person.pk: person for person in Person.objects.visible_to(FOUNDER)}
    until = timezone.now() + timedelta(days=1)
    for seat in Appointment.objects.visible_to(FOUNDER).filter(role="safety_officer").order_by("id"):
        _token, secret = issue_token(persons[seat.person_id], "bench", expires_at=until, by=FOUNDER)
        yield Caller(secret, str(seat.business_id))


def days() -> list[str]:
    """The days a caller may still record, the latest first: one record a day and business."""
    today: date = timezone.localdate()
    return [str(today - timedelta(n)) for n in range(DAYS)]


def codes() -> list[str]:
    """The questions of a caterer's daily record."""
    return [item.code for item in items(version("daily_caterer").pk)]
