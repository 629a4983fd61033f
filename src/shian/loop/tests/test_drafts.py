"""The drafts say what the days say, and nothing more."""

from datetime import date

import pytest

from shian.loop.drafts import Days, Month, Problem, Week, WeekHeard, month_minutes, week_report

MONDAY, SUNDAY = date(2026, 9, 14), date(2026, 9, 20)
WATER = Problem(date(2026, 9, 15), "场所清洁", "台面有积水", due=date(2026, 9, 20))
FIXED = Problem(date(2026, 9, 16), "冷藏设备正常", "柜温 12 ℃", measure="已报修", closed=True)


@pytest.mark.parametrize(
    ("recorded", "owed", "rate"),
    [(6, 6, "100%"), (5, 6, "83.3%"), (0, 6, "0.0%"), (0, 0, "—"), (9999, 10000, "99.9%")],
)
def test_the_rate_is_recorded_by_owed_and_never_rounds_up(recorded: int, owed: int, rate: str) -> None:
    assert Days(owed, recorded).rate == rate


def test_a_week_names_its_days_and_its_problems() -> None:
    text = week_report(Week(MONDAY, SUNDAY, Days(6, 5, 95, 2), (WATER, FIXED)))
    assert "报告周期：9月14日至9月20日" in text
    assert "应记录6天，已记录5天，缺1天，执行率83.3%；共检查95项次，不合格2项次。" in text
    assert "1. 9月15日 场所清洁，台面有积水。未完成，整改期限9月20日。" in text
    assert "2. 9月16日 冷藏设备正常，柜温 12 ℃。措施：已报修；已整改销号。" in text
    assert "本周问题2个，已整改销号1个，未完成1个。" in text
    assert "上期问题已全部整改完成。" in text


def test_a_clean_week_says_so_and_what_was_left_over_is_listed() -> None:
    text = week_report(Week(MONDAY, SUNDAY, Days(6, 6, 114, 0), left_over=(WATER,)))
    assert "每日检查记录中没有发现问题。" in text
    assert "缺" not in text
    assert "1. 9月15日 场所清洁，台面有积水。未完成，整改期限9月20日。" in text
    assert "上期问题已全部整改完成" not in text


def test_a_week_concludes_nothing_by_itself() -> None:
    text = week_report(Week(MONDAY, SUNDAY, Days(6, 6)))
    assert "风险" not in text


def test_a_month_hears_its_weeks_and_leaves_the_plan_to_the_person() -> None:
    weeks = (
        WeekHeard(date(2026, 9, 7), date(2026, 9, 13), "食品安全风险可控", True),
        WeekHeard(MONDAY, SUNDAY),
    )
    text = month_minutes(Month(date(2026, 9, 1), Days(12, 11, 209, 2), weeks, (WATER, FIXED)))
    assert "本月应有周排查报告2份，已交1份。发现问题2个，已闭环1个。" in text
    assert "应记录12天，已记录11天，缺1天，执行率91.6%" in text
    assert "9月7日至9月13日：食品安全风险可控。" in text
    assert "9月14日至9月20日：未交周排查报告。" in text
    assert "台面有积水" in text
    assert "柜温" not in text, "what is closed is counted, not listed again"
    assert text.endswith("五、下月工作计划")


def test_a_month_without_open_problems_says_so() -> None:
    assert "没有未闭环的问题。" in month_minutes(Month(date(2026, 9, 1), Days(1, 1), problems=(FIXED,)))
