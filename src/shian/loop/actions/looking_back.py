"""What a handed-in look-back says: it held, or it is opened again. Judged here, written with the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from shian.checklists.models import Item
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop.lookers import hands_in
from shian.loop.models import Finding, Task
from shian.loop.rules import came_of_it, may_look_back
from shian.loop.submission import Answer, Submission

LONGEST = 500


@dataclass(frozen=True)
class LookedBack:
    """What came of it: `held` or `reopened`; a finding that is to be opened again now, with words and photographs."""

    came_of_it: str
    finding: Finding | None = None
    note: str = ""
    photos: tuple[UUID, ...] = ()


def refuse_own_hands(tasks: Sequence[Task], by: Actor) -> Finding:
    """The one finding that is looked back at. Raises Refused for two at once, and for whoever had a hand in it (B4)."""
    if len(tasks) != 1:
        raise Refused(_("回头看一个问题交一份，请分开提交"), code="one_by_one")
    rows = Finding.objects.visible_to(by).filter(pk=tasks[0].finding_id)
    finding: Finding | None = rows.first()
    if finding is None:
        raise Missing(_("没有这个问题，或者您看不到它"))
    if not may_look_back(by.person, hands_in([finding])[finding.pk]):
        raise Refused(_("这个问题的整改或复查您经过手，要由别人回头看"), code="own_fix")
    return finding


def looked_back(finding: Finding, s: Submission, items: Sequence[Item], before: frozenset[str]) -> LookedBack:
    """A key item that failed opens the finding again. `before`: what had failed on the sheet that is corrected."""
    keys = [item.code for item in items if item.key]
    failed = [code for code in keys if s.answers[code].answer == "fail"]
    known = before.intersection(keys)
    if known and not failed:
        raise Refused(_("这个问题已经重新打开，不能靠更正收回；查错了请在问题页撤回"), code="reopened_already")
    if not failed or known:
        return LookedBack(came_of_it(bool(failed)))
    return LookedBack(came_of_it(unfixed=True), finding, _words(s.answers[failed[0]]), _photos(s, failed))


def _words(answer: Answer) -> str:
    if not answer.note.strip():
        raise Refused(_("问题没有真解决，请写一句话说明看到了什么"), code="no_words")
    return answer.note.strip()[:LONGEST]


def _photos(s: Submission, failed: Sequence[str]) -> tuple[UUID, ...]:
    return tuple(photo for code in failed for photo in s.answers[code].photos)
