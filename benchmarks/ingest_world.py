"""Businesses that owe a daily record, their safety officers and cadres with tokens: made through the verbs, in bulk."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone
from stdnum.cn.uscc import calc_check_digit

from benchmarks.ingest import DAYS
from shian.checklists.queries import items, version
from shian.kernel.wall import worn
from shian.loop.actions import bind_many, owe_by_rule, plan, preview_binding
from shian.people.actions.accounts import issue_token, open_account
from shian.people.models import Person
from shian.registry.actions.business import register_many
from shian.registry.models import Appointment, Business
from shian.registry.schemas import NewBusiness, NewOfficer
from tests.world import COUNTY, FOUNDER, VILLAGE, World, small_county

VILLAGES = (VILLAGE, "cn/33/04/83/101/001/")
VISITS = 40  # that the village's cadre has to make


@dataclass(frozen=True)
class Caller:
    """One phone or machine: its token and the business whose days it records."""

    token: str
    business: str


def callers(businesses: int) -> list[Caller]:
    """A county with this many enterprises, each with a safety officer who holds a token of a machine."""
    _county(businesses)
    with worn(FOUNDER):
        return list(_with_tokens())


def _county(businesses: int) -> World:
    world = small_county()
    world.now = timezone.now()
    today = timezone.localdate(world.now)
    with worn(FOUNDER):
        register_many([_enterprise(n) for n in range(businesses)], on=today - timedelta(DAYS + 1), by=FOUNDER)
        owe_by_rule("daily_record", within=COUNTY, on=today - timedelta(DAYS), by=FOUNDER, now=world.now)
    return world


def beside_pages(businesses: int) -> tuple[list[Caller], list[str]]:
    """The same county, and the cookies of three who open pages meanwhile: the village's cadre with visits to make, the
    office, and an officer of one of the businesses."""
    world = _county(businesses)
    _visits_planned(world)
    with worn(FOUNDER):
        known = list(_with_tokens())
        seat = Appointment.objects.visible_to(FOUNDER).filter(role="safety_officer").order_by("id")[0]
        officer = Person.objects.visible_to(FOUNDER).get(pk=seat.person_id)
    return known, [_cookie(person) for person in (world.people["village"], world.people["office"], officer)]


def _visits_planned(world: World) -> None:
    """Of some businesses of the village; of all would be more than a cadre ever has."""
    office, today = world.actor("office"), timezone.localdate(world.now)
    with worn(office):
        few = Business.objects.visible_to(office).filter(path=VILLAGE).order_by("id")[:VISITS]
        chosen = Business.objects.visible_to(office).filter(pk__in=[one.pk for one in few])
        bind_many(preview_binding(chosen, by=office, on=today).pairs, on=today, by=office, now=world.now)
        plan("guarantee_visit", f"{today.year}Q{(today.month + 2) // 3}", within=COUNTY, by=office, now=world.now)


def _cookie(person: Person) -> str:
    with worn(FOUNDER):
        account = open_account(person, secrets.token_urlsafe(), by=FOUNDER)
        account.must_change_password = False
        account.save(update_fields=["must_change_password"])
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return f"sessionid={browser.cookies['sessionid'].value}"


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
