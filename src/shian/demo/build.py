"""Building a made-up world: the county is settled, then a quarter is played through the verbs that people use.

A second run finds it built.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from random import Random

from django.utils.translation import gettext as _

from shian.demo.beside import in_turn, side_by_side
from shian.demo.calls import play_calls
from shian.demo.campaigns import walk_campaigns
from shian.demo.cases import play_cases
from shian.demo.cast import Member
from shian.demo.clues import play_clues
from shian.demo.complaints import play_complaints
from shian.demo.counts import record_counts
from shian.demo.days import DAILY, MONTHLY, WEEKLY, declare_rests, keep_days, keep_months, keep_weeks, keepers
from shian.demo.inspections import play_inspections
from shian.demo.look_back import look_back
from shian.demo.operations import play_operations
from shian.demo.oversights import play_oversights
from shian.demo.players import ROLE, Players, at_hour
from shian.demo.random_checks import play_random_checks
from shian.demo.schools import play_association, play_schools
from shian.demo.sealed import play_sealed
from shian.demo.settle import BUILDER, Say, Site, settle
from shian.demo.truth import look_over
from shian.demo.visits import Story, play_visits
from shian.demo.ways import follow
from shian.demo.worlds import World
from shian.kernel.bulk import refresh_statistics
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.actions import owe_by_rule, plan, plan_preview, tick
from shian.loop.law import law_on
from shian.loop.models import Finding
from shian.packs.periods import period_of
from shian.people.models import Installation
from shian.people.queries import installation, system
from shian.territory.models import Level

VISIT, PATROL = "guarantee_visit", "small_patrol"
BUILT = "build_demo"
SMALL = 1000  # businesses: below it more visits find something, so that every state is seen


@dataclass
class Built:
    """What stands: whether it was there before, its records, the cast."""

    world: World
    already: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)
    cast: list[Member] = field(default_factory=list)


def build(world: World, *, today: date, everybody: bool, say: Say) -> Built:
    """Make a world, or find it made. With `everybody` all enterprises keep their records, else a tenth."""
    known = _known(world)
    if known is not None:
        return known
    site = settle(world, today=today, say=say)
    plan_both(site)
    walk_campaigns(site, _story(site, "campaigns"))
    findings = _play(site, everybody)
    return _finished(site, findings)


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


def plan_both(site: Site) -> None:
    """The past quarter and this one: visits, and what enterprises owe by rule."""
    office, county = site.office, site.county
    with worn(office):
        for programme in (DAILY, WEEKLY, MONTHLY):
            owe_by_rule(programme, within=county, on=site.past.start, by=office, now=at_hour(site.past.start, 8))
        for period in (site.past, site.present):
            at = at_hour(period.start, 8)
            agreed = plan_preview(VISIT, period.name, within=county, by=office, now=at)
            new = plan(VISIT, period.name, within=county, by=office, now=at, agreed=agreed).new
            site.done(_("%(period)s 计划 %(count)d 次督导") % {"period": period.name, "count": new})
        month = period_of("month", site.past.start)
        while month.start <= site.today:
            plan(MONTHLY, month.name, within=county, by=office, now=at_hour(month.start, 8))
            month = month.next()
        _plan_patrol(site)
    refresh_statistics()


def _plan_patrol(site: Site) -> None:
    """Where the county's own law has a patrol, this month's is due at the doors around the cast: one visit does both."""
    if PATROL in law_on(site.today, site.county).pack.programmes:
        month = period_of("month", site.today)
        within = next(place.path for place in site.ground.of(Level.VILLAGE) if site.shop.path.startswith(place.path))
        plan(PATROL, month.name, within=within, by=site.office, now=at_hour(max(month.start, site.past.start), 8))


def _play(site: Site, everybody: bool) -> Counter[str]:
    """Cadres visit while enterprises keep their records; then what was found goes its way."""
    run = in_turn if site.world.size.businesses < SMALL else side_by_side
    run(lambda: _visits(site), lambda: _records(site, everybody))
    clerk, story = system("clock"), _story(site, "ways")
    findings = follow(story, site.county, clerk, run)
    site.done(_("%(count)d 次监督检查") % {"count": play_inspections(site)})
    site.done(_("双随机抽了 %(count)d 家") % {"count": play_random_checks(site)})
    site.done(_("督查列出 %(count)d 个问题") % {"count": play_oversights(site)})
    site.done(_("学校食堂陪餐 %(count)d 餐") % {"count": play_schools(site)})
    site.done(_("协会有 %(count)d 家会员") % {"count": play_association(site)})
    recorded, cases = play_operations(site)
    site.done(_("联合行动记了 %(count)d 家，%(cases)d 件立案") % {"count": recorded, "cases": cases})
    site.done(_("%(count)d 件行政处罚案件") % {"count": play_cases(site)})
    site.done(_("收到投诉举报 %(count)d 份") % {"count": play_complaints(site)})
    site.done(_("收到 %(count)d 条线索") % {"count": play_clues(site)})
    site.done(
        _("线索征集 %(count)d 次，密封举报 %(sealed)d 件") % {"count": play_calls(site), "sealed": play_sealed(site)}
    )
    site.done(_("%(count)d 个问题，%(closed)d 个已销号") % {"count": findings.total(), "closed": findings["closed"]})
    looked = look_back(site, story)
    site.done(
        _("回头看 %(count)d 个问题，%(held)d 个站得住，%(back)d 个重新打开")
        % {"count": looked.total(), "held": looked["held"], "back": looked["reopened"]}
    )
    site.done(_("核看走访，%(count)d 次有信号") % {"count": look_over(site, _story(site, "truth"))})
    with worn(clerk):
        findings = Counter(Finding.objects.visible_to(clerk).within(site.county).values_list("state", flat=True))
        climbed = tick(at_hour(site.today, 6), by=clerk)
        site.done(_("催办 %(count)d 次") % {"count": sum(climbed.climbed.values())})
    return findings


def _story(site: Site, part: str) -> Story:
    """Each part of the play has luck and players of its own, so that their order does not matter."""
    failing = 0.3 if site.world.size.businesses < SMALL else 0.025
    players = Players(site.county, site.past.start)
    return Story(site.law, players, Random(f"{site.world.key} {part}"), site.today, failing)


def _visits(site: Site) -> None:
    clerk, story = system("clock"), _story(site, "visits")
    for period in (site.past, site.present):
        sheets = play_visits(story, VISIT, period, within=site.county, clerk=clerk)
        site.done(_("%(period)s 交了 %(count)d 份督导记录") % {"period": period.name, "count": sheets})


def _records(site: Site, everybody: bool) -> None:
    story, start = _story(site, "records"), site.past.start
    kept = keepers(site.county, start, system("clock"), first=site.shop, everybody=everybody)
    seats = [(keeper.business.pk, role) for keeper in kept for role in ROLE]
    story.players.meet((), seats)
    declare_rests(story, kept, start)
    site.done(_("%(shops)d 家主体在补交一季的日、周、月记录，要等一会儿…") % {"shops": len(kept)})
    days, weeks, months = keep_days(story, kept, start), keep_weeks(story, kept, start), keep_months(story, kept, start)
    words = {"shops": len(kept), "days": days, "weeks": weeks, "months": months}
    site.done(_("%(shops)d 家主体交了 %(days)d 份日管控、%(weeks)d 份周排查、%(months)d 份月调度") % words)


def _finished(site: Site, findings: Counter[str]) -> Built:
    counts = record_counts(BUILDER)
    found = installation()
    with worn(BUILDER), act(BUILDER, BUILT, found) as announce:
        told = [asdict(member) for member in site.cast]
        announce.note(
            world=site.world.key, scale=site.world.size.businesses, counts=counts, findings=dict(findings), cast=told
        )
    return Built(site.world, False, counts, findings, site.cast)
