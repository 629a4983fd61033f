"""Once longer: whoever checks asks, somebody else approves or refuses (经负责人批准)."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.clues.actions.moving import step
from shian.clues.actions.owing import DECIDE, done, limit, owe, put_off_check
from shian.clues.models import Clue
from shian.clues.whose import refuse_others
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.written import needed
from shian.loop.posts import office_post, superior_of


def ask_longer(clue: Clue, *, reason: str, by: Actor, now: datetime) -> Clue:
    """Ask for more days, once, while it is being checked; the head of the office owes a decision."""
    refuse_others(clue, by)
    said = needed(reason, 300)
    if clue.state not in ("claimed", "stopped"):
        raise Refused(_("正在核查的线索才能申请延长"), code="illegal_move")
    with act(by, "check_clue", clue) as announce:
        head = (superior_of(clue.holder_id) if clue.holder_id else None) or office_post(clue.path)
        task = owe(clue, DECIDE, head, limit(clue, "handle", now), now)
        posts = sorted({*clue.posts, head}) if head else clue.posts
        fields = {"longer_reason": said, "longer_by": by.person, "longer_task": task, "posts": posts}
        _set(clue, "", "asked", by, now, said, **fields)
        announce.note(longer="asked")
    return clue


def decide_longer(clue: Clue, *, grant: str, note: str = "", by: Actor, now: datetime) -> Clue:
    """`grant` is yes or no. Whoever asked never approves; a granted extension moves the day of the check."""
    if clue.longer_by is not None and clue.longer_by == by.person:
        raise Denied(_("延长由另一个人批准，申请的人不能自己批"))
    if grant not in ("yes", "no"):
        raise Refused(_("请选批准还是不批准"), code="unknown_word")
    with act(by, "approve_clue", clue) as announce:
        word = "granted" if grant == "yes" else "refused"
        _set(clue, "asked", word, by, now, note.strip()[:300])
        done(clue.longer_task_id, by=by, now=now)
        if word == "granted":
            put_off_check(clue, now)
            Clue.objects.filter(pk=clue.pk).update(due=clue.due, because=clue.because)
        announce.note(longer=word)
    return clue


def _set(clue: Clue, before: str, after: str, by: Actor, now: datetime, note: str, **fields: object) -> None:
    """Compare and set: asked once, decided once."""
    way = [*clue.way, step(f"longer_{after}", by.label, now, note)]
    changed = {"longer": after, "way": way, **fields}
    if Clue.objects.filter(pk=clue.pk, longer=before).update(**changed) != 1:
        raise Conflict(_("延长已经申请或决定过了，请刷新后再看"))
    for name, value in changed.items():
        setattr(clue, name, value)
