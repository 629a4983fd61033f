"""A submission becomes rows: the sheet, the tasks it discharges, the findings of its failed items, and what is owed next.

Nothing is written here. `drafted` judges one submission at the desk of its actor and refuses it in a sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion, Item, Sheet
from shian.kernel.actor import Actor
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Missing, Refused
from shian.kernel.rows import fresh
from shian.kernel.spelled import plural
from shian.loop import rules
from shian.loop.actions.beside import stand_beside
from shian.loop.actions.by_form import in_words, judged_by_form, refuse_list_of_elsewhere
from shian.loop.actions.closing import refuse_unready
from shian.loop.actions.desk import Desk
from shian.loop.actions.looking_back import LookedBack, looked_back, refuse_own_hands
from shian.loop.actions.opening import Opened, open_finding, status_clock
from shian.loop.actions.unchecked import judge_unchecked
from shian.loop.actions.whose import must_be_theirs
from shian.loop.law import Law, law_of, planned_id
from shian.loop.models import Finding, Task
from shian.loop.queries.look_backs import LOOK_BACK
from shian.loop.states import OUTCOMES_NOT_DONE, TASK
from shian.loop.submission import NOT_CHECKED, PLAIN, Answer, Submission
from shian.packs.schema import Programme, Subject
from shian.packs.words import ACTS_OF_PLACES
from shian.registry.models import Business, Status

ON_A_PLACE = Subject(kind="", form="")
VISITS = frozenset({"inspect", LOOK_BACK})  # the acts for which somebody goes to another's door


@dataclass
class Draft:
    """One submission on its way to the books."""

    by: Actor
    submission: Submission
    sheet: Sheet
    programme: Programme
    law: Law
    business: Business | None
    discharged: list[Task]
    made: list[Task] = field(default_factory=list)
    raised: list[Opened] = field(default_factory=list)  # what its failed items ask for
    opened: list[Opened] = field(default_factory=list)  # what it opens of that; the rest a sheet beside it has
    shared: dict[str, Finding] = field(default_factory=dict)
    follow_up: list[Task] = field(default_factory=list)
    look: LookedBack | None = None
    notices: tuple[str, ...] = ()  # what of it was not taken, said with the answer
    counted_on: date | None = None  # the day of the act: of a visit the one on which it was made
    counted: Submission | None = None  # without the answers that were not to be given; as it was sent where none were

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that count."""
        return (self.counted or self.submission).answers

    @property
    def findings(self) -> list[UUID]:
        """The findings of its failed items, its own and those it shares."""
        return [opened.finding.pk for opened in self.opened] + [finding.pk for finding in self.shared.values()]


def drafted(desk: Desk, s: Submission) -> Draft:
    """The rows one submission asks for. Raises Refused with one sentence."""
    discharged = _tasks_of_corrected(desk, s) if s.corrects else _tasks_named(desk, s)
    business = _business(desk, s, discharged)
    day = _day(desk, s, discharged)
    law = (
        law_of(discharged[0].release_id)
        if discharged and discharged[0].release_id
        else desk.law(day, _path(business, discharged))
    )
    programme = law.programme(discharged[0].programme if discharged else s.programme)
    made = [] if discharged else [_expected_task(desk, s, law, programme, business, day)]
    if made and not made[0]._state.adding:
        discharged, made = made, []
    _judge_outcome(s, programme)
    version = _version(desk, s, law, programme, business, day, _path(business, discharged))
    refuse_list_of_elsewhere(version, _path(business, discharged))
    counted, notices = judged_by_form(s, version, day)
    owed = (discharged or made)[0]
    refuse_unready(owed, s.narrative, desk.today)
    for task in [*discharged, *made]:
        must_be_theirs(desk, task, s, programme)
    back_at = refuse_own_hands(discharged, desk.by) if programme.what.act == LOOK_BACK else None
    sheet = _sheet(desk, counted, programme, version, business, owed, day)
    sheet.supersedes = s.corrects
    stand_beside(desk, s, law, programme, business, sheet, day)
    draft = Draft(desk.by, s, sheet, programme, law, business, discharged, made, notices=notices, counted=counted)
    draft.counted_on = law.day_counted(day, desk.today).value if programme.what.act in VISITS else desk.today
    if s.outcome in OUTCOMES_NOT_DONE:
        _judge_unvisited(desk, s)
        draft.follow_up += [status_clock(draft.law, business, s.outcome, owed, desk.now)] if business else []
        return draft
    _judge(desk, counted, programme, version, sheet)
    if business is None:
        _refuse_findings_of_nobody(sheet)
        return draft
    items = checklists.items(version.pk) if version else ()
    if back_at is not None:
        draft.look = looked_back(back_at, s, items, desk.failed_before(s.corrects))
    # What comes back as a whole is not raised again item by item.
    if draft.look is None or draft.look.came_of_it == "held":
        draft.raised = _findings(desk, draft, items, business, owed)
    return draft


def _refuse_findings_of_nobody(sheet: Sheet) -> None:
    """A problem belongs to somebody who can fix it, or nobody will."""
    if sheet.failed:
        raise Refused(_("这张表说的是一个地方；发现的问题请登记到那家主体名下"), code="whose_finding")


def _tasks_named(desk: Desk, s: Submission) -> list[Task]:
    found = [task for key in s.tasks if (task := desk.task(key))]
    if len(found) < len(s.tasks):
        raise Missing(_("有一件任务找不到，或者它不归您做"))
    for task in found:
        if task.state != TASK.initial:
            raise Conflict(_("这件任务已经有人交过了"))
    if len({task.business_id for task in found}) > 1:
        raise Refused(_("一次提交只能是同一家主体的任务"), code="mixed_businesses")
    return found


def _tasks_of_corrected(desk: Desk, s: Submission) -> list[Task]:
    """The tasks which the corrected sheet discharged; who may hand in there may correct there."""
    found = desk.corrected(s.corrects) if s.corrects else []
    if not found:
        raise Missing(_("要更正的记录找不到，或者它不归您改"))
    return found


def _business(desk: Desk, s: Submission, discharged: list[Task]) -> Business | None:
    key = discharged[0].business_id if discharged else s.business
    if key is None:
        return None
    if s.business and s.business != key:
        raise Refused(_("提交里的主体与任务里的主体不是同一家"), code="mixed_businesses")
    business = desk.business(key)
    if business is None:
        raise Missing(_("找不到这家主体，或者您看不到它"))
    if business.status == Status.CLOSED:
        raise Refused(_("「%(name)s」已经注销，不能再交记录") % {"name": business.name}, code="closed_business")
    return business


def _path(business: Business | None, discharged: list[Task]) -> str:
    if business is not None:
        return business.path
    if discharged:
        return discharged[0].path
    raise Missing(_("没有说明是哪家主体的记录"))


def _day(desk: Desk, s: Submission, discharged: list[Task]) -> date:
    day = s.on_day or desk.today
    if day > desk.today:
        raise Refused(_("日期 %(day)s 还没有到") % {"day": day}, code="future")
    if early := next((task for task in discharged if task.period_start and day < task.period_start), None):
        raise Refused(
            _("这件任务从 %(start)s 起才要做，日期不能早于它") % {"start": early.period_start}, code="before_period"
        )
    return day


def _judge_outcome(s: Submission, programme: Programme) -> None:
    """Only who goes to a door can find it shut; what a business owes of itself is done, or a rest day."""
    if s.outcome in OUTCOMES_NOT_DONE and programme.what.act not in VISITS:
        raise Refused(
            _("%(what)s不能报成没见到人；歇业的日子请登记休息日") % {"what": programme.title.zh},
            code="unlawful_outcome",
        )


def _expected_task(
    desk: Desk, s: Submission, law: Law, programme: Programme, business: Business | None, day: date
) -> Task:
    if business is None:
        raise Missing(_("没有说明是哪家主体的记录"))
    duty = desk.duty_on(s, day)
    period = law.period_of(programme, desk.subject(law, business), day)
    key = planned_id(period, programme.key, business.pk)
    known = desk.expected(key)
    if known is not None:
        if known.state != TASK.initial:
            raise Conflict(
                _("%(period)s 的记录已经交过；要改请用「更正」") % {"period": period.name}, code="already_done"
            )
        return known
    due = law.limit(programme, "act", period.start, period)
    return fresh(
        Task,
        id=key,
        act=programme.what.act,
        programme=programme.key,
        release_id=law.release,
        duty_id=duty.pk,
        holder_id=duty.holder_id,
        business_id=business.pk,
        grade=business.guarantee_grade,
        kind=business.kind,
        period_start=period.start,
        period_end=period.last,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=law.said(programme, "act", period.start, period),
        path=business.path,
        path_then=business.path,
        secrecy=duty.secrecy,
        recorded_at=desk.now,
    )


def _version(
    desk: Desk, s: Submission, law: Law, programme: Programme, business: Business | None, day: date, path: str
) -> ChecklistVersion | None:
    subject = desk.subject(law, business) if business else ON_A_PLACE
    key = s.checklist or law.checklist_of(programme, subject, day)
    if key is None:
        return None
    if key not in law.checklists(programme, subject if business else None):
        raise Refused(
            _("「%(list)s」不是%(what)s用的检查表") % {"list": key, "what": programme.title.zh}, code="wrong_checklist"
        )
    return desk.shelf.version(law, key, s.version, path)


def _sheet(
    desk: Desk,
    s: Submission,
    programme: Programme,
    version: ChecklistVersion | None,
    business: Business | None,
    owed: Task,
    day: date,
) -> Sheet:
    counts = rules.count({code: a.answer for code, a in s.answers.items()})
    place = s.place if s.place and s.place.known else None
    return fresh(
        Sheet,
        id=new_id(),
        client_id=s.id,
        version_id=version.pk if version else None,
        business_id=business.pk if business else None,
        programme=programme.key,
        on_day=day,
        path=owed.path,
        path_then=owed.path,
        secrecy=owed.secrecy,
        person_id=desk.by.person,
        post_id=owed.holder_id,
        on_behalf=s.on_behalf,
        mode=s.mode,
        outcome=s.outcome,
        answers={code: _BARE.get(a) or _kept(a) for code, a in s.answers.items()},
        checked=counts.checked,
        failed=counts.failed,
        zero_risk=s.zero_risk,
        conclusion=s.conclusion,
        narrative=s.narrative,
        started_at=_placed_in_time(s.started_at),
        finished_at=_placed_in_time(s.finished_at),
        recorded_at=desk.now,
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
        accuracy_m=place.accuracy if place else None,
        datum=place.datum if place else "",
        signature=s.signature,
    )


def _placed_in_time(moment: datetime | None) -> datetime | None:
    """A telephone that names no zone means the time on the wall."""
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


# One value for all the items that say no more, made once.
_BARE: dict[Answer, dict[str, Any]] = {plain: {"answer": plain.answer} for plain in PLAIN}


def _kept(answer: Answer) -> dict[str, Any]:
    kept: dict[str, Any] = {"answer": answer.answer}
    if answer.note:
        kept["note"] = answer.note
    if answer.disposition:
        kept["disposition"] = answer.disposition
    if answer.photos:
        kept["photos"] = [str(photo) for photo in answer.photos]
    return kept


def _judge(desk: Desk, s: Submission, programme: Programme, version: ChecklistVersion | None, sheet: Sheet) -> None:
    asked = _asked(version.pk) if version else NOTHING_ASKED
    questions = asked.questions
    if not (version and version.form) and s.answers.keys() != asked.codes:
        _complain_of_answers(questions, s)
    unchecked = judge_unchecked(s, programme)
    told = sheet.failed or unchecked or (programme.what.act in ACTS_OF_PLACES and bool(s.narrative.strip()))
    if programme.what.zero_report and not rules.zero_risk_said(int(told), s.zero_risk):
        raise Refused(_("没有发现问题时请点「零风险报告」，发现了问题就不能报零风险"), code="zero_risk")
    if programme.what.modes and s.mode not in programme.what.modes:
        raise Refused(_("%(what)s不能用这种方式完成") % {"what": programme.title.zh}, code="unlawful_mode")
    if programme.what.conclusions and s.conclusion not in {c.key for c in programme.what.conclusions}:
        raise Refused(_("请在评价里选一项"), code="no_conclusion")
    _judge_photos(desk, s, asked.photographed)


def _complain_of_answers(questions: Sequence[rules.Question], s: Submission) -> None:
    if strange := rules.unknown(questions, s.answers):
        raise Refused(_("这版检查表里没有这一项：%(code)s") % {"code": strange[0]}, code="unknown_item")
    if missing := rules.unanswered(questions, s.answers):
        raise Refused(
            plural("还有 %(n)d 项没有回答，先补上「%(first)s」", len(missing), first=missing[0]),
            code="unanswered",
        )


def _judge_photos(desk: Desk, s: Submission, photographed: Sequence[rules.Question]) -> None:
    for asked in photographed:
        answer = s.answers.get(asked.code)
        if answer is not None and answer.answer not in ("not_applicable", NOT_CHECKED) and not answer.photos:
            raise Refused(_("「%(item)s」要附照片") % {"item": asked.text}, code="photo_missing")
    if any(not desk.has_evidence(photo) for a in s.answers.values() for photo in a.photos):
        raise Missing(_("有一张照片还没有传上来，请重新上传"), code="photo_missing")
    _judge_signature(desk, s)


def _judge_signature(desk: Desk, s: Submission) -> None:
    if s.signature and not desk.has_evidence(s.signature):
        raise Missing(_("签名还没有传上来，请重新上传"), code="signature_missing")


def _judge_unvisited(desk: Desk, s: Submission) -> None:
    """Where nobody was met nothing was asked."""
    if s.answers:
        raise Refused(_("没见到人就没有检查结果；请去掉逐项的回答"), code="unlawful_outcome")
    _judge_signature(desk, s)


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a version, their codes, and those that want a photo whatever is found."""

    questions: tuple[rules.Question, ...] = ()
    codes: frozenset[str] = frozenset()
    photographed: tuple[rules.Question, ...] = ()


NOTHING_ASKED = Asked()


@lru_cache(maxsize=256)
def _asked(version: UUID) -> Asked:
    """What a version asks, which never changes."""
    questions = tuple(question(item) for item in checklists.items(version))
    always = tuple(asked for asked in questions if asked.photo == "always")
    return Asked(questions, frozenset(asked.code for asked in questions), always)


def question(item: Item) -> rules.Question:
    """An item as the rules see it."""
    return rules.Question(item.code, item.text, item.severity, item.photo)


def _findings(desk: Desk, draft: Draft, items: "tuple[Item, ...]", business: Business, owed: Task) -> list[Opened]:
    """A correction opens what it adds; what had failed before has its finding already."""
    if not draft.sheet.failed:
        return []
    known = desk.failed_before(draft.submission.corrects)
    failed = [
        (item, in_words(draft.sheet.version_id, item, answer))
        for item in items
        if (answer := draft.answers.get(item.code)) is not None and answer.answer == "fail" and item.code not in known
    ]
    return [
        open_finding(
            draft.law, draft.programme, business, draft.sheet, owed, question(item), answer, by=desk.by, now=desk.now
        )
        for item, answer in failed
    ]
