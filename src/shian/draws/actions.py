"""The verbs of a draw: the list is sealed and the seed's hash recorded first, then it is drawn, then published."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shian.draws.events import DrawMoved
from shian.draws.frames import checked
from shian.draws.models import Draw
from shian.draws.queries import turns_before
from shian.draws.rules import Frame, drawn, frame_text, result, sha
from shian.draws.states import DRAW
from shian.kernel.actor import Actor
from shian.kernel.gate import Announce, act
from shian.kernel.ids import new_id, new_secret
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy

LONGEST_WORD, LONGEST_REASON = 60, 300


@dataclass(frozen=True)
class Purpose:
    """What a draw is for: `key` names who asks (look_back…), `about` says in plain facts how the list was made."""

    key: str
    title: str
    within: str
    about: dict[str, Any] = field(default_factory=dict)
    secrecy: int = int(Secrecy.INTERNAL)


def draft_draw(frame: Frame, purpose: Purpose, *, by: Actor, now: datetime) -> Draw:
    """A list, kept to be looked at; nothing is sealed yet. Raises Refused for a list that cannot be drawn from."""
    checked(frame)
    draw = Draw(
        id=new_id(),
        purpose=purpose.key,
        title=purpose.title,
        about=purpose.about,
        nth=turns_before(purpose.key, purpose.within) + 1,
        rows=[[row.id, row.stratum] for row in frame.rows],
        listed=len(frame.rows),
        strata=dict(frame.strata),
        by_label=by.label,
        drafted_at=now,
        path=purpose.within,
        secrecy=purpose.secrecy,
    )
    with act(by, "draft_draw", draw) as announce:
        draw.save(force_insert=True)
        announce.note(purpose=draw.purpose, rows=len(draw.rows), nth=draw.nth)
    return draw


def commit_drafted(draw: Draw, *, by: Actor, now: datetime) -> Draw:
    """Seal the list: its hash and the hash of a new secret seed stand in the ledger from now on."""
    seed = new_secret()
    sealed = {"frame_hash": sha(frame_text(draw.frame)), "commitment": sha(seed)}
    with act(by, "commit_draw", draw) as announce:
        DRAW.move(draw, "commit", secret=seed, committed_at=now, **sealed)
        announce.note(**sealed, rows=len(draw.rows), count=draw.frame.size)
        _announce(draw, "commit", announce)
    return draw


def commit_draw(frame: Frame, purpose: Purpose, *, by: Actor, now: datetime) -> Draw:
    """Draft a list and seal it at once."""
    return commit_drafted(draft_draw(frame, purpose, by=by, now=now), by=by, now=now)


def run_draw(draw: Draw, *, by: Actor, now: datetime, word: str = "") -> Draw:
    """Reveal the seed and draw. `word` was said by somebody present, who could not know the seed.

    Raises Refused where the list or the seed is not the sealed one.
    """
    word = _word(word)
    with act(by, "run_draw", draw) as announce:
        DRAW.next(draw.state, "draw")
        _refuse_another_list(draw)
        found = result(draw.frame, drawn(draw.frame, draw.secret, word))
        DRAW.move(draw, "draw", seed=draw.secret, word=word, drawn=found, drawn_at=now)
        announce.note(seed=draw.seed, word=word, count=len(found))
        _announce(draw, "draw", announce)
    return draw


def publish_draw(draw: Draw, *, by: Actor, now: datetime) -> Draw:
    """The result stands for good."""
    with act(by, "publish_draw", draw) as announce:
        DRAW.move(draw, "publish", published_at=now)
        announce.note(frame_hash=draw.frame_hash, count=len(draw.drawn))
        _announce(draw, "publish", announce)
    return draw


def publish_to_all(draw: Draw, *, by: Actor, now: datetime) -> Draw:
    """The result stands for good, and anybody may read it and make the draw again."""
    with act(by, "publish_draw", draw) as announce:
        DRAW.move(draw, "publish", published_at=now, secrecy=int(Secrecy.OPEN))
        announce.note(frame_hash=draw.frame_hash, count=len(draw.drawn))
        _announce(draw, "publish", announce)
    return draw


def cancel_draw(draw: Draw, *, reason: str, by: Actor, now: datetime) -> Draw:
    """Give a draw up, with a reason; it stays to be seen, and the next one says that it is not the first."""
    reason = reason.strip()
    if not reason:
        raise Refused(_("请写明为什么作废"), code="no_words")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("作废的原因写得太长，最多 %(most)d 字") % {"most": LONGEST_REASON}, code="too_long")
    with act(by, "cancel_draw", draw) as announce:
        DRAW.move(draw, "cancel", reason=reason, cancelled_at=now)
        announce.note(reason=reason)
        _announce(draw, "cancel", announce)
    return draw


def _word(word: str) -> str:
    word = word.strip()
    if len(word) > LONGEST_WORD or not word.isprintable():
        raise Refused(_("现场报的话要在一行以内，最多 %(most)d 字") % {"most": LONGEST_WORD}, code="too_long")
    return word


def _refuse_another_list(draw: Draw) -> None:
    if sha(frame_text(draw.frame)) != draw.frame_hash or sha(draw.secret) != draw.commitment:
        raise Conflict(_("名单与封存时不一致，不能抽取；请作废后重新封存"), code="tampered")


def _announce(draw: Draw, move: str, announce: Announce) -> None:
    announce(DrawMoved(draw.pk, draw.purpose, move, draw.state))
