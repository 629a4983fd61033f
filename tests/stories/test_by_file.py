"""The regimes that are a file and nothing else: each is planned, handed in by its holder, put right and looked at again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from shian.checklists import queries as checklists
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.law import law_on
from shian.loop.models import Finding, Task
from shian.loop.submission import Submission
from shian.packs.tests.cn import changed, copied
from shian.registry.models import Business, ProductCategory
from tests.at_the_doors import entered, stand_still
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, NOW, TODAY, World, answers, business, in_force, small_county


@dataclass(frozen=True)
class Case:
    """A programme, the period it is planned for, who has it on the list, whom it means, and the list it is filled from."""

    key: str
    period: str
    holder: str
    facts: dict[str, Any]
    checklist: str
    rechecks: str


CASES = [
    Case("grid_patrol", "2026-09", "grid", {"kind": "stall"}, "small_village", "grid"),
    Case("third_party_monitoring", "2026Q3", "office", {"grade": "C"}, "third_party", "station"),
    Case("high_risk_categories", "2026-09", "station", {"kind": "producer", "grade": "C"}, "high_risk", "station"),
    Case("daily_oversight", "2026-09-14", "station", {"grade": "C"}, "caterer", "station"),
    Case("village_light", "2026H2", "village", {"kind": "stall"}, "village_light", "village"),
]
# What a business owes of itself, by its tag.
OWN = [
    ("association_self_check", "association_member", "association", "2026-09"),
    ("chain_hq_monthly", "chain_hq", "chain_hq", "2026-09"),
    ("chain_branch_weekly", "chain_branch", "chain_branch", "2026W38"),
    ("chain_shop_daily", "chain_store", "chain_shop", "2026-09-14"),
]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    return small_county()


def everybody(world: World, facts: dict[str, Any]) -> list[Business]:
    """Enough of them that a sample of a few in a hundred chooses some; one of them makes dairy."""
    made = [business(world, f"第{n:02d}家", officers=(), **facts) for n in range(40)]
    with worn(FOUNDER):
        for one in made:
            ProductCategory.objects.create(business=one, code="0501", path=one.path)
    return made


def handed_in(world: World, task: Task, checklist: str, who: str, *, failed: int) -> list[UUID]:
    actor = world.actor(who)
    with worn(actor):
        codes = [item.code for item in checklists.items(checklists.version(checklist).pk)]
        told = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes, failed=codes[:failed])}
        answered = actions.hand_in(Submission.parsed(told), by=actor, now=world.now)
    assert answered.ok, answered.message
    return list(answered.findings)


def one_in_three_a_day(tmp_path: Path) -> None:
    """Two of a hundred are for a county; in forty businesses they would be nobody on most days."""
    folder = copied(tmp_path)
    changed(folder, "programmes/daily_oversight.toml", "of_100 = 2", "of_100 = 33")
    in_force(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_it_is_planned_handed_in_put_right_and_looked_at_again(world: World, case: Case, tmp_path: Path) -> None:
    one_in_three_a_day(tmp_path)
    made = everybody(world, case.facts)
    shop = business(world, "老王饭店", **case.facts)
    with worn(FOUNDER):
        ProductCategory.objects.create(business=shop, code="0501", path=shop.path)
    office = world.actor("office")
    with worn(office):
        done = actions.plan(case.key, case.period, within=COUNTY, by=office, now=NOW)
        again = actions.plan(case.key, case.period, within=COUNTY, by=office, now=NOW)
        foreseen = actions.foresee(case.key, case.period, within=COUNTY, by=office, now=NOW)
    sample = law_on(TODAY, COUNTY).pack.programmes[case.key].whom.sample
    assert (0 < done.new < len(made)) if sample < 100 else done.new == len(made) + 1
    assert (again.new, again.kept, foreseen.total) == (0, done.new, done.new)

    with as_root():
        task = Task.objects.filter(programme=case.key).order_by("due", "id").first()
    assert task is not None and task.holder_id == world.posts[case.holder].pk
    (key,) = handed_in(world, task, case.checklist, case.holder, failed=1)
    with as_root():
        finding = Finding.objects.get(pk=key)
    helper = world.actor("town")
    with worn(helper):
        actions.enter_fix(finding, note="已整改", photos=[], by=helper, now=NOW)
    judge = world.actor(case.rechecks)
    with worn(judge):
        actions.verify_fix(Finding.objects.get(pk=key), note="看过了", photos=[], by=judge, now=NOW)
        assert Finding.objects.get(pk=key).state == "closed"


@pytest.mark.parametrize(("key", "tag", "checklist", "period"), OWN)
@pytest.mark.mechanism("M11")
def test_what_a_business_owes_of_itself_is_owed_by_its_tag_and_handed_in_by_it(
    world: World, key: str, tag: str, checklist: str, period: str
) -> None:
    shop, other = business(world, "会员店", tags=frozenset({tag}), uscc="913304837000000018"), business(world, "别家")
    office = world.actor("office")
    with worn(office):
        actions.plan(key, period, within=COUNTY, by=office, now=NOW)
    client = entered(world, "会员店/principal")
    address = f"/shop/{shop.pk}/own?programme={key}"
    assert f"own?programme={key}" in client.get(f"/shop/{shop.pk}/more").content.decode()
    said = {f"answer-{item.code}": "conform" for item in checklists.items(checklists.version(checklist).pk)}
    assert client.get(address).status_code == 200
    assert client.post(address, said).status_code == 200  # nothing found is said, not left out
    assert client.post(address, said | {"zero_risk": "1"}).status_code == 302
    assert "已交" in client.get(address).content.decode()
    with as_root():
        assert Task.objects.get(programme=key, business=shop).state == "done"
        assert not Task.objects.filter(programme=key, business=other).exists()
    assert entered(world, "别家/principal").get(f"/shop/{other.pk}/own?programme={key}").status_code == 404


def test_one_programme_has_three_clocks(world: World, tmp_path: Path) -> None:
    """日督查 + 周整改 + 月复查: looked at today, put right by the end of the week, looked at again by the end of the month."""
    one_in_three_a_day(tmp_path)
    everybody(world, {"grade": "C"})
    office = world.actor("office")
    with worn(office):
        actions.plan("daily_oversight", "2026-09-14..2026-09-18", within=COUNTY, by=office, now=NOW)
    with as_root():
        tasks = list(Task.objects.filter(programme="daily_oversight").order_by("due"))
    assert tasks and all(task.due == task.period_start for task in tasks)
    (key,) = handed_in(world, tasks[0], "caterer", "station", failed=1)
    with as_root():
        finding = Finding.objects.get(pk=key)
    assert finding.due == date(2026, 9, 20)
    helper = world.actor("town")
    with worn(helper):
        actions.enter_fix(finding, note="已整改", photos=[], by=helper, now=NOW)
    with as_root():
        assert Task.objects.get(finding=finding, act="recheck").due == date(2026, 9, 30)


def test_the_contractor_is_looked_at_again_only_where_he_was(world: World) -> None:
    everybody(world, {"grade": "C"})
    office = world.actor("office")
    with worn(office):
        assert actions.plan("contractor_back_check", "2026Q3", within=COUNTY, by=office, now=NOW).new == 0
        actions.plan("third_party_monitoring", "2026Q3", within=COUNTY, by=office, now=NOW)
        tasks = list(queries.worklist(office, on=TODAY).filter(programme="third_party_monitoring"))
    for task in tasks[:-5]:
        handed_in(world, task, "third_party", "office", failed=0)
    with worn(office):
        assert actions.plan("contractor_back_check", "2026Q3", within=COUNTY, by=office, now=NOW).new > 0
    with as_root():
        again = set(Task.objects.filter(programme="contractor_back_check").values_list("business_id", flat=True))
    assert again <= {task.business_id for task in tasks[:-5]}


def test_another_month_draws_others(world: World) -> None:
    everybody(world, {"kind": "stall"})
    office = world.actor("office")
    drawn = []
    for period in ("2026-10", "2026-11"):
        with worn(office):
            actions.plan("grid_patrol", period, within=COUNTY, by=office, now=NOW)
        with as_root():
            rows = Task.objects.filter(programme="grid_patrol", period_start=date.fromisoformat(f"{period}-01"))
            drawn.append(set(rows.values_list("business_id", flat=True)))
    assert all(drawn) and drawn[0] != drawn[1]
