"""The cast in front of pages: let in, with visits made, on a day that stands still."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from PIL import Image

from shian.checklists import queries as checklists
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.actions.opening import local_day
from shian.loop.submission import Submission
from shian.people import queries as people
from shian.people.actions.accounts import open_account
from shian.people.models import Account, Person
from shian.registry.models import Business
from tests.world import COUNTY, FOUNDER, NOW, TODAY, World, answers

BACKEND = "django.contrib.auth.backends.ModelBackend"
VISIT = "guarantee_visit"
PASSWORD = "plum-rain-1987"


def stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the morning of the world for whoever looks at a watch."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def entered(world: World, name: str, client: Client | None = None) -> Client:
    """A browser in which this person is in; one that was in before may be given, with what its session kept."""
    person = world.people[name]
    with worn(FOUNDER):
        account = people.account_of(person.pk) or _account(person)
    client = client or Client()
    client.force_login(account, backend=BACKEND)
    return client


def _account(person: Person) -> Account:
    account = open_account(person, PASSWORD, by=FOUNDER)
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    account.refresh_from_db()
    return account


def bound_and_planned(world: World, period: str = "2026Q3") -> None:
    """Every business has a cadre, and its visits of the period are planned."""
    bound(world)
    planned(world, period)


def bound(world: World) -> None:
    """Every business has a cadre."""
    office = world.actor("office")
    with worn(office):
        preview = actions.preview_binding(Business.objects.visible_to(office), by=office, on=TODAY)
        assert not preview.unbound
        done = actions.bind_many(preview.pairs, on=TODAY, by=office, now=NOW)
        assert all(verdict.ok for verdict in done.verdicts), done.verdicts


def planned(world: World, period: str = "2026Q3") -> None:
    """The visits of the period are planned."""
    office = world.actor("office")
    with worn(office):
        actions.plan(VISIT, period, within=COUNTY, by=office, now=NOW)


def visited(
    world: World, shop: Business, by: str = "village", *, failed: int = 1, disposition: str = "fix_by"
) -> list[UUID]:
    """A cadre visits a shop and the first items fail. Answers the findings."""
    return handed_in(shop, world.actor(by), now=world.now, failed=failed, disposition=disposition)


def handed_in(
    shop: Business, actor: Actor, *, now: datetime, failed: int = 1, disposition: str = "fix_by"
) -> list[UUID]:
    """The same of an actor in hand."""
    with worn(actor):
        task = queries.worklist(actor, on=local_day(now)).get(business=shop, act="inspect")
        codes = [item.code for item in checklists.items(checklists.version("village_caterer").pk)]
        said = answers(codes, failed=codes[:failed], disposition=disposition)
        sheet = Submission.parsed({"id": str(uuid4()), "tasks": [str(task.pk)], "answers": said})
        answered = actions.hand_in(sheet, by=actor, now=now)
    assert answered.ok, answered.message
    return list(answered.findings)


def photo(*, red: int = 200) -> SimpleUploadedFile:
    """A small photograph; another shade is another photograph."""
    out = BytesIO()
    Image.new("RGB", (64, 48), (red, 90, 60)).save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


def staged(office: Client, kind: str, *rows: tuple[str, ...]) -> str:
    """The address of a file that was checked and waits for somebody to say go."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    held = BytesIO()
    book.save(held)
    upload = office.post("/import", {"kind": kind, "file": SimpleUploadedFile("表.xlsx", held.getvalue())})
    page = office.get(upload["Location"]).content.decode()
    chosen = {}
    for name, options in re.findall(r'name="(map-\d+)"(.*?)</select>', page, re.S):
        found = re.search(r'value="([^"]*)"\s+selected', options)
        chosen[name] = found[1] if found else ""
    return str(office.post(upload["Location"], chosen)["Location"])
