"""What the ladder writes: a letter about what is late, and the heavier one where a letter stays without an answer."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.letters.actions.drafting import draft_letter
from shian.letters.actions.issuing import REPLY
from shian.letters.actions.journal import step
from shian.letters.models import Letter, LetterStep
from shian.letters.queries import kind_of
from shian.letters.schemas import NewLetter
from shian.letters.states import AWAITING, UNSENT
from shian.loop.models import Task


def draft_for_rung(task: Task, kind: str, post: UUID | None, *, event: UUID, by: Actor, now: datetime) -> Letter | None:
    """The letter which a rung asks for; None where it was drafted before, or nobody is there to write to.

    A post that lets fifty things lie gets one draft that lists them, not fifty: the later rungs are written into it.
    """
    if LetterStep.objects.visible_to(by).filter(event=event).exists():
        return None
    if task.act == REPLY:
        return _for_silence(task, kind, post, event=event, by=by, now=now)
    key = task.holder_id or task.business_id
    new = NewLetter(kind, "post" if post else "business", "late_tasks", post=post, business=task.business_id, key=key)
    standing = _standing(new, by)
    if standing is not None:
        return _added(standing, event=event, by=by, now=now)
    try:
        return draft_letter(new, by=by, now=now, event=event)
    except Refused:
        return None  # the kind does not go to a business, or the post is closed: the next rung is somebody's


def draft_heavier(
    letter: Letter, *, by: Actor, now: datetime, post: UUID | None = None, event: UUID | None = None
) -> Letter:
    """The heavier letter about one that stays without an answer; when it is sent, the lighter one ends."""
    heavier = kind_of(letter).escalates_to
    if not heavier:
        raise Refused(_("这种函没有更重的一级"), code="no_heavier")
    if letter.state not in AWAITING:
        raise Refused(_("只有已发出、还没有回复的函才能升级"), code="not_awaiting")
    post = post or letter.post_id
    to = letter.addressee if post == letter.post_id else "post"
    new = NewLetter(heavier, to, "letter", post=post, business=letter.business_id, key=letter.pk)
    return draft_letter(new, by=by, now=now, event=event, replaces=letter)


def _for_silence(task: Task, kind: str, post: UUID | None, *, event: UUID, by: Actor, now: datetime) -> Letter | None:
    letter = Letter.objects.visible_to(by).filter(pk=task.file_id).first()
    if letter is None or letter.state not in AWAITING or letter.followed_by.exclude(state="withdrawn").exists():
        return None
    if kind_of(letter).escalates_to != kind:
        return None
    try:
        return draft_heavier(letter, by=by, now=now, post=post, event=event)
    except Refused:
        return None  # nobody is left to hear it but the office that would write it: the next rung is somebody's


def _standing(new: NewLetter, by: Actor) -> Letter | None:
    """A letter of this kind to this addressee about this thing that has not left yet."""
    rows = Letter.objects.visible_to(by).filter(kind=new.kind, post=new.post, about=new.about, facts_key=new.key)
    found: Letter | None = rows.filter(state__in=sorted(UNSENT)).first()
    return found


def _added(letter: Letter, *, event: UUID, by: Actor, now: datetime) -> Letter:
    with act(by, "draft_letter", letter):
        insert_many(LetterStep, [step(letter, "add", by=by, now=now, event=event)])
    return letter
