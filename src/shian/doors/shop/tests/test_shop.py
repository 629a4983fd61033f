"""The shop's records as plain forms: the day, the week, the month, rest days, and who owes none."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.wall import worn
from shian.loop.models import Finding
from shian.registry.actions.standing import close_business
from shian.registry.models import Business
from tests.at_the_doors import entered, photo
from tests.world import FOUNDER, TODAY, World

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def codes(key: str) -> list[str]:
    return [item.code for item in checklists.items(checklists.version(key).pk)]


def answered(key: str, *failed: str, **more: Any) -> dict[str, Any]:
    form: dict[str, Any] = {f"answer-{code}": "conform" for code in codes(key)}
    for code in failed:
        form |= {f"answer-{code}": "fail", f"note-{code}": "柜温 12 ℃", f"measure-{code}": "已报修"}
    return form | more


def page(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def sheets(**chosen: Any) -> list[Sheet]:
    with worn(FOUNDER):
        return list(Sheet.objects.filter(**chosen))


def test_home_is_todays_record(officer: Client, shop: Business) -> None:
    text = page(officer, "/shop")
    assert "每日食品安全检查记录" in text or "每项点一下" in text
    assert "零风险" in text
    assert sheets() == []


def test_nothing_found_is_said_by_a_person_never_by_the_machine(officer: Client, shop: Business) -> None:
    here = f"/shop/{shop.pk}"
    text = officer.post(here, answered("daily_caterer", act="hand_in")).content.decode()
    assert "零风险报告" in text
    assert sheets() == []
    done = officer.post(here, answered("daily_caterer", zero_risk="1"), follow=True).content.decode()
    assert "零风险，已交" in done
    assert [sheet.zero_risk for sheet in sheets()] == [True]
    officer.post(here, answered("daily_caterer", zero_risk="1"))
    assert len(sheets()) == 1, "the same record sent twice is one record"


def test_a_problem_is_no_zero_risk_and_keeps_its_photo_and_measure(officer: Client, shop: Business) -> None:
    here, wrong = f"/shop/{shop.pk}", codes("daily_caterer")[0]
    form = answered("daily_caterer", wrong, **{f"photos-{wrong}": [photo()]})
    text = officer.post(here, form | {"zero_risk": "1"}).content.decode()
    assert "发现了问题就不能报零风险" in text
    assert "柜温 12 ℃" in text
    done = officer.post(here, form | {"act": "hand_in", f"photos-{wrong}": [photo()]}, follow=True).content.decode()
    assert "发现 1 项问题，已交" in done
    with worn(FOUNDER):
        finding = Finding.objects.get()
        assert finding.note == "柜温 12 ℃；措施：已报修"
        assert len(finding.photos_before) == 1
    assert finding.text in page(officer, f"/shop/{shop.pk}/findings")


def test_a_half_filled_day_stands_again(officer: Client, shop: Business) -> None:
    form = answered("daily_caterer", zero_risk="1")
    del form[f"answer-{codes('daily_caterer')[3]}"]
    text = officer.post(f"/shop/{shop.pk}", form).content.decode()
    assert "没有回答" in text
    assert text.count(" checked") == len(codes("daily_caterer")) - 1
    assert sheets() == []


def test_a_day_gone_by_is_filled_in_late_and_says_so(officer: Client, shop: Business) -> None:
    here = f"/shop/{shop.pk}?day={YESTERDAY}"
    assert "补记" in page(officer, here)
    officer.post(here, answered("daily_caterer", zero_risk="1"))
    assert [sheet.on_day for sheet in sheets()] == [YESTERDAY]
    tomorrow = TODAY + timedelta(days=1)
    officer.post(f"/shop/{shop.pk}?day={tomorrow}", answered("daily_caterer", zero_risk="1"))
    assert sorted(sheet.on_day for sheet in sheets()) == [YESTERDAY, TODAY], "a day to come is today"


def test_a_household_is_told_so_with_the_clause(world: World, household: Business) -> None:
    keeper = entered(world, "丁面馆/principal")
    for part in ("", "/week", "/month"):
        text = page(keeper, f"/shop/{household.pk}{part}")
        assert "不用做" in text
        assert "个体工商户不在其列" in text
        assert "<form action" not in text.split("<main")[1].split("</main>")[0]


def test_no_day_is_owed_on_a_declared_rest(principal: Client, officer: Client, shop: Business) -> None:
    rests = f"/shop/{shop.pk}/rests"
    assert "登记休息日" not in page(officer, rests).split("<main")[1], "the officer may not"
    refused = principal.post(rests, {"act": "declare", "start": "soon", "last": "2026-09-20"})
    assert refused.status_code == 422
    assert "从哪天起" in refused.content.decode()
    assert principal.post(rests, {"act": "declare", "start": "2026-09-14", "last": "2026-09-10"}).status_code == 422
    principal.post(rests, {"act": "declare", "start": "2026-09-14", "last": "2026-09-20", "reason": "装修"})
    assert "不用记" in page(officer, f"/shop/{shop.pk}")
    text = page(principal, rests)
    assert "装修" in text
    key = text.split('name="rest" value="')[1].split('"')[0]
    principal.post(rests, {"act": "withdraw", "rest": key})
    assert "不用记" not in page(officer, f"/shop/{shop.pk}")


def filled_days(officer: Client, shop: Business) -> str:
    """Wednesday with a problem, Thursday clean, of the week before."""
    wrong = codes("daily_caterer")[0]
    officer.post(f"/shop/{shop.pk}?day=2026-09-09", answered("daily_caterer", wrong, act="hand_in"))
    officer.post(f"/shop/{shop.pk}?day=2026-09-10", answered("daily_caterer", zero_risk="1"))
    return wrong


def test_on_monday_morning_nothing_is_missing_yet(officer: Client, shop: Business) -> None:
    """The county stands on Monday 14 September; Sunday is the day of the draft on which all seven count."""
    text = page(officer, f"/shop/{shop.pk}/week?week=2026W38")
    assert "应记录0天" in text and "缺" not in text.split("应记录0天")[1][:20]
    officer.post(f"/shop/{shop.pk}?day=2026-09-14", answered("daily_caterer", zero_risk="1"))
    assert "应记录1天，已记录1天，执行率100%" in page(officer, f"/shop/{shop.pk}/week?week=2026W38")


def test_the_week_is_drafted_from_its_days_and_handed_in_as_edited(officer: Client, shop: Business) -> None:
    filled_days(officer, shop)
    here = f"/shop/{shop.pk}/week?week=2026W37"
    text = page(officer, here)
    assert "应记录7天，已记录2天，缺5天，执行率28.5%" in text
    assert "柜温 12 ℃" in text
    assert " checked" not in text.split("本周评价")[1], "no conclusion is chosen for a person"
    assert sheets(programme="weekly_report") == []
    form = answered("weekly_report", narrative="核对过：冷柜已修好。")
    refused = officer.post(here, form).content.decode()
    assert "请在评价里选一项" in refused
    assert "核对过：冷柜已修好。" in refused
    empty = officer.post(here, form | {"verdict": "controlled", "narrative": " "}).content.decode()
    assert "不能是空的" in empty
    done = officer.post(here, form | {"verdict": "controlled"}, follow=True).content.decode()
    assert "已交" in done
    (sheet,) = sheets(programme="weekly_report")
    assert (sheet.narrative, sheet.conclusion, sheet.on_day) == (
        "核对过：冷柜已修好。",
        "controlled",
        date(2026, 9, 13),
    )
    again = officer.post(here, form | {"verdict": "severe"}).content.decode()
    assert "已经交过" in again
    assert len(sheets(programme="weekly_report")) == 1


def test_the_month_hears_its_weeks(officer: Client, principal: Client, shop: Business) -> None:
    filled_days(officer, shop)
    report = answered("weekly_report", narrative="周报", verdict="controlled")
    officer.post(f"/shop/{shop.pk}/week?week=2026W37", report)
    here = f"/shop/{shop.pk}/month?month=2026-09"
    text = page(principal, here)
    assert "9月7日至9月13日：食品安全风险可控，无较大食品安全隐患。" in text
    assert "应记录13天，已记录2天" in text, "today, the 14th, is not over"
    assert "主要负责人签字" in text
    form = answered("monthly_minutes", narrative="会议纪要", attendees="甲、乙")
    done = principal.post(here, form, follow=True).content.decode()
    assert "已交" in done
    assert [sheet.narrative for sheet in sheets(programme="monthly_minutes")] == ["参会人：甲、乙\n会议纪要"]


def test_a_closed_shop_owes_nothing(officer: Client, shop: Business) -> None:
    with worn(FOUNDER):
        close_business(shop, on=TODAY, reason="注销", by=FOUNDER)
    assert "现在不用交" in page(officer, f"/shop/{shop.pk}")
    officer.post(f"/shop/{shop.pk}", answered("daily_caterer", zero_risk="1"))
    assert sheets() == []


def test_an_expired_session_keeps_the_day(officer: Client, world: World, shop: Business) -> None:
    here, wrong = f"/shop/{shop.pk}", codes("daily_caterer")[0]
    officer.logout()
    officer.post(here, answered("daily_caterer", wrong, act="hand_in"))
    entered(world, "丙食品/safety_officer", officer)
    text = page(officer, here)
    assert "登录过期了" in text
    assert "柜温 12 ℃" in text


def test_the_binder(officer: Client, shop: Business) -> None:
    filled_days(officer, shop)
    assert "丙食品safety_officer" in page(officer, f"/shop/{shop.pk}/posts")
    history = page(officer, f"/shop/{shop.pk}/history")
    assert "零风险" in history
    (first,) = sheets(failed=1)
    record = page(officer, f"/shop/{shop.pk}/records/{first.pk}")
    assert "柜温 12 ℃" in record
    assert "岗位" in page(officer, f"/shop/{shop.pk}/more")


def test_another_shop_is_not_there(world: World, shop: Business, household: Business, officer: Client) -> None:
    for part in ("", "/week", "/month", "/findings", "/more", "/posts", "/rests", "/history"):
        assert officer.get(f"/shop/{household.pk}{part}").status_code == 404
        assert entered(world, "office").get(f"/shop/{shop.pk}{part}").status_code == 404
