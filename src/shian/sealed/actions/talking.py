"""The dialogue behind a receipt: both sides write, both learn when they were read."""

from datetime import datetime

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.sealed import queries
from shian.sealed.actions.taking import Told, add_files, add_letter, checked, cleaned_files, seal_name
from shian.sealed.law import law_at
from shian.sealed.models import Letter, SealedClue
from shian.sealed.states import CLUE


def write_on(clue: SealedClue, told: Told, *, by: Actor, now: datetime) -> SealedClue:
    """By receipt: a letter more, files more, a name that was not given before."""
    _law, said = law_at(clue.path, now)
    text = checked(told.text, said.talk) if told.text.strip() or not (told.files or told.name.given) else ""
    cleaned = cleaned_files(told.files, said.talk, already=queries.files(by, clue).count())
    with act(by, "write_clue", clue):
        if text:
            add_letter(clue, text, ours=False, now=now)
        add_files(clue, cleaned, now=now)
        if told.name.given:
            seal_name(clue, "person", told.name, by=by, now=now)
    return clue


def read_by_receipt(clue: SealedClue, *, by: Actor, now: datetime) -> int:
    """Whoever holds the receipt has our letters before them; the office learns that they were read."""
    unread = Letter.objects.visible_to(by).filter(clue=clue, ours=True, read_at__isnull=True)
    if not unread.exists():
        return 0
    with act(by, "write_clue", clue):
        return int(unread.update(read_at=now))


def read_clue(clue: SealedClue, *, by: Actor, now: datetime) -> SealedClue:
    """The handler has read what came; at the first time the work begins. Whoever wrote it learns so by receipt."""
    with act(by, "read_clue", clue):
        if clue.state == "received":
            CLUE.move(clue, "take_up")
        Letter.objects.visible_to(by).filter(clue=clue, ours=False, read_at__isnull=True).update(read_at=now)
    return clue


def answer_clue(clue: SealedClue, text: str, *, by: Actor, now: datetime) -> SealedClue:
    """The handler writes to whoever holds the receipt."""
    _law, said = law_at(clue.path, now)
    bare = checked(text, said.talk)
    with act(by, "answer_clue", clue):
        add_letter(clue, bare, ours=True, now=now)
    return clue
