"""A few statutory inspections around the cast's restaurant, so that each place where one may stand is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.demo.sheets import clean, named
from shian.inspection.actions import Sent, assess_risk, confirm_result, dispatch_inspection, publish_result
from shian.inspection.models import Inspection
from shian.kernel.wall import worn
from shian.loop.actions import hand_in
from shian.loop.submission import Answer, Submission
from shian.people.models import Post
from shian.registry.models import Business, Status

TABLE = "statutory_caterer"
STAYS = "负责人不在，店员在场见证"


@dataclass(frozen=True)
class Scene:
    """One inspection: what failed, and how far it has come."""

    days_ago: int
    failed: Sequence[str] = ()
    confirmed: bool = True
    published: bool = False


SCENES = (
    Scene(28, published=True),
    Scene(9, failed=("premises.clean", "equipment.kept")),
    Scene(4, failed=("dishware.disinfected", "pests.kept_out")),
    Scene(1, confirmed=False),
)


def play_inspections(site: Site) -> int:
    """The county's section chief leads, the station's officer goes along. Returns how many went."""
    station = site.offices.post("station_officer", _town(site))
    pair = (site.offices.post("station_officer", site.county), station)
    for scene, shop in zip(SCENES, _shops(site), strict=False):
        _played(site, scene, shop, pair)
    return len(SCENES)


def _town(site: Site) -> str:
    return next(
        post.path
        for post in site.offices.posts["station_officer"]
        if site.shop.path.startswith(post.path) and post.path != site.county
    )


def _shops(site: Site) -> list[Business]:
    with worn(site.office):
        rows = Business.objects.visible_to(site.office).within(_town(site))
        return list(rows.filter(kind="caterer", status=Status.OPERATING).order_by("path", "name", "id")[: len(SCENES)])


def _played(site: Site, scene: Scene, shop: Business, pair: tuple[Post, Post]) -> None:
    day = _working(site, site.today - timedelta(days=scene.days_ago))
    lead, second = (site.players.at(post.pk) for post in pair)
    with worn(lead):
        sent = Sent("routine", pair, f"{day.year}年度监督检查计划", "执法证 0483-12、0483-15", day)
        one = dispatch_inspection(shop, sent, by=lead, now=at_hour(day, 8))
        hand_in(_table(scene, one), by=lead, now=at_hour(day, 10))
    with worn(second):
        if scene.confirmed:
            confirm_result(one, signed=None, unsigned=STAYS, by=second, now=at_hour(day, 11))
        if scene.published:
            publish_result(one, by=second, now=at_hour(day + timedelta(days=1), 9))
            amounts = {"area": shop.area_m2 or 120, "seats": shop.seats or 40, "cold_dishes": 6}
            assess_risk(shop, amounts, (), on=day, by=second, now=at_hour(day, 15))


def _working(site: Site, day: date) -> date:
    while not site.law.calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def _table(scene: Scene, one: Inspection) -> Submission:
    wrong = {code: Answer("fail", "现场看到，已当场告知", "fix_by") for code in scene.failed}
    key = named("inspection", one.business_id, one.go_on)
    return Submission(id=key, tasks=(one.task_id,), on_day=one.go_on, answers={**clean(TABLE), **wrong})
