"""The shared record of one object: what became of it, and what each department puts down. What two name is counted once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.written import needed
from shian.loop.actions.files import finish_on_file
from shian.loop.actions.opening import local_day
from shian.loop.actions.raising import Told, raise_finding
from shian.loop.law import law_on
from shian.loop.models import Finding
from shian.operations.events import CaseMarked
from shian.operations.models import Result, Target
from shian.operations.parties import department_of, of_the_lead, party, refuse_outsiders
from shian.operations.queries import PROGRAMME, questions
from shian.operations.rules import case_number, told_by
from shian.operations.states import CASE, OUTCOMES, PROBLEM, SEIZURE
from shian.packs.schema import Item
from shian.people.house import as_house
from shian.people.models import Organisation
from shian.registry.models import Business


def record_object(
    target: Target, *, outcome: str, note: str, photos: Sequence[UUID] = (), by: Actor, now: datetime
) -> Target:
    """What became of an object, once, whoever of the team writes it; the task of its team's leader is done by it."""
    _open_to(target, by)
    if outcome not in OUTCOMES:
        raise Refused(_("请选查成了没有"), code="unknown_word")
    said = needed(note, 500)
    with act(by, "record_object", target) as announce:
        fields = {"outcome": outcome, "note": said, "by_label": by.label, "looked_at": now, "evidence": list(photos)}
        if Target.objects.filter(pk=target.pk, outcome="").update(**fields) != 1:
            raise Conflict(_("这一家组里已经有人记过了，请刷新后再看"))
        if target.task_id is not None:
            with as_house():
                finish_on_file(target.task_id, by=by, now=now)
        announce.note(outcome=outcome)
    return target


def note_problem(
    target: Target, *, code: str, note: str, photos: Sequence[UUID] = (), by: Actor, now: datetime
) -> Result:
    """Something is wrong there: a finding of the regulator's, once, whoever saw it first."""
    mine = _department(target, by)
    item = next((one for one in questions(target, on=local_day(now)) if one.code == code), None)
    if item is None:
        raise Refused(_("请选是哪一项有问题"), code="unknown_item")
    said = needed(note, 300)

    def raised(row: Result) -> None:
        row.finding = _finding(target, item, said, by, now)

    row = _row(target, PROBLEM, mine, by, now, text=said, code=item.code, severity=item.severity, evidence=list(photos))
    return noted(row, {"target": target, "code": item.code}, raised, by=by)


def note_case(target: Target, *, number: str, text: str, department: UUID | None, by: Actor, now: datetime) -> Result:
    """A case that a department filed, by its number: the same number named twice is one case."""
    speaking = _department(target, by)
    filed_by = party(target.operation, department) if department else speaking
    number = case_number(needed(number, 60))
    row = _row(target, CASE, filed_by, by, now, text=needed(text, 300), number=number)
    return noted(row, {"operation": target.operation_id, "number": number}, by=by)


@dataclass(frozen=True)
class Goods:
    """What was seized: whole units, and what they are worth in fen."""

    name: str
    quantity: int
    unit: str
    value_fen: int


def note_seizure(target: Target, goods: Goods, *, by: Actor, now: datetime) -> Result:
    """Goods that a department seized."""
    if goods.quantity <= 0 or goods.value_fen < 0:
        raise Refused(_("数量请填大于 0 的整数"), code="malformed")
    mine = _department(target, by)
    row = _row(
        target, SEIZURE, mine, by, now, text=needed(goods.name, 300), quantity=goods.quantity,
        unit=needed(goods.unit, 10), value_fen=goods.value_fen,
    )  # fmt: skip
    return noted(row, None, by=by)


def transfer_case(case: Result, *, to: UUID | None, by: Actor, now: datetime) -> Result:
    """The case goes to the police, who take part. The statutory file of a transfer is another room's."""
    _open_to(case.target, by)
    police = party(case.operation, to)
    lines = law_on(local_day(now), case.path).pack.departments
    if police.department not in lines or not lines[police.department].police:
        raise Refused(_("「%(unit)s」不是公安机关，案件只能移送公安") % {"unit": police.name}, code="not_police")
    with act(by, "transfer_case", case) as announce:
        _once(case, "transferred_at", _("这个案件已经移送过了"), transferred_at=now, transferred_to=police)
        announce.note(to=str(police.pk))
    return case


def expose_case(case: Result, *, by: Actor, now: datetime) -> Result:
    """Mark a case as typical: whoever publishes cases may take it up, redacted. Only the office that leads does."""
    if not of_the_lead(case.operation, by):
        raise Denied(_("典型案例由牵头部门来定"))
    with act(by, "expose_case", case) as announce:
        _once(case, "exposed_at", _("已经定为典型案例了"), exposed_at=now)
        announce(CaseMarked(case.pk, case.operation_id, case.target.business_id))
    return case


def _open_to(target: Target, by: Actor) -> None:
    """Raises Refused before the teams set out and after they are back; Denied for whoever is not of the team."""
    if target.operation.state == "closed":
        raise Refused(_("行动已经收队，不能再记"), code="closed")
    if target.operation.state != "under_way":
        raise Refused(_("行动还没有开始，不能记"), code="illegal_move")
    refuse_outsiders(target, by)


def _department(target: Target, by: Actor) -> Organisation:
    _open_to(target, by)
    return department_of(target.operation, by)


def _row(target: Target, kind: str, department: Organisation, by: Actor, now: datetime, **fields: Any) -> Result:
    return Result(
        id=new_id(), operation=target.operation, target=target, kind=kind, department=department, posts=target.posts,
        by_label=by.label, noted_at=now, path=target.path, secrecy=target.secrecy, **fields,
    )  # fmt: skip


def noted(
    row: Result, same: dict[str, Any] | None, before: Callable[[Result], None] = lambda row: None, *, by: Actor
) -> Result:
    """Put it down, or let the one that stands be this department's too."""
    with act(by, "note_result", row.target) as announce:
        known = _known(row.kind, same) if same else None
        if known is not None:
            return _joined(known, row)
        before(row)
        insert_many(Result, [row])
        announce.note(kind=row.kind, result=str(row.pk), department=str(row.department_id))
    row._state.adding = False
    return row


def _known(kind: str, same: dict[str, Any]) -> Result | None:
    """It may stand in the part of a team that this department does not see."""
    with as_house():
        found: Result | None = Result.objects.select_for_update().filter(kind=kind, **same).first()
    return found


def _joined(known: Result, again: Result) -> Result:
    if known.target_id != again.target_id:
        raise Refused(_("案号 %(number)s 已经记在另一家名下，请核对") % {"number": again.number}, code="other_object")
    also = told_by(known.department_id, known.also, again.department_id)
    if also is None:
        raise Conflict(_("「%(unit)s」已经记过这一条了") % {"unit": again.department.name})
    with as_house():
        seen = [*known.evidence, *again.evidence]
        Result.objects.filter(pk=known.pk).update(also=also, evidence=seen)
    known.also = also
    return known


def _finding(target: Target, item: Item, said: str, by: Actor, now: datetime) -> Finding:
    with as_house() as clock:
        business = Business.objects.defer("phone").get(pk=target.business_id)
        return raise_finding(business, Told(PROGRAMME, item, said, by.person, by.post), by=clock, now=now)


def _once(case: Result, name: str, twice: str, **fields: Any) -> None:
    """Compare and set: the slower of two people is told so."""
    if case.kind != CASE:
        raise Refused(_("只有立了案的才能这样办"), code="no_case")
    if Result.objects.filter(pk=case.pk, **{f"{name}__isnull": True}).update(**fields) != 1:
        raise Conflict(twice)
    for key, value in fields.items():
        setattr(case, key, value)
