"""Clues of the cast's town: what the grid and a social supervisor told, a platform's list of shops, and what came of them."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from shian.clues import actions, queries
from shian.clues.actions import Ended, Enlisted, Listing, Told
from shian.clues.models import Clue
from shian.demo.cast import open_member
from shian.demo.players import at_hour
from shian.demo.settle import BUILDER, Site
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.actions.persons import NewPerson, register_person
from shian.people.models import Post
from shian.people.queries import actor_for, post
from shian.registry.models import Business, Licence, Status
from shian.territory.models import Level, Place

DAYS_AGO, LISTED = 18, 6


@dataclass(frozen=True)
class Scene:
    """What somebody told, and how far it has come: claimed, and how it ended."""

    subject: str
    matter: str
    text: str
    outcome: str = ""
    reply: str = ""
    claimed: bool = True


SCENES = (
    Scene("河边无招牌的豆腐作坊", "unlicensed", "半夜生产，清早送到菜场，没有证", "file", "已立案调查，谢谢您"),
    Scene("菜场东门流动卤味摊", "unlicensed", "没有登记卡，熟食露天摆", "not_file", "首次发现，已当场改正并办了登记卡"),
    Scene("文化广场保健品讲座", "false_claim", "送鸡蛋，说胶囊能治糖尿病", "to_police", "涉嫌犯罪，已移送公安"),
    Scene("学校后门无名小卖部", "origin", "卖没有生产日期的小零食"),
    Scene("桥头夜宵摊", "hygiene", "生熟不分，没有洗碗的地方", claimed=False),
)


def play_clues(site: Site) -> int:
    """How many clues there are."""
    grid = site.players.at(_nearest(site, "grid_officer").pk)
    station = site.players.at(_nearest(site, "station_officer").pk)
    for n, scene in enumerate(SCENES):
        _followed(site, scene, _told(site, scene, grid, "grid", n), station, n)
    return len(SCENES) + _elsewhere(site, station) + _supervised(site, station) + _matched(site)


# Clues of other sources, as their own rooms bring them in once they announce something.
ELSEWHERE = (
    ("cadre", Scene("老街熟食铺", "hygiene", "督导时老板拦着不让进后厨", claimed=False)),
    ("department", Scene("校外托管班厨房", "unlicensed", "教育部门来函：二十多个孩子搭伙，没有许可")),
    ("superior", Scene("农批市场肉类区", "origin", "市里暗访：三个摊位没有检疫证明", "file", "已立案，结果另报")),
    ("alert", Scene("中心小学食堂", "hygiene", "明厨亮灶预警：连续两天没戴口罩", claimed=False)),
    ("sampling", Scene("城东水产行", "sampling", "抽检不合格：黄鳝检出恩诺沙星超标")),
    ("complaint", Scene("网红奶茶店", "false_claim", "调解中发现：宣传无糖，检出蔗糖", "not_file", "已责令改正宣传")),
)


def _elsewhere(site: Site, station: Actor) -> int:
    """The office enters what came to it by letter, by telephone or from a screen."""
    for n, (source, scene) in enumerate(ELSEWHERE):
        _followed(site, scene, _told(site, scene, site.office, source, n, at=station), station, n)
    return len(ELSEWHERE)


def _nearest(site: Site, role: str) -> Post:
    found = [one for one in site.offices.posts[role] if site.shop.path.startswith(one.path)]
    return max(found or site.offices.posts[role], key=lambda one: len(one.path))


def _told(site: Site, scene: Scene, by: Actor, source: str, n: int, *, at: Actor | None = None) -> Clue:
    """Where the teller's own post stands, or that of somebody else."""
    ground = (at or by).post
    assert by.post is not None  # all who tell here have one
    assert ground is not None
    sender = post(by.post)
    where = Place.objects.get(path=post(ground).path)
    told = Told(source, where, scene.subject, scene.text, scene.matter, sender=sender)
    with worn(by):
        return actions.receive(told, by=by, now=at_hour(site.today - timedelta(days=DAYS_AGO - 3 * n), 9))


def _followed(site: Site, scene: Scene, clue: Clue, station: Actor, n: int) -> None:
    """Claimed the same day; ended two days later by whoever claimed it."""
    day = site.today - timedelta(days=DAYS_AGO - 3 * n)
    if not scene.claimed:
        return
    with worn(station):
        actions.claim_clue(queries.clue(clue.pk, viewer=station), by=station, now=at_hour(day, 15))
        if scene.outcome:
            ended = Ended(scene.outcome, "现场核查属实，有照片和笔录", scene.reply)
            actions.conclude_clue(
                queries.clue(clue.pk, viewer=station), ended, by=station, now=at_hour(day + timedelta(days=2), 16)
            )


def _supervised(site: Site, station: Actor) -> int:
    """A team with one who was trained, and what she saw last week."""
    town = next(place for place in site.ground.of(Level.TOWNSHIP) if site.shop.path.startswith(place.path))
    since = site.today - timedelta(days=60)
    office = site.office
    with worn(office):
        team = actions.form_supervisors(f"{town.name}社会监督员", town, by=office)
        person = register_person(NewPerson(site.names.person(), town.path, site.names.phone()), by=office)
        seat = actions.enlist_supervisor(Enlisted(team, person, since, since + timedelta(days=365)), by=office)
        day = since + timedelta(days=1)
        actions.note_training(seat, subject="怎么看一家店、怎么反映", on=day, by=office, now=at_hour(day, 9))
    with worn(BUILDER):
        site.cast.append(open_member("social_supervisor", seat.post.title, person.pk, town.name, BUILDER))
    her = actor_for(person.pk, at_hour(site.today, 8))
    scene = Scene("街口早餐店", "hygiene", "油条摊的油发黑，问了说三天没换", "not_file", "已责令换油，谢谢您反映")
    _followed(site, scene, _told(site, scene, her, "supervisor", 4), station, 4)
    return 1


def _matched(site: Site) -> int:
    """A platform's list of a few shops: good ones, one with another's licence, one that nobody knows."""
    with worn(site.office):
        rows = Business.objects.visible_to(site.office).filter(kind="caterer", status=Status.OPERATING).defer("phone")
        shops = list(rows.within(site.county).order_by("path", "name", "id")[:LISTED])
        numbers = dict(Licence.objects.filter(business__in=shops).values_list("business_id", "number"))
        lines = [
            "店铺名称,许可证号,经营地址",
            *(f"{one.name},{numbers.get(one.pk, '')},{one.address}" for one in shops),
        ]
        lines += ["深夜黑外卖,,桥头出租屋", f"网红烤鱼,{numbers.get(shops[0].pk, '')},振东新区88号"]
        with TemporaryDirectory() as folder:
            file = Path(folder) / "店铺名单.csv"
            file.write_text("\n".join(lines), encoding="utf-8")
            listing = Listing("某外卖平台", file.name, file, site.ground.county)
            made = actions.bring_in_shops(listing, by=site.office, now=at_hour(site.today, 5))
        wrong = list(queries.suggested(site.office, made).filter(name="深夜黑外卖"))
        return actions.make_clues(made, wrong, by=site.office, now=at_hour(site.today, 5))
