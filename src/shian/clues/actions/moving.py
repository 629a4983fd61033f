"""One step of a clue: gate, compare-and-set, its line on the way, what is announced."""

from datetime import datetime
from typing import Any

from shian.clues.events import ClueMoved
from shian.clues.models import Clue
from shian.clues.states import CLUE
from shian.kernel.actor import Actor
from shian.kernel.gate import Announce


def step(move: str, who: str, now: datetime, note: str = "") -> dict[str, str]:
    """A line of the way: what was done, by whom, when, with what word."""
    return {"move": move, "who": who, "at": now.isoformat(), "note": note}


def moved(
    clue: Clue, move: str, announce: Announce, *, by: Actor, now: datetime, note: str = "", who: str = "", **fields: Any
) -> None:
    """The move itself; part of the verb that called it. `because` and `due` go along as they stand. `who` did it where it was
    done in another room's file and only followed here."""
    way = [*clue.way, step(move, who or by.label, now, note)]
    CLUE.move(clue, move, way=way, due=clue.due, because=clue.because, **fields)
    announce.note(move=move, state=clue.state)
    announce(ClueMoved(clue.pk, clue.holder_id, move, clue.state))
