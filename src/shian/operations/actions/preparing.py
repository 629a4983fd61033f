"""An operation is planned, its teams are formed, it is ordered under a number, begins, and ends with closing words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.series import next_number
from shian.kernel.spelled import plural
from shian.loop.actions.files import withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.operations.actions.objects import owe_objects
from shian.operations.actions.seeing import spread
from shian.operations.actions.teaming import refuse_unfit
from shian.operations.events import OperationMoved
from shian.operations.models import Operation, Target
from shian.operations.parties import refuse_others
from shian.operations.rules import mark
from shian.operations.states import OPERATION
from shian.people.house import as_house
from shian.people.models import Post
from shian.people.queries import holders, post
from shian.territory.models import Place


@dataclass(frozen=True)
class Planned:
    """What is said when an operation is planned; `contacts` are the posts of the other departments that are told."""

    title: str
    basis: str
    place: Place
    contacts: tuple[Post, ...]
    starts_on: date
    ends_on: date


def open_operation(planned: Planned, *, by: Actor, now: datetime) -> Operation:
    """Plan an operation led by one's own office. Nobody from outside sees it before it is ordered."""
    leading = _leading(by)
    contacts = {one.organisation_id: one for one in (leading, *planned.contacts)}
    _said_whole(planned, contacts, local_day(now))
    one = Operation(
        id=new_id(),
        title=planned.title.strip(),
        basis=planned.basis.strip(),
        place=planned.place,
        lead=leading.organisation,
        lead_post=leading,
        departments=list(contacts),
        contacts=[one.pk for one in contacts.values()],
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
        recorded_at=now,
        path=planned.place.path,
        secrecy=int(Secrecy.INTERNAL),
    )
    with act(by, "open_operation", one) as announce:
        insert_many(Operation, [one])
        announce.note(place=str(one.place_id), departments=len(contacts))
    one._state.adding = False
    return one


def order_operation(one: Operation, *, by: Actor, now: datetime) -> Operation:
    """Send it out under its number: every object is owed by the leader of its team, and the departments see their part."""
    refuse_others(one, by)
    if not Target.objects.filter(operation=one).exists():
        raise Refused(_("还没有分组、没有检查对象，不能部署"), code="no_objects")
    if len(one.departments) < 2:
        raise Refused(_("联合行动至少要有两个部门"), code="one_department")
    with act(by, "order_operation", one) as announce:
        year = local_day(now).year
        number = _next_number(one, year)
        words = mark(one.lead.place.name, year, number)
        OPERATION.move(one, "order", ordered_at=now, year=year, number=number, mark=words)
        spread(one)
        owe_objects(one, list(Target.objects.filter(operation=one).select_related("team")), now)
        announce.note(mark=words)
        announce(OperationMoved(one.pk, one.place_id, "order", one.state))
    return one


def begin_operation(one: Operation, *, by: Actor, now: datetime) -> Operation:
    """The teams set out."""
    refuse_others(one, by)
    if local_day(now) < one.starts_on:
        raise Refused(_("行动从 %(day)s 开始，还没有到") % {"day": one.starts_on}, code="too_early")
    return _moved(one, "begin", by, begun_at=now)


def close_operation(one: Operation, *, note: str, by: Actor, now: datetime) -> Operation:
    """Closing words, once every object is recorded. What is owed on problems and notices stays owed."""
    refuse_others(one, by)
    said = _words(note)
    if left := Target.objects.filter(operation=one, outcome="").count():
        raise Refused(plural("还有 %(n)s 家没有查，也没有说明原因", left), code="objects_left")
    return _moved(one, "close", by, finished_at=now, note=said)


def call_off_operation(one: Operation, *, reason: str, by: Actor, now: datetime) -> Operation:
    """It does not take place, for a reason that is said; nobody owes its objects any more."""
    refuse_others(one, by)
    said = _words(reason)
    with as_house() as clock:
        for task in Target.objects.filter(operation=one, task__isnull=False).values_list("task_id", flat=True):
            withdraw_on_file(task, said, by=clock, now=now)
    return _moved(one, "call_off", by, finished_at=now, note=said)


def _moved(one: Operation, move: str, by: Actor, **fields: object) -> Operation:
    verb = "begin_operation" if move == "begin" else "close_operation"
    with act(by, verb, one) as announce:
        OPERATION.move(one, move, **fields)
        announce(OperationMoved(one.pk, one.place_id, move, one.state))
    return one


def _leading(by: Actor) -> Post:
    """The post from which somebody leads. Raises Refused for whoever has none."""
    if by.post is None:
        raise Refused(_("要由一个岗位来牵头"), code="no_post")
    return post(by.post)


def _said_whole(planned: Planned, contacts: dict[UUID, Post], on: date) -> None:
    if not planned.title.strip():
        raise Refused(_("请写行动的名称"), code="no_words")
    if not planned.basis.strip():
        raise Refused(_("请写明行动的依据：上级部署、方案或会议"), code="no_words")
    if planned.ends_on < planned.starts_on:
        raise Refused(_("结束的日子早于开始的日子"), code="too_early")
    if planned.ends_on < on:
        raise Refused(_("行动的日子已经过了"), code="too_late")
    if len(contacts) < 2:
        raise Refused(_("联合行动至少要有两个部门"), code="one_department")
    seats = holders([one.pk for one in contacts.values()], on=on)
    for one in contacts.values():
        refuse_unfit(one, seated=one.pk in seats)


def _words(said: str) -> str:
    """What has to be said at the end. Raises Refused where nothing stands."""
    if not said.strip():
        raise Refused(_("请写明：做了什么，或者为什么取消"), code="no_words")
    return said.strip()[:500]


def _next_number(one: Operation, year: int) -> int:
    """The next of the office's year; two that order at once wait for each other, so none is given twice and none left out."""
    with as_house():
        return next_number(Operation.objects.filter(lead=one.lead_id, year=year), f"operations {one.lead_id}", year)
