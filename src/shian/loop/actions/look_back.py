"""The look-back (回头看): closed findings are sealed and drawn, whoever is drawn is looked at again by somebody else."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shian.draws.actions import Purpose, commit_draw, run_draw
from shian.draws.frames import sized
from shian.draws.models import Draw
from shian.draws.rules import Listed
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act_many
from shian.kernel.ids import new_id
from shian.kernel.paths import at_depth
from shian.kernel.refused import Refused
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, attend_after, law_of, law_on
from shian.loop.lookers import Lookers
from shian.loop.models import Finding, Task
from shian.loop.queries.look_backs import LOOK_BACK, Closed, closed
from shian.loop.states import FIXED
from shian.packs import queries as packs
from shian.packs.periods import period_of
from shian.packs.rules import owes
from shian.packs.schema import Programme

PURPOSE = REGIME = "look_back"  # the draw's purpose, and the key of the programme's file


def _alike(finding: Finding, ground: str) -> str:
    return ""


# By what the list may be cut into strata, each drawn from in proportion.
STRATA: dict[str, Callable[[Finding, str], str]] = {
    "": _alike,
    "severity": lambda finding, ground: finding.severity,
    "programme": lambda finding, ground: finding.programme,
    "place": lambda finding, ground: at_depth(finding.path, ground.count("/") + 1),
}


def look_back_list(asked: Closed, *, strata: str = "", by: Actor, now: datetime) -> tuple[Listed, ...]:
    """The list to draw from: the closed findings that the law lets be looked back at, each in its stratum."""
    if asked.until < asked.since:
        raise Refused(_("起止日期颠倒了：从 %(since)s 到 %(until)s") % asked.plain(), code="bad_span")
    if not by.may_at("commit_draw", asked.within):
        raise Refused(_("您不能在这里发起回头看"), code="denied")
    cut, laws, on = STRATA[strata], _Laws(local_day(now)), local_day(now)
    law_on(on, asked.within).programme(REGIME)
    rows = closed(by, asked).defer("business__phone")
    return tuple(Listed(str(one.pk), cut(one, asked.within)) for one in rows if laws.lets(one))


def commit_look_back(asked: Closed, size: int, *, strata: str = "", by: Actor, now: datetime) -> Draw:
    """Seal the list and how many are drawn. Raises Refused where there is nothing to draw, or fewer than asked."""
    rows = look_back_list(asked, strata=strata, by=by, now=now)
    title = law_on(local_day(now), asked.within).programme(REGIME).title.zh
    purpose = Purpose(
        PURPOSE, f"{title} {asked.since}—{asked.until}", asked.within, {**asked.plain(), "strata": strata}
    )
    return commit_draw(sized(rows, size), purpose, by=by, now=now)


def draw_look_back(draw: Draw, *, word: str = "", by: Actor, now: datetime) -> Draw:
    """Draw from the sealed list; each finding drawn is owed a look by its day, in the same transaction."""
    if draw.purpose != PURPOSE:
        raise Refused(_("这次抽取不是回头看"), code="wrong_purpose")
    with transaction.atomic():
        run_draw(draw, word=word, by=by, now=now)
        tasks = _tasks(draw, by, now)
        for verdict in act_many(by, "plan", tasks, lambda batch, announce: _insert(batch)):
            verdict.taken()
    return draw


def _insert(batch: list[Task]) -> None:
    insert_many(Task, batch)


def _tasks(draw: Draw, by: Actor, now: datetime) -> list[Task]:
    """What was opened again since the list was sealed, or is looked at already, is owed nothing more."""
    keys = [UUID(one["id"]) for one in draw.drawn]
    waiting = Task.objects.filter(finding__in=keys, act=LOOK_BACK, state="open").values("finding")
    rows = Finding.objects.visible_to(by).filter(pk__in=keys, state__in=FIXED).exclude(pk__in=waiting)
    findings = list(rows.select_related("business").order_by("path", "id"))
    lookers, laws = Lookers(findings, local_day(now)), _Laws(local_day(now))
    return [_task(one, laws, lookers, draw, now) for one in findings]


def _task(finding: Finding, laws: "_Laws", lookers: Lookers, draw: Draw, now: datetime) -> Task:
    law, regime = laws.of(finding)
    due = law.limit(regime, "act", laws.on, period_of("month", laws.on))
    return Task(
        id=new_id(),
        act=LOOK_BACK,
        programme=regime.key,
        release_id=law.release,
        holder_id=lookers.post(finding, regime.who.holder),
        business_id=finding.business_id,
        finding=finding,
        file_kind="draw",
        file_id=draw.pk,
        grade=finding.business.guarantee_grade,
        kind=finding.business.kind,
        period_start=laws.on,
        period_end=due.value.day,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=due.as_json(),
        attend_at=attend_after(due.value.day, regime, 0, law.calendar),
        path=finding.path,
        path_then=finding.path,
        secrecy=finding.secrecy,
        recorded_at=now,
    )


class _Laws:
    """The law in force at each finding's place on a day, the releases asked for once."""

    def __init__(self, on: date) -> None:
        self.on, self._releases = on, packs.releases_on(on)

    def of(self, finding: Finding) -> tuple[Law, Programme]:
        law = law_of(packs.nearest(self._releases, finding.path, self.on))
        return law, law.programme(REGIME)

    def lets(self, finding: Finding) -> bool:
        """Whether the programme speaks of such a business."""
        law, regime = self.of(finding)
        return bool(owes(regime, law.subject(finding.business), self.on))
