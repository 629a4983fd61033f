"""The whole way of a problem as both its pages show it: six steps, time and hands, the ladder, the three parties."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.said import holder_of, names_of
from shian.doors.ui.shapes.parts import (
    Cell,
    Column,
    Holder,
    Link,
    Moment,
    Party,
    Row,
    Rung,
    RungState,
    StepState,
    Table,
    WayStep,
)
from shian.doors.ui.terms import (
    CONSEQUENCES,
    FINDING_STATES,
    MOMENTS,
    MOVES,
    RUNG_TO,
    RUNGS,
    STAGES,
    SYSTEMS,
    TIERS,
    limit_words,
    said,
)
from shian.doors.ui.words import day_words, full_day_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import apart, in_a_row, plural
from shian.loop import queries as loop
from shian.loop.law import law_of
from shian.loop.models import Climb, Finding, FindingStep, Task
from shian.loop.queries import Span, Stage
from shian.loop.states import FINDING
from shian.packs.schema import Rung as LawRung
from shian.people import queries as people
from shian.people.models import Post, Tenure

# In which of the six stages a finding stands now.
STANDS = {
    "found": "inspect",
    "urged": "rectify",
    "ordered": "rectify",
    "again": "rectify",
    "reported": "rectify",
    "pushed": "handle",
    "claimed": "handle",
    "handling": "handle",
    "returned": "feedback",
}
TRULY: dict[str, StepState] = {"done": "done", "owed": "late", "later": "later", "not_asked": "skipped"}


def way_of(found: Finding, stages: Sequence[Stage], *, now: datetime) -> tuple[WayStep, ...]:
    """Each stage with when it began, how long it took, and whether it is done, now, to come, or not needed."""
    at = STANDS.get(found.state, "")
    late = bool(found.due and found.due < timezone.localdate(now))
    return tuple(_step(stage, n, stages, at, late, found, now) for n, stage in enumerate(stages))


def _step(stage: Stage, n: int, stages: Sequence[Stage], at: str, late: bool, found: Finding, now: datetime) -> WayStep:
    if stage.stands:
        return _told(stage)
    ended = next((s.since for s in stages[n + 1 :] if s.since and not s.stands), None) or found.closed_at or now
    return WayStep(
        said(STAGES, stage.key),
        _state(stage, n, stages, at, late, found),
        when=day_words(timezone.localdate(stage.since)) if stage.since else "",
        spent=spent_words(ended - stage.since) if stage.since else "",
        holder=said(SYSTEMS, stage.steps[-1].by_label) if stage.steps else "",
    )


def _told(stage: Stage) -> WayStep:
    """公示, 抄告: never a tick before somebody has written down that it was done, and where."""
    words = {"owed": _("该做，还没做"), "not_asked": _("这项工作不要求"), "later": _("销号后再做")}
    return WayStep(
        said(STAGES, stage.key),
        TRULY[stage.stands],
        when=day_words(timezone.localdate(stage.since)) if stage.since else "",
        holder=f"{stage.steps[-1].by_label} · {stage.steps[-1].note}" if stage.steps else words[stage.stands],
    )


def _state(stage: Stage, n: int, stages: Sequence[Stage], at: str, late: bool, found: Finding) -> StepState:
    if stage.key == at:
        return "late" if late else "now"
    if stage.reached:
        return "done"
    passed = any(other.key == at or (other.reached and not other.stands) for other in stages[n + 1 :])
    return "skipped" if passed or found.state in FINDING.final else "later"


def moment_of(step: FindingStep) -> Moment:
    """One step in the history of a problem; what a phone brought on a later day says on which it was made."""
    made = _("%(day)s 复查的，这天才传到") % {"day": day_words(step.made_on)} if step.made_on else ""
    note = " · ".join(part for part in (step.note, made) if part)
    return Moment(timezone.localtime(step.at), said(SYSTEMS, step.by_label), said(MOVES, step.move), note)


def spent_words(spent: timedelta) -> str:
    if spent.days > 0:
        return plural("%(n)s 天", spent.days)
    hours = max(spent.seconds, 0) // 3600
    return plural("%(n)s 小时", hours) if hours else _("不到 1 小时")


def hands_of(found: Finding, spans: Sequence[Span]) -> Table | None:
    """How long it lay in each state, and in whose hand."""
    posts = people.posts_named(span.post for span in spans if span.post)
    columns = (Column(_("状态")), Column(_("在谁手里")), Column(_("从")), Column(_("历时"), number=True))
    rows = tuple(_span(found, span, posts) for span in spans)
    return Table(columns, rows, _("每一步多久、在谁手里")) if rows else None


def _span(found: Finding, span: Span, posts: dict[UUID, Post]) -> Row:
    day = timezone.localdate(span.since)
    post = posts.get(span.post) if span.post else None
    name = _name_at(post, span.since) if post else found.business.name
    spent = spent_words(span.until - span.since)
    return Row(
        (
            Cell(said(FINDING_STATES, span.state)),
            Cell(post.title if post else _("主体"), sub=name),
            Cell(day_words(day)),
            Cell(_("%(spent)s，还在走") % {"spent": spent} if span.running else spent),
        )
    )


def _name_at(post: Post, at: datetime) -> str:
    """Who held a post on the day of an instant; directory data."""
    tenure = people.holders([post.pk], on=timezone.localdate(at)).get(post.pk)
    return tenure.person_name if tenure else _("空缺")


def ladder_of(climbs: Sequence[Climb], owed: Task | None) -> tuple[Rung, ...]:
    """The rungs climbed, each with its day and whom it told; then the next one with its day, and those after it."""
    return (*(_climbed(one) for one in climbs), *_to_come(owed))


def _climbed(one: Climb) -> Rung:
    told = f"{one.post.title} {_name_at(one.post, one.at)}" if one.post else _("主体")
    notes = [_("第 %(n)s 级") % {"n": one.rung}]
    if one.passed:
        posts = people.posts_named(map(UUID, one.passed)).values()
        notes.append(_("越过空缺岗位：%(posts)s") % {"posts": in_a_row(post.title for post in posts)})
    if one.seen_at:
        notes.append(_("%(day)s 看到了") % {"day": day_words(timezone.localdate(one.seen_at))})
    name = f"{said(RUNGS, one.act)} · {told}"
    return Rung(name, "climbed", day_words(timezone.localdate(one.at)), apart(notes))


def _to_come(owed: Task | None) -> tuple[Rung, ...]:
    if owed is None or owed.release_id is None or owed.due is None:
        return ()
    programme = law_of(owed.release_id).pack.programmes.get(owed.programme)
    rungs = programme.ladder if programme else ()
    return tuple(_rung(rung, n, owed) for n, rung in enumerate(rungs) if n >= owed.rung)


def _rung(rung: LawRung, n: int, owed: Task) -> Rung:
    assert owed.due is not None
    day = rung.after.due(owed.due, law_of(owed.release_id).calendar).value.day
    state: RungState = "next" if n == owed.rung else "later"
    name = f"{said(RUNGS, rung.act)} · {said(RUNG_TO, rung.to)}"
    note = _("逾期 %(limit)s") % {"limit": limit_words(rung.after.words)}
    return Rung(name, state, day_words(day), note)


def parties_of(found: Finding, *, viewer: Actor, now: datetime) -> tuple[Party, ...]:
    """三方责任: each by name; a gap says that it is one. A settled problem names those of the day it was settled."""
    on = found.closed_on or timezone.localdate(now)
    three = loop.parties(found, viewer=viewer, on=on)
    held = names_of([post.pk for post in (three.cadre, three.station) if post], on=on)
    tier = said(TIERS, three.cadre.tier) if three.cadre and three.cadre.tier else ""
    enterprise = tuple(Holder(one.get_role_display(), one.person_name, found.business.name) for one in three.enterprise)
    return (
        Party(_("党政责任"), tier, _posted(three.cadre, held, viewer) or (Holder(_("没有人包保"), ""),)),
        Party(_("部门责任"), "", _posted(three.station, held, viewer) or (Holder(_("没有监管所"), ""),)),
        Party(_("企业责任"), "", enterprise or (Holder(_("没有登记负责人"), found.business.principal_name),)),
    )


def _posted(post: Post | None, held: dict[UUID, Tenure], viewer: Actor) -> tuple[Holder, ...]:
    shown = holder_of(post, held.get(post.pk) if post else None, viewer=viewer)
    return (shown,) if shown else ()


def follows_of(found: Finding, *, viewer: Actor) -> tuple[tuple[str, str], ...]:
    """What the law lets follow, and whether its moment has come; what this house cannot see done is not called done."""
    taken = {step.move for step in loop.steps(found, viewer=viewer)}
    words = {True: _("到了该做的时候"), False: _("还没到时候")}
    return tuple(
        (f"{said(MOMENTS, one.on)} · {said(CONSEQUENCES, one.do)}", _done(one.do, taken, found) or words[come])
        for one, come in loop.follows(found, viewer=viewer)
    )


def _done(do: str, taken: set[str], found: Finding) -> str:
    if do in taken or (do == "transfer" and "push" in taken):
        return _("已办")
    return _("已办：发现人在这一页看得到结果") if do == "feedback" and found.state in FINDING.final else ""


def again_of(found: Finding, *, viewer: Actor) -> tuple[Link, ...]:
    """The earlier problem that came back as this one, and the later ones that this came back as."""
    before = loop.earlier(found, viewer=viewer)
    first = (_back(before, found),) if before else ()
    return (*first, *(_on(one) for one in loop.came_again(found, viewer=viewer)))


def _back(before: Finding, found: Finding) -> Link:
    day, n = full_day_words(before.found_on), found.recurred_after or 0
    return Link(plural("再犯：%(day)s 查出过同样的问题，销号后 %(n)s 天又犯", n, day=day), f"/findings/{before.pk}")


def _on(later: Finding) -> Link:
    day, n = full_day_words(later.found_on), later.recurred_after or 0
    return Link(plural("又犯了：%(day)s 再次查出，离销号 %(n)s 天", n, day=day), f"/findings/{later.pk}")
