"""Hand in: the one way a filled sheet enters the books, one or a thousand at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.bulk import encoded, insert_many
from shian.kernel.gate import AnnounceMany, act_each
from shian.kernel.refused import Conflict, Denied, Refused
from shian.loop.actions import receipts
from shian.loop.actions.desk import Handed, Shelf
from shian.loop.actions.drafting import Draft, drafted
from shian.loop.actions.finding import reopen_finding
from shian.loop.actions.opening import local_day
from shian.loop.actions.receipts import REUSED, Key
from shian.loop.actions.together import carry_over, open_once, take_over, wait_for_each_other
from shian.loop.events import FindingRaised, HandedIn, NotAtHome
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.states import OUTCOMES_NOT_DONE
from shian.loop.submission import Submission


@dataclass(frozen=True)
class Answered:
    """The verdict on one submission; a replay gets the same one again."""

    id: UUID
    ok: bool
    sheet: UUID | None = None
    message: str = ""
    code: str = ""
    replay: bool = False
    findings: list[UUID] = field(default_factory=list)


def hand_in(submission: Submission, *, by: Actor, now: datetime) -> Answered:
    """Hand in one sheet. Raises Refused where the verdict is a refusal."""
    answered = hand_in_many([submission], by=by, now=now)[0]
    if not answered.ok:
        raise (
            Denied(answered.message) if answered.code == Denied.code else Refused(answered.message, code=answered.code)
        )
    return answered


def hand_in_many(submissions: Sequence[Submission], *, by: Actor, now: datetime) -> list[Answered]:
    """Hand in many sheets at once, a verdict for each; what is refused leaves nothing behind."""
    return hand_in_together([Handed(by, submission) for submission in submissions], now=now)


def hand_in_together(handed: Sequence[Handed], *, now: datetime) -> list[Answered]:
    """The same for sheets of many people, inside `worn_together`: each is judged and recorded as its own actor's."""
    unique: dict[Key, Handed] = {}
    for one in handed:
        unique.setdefault(_key(one), one)
    with transaction.atomic(savepoint=False):  # the gate sets one for each try
        answers = _known(unique)
        answers |= _handed_in({key: one for key, one in unique.items() if key not in answers}, now)
        # Somebody else may have handed in the same id while we read: then theirs is the answer, not our refusal.
        answers |= _known(
            {key: unique[key] for key, answer in answers.items() if not answer.ok and answer.code != REUSED}
        )
    return [_answer_to(one, unique, answers) for one in handed]


def _answer_to(one: Handed, unique: Mapping[Key, Handed], answers: Mapping[Key, Answered]) -> Answered:
    """Its own verdict; who sends other words under an id of the same batch is told so, as if it had come later."""
    key = _key(one)
    first = unique[key]
    if first is one or first.submission == one.submission or not answers[key].ok:
        return answers[key]
    return Answered(key.client_id, False, message=receipts.reused(), code=REUSED)


def _known(handed: Mapping[Key, Handed]) -> dict[Key, Answered]:
    said = receipts.known({key: one.submission for key, one in handed.items()})
    return {key: _again(key.client_id, answer) for key, answer in said.items()}


def _key(one: Handed) -> Key:
    owner = one.by.person or one.by.post
    if owner is None:
        raise Denied(_("请先登录再提交"))
    return Key(owner, one.submission.id)


def _handed_in(fresh: Mapping[Key, Handed], now: datetime) -> dict[Key, Answered]:
    shelf = Shelf(list(fresh.values()), now)
    answers: dict[Key, Answered] = {}
    drafts: dict[int, tuple[Key, Draft]] = {}
    claimed: set[UUID] = set()
    for key, one in fresh.items():
        try:
            draft = drafted(shelf.desk(one.by), one.submission)
            if one.taken:
                take_over(draft, one.taken)
            if one.submission.corrects:
                carry_over(draft, shelf.sheet_before(one.submission.corrects))
            _claimed_once(draft, claimed)
            drafts[id(draft.sheet)] = key, draft
        except Refused as refusal:
            answers[key] = Answered(key.client_id, False, message=str(refusal), code=refusal.code)

    def work(sheets: list[Sheet], announce: AnnounceMany[Sheet]) -> None:
        found = [drafts[id(sheet)] for sheet in sheets]
        open_once([draft for _key, draft in found])
        receipts.keep({key: (draft.submission, _kept(draft)) for key, draft in found}, now)
        batch = [draft for _key, draft in found]
        _write(batch, now)
        _reopen(batch, now)
        for draft in batch:
            _announce(draft, announce, now)

    wait_for_each_other([draft for _key, draft in drafts.values()])
    for verdict in act_each("hand_in", [(draft.by, draft.sheet) for _key, draft in drafts.values()], work):
        key, draft = drafts[id(verdict.item)]
        answers[key] = _answered(draft, verdict.ok, verdict.message, verdict.code)
    shelf.clear()
    return answers


def _claimed_once(draft: Draft, claimed: set[UUID]) -> None:
    """Two sheets of one batch may not discharge the same task."""
    keys = {task.pk for task in [*draft.discharged, *draft.made]}
    if keys & claimed:
        raise Conflict(_("同一件事在这一批里交了两次"), code="already_done")
    claimed |= keys


def _answered(draft: Draft, ok: bool, message: str, code: str) -> Answered:
    if not ok:
        return Answered(draft.submission.id, False, message=message, code=code)
    return Answered(draft.submission.id, True, draft.sheet.pk, " ".join(draft.notices), findings=draft.findings)


def _kept(draft: Draft) -> dict[str, Any]:
    kept = {"id": draft.submission.id, "ok": True, "sheet": draft.sheet.pk, "findings": draft.findings}
    return kept | {"message": " ".join(draft.notices)} if draft.notices else kept


def _again(key: UUID, said: dict[str, Any]) -> Answered:
    sheet = said.get("sheet")
    return Answered(
        key,
        said["ok"],
        UUID(sheet) if sheet else None,
        said.get("message", ""),
        said.get("code", ""),
        said.get("replay", False),
        [UUID(finding) for finding in said.get("findings", [])],
    )


def _write(batch: list[Draft], now: datetime) -> None:
    _supersede([draft for draft in batch if draft.submission.corrects], now)
    for draft in batch:
        for task in [*draft.discharged, *draft.made]:
            _settled(task, draft, now)
    insert_many(Sheet, [draft.sheet for draft in batch])
    insert_many(Task, [task for draft in batch for task in draft.made])
    _discharge(
        [task for draft in batch for task in draft.discharged],
        [draft.submission.corrects for draft in batch if draft.submission.corrects],
    )
    opened = [opened for draft in batch for opened in draft.opened]
    insert_many(Finding, [o.finding for o in opened])
    insert_many(FindingStep, [o.step for o in opened])
    next_tasks = [o.task for o in opened if o.task] + [task for draft in batch for task in draft.follow_up]
    insert_many(Task, next_tasks)


def _reopen(batch: list[Draft], now: datetime) -> None:
    """What a look-back found unfixed is owed again, each by a deed of its own."""
    for draft in batch:
        if draft.look is not None and draft.look.finding is not None:
            look, found = draft.look, draft.look.finding
            reopen_finding(found, note=look.note, photos=look.photos, by=draft.by, now=now)


def _settled(task: Task, draft: Draft, now: datetime) -> None:
    """The task as it stands after this sheet: done, or excluded where nobody could be visited."""
    away = draft.submission.outcome in OUTCOMES_NOT_DONE
    corrected = draft.submission.corrects is not None and task.state == ("excluded" if away else "done")
    task.state = "excluded" if away else "done"
    task.reason = draft.submission.outcome if away else ""
    task.outcome = draft.look.came_of_it if draft.look else draft.submission.outcome
    task.mode = draft.submission.mode
    task.sheet_id, task.settled_by = draft.sheet.pk, draft.by.person
    if not corrected:  # a correction of the answers does not change the day of the act, nor any figure of it
        task.settled_on, task.settled_at = draft.counted_on or local_day(now), now
    task.attend_at = None


def _discharge(tasks: list[Task], corrected: list[UUID]) -> None:
    """Settle stored tasks in one statement, each only if nobody else was first; a corrected sheet's are settled anew."""
    if not tasks:
        return
    columns = ("id", "state", "reason", "outcome", "mode", "sheet_id", "settled_by", "settled_on", "settled_at")
    rows = [{column: getattr(task, column) for column in columns} for task in tasks]
    assigned = ", ".join(f"{column} = s.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE loop_task t SET {assigned}, attend_at = NULL"
            " FROM json_populate_recordset(NULL::loop_task, %s) AS s"
            " WHERE t.id = s.id AND (t.state = 'open' OR t.sheet_id = ANY(%s))",
            [encoded(rows), corrected],
        )
        if cursor.rowcount != len(tasks):
            raise Conflict(_("这件任务刚刚有人交过了，请刷新"))


def _supersede(drafts: list[Draft], now: datetime) -> None:
    """The corrected sheets step back; they stay readable. Raises Conflict for the slower of two corrections."""
    keys = [draft.submission.corrects for draft in drafts if draft.submission.corrects]
    if keys and Sheet.objects.filter(pk__in=keys, superseded_at__isnull=True).update(superseded_at=now) != len(keys):
        raise Conflict(_("这份记录刚刚被更正过，请刷新"))


def _announce(draft: Draft, announce: AnnounceMany[Sheet], now: datetime) -> None:
    sheet = draft.sheet
    announce.note(sheet, programme=sheet.programme, outcome=sheet.outcome, checked=sheet.checked, failed=sheet.failed)
    announce(sheet, HandedIn(sheet.pk, sheet.business_id, sheet.programme, sheet.failed))
    for opened in draft.opened:
        f = opened.finding
        announce(sheet, FindingRaised(f.pk, f.business_id, f.severity, f.disposition, f.state))
    if sheet.outcome in OUTCOMES_NOT_DONE and sheet.business_id:
        announce(sheet, NotAtHome(sheet.business_id, sheet.outcome, local_day(now)))
