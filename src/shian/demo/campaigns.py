"""A key period and a screening, as their people walk them: planned, told each day, closed with a signature."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.demo.sheets import named
from shian.demo.visits import Story, play_visits
from shian.doors.campaign import closing
from shian.kernel.actor import Actor
from shian.kernel.paths import upper
from shian.kernel.wall import worn, worn_together
from shian.loop.actions import hand_in, hand_in_together, plan, plan_preview, report_discovery
from shian.loop.actions.desk import Handed
from shian.loop.actions.discovering import Premises
from shian.loop.models import Task
from shian.loop.queries.campaigns import Round, closing_report
from shian.loop.queries.rounds import numbers
from shian.loop.submission import Submission
from shian.packs.schema import Programme
from shian.packs.windows import Window, windows
from shian.people.models import Tenure
from shian.people.queries import system
from shian.registry.models import Kind
from shian.territory.models import Level, Place
from shian.territory.queries import places_within

KEY_PERIODS = ("spring_festival", "two_sessions", "gaokao", "mid_autumn")
SCREENING = "carpet_screening"
# How a day is told, out of a hundred; what is left is told in time, with nothing to say.
LATE, MISSED, SOMETHING = 4, 3, 3
EVENT = "接到一起顾客反映，已派人到场核实，未发现异常"
FOUND = (("阿珍早餐店", "small_caterer"), ("好邻居杂货", "small_grocery"))


def walk_campaigns(site: Site, story: Story) -> None:
    """The last key period that closed within the play, and the screening of one township where the law has one."""
    if found := _last_closed(site):
        _keep_watch(site, story, *found)
    if SCREENING in site.law.pack.programmes:
        _screen(site, story, site.law.pack.programmes[SCREENING])


def _last_closed(site: Site) -> tuple[Programme, Window] | None:
    known = site.law.pack.programmes
    rounds = [
        (known[key], window)
        for key in KEY_PERIODS
        if key in known
        for window in windows(known[key].when, site.past.start, site.today)
        if site.past.start <= window.opens and window.closes < site.today - timedelta(days=3)
    ]
    return max(rounds, key=lambda pair: pair[1].closes, default=None)


def _keep_watch(site: Site, story: Story, programme: Programme, window: Window) -> None:
    office = site.office
    with worn(office):
        new = _planned(programme.key, window.period.name, site.county, office, window.opens)
    site.done(_("%(what)s：计划 %(count)d 件") % {"what": programme.title.zh, "count": new})
    play_visits(story, programme.key, window.period, within=site.county, clerk=system("clock"))
    told = _told(story, programme, window, site.county)
    site.done(_("%(what)s：交了 %(count)d 份每日零报告") % {"what": programme.title.zh, "count": told})
    sign(office, Round(programme, window, site.county, at_hour(window.closes + timedelta(days=2), 10)))


def _planned(programme: str, period: str, within: str, by: Actor, on: date) -> int:
    agreed = plan_preview(programme, period, within=within, by=by, now=at_hour(on, 8))
    return plan(programme, period, within=within, by=by, now=at_hour(on, 8), agreed=agreed).new


def _told(story: Story, programme: Programme, window: Window, county: str) -> int:
    """Each station tells its day; a few late, a few never."""
    clerk = system("clock")
    with worn(clerk):
        rows = Task.objects.visible_to(clerk).within(county).filter(programme=f"{programme.key}_zero", state="open")
        tasks = list(rows.filter(period_start__lte=window.closes).order_by("period_start", "id"))
    diary: defaultdict[datetime, list[Handed]] = defaultdict(list)
    for task in tasks:
        for at, said in tells(story, task):
            diary[at].append(said)
    return sum(handed_in_at(at, diary[at]) for at in sorted(diary))


def tells(story: Story, task: Task) -> Iterator[tuple[datetime, Handed]]:
    """When a station tells its day, and what; some days nobody does."""
    luck = story.luck.randrange(100)
    if luck < MISSED or task.period_start is None or task.holder_id is None:
        return
    late, something = luck < MISSED + LATE, luck >= 100 - SOMETHING
    said = Submission(
        id=named("zero", task.pk),
        tasks=(task.pk,),
        on_day=task.period_start,
        zero_risk=not something,
        narrative=EVENT if something else "",
    )
    at = at_hour(task.period_start + timedelta(days=1), 9) if late else at_hour(task.period_start, 15)
    yield at, Handed(story.players.at(task.holder_id), said)


def handed_in_at(now: datetime, told: list[Handed]) -> int:
    with worn_together({one.by for one in told}):
        return sum(answered.ok for answered in hand_in_together(told, now=now))


def sign(office: Actor, asked: Round) -> int:
    """The office reads the draft and signs it; returns how many it signed."""
    with worn(office):
        task = closing_report(office, asked)
        if task is None or task.state != "open":
            return 0
        text = "\n".join(closing.draft(asked, numbers(office, asked)))
        hand_in(Submission(id=named("closing", task.pk), tasks=(task.pk,), narrative=text), by=office, now=asked.as_of)
    return 1


def _screen(site: Site, story: Story, programme: Programme) -> None:
    """Half-way through: one township is planned and mostly walked, and two shops turned up that nobody knew."""
    start, until = programme.span.start or site.past.start, programme.span.last or site.today
    opens = max(start, site.past.start)
    town = places_within(site.county, level=Level.TOWNSHIP).first()
    if town is None or not opens < site.today <= until:
        return
    with worn(site.office):
        period = f"{start}..{until}"
        new = _planned(programme.key, period, town.path, site.office, opens)
    site.done(_("%(what)s：计划 %(count)d 件") % {"what": programme.title.zh, "count": new})
    play_visits(story, programme.key, site.past, within=town.path, clerk=system("clock"))
    _find(site, story, programme, town)


def _find(site: Site, story: Story, programme: Programme, town: Place) -> None:
    """The grid officer adds what is not in the register."""
    on = site.today - timedelta(days=1)
    ground = {"post__path__gte": town.path, "post__path__lt": upper(town.path)}
    seats = Tenure.objects.on(on).filter(post__role_id="grid_officer", **ground)
    seat = seats.select_related("post").order_by("post__path", "id").first()
    if seat is None:
        return
    actor = story.players.at(seat.post_id)
    with worn(actor):
        for nth, (name, kind) in enumerate(FOUND, start=1):
            address = f"{town.name}新街{nth * 7}号"
            premises = Premises(name, Kind(kind).value, seat.post.path, address)
            report_discovery(premises, programme=programme.key, by=actor, now=at_hour(on, 10 + nth))
