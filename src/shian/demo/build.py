"""Building a made-up world, step by step, through the verbs that people use. A second run finds it built."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.utils.translation import gettext as _

from shian.checklists.actions import publish_law
from shian.demo.cast import Member, open_cast
from shian.demo.counts import record_counts
from shian.demo.days import Keeper, declare_rests, keep_days, keep_months, keep_weeks, keepers
from shian.demo.ground import Ground, open_ground
from shian.demo.names import Names
from shian.demo.offices import TIERS, Offices, open_offices, seat_everybody, shares
from shian.demo.players import Players, at_hour
from shian.demo.shops import shops
from shian.demo.visits import Story, play_visits
from shian.demo.ways import follow
from shian.demo.worlds import World
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.because import Because
from shian.kernel.bulk import refresh_statistics
from shian.kernel.gate import act
from shian.kernel.paths import ROOT, trail
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.actions import bind_many, draft_commitments, owe_by_rule, plan, preview_binding, tick
from shian.loop.actions.binding import layers_at
from shian.loop.law import Law, law_on
from shian.packs.check import checked
from shian.packs.periods import Period, period_of
from shian.packs.rules import tier_for
from shian.people.actions.installing import say_what_this_is
from shian.people.models import Installation, Post
from shian.people.queries import installation, system
from shian.registry.actions import register_many
from shian.registry.models import Business
from shian.registry.queries.law import facts_of
from shian.registry.rules.grading import GuaranteeGrade, guarantee_grade
from shian.registry.schemas import NewBusiness
from shian.territory.models import Level

PACKS = Path("packs/cn")
REGISTER_SLICE = 2000
VISIT = "guarantee_visit"
RECORDS = ("daily_record", "weekly_report", "monthly_minutes")
MINUTES = "monthly_minutes"
BUILT = "build_demo"

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
    "keep_evidence",
    "generate_commitment",
    "build_demo",
]
BUILDER = Actor("演示", grants=(Grant(frozenset(_VERBS), Reach.GROUND, ROOT, clearance=Secrecy.CASE),))

Say = Callable[[str], None]


@dataclass
class Built:
    """What stands: whether it was there before, its records, the cast."""

    world: World
    already: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)
    cast: list[Member] = field(default_factory=list)


@dataclass
class _Site:
    """What the steps hand on to each other."""

    world: World
    today: date
    everybody: bool
    say: Say
    names: Names
    since: date
    past: Period
    present: Period
    ground: Ground
    law: Law
    offices: Offices = field(default_factory=Offices)
    shop: Business = field(default_factory=Business)
    players: "Players | None" = None
    began: float = field(default_factory=time.monotonic)

    def done(self, text: str) -> None:
        self.say(f"{time.monotonic() - self.began:6.1f} s  {text}")


def build(world: World, *, today: date, everybody: bool, say: Say) -> Built:
    """Make a world, or find it made."""
    known = _known(world)
    if known is not None:
        return known
    site = _set_up(world, today, everybody, say)
    _register(site)
    _bind(site)
    story = _story(site)
    cast = _enter(site)
    _plan(site)
    findings = _play(site, story)
    return _finished(site, cast, findings)


def _known(world: World) -> Built | None:
    found = installation()
    if found is None:
        return None
    if found.kind != Installation.Kind.DEMO:
        raise Refused(_("这里是正式开通的系统，不能建演示；请换一个数据目录（SHIAN_DATA）"))
    with worn(BUILDER):
        entry = Entry.objects.visible_to(BUILDER).filter(verb=BUILT).order_by("id").first()
    if entry is None:
        raise Refused(_("上一次演示没有建完，请换一个数据目录（SHIAN_DATA）再建"))
    if entry.facts["world"] != world.key or entry.facts["scale"] != world.size.businesses:
        raise Refused(_("这里已经建了另一个演示，请换一个数据目录（SHIAN_DATA）"))
    facts = entry.facts
    cast = [Member(**member) for member in facts["cast"]]
    return Built(world, True, facts["counts"], Counter(facts["findings"]), cast)


def _set_up(world: World, today: date, everybody: bool, say: Say) -> _Site:
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
    site = _Site(
        world, today, everybody, say, Names(world.key, world.code), since, past, present, ground, law, began=began
    )
    site.done(_("法规已载入，%(count)d 个地方已进入") % {"count": len(ground.places)})
    return site


def _register(site: _Site) -> None:
    """The register, graded by rule, and as many posts as it needs; the office brings the register in."""
    news = shops(site.world.size.businesses, site.ground.doors(), site.names, site.law.pack, site.since)
    grades = _graded(site, news)
    with worn(BUILDER):
        site.offices = open_offices(site.ground.places, _cadres(site, news, grades), since=site.since, by=BUILDER)
        seated = seat_everybody(site.offices, site.names, since=site.since, by=BUILDER)
        site.done(_("%(count)d 个岗位有人任职") % {"count": sum(seated.values())})
    office = _office(site)
    made: list[Business] = []
    for start in range(0, len(news), REGISTER_SLICE):
        with worn(office):
            made += [
                v.taken()
                for v in register_many(
                    news[start : start + REGISTER_SLICE], on=site.since, by=office, grade=lambda new: grades[id(new)]
                )
            ]
        site.done(_("%(count)d 家主体入册并定级") % {"count": len(made)})
    site.shop = made[0]
    refresh_statistics()


def _graded(site: _Site, news: Iterable[NewBusiness]) -> dict[int, Because[GuaranteeGrade]]:
    law = site.law.pack
    return {id(new): guarantee_grade(facts_of(new, law), law.grading, site.since) for new in news}


def _cadres(
    site: _Site, news: Iterable[NewBusiness], grades: Mapping[int, Because[GuaranteeGrade]]
) -> Mapping[str, Mapping[str, int]]:
    """How many cadres of each tier where: by the businesses that fall to that tier there."""
    law, layers = site.law.pack, layers_at(site.ground.county.path)
    levels = {place.path: str(place.level) for place in site.ground.places}
    demand: dict[str, Counter[str]] = {tier: Counter() for tier in TIERS}
    for new in news:
        tier = tier_for(law, grades[id(new)].value.value, layers).value.level
        demand[tier].update(path for path in trail(new.path) if levels.get(path) == tier)
    return {tier: shares(site.world.size.cadres.get(tier, 0), _everywhere(site, tier, demand[tier])) for tier in TIERS}


def _everywhere(site: _Site, tier: str, demand: Counter[str]) -> dict[str, int]:
    return {place.path: demand[place.path] for place in site.ground.of(Level(tier)) if site.world.size.cadres.get(tier)}


def _office(site: _Site) -> Actor:
    if site.players is None:
        site.players = Players(site.ground.county.path, site.since)
    return site.players.at(site.offices.post("office").pk)


def _bind(site: _Site) -> None:
    """Every business gets a named cadre, by rule; the cadres' letters of commitment are drafted."""
    office, county, now = _office(site), site.ground.county.path, at_hour(site.past.start, 8)
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


def _story(site: _Site) -> Story:
    site.players = Players(site.ground.county.path, site.past.start)
    failing = 0.035 if site.world.size.businesses > 1000 else 0.3
    return Story(site.law, site.players, Random(site.world.key), site.today, failing)


def _enter(site: _Site) -> list[Member]:
    assert site.players is not None
    with worn(BUILDER):
        return open_cast(
            site.world, site.ground, site.offices, site.shop, site.players, site.names, since=site.since, by=BUILDER
        )


def _plan(site: _Site) -> None:
    """The past quarter and this one: visits, and what enterprises owe by rule."""
    office, county = _office(site), site.ground.county.path
    with worn(office):
        for programme in RECORDS:
            owe_by_rule(programme, within=county, on=site.past.start, by=office, now=at_hour(site.past.start, 8))
        for period in (site.past, site.present):
            new = plan(VISIT, period.name, within=county, by=office, now=at_hour(period.start, 8)).new
            site.done(_("%(period)s 计划 %(count)d 次督导") % {"period": period.name, "count": new})
        month = period_of("month", site.past.start)
        while month.start <= site.today:
            plan(MINUTES, month.name, within=county, by=office, now=at_hour(month.start, 8))
            month = month.next()
    refresh_statistics()


def _play(site: _Site, story: Story) -> Counter[str]:
    county, clerk = site.ground.county.path, system("clock")
    for period in (site.past, site.present):
        sheets = play_visits(story, VISIT, period, within=county, clerk=clerk)
        site.done(_("%(period)s 交了 %(count)d 份督导记录") % {"period": period.name, "count": sheets})
    _keep_records(site, story, keepers(county, site.past.start, clerk, first=site.shop, everybody=site.everybody))
    findings = follow(story, county, clerk)
    site.done(_("%(count)d 个问题，%(closed)d 个已销号") % {"count": findings.total(), "closed": findings["closed"]})
    with worn(clerk):
        climbed = tick(at_hour(site.today, 6), by=clerk)
        site.done(_("催办 %(count)d 次") % {"count": sum(climbed.climbed.values())})
    return findings


def _keep_records(site: _Site, story: Story, kept: list[Keeper]) -> None:
    declare_rests(story, kept, site.past.start)
    days = keep_days(story, kept, site.past.start)
    weeks = keep_weeks(story, kept, site.past.start)
    months = keep_months(story, kept, site.past.start)
    words = {"shops": len(kept), "days": days, "weeks": weeks, "months": months}
    site.done(_("%(shops)d 家主体交了 %(days)d 份日管控、%(weeks)d 份周排查、%(months)d 份月调度") % words)


def _finished(site: _Site, cast: list[Member], findings: Counter[str]) -> Built:
    counts = record_counts(BUILDER)
    found = installation()
    with worn(BUILDER), act(BUILDER, BUILT, found) as announce:
        told = [{"key": m.key, "title": m.title, "name": m.name, "place": m.place} for m in cast]
        announce.note(
            world=site.world.key, scale=site.world.size.businesses, counts=counts, findings=dict(findings), cast=told
        )
    return Built(site.world, False, counts, findings, cast)
