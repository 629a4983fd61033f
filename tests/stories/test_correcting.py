"""A record is put right by a new one in its place; a helper enters a day for a shop that cannot."""

import pytest
from django.test import Client

from shian.checklists.models import Sheet
from shian.doors.shop.tests.conftest import household, officer, principal, shop  # noqa: F401  # fixtures
from shian.doors.shop.tests.test_shop import answered, codes, page, sheets
from shian.kernel.wall import worn
from shian.loop.models import Finding
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, visited
from tests.world import FOUNDER, World

pytestmark = pytest.mark.django_db


def findings() -> list[Finding]:
    with worn(FOUNDER):
        return list(Finding.objects.order_by("code"))


def standing() -> Sheet:
    (one,) = sheets(superseded_at__isnull=True)
    return one


def test_a_day_is_put_right_and_the_old_record_stays(officer: Client, shop: Business) -> None:  # noqa: F811  # a fixture
    first, second, *_rest = codes("daily_caterer")
    officer.post(f"/shop/{shop.pk}", answered("daily_caterer", first, act="hand_in"))
    old = standing()
    here = f"/records/{old.pk}/correct"
    assert here in page(officer, f"/shop/{shop.pk}/records/{old.pk}")
    assert "柜温 12 ℃" in page(officer, here)
    form = answered("daily_caterer", first, second, act="hand_in")
    refused = officer.post(here, form).content.decode()
    assert "请写明为什么要更正" in refused and "柜温 12 ℃" in refused
    done = officer.post(here, form | {"reason": "漏记了一项"}, follow=True).content.decode()
    assert "更正好了" in done and "更正说明：漏记了一项" in done
    new = standing()
    assert (new.supersedes, new.failed, new.on_day) == (old.pk, 2, old.on_day)
    assert [one.code for one in findings()] == sorted([first, second]), "what had failed before is no second problem"
    assert "看更正后的" in page(officer, f"/shop/{shop.pk}/records/{old.pk}")
    late = officer.get(here)
    assert late.status_code == 409 and "已经更正过" in late.content.decode()


def test_a_day_without_a_problem_is_again_said_by_a_person(officer: Client, shop: Business) -> None:  # noqa: F811  # a fixture
    officer.post(f"/shop/{shop.pk}", answered("daily_caterer", codes("daily_caterer")[0], act="hand_in"))
    here, form = f"/records/{standing().pk}/correct", answered("daily_caterer", reason="点错了")
    assert "零风险报告" in officer.post(here, form).content.decode()
    officer.post(here, form | {"zero_risk": "1"})
    assert standing().zero_risk
    assert len(findings()) == 1, "the problem that was opened is not taken back behind anybody's back"


def test_a_report_is_put_right_with_its_text_and_verdict(officer: Client, shop: Business) -> None:  # noqa: F811  # a fixture
    week = f"/shop/{shop.pk}/week?week=2026W37"
    officer.post(week, answered("weekly_report", narrative="原文", verdict="controlled"))
    here = f"/records/{standing().pk}/correct"
    assert "原文" in page(officer, here)
    form = answered("weekly_report", narrative="新文", verdict="severe", reason="结论有误")
    officer.post(here, form)
    new = standing()
    assert (new.conclusion, new.narrative) == ("severe", "新文\n更正说明：结论有误")
    paper = page(officer, f"/records/{new.pk}")
    assert "新文" in paper and "更正前的那一份" in paper and "<svg" in paper


def test_a_visit_is_put_right_by_its_cadre_and_nobody_else(world: World, shop: Business) -> None:  # noqa: F811  # a fixture
    bound_and_planned(world)
    visited(world, shop)
    visit = standing()
    here = f"/records/{visit.pk}/correct"
    cadre = entered(world, "village")
    assert here in page(cadre, f"/records/{visit.pk}")
    with worn(FOUNDER):
        item = [one.code for one in visit.version.items.all()]  # type: ignore[union-attr]  # it was just made
    form = {f"answer-{code}": "conform" for code in item} | {"reason": "看错了"}
    for who in ("town", "grid", "office", "丙食品/safety_officer"):
        assert entered(world, who).post(here, form).status_code == 403, who
        assert here not in page(entered(world, who), f"/records/{visit.pk}")
    assert entered(world, "stranger").get(f"/records/{visit.pk}").status_code == 404
    assert "更正好了" in cadre.post(here, form, follow=True).content.decode()
    assert standing().failed == 0


def test_a_helper_enters_a_day_and_it_says_so(world: World, shop: Business) -> None:  # noqa: F811  # a fixture
    grid, here = entered(world, "grid"), f"/behalf/{shop.pk}"
    assert here in page(grid, f"/businesses/{shop.pk}")
    assert "代录" in page(grid, here)
    wrong = codes("daily_caterer")[0]
    done = grid.post(here, answered("daily_caterer", wrong, act="hand_in"), follow=True).content.decode()
    assert "发现 1 项问题，已交" in done
    sheet = standing()
    assert (sheet.on_behalf, sheet.person_id, sheet.post_id) == (True, world.people["grid"].pk, None)
    assert "代录" in page(entered(world, "丙食品/safety_officer"), f"/shop/{shop.pk}")
    assert f"/records/{sheet.pk}/correct" in page(grid, f"/records/{sheet.pk}"), "who entered it may put it right"


def test_who_may_not_help_is_told_so(world: World, shop: Business, household: Business) -> None:  # noqa: F811  # a fixture
    here = f"/behalf/{shop.pk}"
    assert entered(world, "stranger").get(here).status_code == 404
    assert entered(world, "neighbour").get(here).status_code == 404
    assert entered(world, "丙食品/safety_officer").get(here).status_code == 422
    assert "不用做" in page(entered(world, "grid"), f"/behalf/{household.pk}")
    assert sheets() == []
