"""The records of enterprises and canteens: every day, every week, every month, except when they rest or forget."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shian.demo.players import ROLE
from shian.demo.sheets import BY_SHOP, clean, flawed, named
from shian.demo.visits import Story, hand_in_day
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.actions.desk import Handed
from shian.loop.models import Duty
from shian.loop.submission import Submission
from shian.packs.periods import period_of
from shian.registry.actions import declare_rest
from shian.registry.models import Business

DAILY, WEEKLY, MONTHLY = "daily_record", "weekly_report", "monthly_minutes"
FORGOTTEN = 0.03
_FAILING = 0.004
_EVERY_TENTH = 10
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class Keeper:
    """A business that keeps its records, and the weekdays on which it rests."""

    business: Business
    rests: tuple[int, ...]

    def works(self, day: date) -> bool:
        return day.weekday() not in self.rests


def keepers(within: str, on: date, clerk: Actor, *, first: Business, everybody: bool) -> list[Keeper]:
    """A tenth of those who owe the daily record, or all of them; the cast's own restaurant first."""
    with worn(clerk):
        owing = Duty.objects.visible_to(clerk).within(within).filter(programme=DAILY).on(on)
        rest = sorted(key for key in owing.values_list("business", flat=True) if key != first.pk)
        chosen = rest if everybody else rest[::_EVERY_TENTH]
        rows = list(Business.objects.visible_to(clerk).filter(pk__in=chosen).defer("phone").order_by("id"))
    return [Keeper(row, _rests(row)) for row in (first, *rows)]


def _rests(business: Business) -> tuple[int, ...]:
    if business.kind == "canteen":
        return (_SATURDAY, _SUNDAY)
    return (_SUNDAY,) if business.kind == "producer" else ()


def declare_rests(story: Story, kept: Sequence[Keeper], since: date) -> int:
    """Each who rests says so, or the day would be owed."""
    count = 0
    for keeper in kept:
        by = story.players.of(keeper.business.pk)
        with worn(by):
            for weekday in keeper.rests:
                declare_rest(keeper.business, start=since, until=None, weekday=weekday, reason="每周休息", by=by)
                count += 1
    return count


def keep_days(story: Story, kept: Sequence[Keeper], start: date) -> int:
    """The daily records up to yesterday: zero-risk said by a person, or what was found."""
    return sum(
        hand_in_day(day, [daily(story, k, day) for k in kept if k.works(day) and story.luck.random() > FORGOTTEN])
        for day in _days(start, story.today)
    )


def daily(story: Story, keeper: Keeper, day: date) -> Handed:
    business = keeper.business
    key = story.law.checklist(story.law.programme(DAILY), business, day) or ""
    fails = story.luck.random() < _FAILING
    sheet = Submission(
        id=named(DAILY, business.pk, day), programme=DAILY, business=business.pk, on_day=day, checklist=key, zero_risk=not fails,
        answers=flawed(key, story.luck, BY_SHOP) if fails else clean(key),
    )  # fmt: skip
    return Handed(story.players.of(business.pk, ROLE.SAFETY_OFFICER), sheet)


def keep_weeks(story: Story, kept: Sequence[Keeper], start: date) -> int:
    """The weekly reports, on the Friday of each week that is over."""
    fridays = [day for day in _days(start, story.today) if day.weekday() == 4 and day + timedelta(days=2) < story.today]
    return sum(
        hand_in_day(day, [weekly(story, k, day) for k in kept if story.luck.random() > FORGOTTEN]) for day in fridays
    )


def weekly(story: Story, keeper: Keeper, friday: date) -> Handed:
    sheet = Submission(
        id=named(WEEKLY, keeper.business.pk, friday), programme=WEEKLY, business=keeper.business.pk, on_day=friday,
        conclusion="controlled", answers=clean("weekly_report"), narrative="本周每日检查均已完成，风险可控。",
    )  # fmt: skip
    return Handed(story.players.of(keeper.business.pk, ROLE.DIRECTOR, ROLE.SAFETY_OFFICER), sheet)


def keep_months(story: Story, kept: Sequence[Keeper], start: date) -> int:
    """The minutes of each month that is over, on its last working day."""
    found: defaultdict[date, list[Handed]] = defaultdict(list)
    month = period_of("month", start)
    while month.end <= story.today:
        day = story.working_days(month.start, month.last)[-1]
        found[day] = [monthly(story, k, day) for k in kept if story.luck.random() > FORGOTTEN]
        month = month.next()
    return sum(hand_in_day(day, handed) for day, handed in sorted(found.items()))


def monthly(story: Story, keeper: Keeper, day: date) -> Handed:
    sheet = Submission(
        id=named(MONTHLY, keeper.business.pk, day), programme=MONTHLY, business=keeper.business.pk, on_day=day,
        answers=clean("monthly_minutes"), narrative="主要负责人听取了食品安全总监（安全员）汇报，对下月重点作了安排。",
    )  # fmt: skip
    return Handed(story.players.of(keeper.business.pk), sheet)


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days)]
