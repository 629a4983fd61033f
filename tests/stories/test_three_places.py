"""Three places by data alone: a county-level city of four layers, a county of three, a county of a municipality. Each runs the
main job; the code knows none of them."""

import re
from datetime import date
from pathlib import Path

import pytest

from shian.demo.players import ROLE, at_hour
from shian.demo.settle import Site, settle
from shian.demo.sheets import clean, named
from shian.demo.worlds import world
from shian.insight.figure import Figure, Question
from shian.insight.queries import completion
from shian.kernel.wall import worn
from shian.loop.actions import hand_in, plan, report_fix, verify_fix
from shian.loop.actions.opening import local_day
from shian.loop.models import Duty, Finding, Task
from shian.loop.submission import Answer, Submission
from shian.packs.periods import parse_period
from shian.packs.rules import frequency
from shian.people.models import Post
from shian.registry.models import Business

pytestmark = pytest.mark.django_db

TODAY = date(2026, 8, 20)
SOURCE = Path(__file__).parents[2] / "src" / "shian"


@pytest.fixture(params=["tongxiang", "shuanghu", "yunyang"])
def site(request: pytest.FixtureRequest) -> Site:
    return settle(world(request.param, "small"), today=TODAY, say=lambda text: None)


def test_the_main_job_from_plan_to_figure(site: Site) -> None:
    shop, now = site.shop, at_hour(TODAY, 9)
    with worn(site.office):
        plan("guarantee_visit", site.present.name, within=site.county, by=site.office, now=now)
        task = Task.objects.visible_to(site.office).get(business=shop, act="inspect")
    cadre = site.players.at(task.holder_id)

    with worn(cadre):
        sheet = hand_in(_visit(site, task), by=cadre, now=now)
        finding = Finding.objects.visible_to(cadre).get(pk=sheet.findings[0])
    assert finding.state == "urged"

    keeper = site.players.of(shop.pk, ROLE.SAFETY_OFFICER)
    with worn(keeper):
        report_fix(finding, note="已整改", photos=[], by=keeper, now=at_hour(date(2026, 8, 24), 9))
    with worn(cadre):
        verify_fix(finding, note="已到位", photos=[], by=cadre, now=at_hour(date(2026, 8, 25), 9))
    with worn(site.office):
        assert Finding.objects.visible_to(site.office).get(pk=finding.pk).state == "closed"
        figure = _figure(site, task)
        planned = Task.objects.visible_to(site.office).filter(act="inspect", period_end__lte=task.period_end).count()
    assert (figure.done, figure.excluded, figure.overdue) == (1, 0, 0)
    assert figure.due == planned
    assert figure.open == planned - 1 > 0


def _visit(site: Site, task: Task) -> Submission:
    key = site.law.checklist(site.law.programme("guarantee_visit"), site.shop, TODAY) or ""
    answers = dict(clean(key))
    answers[next(iter(answers))] = Answer("fail", "证照没有公示", "fix_by")
    return Submission(id=named(task.pk), tasks=(task.pk,), checklist=key, answers=answers)


def _figure(site: Site, task: Task) -> Figure:
    """The completion of whichever period the place's law puts this visit in."""
    last = [parse_period(name) for name in (site.present.name, "2026H2", "2026")]
    span = next(span for span in last if span.last == task.period_end)
    as_of = at_hour(date(2026, 8, 26), 9)
    asked = Question.asked("guarantee_visit", span.name, site.county, as_of, local_day(as_of))
    return completion(site.office, asked)[0]


def test_every_business_has_a_named_cadre_of_its_own_layers(site: Site) -> None:
    with worn(site.office):
        duties = list(
            Duty.objects.visible_to(site.office)
            .filter(programme="guarantee_visit")
            .select_related("holder", "business")
        )
        assert len(duties) == Business.objects.visible_to(site.office).count() == site.world.size.businesses
    tiers = {duty.holder.tier for duty in duties if duty.holder}
    assert tiers <= set(site.world.size.cadres)
    assert {"county", "township", "village"} <= tiers
    cadres = Post.objects.exclude(tier="").filter(path__startswith=site.county).count()
    above = Post.objects.exclude(tier="").exclude(path__startswith=site.county).filter(tier="city").count()
    assert cadres + above == sum(site.world.size.cadres.values())


def test_shuanghu_has_sixty_seven_cadres_for_its_129_businesses() -> None:
    size = world("shuanghu", "small").size
    assert (sum(size.cadres.values()), size.businesses) == (67, 129)
    assert "city" not in size.cadres


def test_each_place_has_its_own_frequency(site: Site) -> None:
    """桐乡 visits D every quarter by its overlay; the others follow the nation."""
    with worn(site.office):
        shop = Business.objects.visible_to(site.office).filter(guarantee_grade="D")[0]
    found = frequency(site.law.programme("guarantee_visit"), site.law.subject(shop), TODAY)
    assert found.assumed and found.value
    assert found.value.every == {"tongxiang": "quarter"}.get(site.world.key, "year")


def test_no_code_knows_a_place() -> None:
    """Outside of help texts, galleries and tests no module names one of the three."""
    names = re.compile(r"330483|540630|500235|cn/33/04/83|cn/50/0235|双湖|云阳|桐乡")
    rooms = (
        "kernel",
        "territory",
        "people",
        "packs",
        "registry",
        "checklists",
        "loop",
        "insight",
        "demo",
        "evidence",
        "ledger",
    )
    found = [
        f"{path.relative_to(SOURCE)}: {line.strip()}"
        for room in rooms
        for path in sorted((SOURCE / room).rglob("*.py"))
        if "tests" not in path.parts
        for line in path.read_text("utf-8").splitlines()
        if names.search(line) and not line.lstrip().startswith(("#", '"""')) and "→" not in line
    ]
    assert found == []
