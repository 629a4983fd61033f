"""A clue whose file is signed for elsewhere follows it: what is claimed or returned there is so here, and nobody does it twice."""

from datetime import datetime
from uuid import UUID

from shian.clues.actions.moving import moved
from shian.clues.actions.owing import asked_anew, dropped, owe_check
from shian.clues.models import Clue
from shian.clues.states import CLUE
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.loop.actions.opening import local_day

FOLLOWED = ("claim", "return", "send_again")


def follow_file(
    clue: Clue, move: str, *, holder: UUID | None, note: str = "", who: str = "", by: Actor, now: datetime
) -> Clue:
    """The same step here; one that the clue cannot make any more (it went its own way) is passed over."""
    if move not in FOLLOWED or not CLUE.may(clue.state, move):
        return clue
    with act(by, "claim_clue", clue) as announce:
        dropped(clue.task_id, note, by=by, now=now)
        posts = sorted({*clue.posts, *([clue.holder_id] if clue.holder_id else [])})
        clue.holder_id, clue.due, clue.because = holder, None, {}
        counted = local_day(now) if move == "send_again" else clue.counted_from
        task = owe_check(clue, now) if move == "claim" else None
        anew = asked_anew(clue, note, by=by, now=now) if move == "return" else {}
        moved(
            clue, move, announce, by=by, now=now, note=note, who=who, holder_id=holder, posts=posts, counted_from=counted,
            task_id=task.pk if task else None, **anew,
        )  # fmt: skip
    return clue
