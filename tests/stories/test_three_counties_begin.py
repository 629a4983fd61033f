"""Three real counties begin: `shian init`, the office's own files, and the main job over HTTP to a figure that opens.

A county-level city of four layers, a county of three, a county of a municipality with no prefecture: data alone tells them apart.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client, override_settings

from shian import cli
from shian.cli import init, main
from shian.kernel.wall import worn
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.people import queries as people
from shian.people.actions.accounts import open_account
from shian.people.models import Account, Person, Post, Tenure
from shian.registry.models import Appointment, Business
from shian.territory.models import Place
from tests.at_the_doors import BACKEND, PASSWORD
from tests.data.three_places import COUNTIES, SHUANGHU, RealCounty, cadres, national_list, register
from tests.roles import as_root
from tests.world import FOUNDER, answers

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)
PHONE = "15409999999"


@pytest.fixture(params=COUNTIES, ids=lambda county: county.code)
def county(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RealCounty:
    """The county opened by the command, and its two files brought in by the other."""
    found: RealCounty = request.param
    monkeypatch.setattr(cli, "open_database", lambda: None)
    monkeypatch.setattr(init, "migrate", lambda verbosity: None)
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
    with override_settings(SHIAN_DIVISIONS=str(national_list(tmp_path))):
        opened = ("--county", found.code, "--layers", str(found.layers), "--name", "张三", "--office-phone", PHONE)
        assert main(["init", *opened]) == 0
    assert main(["import", "businesses", str(register(found, tmp_path)), "--json"]) == 0
    assert main(["import", "cadres", str(cadres(found, tmp_path)), "--json"]) == 0
    return found


@dataclass
class Caller:
    """Somebody at the API, with a session of their own."""

    client: Client

    def get(self, path: str, **query: str | int) -> Any:
        return self._told(self.client.get(f"/api/v1{path}", query))

    def post(self, path: str, body: object) -> Any:
        return self._told(self.client.post(f"/api/v1{path}", body, content_type="application/json"))

    def _told(self, answer: Any) -> Any:
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()


def caller(person: UUID) -> Caller:
    """This person, let in by the office with a password they have changed."""
    with worn(FOUNDER):
        account = people.account_of(person) or open_account(
            Person.objects.visible_to(FOUNDER).get(pk=person), PASSWORD, by=FOUNDER
        )
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    account.refresh_from_db()
    client = Client()
    client.force_login(account, backend=BACKEND)
    return Caller(client)


@pytest.mark.mechanism("M03")
@pytest.mark.mechanism("M42")
@pytest.mark.mechanism("M43")
def test_from_files_to_a_closed_problem_and_a_figure_that_opens(
    county: RealCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = caller(Tenure.objects.get(post__role_id="office").person_key)
    bound_and_planned(county, office)
    task, holder = first_visit(county)
    cadre = caller(holder)

    codes = [item["code"] for item in cadre.get(f"/checklists/{checklist_of(task)}")["items"]]
    sheet = {"id": str(uuid4()), "tasks": [task["id"]], "answers": answers(codes, failed=codes[:1])}
    answered = cadre.post("/submissions", sheet)
    assert answered["ok"] and len(answered["findings"]) == 1
    problem = f"/findings/{answered['findings'][0]}"
    assert cadre.get(problem)["state"] == "urged"

    later(monkeypatch, days=2)
    keeper = caller(officer_of(task["business"]["id"]))
    assert keeper.post(f"{problem}/report-fix", {"note": "已整改"})["state"] == "reported"
    refused = keeper.client.post(f"/api/v1{problem}/verify", {"note": "自己看过"}, content_type="application/json")
    assert refused.status_code == 422 and keeper.get(problem)["state"] == "reported"  # the fixer is not who rechecks
    later(monkeypatch, days=3)
    cadre, office = (
        caller(holder),
        caller(Tenure.objects.get(post__role_id="office").person_key),
    )  # a session is a day's
    assert cadre.post(f"{problem}/verify", {"note": "现场看过"})["state"] == "closed"

    asked = {"programme": "guarantee_visit", "period": period_of(task), "within": county.path}
    (figure,) = office.get("/figures/completion", **asked)
    assert (figure["done"], figure["due"]) == (1, by_hand(task))
    rows = office.get("/figures/completion/rows", **asked, part="done")["items"]
    assert [row["id"] for row in rows] == [task["id"]]
    assert len(office.get("/figures/completion/rows", **asked, part="open", limit=200)["items"]) == figure["open"] > 0


def test_everything_in_the_files_stands_in_the_county(county: RealCounty) -> None:
    with as_root():
        assert Business.objects.count() == county.businesses
        wanted = sum(number for _tier, number in county.cadres)
        assert Tenure.objects.exclude(post__tier="").count() == wanted
        assert set(Place.objects.filter(level="county").values_list("path", "layers")) == {(county.path, county.layers)}
        if county is SHUANGHU:
            assert (wanted, county.businesses) == (67, 129)
        assert not Post.objects.exclude(path__startswith=county.path).exists()


def bound_and_planned(county: RealCounty, office: Caller) -> None:
    """Every business has a named cadre; the periods that hold today are planned, and planned again without a new task."""
    preview = office.post("/bindings/preview", {"within": county.path})
    assert preview["unbound"] == [] and len(preview["pairs"]) == county.businesses
    assert office.post("/bindings", {"pairs": preview["pairs"], "note": "按规则"})["done"] == county.businesses
    wanted = {"programme": "guarantee_visit", "period": "2026Q3", "within": county.path}
    assert office.post("/plans", wanted)["new"] == county.businesses
    assert office.post("/plans", wanted)["new"] == 0


def first_visit(county: RealCounty) -> tuple[dict[str, Any], UUID]:
    """The first thing on the worklist of the first cadre who has one, and who that is."""
    for seat in Tenure.objects.exclude(post__tier="").order_by("post__path", "id"):
        mine = caller(seat.person_key).get("/worklist")["items"]
        if mine:
            return mine[0], seat.person_key
    raise AssertionError(f"nobody in {county.code} owes a visit")


def checklist_of(task: dict[str, Any]) -> str:
    """The list that the place's law has this visit filled from."""
    with as_root():
        shop = Business.objects.get(pk=task["business"]["id"])
    law = law_on(TODAY, shop.path)
    return law.checklist(law.programme("guarantee_visit"), shop, TODAY) or ""


def officer_of(business: str) -> UUID:
    with as_root():
        return UUID(str(Appointment.objects.get(business_id=business, role="safety_officer").person_id))


def period_of(task: dict[str, Any]) -> str:
    """The quarter, half-year or year in which the place's law puts the visit."""
    months = int(task["period_end"][5:7]) - int(task["period_start"][5:7]) + 1
    return {3: "2026Q3", 6: "2026H2", 12: "2026"}[months]


def by_hand(task: dict[str, Any]) -> int:
    """What is due by the same day, on raw rows."""
    with as_root():
        return Task.objects.filter(act="inspect", period_end__lte=task["period_end"]).count()


def later(monkeypatch: pytest.MonkeyPatch, **span: float) -> None:
    when = MORNING + timedelta(**span)
    monkeypatch.setattr("django.utils.timezone.now", lambda: when)
