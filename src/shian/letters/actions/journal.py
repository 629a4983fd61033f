"""One step of a letter: moved by compare-and-set, written into its history, announced. All verbs but the first go through here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Missing, Refused
from shian.letters.events import LetterMoved
from shian.letters.models import Letter, LetterStep
from shian.letters.states import LETTER


def moved(
    letter: Letter,
    verb: str,
    move: str,
    *,
    by: Actor,
    now: datetime,
    note: str = "",
    documents: Sequence[UUID] = (),
    with_it: Callable[[Letter], None] | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Letter:
    """One step under the gate, with the `fields` that change by it; `with_it` is what else belongs to it, in the same transaction."""
    shown = _kept(documents, by)
    with act(by, verb, letter) as announce:
        LETTER.move(letter, move, **(fields or {}))
        if with_it is not None:
            with_it(letter)
        insert_many(LetterStep, [step(letter, move, by=by, now=now, note=note, documents=shown)])
        announce.note(move=move, state=letter.state, mark=letter.mark)
        announce(LetterMoved(letter.pk, letter.kind, move, letter.state, letter.business_id))
    return letter


def step(
    letter: Letter,
    move: str,
    *,
    by: Actor,
    now: datetime,
    note: str = "",
    documents: Sequence[str] = (),
    event: UUID | None = None,
) -> LetterStep:
    """One step of a letter's life, as it now stands."""
    return LetterStep(
        id=new_id(),
        letter=letter,
        owner_key=letter.owner_key,
        holder_key=letter.holder_id,
        move=move,
        state=letter.state,
        round=letter.round,
        by_label=by.label,
        by_person=by.person,
        note=note,
        documents=list(documents),
        event=event,
        at=now,
        path=letter.path,
        secrecy=letter.secrecy,
    )


def say_something(words: str) -> str:
    if not words.strip():
        raise Refused(_("请写一句话说明情况"), code="no_words")
    return words.strip()


def _kept(documents: Sequence[UUID], by: Actor) -> list[str]:
    """Papers that are there and may be seen by whoever attaches them."""
    keys = list(dict.fromkeys(documents))
    if keys and Evidence.objects.visible_to(by).filter(pk__in=keys).count() != len(keys):
        raise Missing(_("有一个附件还没有传上来，请重新上传"), code="document_missing")
    return [str(key) for key in keys]
