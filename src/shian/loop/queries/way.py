"""The whole way of a finding: six stages, the time in each state and in each hand, and what the law lets follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from shian.kernel.actor import Actor
from shian.loop.law import law_of
from shian.loop.models import Climb, Finding, FindingStep, Task
from shian.loop.queries.findings import steps
from shian.loop.rules import moment_has_come, stage_stands
from shian.loop.states import FINDING
from shian.packs.schema import Consequence

# 排查 整改 公示 抄告 查处 反馈 (M27): which moves stand for which of the six stages. The first step of all is the finding
# itself, whatever its move.
STAGES: tuple[tuple[str, frozenset[str]], ...] = (
    ("inspect", frozenset()),
    ("rectify", frozenset({"report", "reject", "order", "urge_again", "reopen"})),
    ("publish", frozenset({"publish"})),
    ("notify", frozenset({"notify_department"})),
    ("handle", frozenset({"push", "claim", "handle"})),
    ("feedback", frozenset({"close", "strike_off", "return", "withdraw"})),
)
# The stages which a programme asks for as a consequence, by the word it uses.
ASKED = {"publish": "publish", "notify": "notify_department"}


@dataclass(frozen=True)
class Stage:
    """One of the six stages: its steps, when it began, whether it has been reached. Where a programme may ask for it or
    not, `stands` says how it truly is: done, owed, later or not_asked."""

    key: str
    steps: tuple[FindingStep, ...]
    stands: str = ""

    @property
    def reached(self) -> bool:
        return bool(self.steps)

    @property
    def since(self) -> datetime | None:
        return self.steps[0].at if self.steps else None


def way(found: Finding, *, viewer: Actor) -> list[Stage]:
    """The six stages of a finding with the steps in each; opened again, it goes its way anew from there."""
    taken, consequences = list(steps(found, viewer=viewer)), follows(found, viewer=viewer)
    since = max((at for at, step in enumerate(taken) if step.move == "reopen"), default=1)
    stages = [(key, tuple(step for step in taken[since:] if step.move in moves)) for key, moves in STAGES]
    return [_stage(key, those or (tuple(taken[:1]) if key == "inspect" else ()), consequences) for key, those in stages]


def _stage(key: str, taken: tuple[FindingStep, ...], consequences: Sequence[tuple[Consequence, bool]]) -> Stage:
    if key not in ASKED:
        return Stage(key, taken)
    asked = [come for one, come in consequences if one.do == ASKED[key]]
    return Stage(key, taken, stage_stands(done=bool(taken), asked=bool(asked), come=any(asked)))


def follows(found: Finding, *, viewer: Actor) -> list[tuple[Consequence, bool]]:
    """What the law lets follow from a finding, each with whether its moment has come."""
    if found.release_id is None:
        return []
    programme = law_of(found.release_id).pack.programmes.get(found.programme)
    lapsed = Climb.objects.visible_to(viewer).filter(finding=found, act="refer").exists()
    repeated = found.recurrence_of_id is not None
    return [
        (one, moment_has_come(one.on, state=found.state, lapsed=lapsed, repeated=repeated))
        for one in (programme.and_then if programme else ())
    ]


@dataclass(frozen=True)
class Span:
    """How long a finding lay in one state and one hand; without a post it lay with the business. Open: until now."""

    state: str
    post: UUID | None
    since: datetime
    until: datetime
    running: bool


def spans(found: Finding, *, viewer: Actor, now: datetime) -> list[Span]:
    """The time in each state and in each hand, first to last."""
    moves = [step for step in steps(found, viewer=viewer) if step.move in FINDING.moves]
    owed = {task.recorded_at: task for task in Task.objects.visible_to(viewer).filter(finding=found)}
    relieved = list(Climb.objects.visible_to(viewer).filter(finding=found, act="relieved").order_by("at", "id"))
    ends = [step.at for step in moves[1:]] + [found.closed_at or now]
    found_spans: list[Span] = []
    hand = found.found_by_post_id
    for step, end in zip(moves, ends, strict=True):
        if step.state in FINDING.final:
            break
        task = owed.get(step.at)
        hand = task.holder_id if task else hand if step.move == "handle" else found.found_by_post_id
        found_spans += _in_hands(step, end, hand, [one for one in relieved if task and one.task_id == task.pk], now)
    return found_spans


def _in_hands(step: FindingStep, end: datetime, last: UUID | None, relieved: list[Climb], now: datetime) -> list[Span]:
    """One state, cut where the ladder took it from one hand and gave it to another."""
    hands = [*(one.post_id for one in relieved), last]
    cuts = [step.at, *(one.at for one in relieved), end]
    return [
        Span(step.state, post, since, until, running=until == now)
        for post, (since, until) in zip(hands, pairwise(cuts), strict=True)
    ]
