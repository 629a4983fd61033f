"""From the draft to the post: submit, approve, number, send; send back, withdraw, extend.

Approval and issue look at the facts again: a letter that speaks of what is no longer so is refused with the difference.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.ids import derived_id
from shian.kernel.refused import Refused
from shian.kernel.spelled import apart
from shian.letters.actions.drafting import ABOUT_A_CADRE
from shian.letters.actions.journal import moved, say_something
from shian.letters.models import Letter, LetterSeries
from shian.letters.paper import paper_of, unprintable
from shian.letters.queries import differences, kind_of, law_of_letter
from shian.letters.rules import Change, heard, may_approve, numbered
from shian.loop.actions.files import Owed, owe_on_file, put_off, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import midnight

FILE = "letter"
REPLY = "answer_letter"


class Stale(Refused):
    """What the letter speaks of is another now."""

    code = "facts_changed"


def submit_letter(letter: Letter, *, by: Actor, now: datetime) -> Letter:
    """Hand the draft to whoever approves; whoever it speaks of sees it now, and has their days to answer."""
    # What the ladder drafted is answered for by whoever submits it, and approved by another.
    fields = {"drafted_by": letter.drafted_by or by.person}
    if letter.about == ABOUT_A_CADRE:
        fields["holder_id"] = letter.post_id
    return moved(letter, "draft_letter", "submit", by=by, now=now, fields=fields)


def send_back_letter(letter: Letter, *, note: str, by: Actor, now: datetime) -> Letter:
    """Not like this: back to the drafter, with what is wrong."""
    return moved(letter, "approve_letter", "send_back", by=by, now=now, note=say_something(note))


def approve_letter(letter: Letter, *, note: str = "", by: Actor, now: datetime) -> Letter:
    """Two pairs of eyes: whoever drafted it may not. Raises Stale with the difference, or Refused before the hearing is over."""
    if not may_approve(by.person, letter.drafted_by):
        raise Refused(_("这份函是您拟的，要由别人审批"), code="own_draft")
    if not heard(bool(letter.heard), letter.hear_until, local_day(now)):
        raise Refused(
            _("这份函说到干部本人的履职情况，要等本人陈述意见，或者等到 %(day)s 以后") % {"day": letter.hear_until},
            code="not_heard",
        )
    _refuse_stale(letter, by, now)
    _refuse_unprintable(letter)
    return moved(
        letter, "approve_letter", "approve", by=by, now=now, note=note.strip(), fields={"approved_by": by.person}
    )


def _refuse_unprintable(letter: Letter) -> None:
    """A name with a sign that no font here has would leave the house as an empty box."""
    if words := unprintable(paper_of(letter)):
        raise Refused(
            _(
                "公文字体里没有“%(words)s”里的字，印出来是空框。请管理员把有这个字的字体放进数据目录的 fonts 里，或者改一下写法"
            )
            % {"words": words[:20]},
            code="no_sign",
        )


def issue_letter(letter: Letter, *, by: Actor, now: datetime) -> Letter:
    """Give it its number: the next of the organ's series of the year, never given before and never again."""
    _refuse_stale(letter, by, now)
    return moved(letter, "issue_letter", "issue", by=by, now=now, fields={"issued_on": local_day(now)}, with_it=_number)


def send_letter(letter: Letter, *, by: Actor, now: datetime) -> Letter:
    """It leaves: its addressee sees it, and owes a reply by the day its kind gives."""
    there = {"holder_id": letter.post_id, "owner_key": letter.business_id, "sent_on": local_day(now)}

    def owed(sent: Letter) -> None:
        owe_reply(sent, now)
        if sent.replaces is not None and sent.replaces.state in ("sent", "received", "returned"):
            _overtaken(sent.replaces, sent, by, now)

    return moved(letter, "issue_letter", "send", by=by, now=now, with_it=owed, fields=there)


def withdraw_letter(letter: Letter, *, reason: str, by: Actor, now: datetime) -> Letter:
    """It does not go out, for a reason. A number it had stays its own."""
    return moved(letter, "draft_letter", "withdraw", by=by, now=now, note=say_something(reason))


def extend_letter(letter: Letter, *, note: str, by: Actor, now: datetime) -> Letter:
    """挂牌督办: one extension at most, asked for before the day."""
    limit = kind_of(letter).extension
    if limit is None:
        raise Refused(_("这种函没有延期"), code="no_extension")
    if letter.extended_on is not None:
        raise Refused(_("已经延期过一次，不能再延"), code="extended")
    if letter.due is None or local_day(now) > letter.due:
        raise Refused(_("期限已过，不能再申请延期"), code="too_late")
    law = law_of_letter(letter)
    due = limit.due(letter.due, law.calendar)

    def later(extended: Letter) -> None:
        if extended.task_id is not None:
            put_off(extended.task_id, due, law, extended.kind)

    fields = {"due": due.value.day, "extended_on": local_day(now)}
    return moved(
        letter, "assess_letter", "extend", by=by, now=now, note=say_something(note), with_it=later, fields=fields
    )


def refused_words(changes: Iterable[Change]) -> str:
    """The difference in words a person understands."""
    return apart(_said(change) for change in changes)


def _said(change: Change) -> str:
    filled = {"before": change.before, "now": change.now}
    sentences = {
        "open": _("起草时有 %(before)s 项未整改，现在是 %(now)s 项") % filled,
        "late": _("起草时有 %(before)s 项逾期，现在是 %(now)s 项") % filled,
        "state": _("起草时是“%(before)s”，现在是“%(now)s”") % filled,
        "due": _("起草时期限是 %(before)s，现在是 %(now)s") % filled,
        "rounds": _("起草时是第 %(before)s 轮整改，现在是第 %(now)s 轮") % filled,
        "done": _("起草时按期完成 %(before)s 次，现在是 %(now)s 次") % filled,
        "listed": _("所列的事项和起草时不同了"),
    }
    return sentences.get(change.name, _("起草时是 %(before)s，现在是 %(now)s") % filled)


def _refuse_stale(letter: Letter, by: Actor, now: datetime) -> None:
    changed = differences(letter, viewer=by, on=local_day(now))
    if changed:
        raise Stale(_("情况变了：%(what)s。请按最新情况重拟。") % {"what": refused_words(changed)})


def _number(letter: Letter) -> None:
    """One statement takes the next number and holds its row until the commit: no two, no gap, also under many hands."""
    issued = letter.issued_on
    assert issued is not None
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {LetterSeries._meta.db_table} AS s (id, path, ground, secrecy, role, year, last)"  # noqa: S608  the model's own name
            " VALUES (%s, %s, %s, %s, %s, %s, 1)"
            " ON CONFLICT (id) DO UPDATE SET last = s.last + 1 RETURNING last",
            [
                _series(letter, issued.year),
                letter.issuer.path,
                letter.issuer_path,
                letter.secrecy,
                letter.issuer_role,
                issued.year,
            ],
        )
        n: int = cursor.fetchone()[0]
    organ = law_of_letter(letter).pack.issuers[letter.issuer_role]
    mark = numbered(organ.series, organ.mark.format(place=letter.issuer.place.name), issued.year, n)
    letter.year, letter.number, letter.mark = issued.year, n, mark
    Letter.objects.filter(pk=letter.pk).update(year=issued.year, number=n, mark=mark)


def _series(letter: Letter, year: int) -> UUID:
    return derived_id(midnight(date(year, 1, 1)), "letters", letter.issuer_role, letter.issuer_path)


def owe_reply(letter: Letter, now: datetime) -> None:
    """What its addressee owes from today, by the limit of its kind; nothing where the kind asks for no reply."""
    kind, law = kind_of(letter), law_of_letter(letter)
    if kind.reply is None:
        return
    due = kind.reply.due(local_day(now), law.calendar)
    owed = Owed(
        REPLY,
        FILE,
        letter.pk,
        kind.key,
        letter.path,
        letter.secrecy,
        holder=letter.post_id,
        business=letter.business_id,
    )
    task = owe_on_file(owed, due, law, now=now)
    letter.task, letter.due = task, due.value.day
    Letter.objects.filter(pk=letter.pk).update(task=task, due=due.value.day)


def _overtaken(old: Letter, new: Letter, by: Actor, now: datetime) -> None:
    """The lighter letter ends where the heavier one has left: its reply is owed on that one."""
    words = _("已升级为《%(title)s》") % {"title": new.subject}

    def no_longer_owed(letter: Letter) -> None:
        if letter.task_id is not None:
            withdraw_on_file(letter.task_id, words, by=by, now=now)

    moved(old, "issue_letter", "escalate", by=by, now=now, note=words, with_it=no_longer_owed)
