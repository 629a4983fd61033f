"""A business is changed: by whom it may be, with a reason, and what follows."""

from datetime import date

import pytest

from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop import queries as loop
from shian.loop.models import Duty, Task
from shian.registry.models import Appointment, Business, GradeRecord, Standing
from tests.at_the_doors import entered
from tests.roles import as_root
from tests.world import FOUNDER, World


def changed(world: World, shop: Business, who: str, **words: str) -> str:
    """What is read after the press of a button, and the number of the answer before it."""
    answer = entered(world, who).post(f"/businesses/{shop.pk}/change", words, follow=True)
    return answer.content.decode()


def kept(shop: Business) -> Business:
    with worn(FOUNDER):
        found: Business = Business.objects.visible_to(FOUNDER).get(pk=shop.pk)
        return found


def owed(act: str) -> list[Task]:
    with as_root():
        return list(Task._base_manager.filter(act=act).order_by("-pk"))


def told_to_look(world: World, shop: Business) -> None:
    """A cadre found the door shut: the station is to look what became of the business."""
    cadre = entered(world, "village")
    with worn(world.actor("village")):
        task = loop.worklist(world.actor("village"), on=date(2026, 9, 14)).get(act="inspect")
    answer = cadre.post(f"/visit/{task.pk}/cannot", {"outcome": "shut", "confirmed": "1"})
    assert answer["Location"].startswith("/receipt/")


def test_a_closed_business_says_since_when_and_why(world: World, shop: Business) -> None:
    page = changed(world, shop, "station", act="status", status="closed", on="2026-09-10", reason="已注销登记")
    assert "已登记为“注销”" in page and kept(shop).status == "closed"
    with as_root():
        running = Standing._base_manager.get(business=shop, superseded_at__isnull=True, valid_to__isnull=True)
        assert (running.status, running.reason, running.valid_from) == ("closed", "已注销登记", date(2026, 9, 10))
        assert Entry._base_manager.filter(verb="record_status").count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"status": "closed"}, "请写明原因"),
        ({"status": "closed", "reason": "注销", "on": "2026-09-15"}, "不能填以后的日期"),
        ({"status": "closed", "reason": "注销", "on": "昨天"}, "请填日期"),
        ({"status": "melted", "reason": "化了"}, "请选主体状态"),
        ({"status": "operating", "reason": "照旧"}, "已经是“在营”"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_happens(
    world: World, shop: Business, words: dict[str, str], sentence: str
) -> None:
    page = changed(world, shop, "office", act="status", **words)
    assert sentence in page and words.get("reason", "") in page
    assert kept(shop).status == "operating"


def test_what_the_station_was_to_look_at_is_answered_where_it_was_asked(world: World, shop: Business) -> None:
    told_to_look(world, shop)
    assert f"/businesses/{shop.pk}/change" in entered(world, "station").get("/worklist").content.decode()
    page = changed(world, shop, "station", act="status", status="operating", reason="只是那天没开门")
    assert "已核实，状态没有变" in page
    assert [task.state for task in owed("report_status")] == ["done"] and owed("adjust_duty") == []


def test_a_grade_by_the_law_says_the_law_and_another_says_why(world: World, shop: Business) -> None:
    assert "请写明原因" in changed(world, shop, "office", act="guarantee", grade="B")
    assert "包保等级已改" in changed(world, shop, "office", act="guarantee", grade="B", reason="镇里重点关注")
    assert "风险等级已改" in changed(world, shop, "station", act="risk", grade="C", reason="年度评定")
    now = kept(shop)
    assert (now.guarantee_grade, now.risk_grade) == ("B", "C")
    with as_root():
        reasons = GradeRecord._base_manager.filter(business=shop, valid_to__isnull=True, superseded_at__isnull=True)
        assert {row.scale: row.because["clause"] for row in reasons} == {
            "guarantee": "镇里重点关注",
            "risk": "年度评定",
        }


@pytest.mark.mechanism("M44")
def test_a_director_is_appointed_and_dismissed(world: World, shop: Business) -> None:
    words = {"act": "appoint", "role": "safety_officer", "name": "沈新来", "phone": "15400007777"}
    assert "请填姓名" in changed(world, shop, "office", **words | {"name": ""})
    assert "沈新来已任命" in changed(world, shop, "office", **words)
    with as_root():
        seat = Appointment._base_manager.get(business=shop, person_name="沈新来")
    assert "沈新来已免去" in changed(world, shop, "office", act=f"dismiss-{seat.pk}")
    with as_root():
        assert not Appointment._base_manager.filter(
            person_name="沈新来", superseded_at__isnull=True, valid_to__isnull=True
        ).exists()


def test_nobody_answers_any_more_for_who_was_released(world: World, shop: Business) -> None:
    assert "没有人包保" in changed(world, shop, "office", act="unbind", reason="迁出本镇")
    with as_root():
        running = Duty._base_manager.filter(
            business=shop, programme="guarantee_visit", superseded_at__isnull=True, valid_to__isnull=True
        )
        assert not running.exists()


@pytest.mark.parametrize("who", ["甲饭店/safety_officer"])
def test_who_may_change_nothing_finds_no_such_page(world: World, shop: Business, who: str) -> None:
    client, here = entered(world, who), f"/businesses/{shop.pk}/change"
    assert client.get(here).status_code == 404
    assert client.post(here, {"act": "status", "status": "closed", "reason": "关了"}).status_code == 404
    assert here not in client.get(f"/businesses/{shop.pk}").content.decode()
    assert kept(shop).status == "operating"


def test_the_station_is_offered_its_own_verbs_only(world: World, shop: Business) -> None:
    page = entered(world, "station").get(f"/businesses/{shop.pk}/change").content.decode()
    assert "登记状态" in page and "改等级" in page and "解除包保" not in page and "任命" not in page
    assert changed(world, shop, "station", act="unbind", reason="不该能做") and not owed("adjust_duty")
    with as_root():
        assert Duty._base_manager.filter(business=shop, programme="guarantee_visit", valid_to__isnull=True).exists()
