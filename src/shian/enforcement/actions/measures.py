"""先行登记保存, 查封, 扣押: goods held for so long and no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin
from shian.enforcement.actions.owing import holder_of, owe, stops_of
from shian.enforcement.law import PROGRAMME, CaseLaw, case_law
from shian.enforcement.models import Measure, Pause, PenaltyCase
from shian.enforcement.parties import refuse_officers, refuse_strangers
from shian.enforcement.rules import seized_until
from shian.enforcement.states import ENDS_OF_MEASURE, KEEP, MEASURE, OFFICER, OVER, SEAL, SEIZE, TESTS
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.files import finish_on_file, put_off, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.people.house import as_house

CLOCK = {KEEP: "keep_goods", SEIZE: "seize", SEAL: "seize"}


@dataclass(frozen=True)
class Goods:
    """One kind of goods: so many of a unit, worth so much in fen."""

    name: str
    quantity: int
    unit: str
    value_fen: int = 0


@dataclass(frozen=True)
class Taken:
    """What is taken, where it lies, and why."""

    kind: str
    goods: Sequence[Goods]
    lies_at: str
    reason: str
    urgent: bool = False


def take_measure(case: PenaltyCase, taken: Taken, *, by: Actor, now: datetime) -> Measure:
    """Goods with a list; the day by which they are dealt with is owed as a task."""
    refuse_strangers(case, by)
    if case.state in OVER:
        raise Refused(_("案件已经办完，不能再采取措施"), code="illegal_move")
    if taken.kind not in CLOCK or not taken.goods:
        raise Refused(_("请选措施的种类，写物品清单"), code="unknown_word")
    law = case_law(case.path, local_day(now))
    due = law.due(CLOCK[taken.kind], local_day(now))
    row = Measure(
        id=new_id(), case=case, kind=taken.kind, goods=[_line(one) for one in taken.goods],
        lies_at=needed(taken.lies_at, 200), reason=needed(taken.reason, 300), begun_on=local_day(now),
        due=due.value.day, because=due.as_json(), urgent=taken.urgent, by_label=by.label, path=case.path, secrecy=case.secrecy,
    )  # fmt: skip
    with act(by, "take_measure", case) as announce:
        with as_house():
            row.task = None if _tested(row) else owe(case, "end_measure", holder_of(case, OFFICER), due, law, now)
            row.urgent_task = begin(case, "report_measure", local_day(now), now=now) if taken.urgent else None
        insert_many(Measure, [row])
        announce.note(measure=str(row.pk), kind=row.kind)
    row._state.adding = False
    return row


def extend_measure(row: Measure, *, by: Actor, now: datetime) -> Measure:
    """Forty-five days more of a seizure, once, by the head (food law's regulation art 61)."""
    refuse_officers(row.case, by)
    if row.state != "in_force" or row.kind == KEEP or row.extended:
        raise Refused(_("只有查封、扣押可以延长一次"), code="illegal_move")
    if local_day(now) > held_until(row, local_day(now)):
        raise Refused(_("期限已经过了，不能再延长"), code="too_late")
    law = case_law(row.path, local_day(now))
    due = _seized_until(row, law, local_day(now), extended=True)
    with act(by, "decide_case", row.case) as announce:
        _written(row, extended=True, extended_by=by.label, due=due.value.day, because=due.as_json())
        announce.note(measure=str(row.pk), what="extend_measure")
    if row.task_id is not None:
        with as_house():
            put_off(row.task_id, due, law.whole, PROGRAMME)
    return row


def _seized_until(row: Measure, law: CaseLaw, on: date, *, extended: bool) -> Because[Due]:
    stops = stops_of(row.case, *TESTS)
    return seized_until(law.said, row.begun_on, law.whole.calendar, stops=stops, on=on, extended=extended)


def held_until(row: Measure, on: date) -> date:
    """Until when goods may be held as things stand on a day: while they are tested a seizure's days stand still."""
    if row.kind == KEEP or row.state != "in_force":
        return row.due
    return _seized_until(row, case_law(row.path, on), on, extended=row.extended).value.day


def _tested(row: Measure) -> bool:
    return row.kind != KEEP and Pause.objects.filter(case=row.case, until_on__isnull=True, reason__in=TESTS).exists()


def stand_seizures(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """Something is tested: until its result nothing is owed on what is seized. Part of the verb that stops the clocks."""
    with as_house():
        for row in Measure.objects.filter(case=case, state="in_force", task__isnull=False).exclude(kind=KEEP):
            withdraw_on_file(row.task_id, _("检测、检验的时间不计入查封、扣押期限"), by=by, now=now)
            _written(row, task=None)


def put_off_seizures(case: PenaltyCase, now: datetime) -> None:
    """The test is over: its days are none of the seizure's (art 38). Part of the verb that lets the clocks run again."""
    law = case_law(case.path, local_day(now))
    with as_house():
        for row in Measure.objects.filter(case=case, state="in_force").exclude(kind=KEEP):
            due = _seized_until(row, law, local_day(now), extended=row.extended)
            _written(row, due=due.value.day, because=due.as_json())
            if row.task_id is not None:
                put_off(row.task_id, due, law.whole, PROGRAMME)
            else:
                _written(row, task=owe(case, "end_measure", holder_of(case, OFFICER), due, law, now))


def report_measure(row: Measure, *, note: str, by: Actor, now: datetime) -> Measure:
    """Taken on the spot because it was urgent: told to the head within twenty-four hours (arts 33, 36)."""
    refuse_strangers(row.case, by)
    if not row.urgent or row.reported_on is not None:
        raise Refused(_("这项措施不是当场采取的，或者已经报告过"), code="illegal_move")
    said = needed(note, 300)
    with act(by, "take_measure", row.case) as announce:
        _settle_urgent(row, by=by, now=now)
        task = begin(row.case, "approve_measure", local_day(now), now=now)
        _written(row, reported_on=local_day(now), report=said, urgent_task=task)
        announce.note(measure=str(row.pk), what="report_measure")
    return row


def judge_measure(row: Measure, *, grant: str, note: str, by: Actor, now: datetime) -> Measure:
    """The head approves it afterwards, or it is released at once."""
    refuse_officers(row.case, by)
    if row.reported_on is None or row.approved_on is not None or row.state != "in_force":
        raise Refused(_("没有等批准的紧急措施"), code="illegal_move")
    if grant not in ("yes", "no"):
        raise Refused(_("请选批准还是不批准"), code="unknown_word")
    said = needed(note, 300) if grant == "no" else note.strip()[:300]
    with act(by, "decide_case", row.case) as announce:
        _settle_urgent(row, by=by, now=now)
        _written(row, approved_by=by.label, approved_on=local_day(now))
        if grant == "no":
            MEASURE.move(row, "release", ended_on=local_day(now), note=said)
            _settle(row, by=by, now=now)
        announce.note(measure=str(row.pk), what="judge_measure", grant=grant)
    return row


def _settle_urgent(row: Measure, *, by: Actor, now: datetime) -> None:
    if row.urgent_task_id is not None:
        with as_house():
            finish_on_file(row.urgent_task_id, by=by, now=now)
        _written(row, urgent_task=None)


def _settle(row: Measure, *, by: Actor, now: datetime) -> None:
    if row.task_id is not None:
        with as_house():
            finish_on_file(row.task_id, by=by, now=now)


def end_measure(row: Measure, *, move: str, note: str, by: Actor, now: datetime) -> Measure:
    """Released, confiscated, seized after it was kept; what nobody dealt with in time has lapsed, and that is said."""
    refuse_strangers(row.case, by)
    if move not in ENDS_OF_MEASURE:
        raise Refused(_("请选怎样处理"), code="unknown_word")
    _refuse_unfit(row, move, local_day(now))
    said = needed(note, 300)
    with act(by, "take_measure", row.case) as announce:
        MEASURE.move(row, move, ended_on=local_day(now), note=said)
        _settle(row, by=by, now=now)
        _settle_urgent(row, by=by, now=now)
        announce.note(measure=str(row.pk), move=move)
    if move == "seize":
        take_measure(row.case, Taken(SEIZE, [_goods(one) for one in row.goods], row.lies_at, said), by=by, now=now)
    return row


def hand_measures(case: PenaltyCase, note: str, *, by: Actor, now: datetime) -> None:
    """What was held is with the police. Part of the verb that hands over the goods."""
    with as_house():
        for row in Measure.objects.filter(case=case, state="in_force"):
            MEASURE.move(row, "hand", ended_on=local_day(now), note=note[:300])
            _settle(row, by=by, now=now)
            _settle_urgent(row, by=by, now=now)


def _refuse_unfit(row: Measure, move: str, day: date) -> None:
    late = day > held_until(row, day)
    if move == "lapse" and not late:
        raise Refused(_("期限还没有过，不是自动解除"), code="too_early")
    if late and move in ("seize", "confiscate") and row.kind == KEEP:
        raise Refused(_("登记保存已经过期自动解除，只能记自动解除"), code="too_late")
    if move == "seize" and row.kind != KEEP:
        raise Refused(_("已经是查封、扣押"), code="illegal_move")
    if move == "confiscate" and "confiscation" not in row.case.penalties:
        raise Refused(_("没有作出没收的处罚，不能没收"), code="illegal_move")


def _line(one: Goods) -> dict[str, object]:
    if one.quantity <= 0 or one.value_fen < 0:
        raise Refused(_("数量请填大于 0 的整数"), code="malformed")
    return {
        "name": needed(one.name, 100),
        "quantity": one.quantity,
        "unit": needed(one.unit, 10),
        "value": one.value_fen,
    }


def _goods(line: dict[str, object]) -> Goods:
    return Goods(str(line["name"]), int(str(line["quantity"])), str(line["unit"]), int(str(line["value"])))


def _written(row: Measure, **fields: object) -> None:
    Measure.objects.filter(pk=row.pk).update(**fields)
    for name, value in fields.items():
        setattr(row, name, value)
