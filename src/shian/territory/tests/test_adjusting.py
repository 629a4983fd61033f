"""An office enters a change: looked at, done at once or on its day, taken back before it."""

from datetime import date, timedelta

import pytest

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.refused import Refused
from shian.territory import queries
from shian.territory.actions.adjusting import Kind, Wanted, adjust, carry_out_due, withdraw_adjustment
from shian.territory.actions.changing import Basis
from shian.territory.actions.entering import seed_county
from shian.territory.models import Adjustment, Place, PlaceChange
from shian.territory.tests.conftest import OFFICE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 14)
TOMORROW = TODAY + timedelta(days=1)
PAPER = "浙政函〔2026〕1号"
COUNTY = "cn/33/04/83/"


def named(name: str) -> Place:
    return Place.objects.get(name=name)


def merging(on: date = TODAY, paper: str = PAPER) -> Wanted:
    return Wanted(Kind.MERGE, named("梧桐街道"), Basis(on, paper), (named("凤鸣街道"),))


def splitting(code: str = "330483005", name: str = "新街道", *parts: str) -> Wanted:
    others = tuple(named(part) for part in parts or ("同福村委会",))
    return Wanted(Kind.SPLIT, named("凤鸣街道"), Basis(TODAY, PAPER), others, title=name, code=code)


def moving(into: str, *, out_of: str = "凤鸣街道") -> Wanted:
    return Wanted(Kind.MOVE, named(out_of), Basis(TODAY, PAPER), (named("同福村委会"),), into=named(into))


def test_what_holds_from_today_is_done_at_once(tongxiang: Place) -> None:
    entered = adjust(merging(), {"businesses": 3}, today=TODAY, by=OFFICE)
    assert (entered.state, entered.told) == ("applied", {"businesses": 3})
    assert named("凤鸣街道").closed_on == TODAY
    assert named("同福村委会").path == f"{COUNTY}001/201/"


def test_what_holds_from_a_later_day_waits_for_it(tongxiang: Place) -> None:
    entered = adjust(merging(TOMORROW), {}, today=TODAY, by=OFFICE)
    assert carry_out_due(TODAY, by=OFFICE) == 0
    assert (entered.state, named("凤鸣街道").closed_on) == ("waiting", None)
    assert carry_out_due(TOMORROW, by=OFFICE) == 1
    assert carry_out_due(TOMORROW, by=OFFICE) == 0
    assert named("凤鸣街道").closed_on == TOMORROW


def test_before_its_day_it_is_taken_back_and_after_it_not(tongxiang: Place) -> None:
    entered = adjust(merging(TOMORROW), {}, today=TODAY, by=OFFICE)
    withdraw_adjustment(entered, by=OFFICE)
    assert carry_out_due(TOMORROW, by=OFFICE) == 0
    assert named("凤鸣街道").closed_on is None
    done = adjust(merging(), {}, today=TODAY, by=OFFICE)
    with pytest.raises(Refused, match="不能再撤回"):
        withdraw_adjustment(done, by=OFFICE)


def test_one_that_can_no_longer_be_done_says_why_and_stops_no_other(tongxiang: Place) -> None:
    adjust(merging(TOMORROW), {}, today=TODAY, by=OFFICE)
    town = named("梧桐街道")
    late = adjust(Wanted(Kind.RENAME, town, Basis(TOMORROW, PAPER), title="凤凰街道"), {}, today=TODAY, by=OFFICE)
    adjust(merging(), {}, today=TODAY, by=OFFICE)
    assert carry_out_due(TOMORROW, by=OFFICE) == 1
    failed = Adjustment.objects.get(kind="merge", on=TOMORROW)
    assert (failed.state, failed.words) == ("failed", "「凤鸣街道」已经撤销")
    late.refresh_from_db()
    assert late.state == "applied" and named("凤凰街道").pk == town.pk


def test_each_wrong_wish_is_refused_in_a_sentence_and_nothing_is_written(tongxiang: Place) -> None:
    seed_county("330481", layers=4, by=OFFICE)
    changes = PlaceChange.objects.count()
    town, village = named("梧桐街道"), named("同福村委会")
    paper = Basis(TODAY, PAPER)
    wrong = [
        (merging(paper=" "), "依据"),
        (Wanted(Kind.MERGE, town, paper, (town,)), "并入它自己"),
        (Wanted(Kind.MERGE, town, paper), "并进来"),
        (Wanted(Kind.MERGE, town, paper, (village,)), "不是同一级"),
        (Wanted(Kind.RENAME, town, paper, title="凤鸣街道"), "已经有「凤鸣街道」"),
        (Wanted(Kind.RENAME, town, paper, title=" "), "新的名称"),
        (splitting(code="330483001"), "330483001 已经有地方在用"),
        (splitting(code="五号"), "只用数字"),
        (splitting("330483005", "新街道", "庆丰社区居委会"), "不在「凤鸣街道」之下"),
        (moving("凤鸣街道"), "本来就在"),
        (moving("庆丰社区居委会"), "不是同一级"),
        (moving("梧桐街道", out_of="梧桐街道"), "不在「梧桐街道」之下"),
    ]
    for wanted, sentence in wrong:
        with pytest.raises(Refused, match=sentence):
            adjust(wanted, {}, today=TODAY, by=OFFICE)
    assert not Adjustment.objects.exists()
    assert PlaceChange.objects.count() == changes


def test_a_place_of_another_county_is_not_ones_own(tongxiang: Place) -> None:
    seed_county("330481", layers=4, by=OFFICE)
    ours = Actor("tongxiang", grants=(Grant(frozenset({"*"}), Reach.GROUND, COUNTY),))
    with pytest.raises(Refused, match="「硖石街道」不在您的辖区"):
        adjust(moving("硖石街道"), {}, today=TODAY, by=ours)
    assert list(queries.adjustments(ours)) == []


def test_a_day_before_a_change_that_holds_is_refused(tongxiang: Place) -> None:
    adjust(Wanted(Kind.RENAME, named("梧桐街道"), Basis(TODAY, PAPER), title="凤凰街道"), {}, today=TODAY, by=OFFICE)
    earlier = Basis(TODAY - timedelta(days=1), PAPER)
    with pytest.raises(Refused, match="不能倒着补"):
        adjust(Wanted(Kind.RENAME, named("凤凰街道"), earlier, title="更早街道"), {}, today=TODAY, by=OFFICE)


def test_a_period_is_told_by_the_places_of_its_days(tongxiang: Place) -> None:
    adjust(moving("梧桐街道"), {}, today=TODAY, by=OFFICE)
    adjust(Wanted(Kind.RENAME, named("凤鸣街道"), Basis(TODAY, PAPER), title="凤凰街道"), {}, today=TODAY, by=OFFICE)
    old, new = f"{COUNTY}002/201/", f"{COUNTY}001/201/"

    def villages(start: date, end: date) -> set[str]:
        return {place.path for place in queries.lay_in(COUNTY, "village", start, end)}

    assert {old} == villages(date(2026, 7, 1), TODAY) & {old, new}
    assert {new} == villages(TODAY, date(2026, 10, 1)) & {old, new}
    assert {old, new} <= villages(date(2026, 7, 1), date(2026, 10, 1)), "the quarter of the change knows both"
    assert [place.name for place in queries.lay_in(f"{COUNTY}002/", "", date(2026, 7, 1), TODAY)] == ["凤鸣街道"]
    assert [place.name for place in queries.lay_in(f"{COUNTY}002/", "", TODAY, date(2026, 10, 1))] == ["凤凰街道"]
