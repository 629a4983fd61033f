"""The week's report drafted from its days, the month's minutes from its weeks: pure, proposals only.

A person reads, corrects and hands in; nothing here is ever filed by itself. The papers are Chinese in any language of
the screen, because they are kept for an inspector (《每周食品安全排查治理报告》, 《每月食品安全调度会议纪要》).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NONE_FOUND = "每日检查记录中没有发现问题。"
NOTHING_LEFT = "上期问题已全部整改完成。"


@dataclass(frozen=True)
class Days:
    """Days owed a record, days that have one, and what those records say."""

    owed: int = 0
    recorded: int = 0
    checked: int = 0
    failed: int = 0
    unchecked: int = 0

    @property
    def missing(self) -> int:
        return self.owed - self.recorded

    @property
    def rate(self) -> str:
        """执行率 = recorded ÷ owed; short of all never reads as 100, and nothing owed has no rate."""
        if self.owed == 0:
            return "—"
        tenths = self.recorded * 1000 // self.owed
        return "100%" if self.recorded == self.owed else f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True)
class Problem:
    """One problem as a report names it: `measure` is the last thing said about it."""

    found_on: date
    text: str
    note: str = ""
    measure: str = ""
    due: date | None = None
    closed: bool = False


@dataclass(frozen=True)
class Week:
    """What a week's report is drafted from: its days, its problems, and those left over from before."""

    start: date
    last: date
    days: Days
    problems: tuple[Problem, ...] = ()
    left_over: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class WeekHeard:
    """A weekly report as the month hears it: none handed in, or its conclusion in words."""

    start: date
    last: date
    conclusion: str = ""
    handed_in: bool = False


@dataclass(frozen=True)
class Month:
    """What the month's minutes are drafted from."""

    start: date
    days: Days
    weeks: tuple[WeekHeard, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def closed(self) -> int:
        return sum(problem.closed for problem in self.problems)


def week_report(week: Week) -> str:
    """The draft of a weekly report: found, put right, left; the conclusion is the person's to choose."""
    return "\n".join(
        [
            f"报告周期：{_day(week.start)}至{_day(week.last)}",
            "一、本周排查发现问题",
            _days(week.days),
            *_listed(week.problems, NONE_FOUND),
            "二、整改情况和措施",
            _put_right(week.problems),
            *_listed(week.left_over, NOTHING_LEFT),
        ]
    )


def month_minutes(month: Month) -> str:
    """The draft of the monthly minutes; next month's plan is left for the person to write."""
    handed = sum(week.handed_in for week in month.weeks)
    open_ = [problem for problem in month.problems if not problem.closed]
    return "\n".join(
        [
            f"会议月份：{month.start.year}年{month.start.month}月",
            "一、总体概述",
            f"本月应有周排查报告{len(month.weeks)}份，已交{handed}份。发现问题{len(month.problems)}个，已闭环{month.closed}个。",
            "二、日管控执行情况",
            _days(month.days),
            "三、周排查情况",
            *(_heard(week) for week in month.weeks),
            "四、存在问题及整改措施",
            *_listed(open_, "没有未闭环的问题。"),
            "五、下月工作计划",
        ]
    )


def _days(days: Days) -> str:
    missing = f"，缺{days.missing}天" if days.missing else ""
    unchecked = f"，没检查{days.unchecked}项次" if days.unchecked else ""
    return (
        f"应记录{days.owed}天，已记录{days.recorded}天{missing}，执行率{days.rate}；"
        f"共检查{days.checked}项次，不合格{days.failed}项次{unchecked}。"
    )


def _listed(problems: Sequence[Problem], none: str) -> list[str]:
    return [f"{number}. {_problem(one)}" for number, one in enumerate(problems, start=1)] or [none]


def _problem(one: Problem) -> str:
    said = "，".join(part for part in (one.text, one.note) if part)
    state = "已整改销号" if one.closed else f"未完成，整改期限{_day(one.due)}" if one.due else "未完成"
    measure = f"措施：{one.measure}；" if one.measure else ""
    return f"{_day(one.found_on)} {said}。{measure}{state}。"


def _put_right(problems: Sequence[Problem]) -> str:
    closed = sum(one.closed for one in problems)
    return f"本周问题{len(problems)}个，已整改销号{closed}个，未完成{len(problems) - closed}个。"


def _heard(week: WeekHeard) -> str:
    span = f"{_day(week.start)}至{_day(week.last)}"
    return f"{span}：{week.conclusion or '已交'}。" if week.handed_in else f"{span}：未交周排查报告。"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
