"""A county is settled: the law, the ground, everybody in their post, the register graded and bound. Nothing has happened yet."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from shian.checklists.actions import publish_law
from shian.demo.cast import Member, open_cast
from shian.demo.ground import Ground, open_ground
from shian.demo.names import Names
from shian.demo.offices import TIERS, Offices, open_offices, seat_everybody, shares
from shian.demo.players import Players, at_hour
from shian.demo.shops import shops
from shian.demo.worlds import World
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.because import Because
from shian.kernel.bulk import refresh_statistics
from shian.kernel.paths import ROOT, trail
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.loop.actions import bind_many, draft_commitments, preview_binding
from shian.loop.actions.binding import layers_at
from shian.loop.law import Law, law_on
from shian.packs.check import checked
from shian.packs.periods import Period, period_of
from shian.packs.rules import tier_for
from shian.people.actions.installing import say_what_this_is
from shian.people.models import Installation, Post
from shian.registry.actions import register_many
from shian.registry.models import Business
from shian.registry.queries.law import facts_of
from shian.registry.rules.grading import GuaranteeGrade, guarantee_grade
from shian.registry.schemas import NewBusiness
from shian.territory.models import Level

PACKS = Path(settings.SHIAN_PACKS) / "cn"
REGISTER_SLICE = 2000

# Who sets up what an office would find: the ground, posts, persons, the ways in. Everything after that is done by the cast.
_VERBS = [
    "load_release",
    "found",
    "change_place",
    "open_post",
    "seat",
    "register_person",
    "create_account",
    "record_business",
    "see",
    "build_demo",
]
BUILDER = Actor("演示", grants=(Grant(frozenset(_VERBS), Reach.GROUND, ROOT, clearance=Secrecy.CASE),))

Say = Callable[[str], None]


@dataclass
class Site:
    """A settled county and the two quarters of its play."""

    world: World
    today: date
    say: Say
    names: Names
    since: date
    past: Period
    present: Period
    ground: Ground
    law: Law
    offices: Offices = field(default_factory=Offices)
    shop: Business = field(default_factory=Business)
    cast: list[Member] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def done(self, text: str) -> None:
        self.say(f"{time.monotonic() - self.began:6.1f} s  {text}")

    @property
    def county(self) -> str:
        return self.ground.county.path

    @cached_property
    def players(self) -> Players:
        """Everybody, once the register stands."""
        return Players(self.county, self.past.start)

    @cached_property
    def office(self) -> Actor:
        """Whoever runs the food-safety office."""
        return Players(self.county, self.since).at(self.offices.post("office").pk)


def settle(world: World, *, today: date, say: Say) -> Site:
    """Everything that stands before the first visit is planned."""
    site = _set_up(world, today, say)
    _register(site)
    _bind(site)
    with worn(BUILDER):
        site.cast = open_cast(
            world, site.ground, site.offices, site.shop, site.players, site.names, since=site.since, by=BUILDER
        )
    return site


def _set_up(world: World, today: date, say: Say) -> Site:
    present = period_of("quarter", today)
    past = period_of("quarter", present.start - timedelta(days=1))
    since = past.start - timedelta(days=30)
    began = time.monotonic()
    with worn(BUILDER):
        for loaded in checked(PACKS):
            publish_law(loaded, by=BUILDER)
        ground = open_ground(world, since=since, by=BUILDER)
        say_what_this_is(Installation.Kind.DEMO, ground.county.path, by=BUILDER)
    law = law_on(past.start, ground.county.path)
    site = Site(world, today, say, Names(world.key, world.code), since, past, present, ground, law, began=began)
    site.done(_("法规已载入，%(count)d 个地方已进入") % {"count": len(ground.places)})
    return site


def _register(site: Site) -> None:
    """The register, graded by rule, and as many posts as it needs; the office brings the register in."""
    news = shops(site.world.size.businesses, site.ground.doors(), site.names, site.law.pack, site.since)
    grades = _graded(site, news)
    with worn(BUILDER):
        site.offices = open_offices(site.ground.places, _cadres(site, news, grades), since=site.since, by=BUILDER)
        seated = seat_everybody(site.offices, site.names, since=site.since, by=BUILDER)
        site.done(_("%(count)d 个岗位有人任职") % {"count": sum(seated.values())})
        made: list[Business] = []
    for start in range(0, len(news), REGISTER_SLICE):
        with worn(site.office):
            made += [
                v.taken()
                for v in register_many(
                    news[start : start + REGISTER_SLICE],
                    on=site.since,
                    by=site.office,
                    grade=lambda new: grades[id(new)],
                )
            ]
        site.done(_("%(count)d 家主体入册并定级") % {"count": len(made)})
    site.shop = made[0]
    refresh_statistics()


def _graded(site: Site, news: Iterable[NewBusiness]) -> dict[int, Because[GuaranteeGrade]]:
    law = site.law.pack
    return {id(new): guarantee_grade(facts_of(new, law), law.grading, site.since) for new in news}


def _cadres(
    site: Site, news: Iterable[NewBusiness], grades: Mapping[int, Because[GuaranteeGrade]]
) -> Mapping[str, Mapping[str, int]]:
    """How many cadres of each tier where: by the businesses that fall to that tier there."""
    law, layers = site.law.pack, layers_at(site.county, on=site.since)
    levels = {place.path: str(place.level) for place in site.ground.places}
    demand: dict[str, Counter[str]] = {tier: Counter() for tier in TIERS}
    for new in news:
        tier = tier_for(law, grades[id(new)].value.value, layers).value.level
        demand[tier].update(path for path in trail(new.path) if levels.get(path) == tier)
    return {tier: shares(site.world.size.cadres.get(tier, 0), _everywhere(site, tier, demand[tier])) for tier in TIERS}


def _everywhere(site: Site, tier: str, demand: Counter[str]) -> dict[str, int]:
    return {place.path: demand[place.path] for place in site.ground.of(Level(tier)) if site.world.size.cadres.get(tier)}


def _bind(site: Site) -> None:
    """Every business gets a named cadre, by rule; the cadres' letters of commitment are drafted."""
    office, county, now = site.office, site.county, at_hour(site.past.start, 8)
    with worn(office):
        rows = Business.objects.visible_to(office).within(county)
        preview = preview_binding(rows, by=office, on=site.past.start)
        bound = bind_many(preview.pairs, on=site.past.start, by=office, now=now, note="按规则分配")
        site.done(
            _("%(count)d 家主体有了包保干部，%(unbound)d 家没有")
            % {"count": bound.done, "unbound": len(preview.unbound)}
        )
        posts = list(Post.objects.filter(pk__in={pair.post for pair in preview.pairs}).order_by("path", "pk"))
        letters = draft_commitments(posts, by=office, now=now)
        site.done(_("%(count)d 份承诺书") % {"count": sum(v.ok for v in letters)})
