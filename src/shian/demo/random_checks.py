"""Two rounds of random checks: one in the town beside the cast's, public with its proof; one in the cast's own, its list sealed."""

from collections.abc import Sequence
from datetime import date, timedelta

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.demo.sheets import clean, named
from shian.double_random import actions, queries
from shian.double_random.actions import Planned
from shian.double_random.models import Pick, RandomPlan
from shian.inspection.actions import confirm_result, publish_result
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.actions import hand_in
from shian.loop.submission import Submission
from shian.packs.double_random import CLASSES
from shian.registry.models import Business, Status
from shian.territory.models import Level, Place

LISTED, DAYS_AGO = 30, 24
ITEM, TABLE = "catering", "statutory_caterer"
WITNESSED = "负责人不在，店员在场见证"


def play_random_checks(site: Site) -> int:
    """How many businesses were drawn and looked at."""
    town, day = _town(site), _working(site, site.today - timedelta(days=DAYS_AGO))
    chief = site.players.at(site.offices.post("station_officer", site.county).pk)
    _fill_lists(site, (town, _own_town(site)), chief, day)
    first = _drawn(town, chief, f"{day.year}年餐饮服务双随机抽查（第一批）", day)
    picks = _matched(first, chief, day)
    for pick in picks:
        _looked_at(site, pick, day)
    with worn(chief):
        actions.publish_plan(_again(first, chief), by=chief, now=at_hour(day + timedelta(days=3), 10))
    _seal_the_next(site)
    return len(picks)


def _seal_the_next(site: Site) -> None:
    """The cast's own officer has a list sealed this morning; it waits to be drawn from."""
    town, today = _own_town(site), site.today
    head = site.players.at(site.offices.post("station_officer", town.path).pk)
    with worn(head):
        one = _planned(town, head, f"{today.year}年餐饮服务双随机抽查（第二批）", today)
        actions.seal_objects(one, by=head, now=at_hour(today, 9))


def _own_town(site: Site) -> Place:
    return next(place for place in site.ground.of(Level.TOWNSHIP) if site.shop.path.startswith(place.path))


def _town(site: Site) -> Place:
    """The first town that is not the cast's: there nobody is in the way of another part of the play."""
    return next(place for place in site.ground.of(Level.TOWNSHIP) if not site.shop.path.startswith(place.path))


def _working(site: Site, day: date) -> date:
    while not site.law.calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def _fill_lists(site: Site, towns: Sequence[Place], chief: Actor, day: date) -> None:
    """The towns' caterers, each class having some; all officers of the stations."""
    now = at_hour(day, 8)
    with worn(chief):
        shops = [shop for town in towns for shop in _shops(town, chief)]
        for at, credit in enumerate(CLASSES):
            actions.list_objects(shops[at :: len(CLASSES)], credit, by=chief, now=now)
        for at, post in enumerate(site.offices.posts["station_officer"]):
            actions.list_officer(post, f"0483-{at + 11}", [ITEM, "sale"], by=chief, now=now)


def _shops(town: Place, chief: Actor) -> list[Business]:
    rows = Business.objects.visible_to(chief).within(town.path).filter(kind="caterer", status=Status.OPERATING)
    return list(rows.select_related("place").defer("phone").order_by("path", "name", "id")[:LISTED])


def _planned(town: Place, chief: Actor, title: str, day: date) -> RandomPlan:
    planned = Planned(title, ITEM, f"{day.year}年度双随机抽查计划", town, day, day)
    return actions.plan_checks(planned, by=chief, now=at_hour(day, 8))


def _drawn(town: Place, chief: Actor, title: str, day: date) -> RandomPlan:
    with worn(chief):
        one = _planned(town, chief, title, day)
        actions.seal_objects(one, by=chief, now=at_hour(day, 8))
        actions.draw_objects(one, word="三十七", by=chief, now=at_hour(day, 9))
    return one


def _matched(one: RandomPlan, chief: Actor, day: date) -> list[Pick]:
    with worn(chief):
        actions.match_officers(one, by=chief, now=at_hour(day, 9))
        rows = queries.picks(one, viewer=chief).filter(inspection__isnull=False)
        return list(rows.select_related("inspection"))


def _looked_at(site: Site, pick: Pick, day: date) -> None:
    """Who leads fills the table, who went along confirms; the result is public the next day."""
    found = pick.inspection
    assert found is not None  # the list asks for those that were sent
    lead, second = site.players.at(found.lead_id), site.players.at(found.second_id)
    with worn(lead):
        key = named("random", found.business_id, found.go_on)
        sheet = Submission(id=key, tasks=(found.task_id,), on_day=found.go_on, answers=clean(TABLE))
        hand_in(sheet, by=lead, now=at_hour(day, 14))
    with worn(second):
        confirm_result(found, signed=None, unsigned=WITNESSED, by=second, now=at_hour(day, 15))
        publish_result(found, by=second, now=at_hour(day + timedelta(days=1), 9))


def _again(one: RandomPlan, chief: Actor) -> RandomPlan:
    return queries.plan(one.pk, viewer=chief)
