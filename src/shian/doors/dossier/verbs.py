"""What can be changed of a business: its state, its two grades, its people, who answers for it.

One verb is one right and one action. What needs a reason in the register is refused without one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.doors.ui.typed import checked_person, day_of, key_or_none, person_of
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.refused import Missing, Refused
from shian.loop import actions as loop
from shian.registry import actions
from shian.registry.models import Appointment, Business, Status
from shian.registry.queries import law
from shian.registry.queries import register as registry
from shian.registry.rules.grading import GuaranteeGrade, RiskGrade
from shian.registry.rules.premises import DATUMS, Located


@dataclass(frozen=True)
class Said:
    """What was filled in beside a verb, who says it, and when."""

    words: Mapping[str, str]
    by: Actor
    on: date
    now: datetime

    def word(self, name: str) -> str:
        return self.words.get(name, "").strip()

    def reason(self) -> str:
        """Raises Refused where none is given."""
        if not self.word("reason"):
            raise Refused(_("请写明原因"))
        return self.word("reason")

    def day(self) -> date:
        """From which day; today where none is given. Raises Refused for a day to come."""
        day = day_of(self.word("on"), _("从哪天起")) if self.word("on") else self.on
        if day > self.on:
            raise Refused(_("不能填以后的日期，到那天再办"))
        return day


@dataclass(frozen=True)
class Verb:
    """The right it needs and the action behind; the action answers in a sentence."""

    right: str
    do: Callable[[Business, Said], str]


STANDS = {
    Status.OPERATING: actions.reopen_business,
    Status.SUSPENDED: actions.suspend_business,
    Status.CLOSED: actions.close_business,
    Status.LOST: actions.mark_lost,
}


def _stand(one: Business, said: Said) -> str:
    """A changed state, or the report that it is unchanged: somebody found the door shut, and the regulator looked."""
    if said.word("status") not in Status.values:
        raise Refused(_("请选主体状态"))
    status = Status(said.word("status"))
    if status == one.status and loop.status_reported(one, outcome=status.value, by=said.by, now=said.now):
        return _("已核实，状态没有变。")
    STANDS[status](one, on=said.day(), reason=said.reason(), by=said.by)
    return _("已登记为“%(status)s”。") % {"status": status.label}


def _guarantee(one: Business, said: Said) -> str:
    """Where it is the grade that the law gives, the law is the reason."""
    grade, found = GuaranteeGrade(_grade(said)), law.grade_of(one, on=said.day())
    because = found if found.value == grade else Because(grade, said.reason())
    actions.change_grade(one, because, on=said.day(), by=said.by)
    return _("包保等级已改。")


def _risk(one: Business, said: Said) -> str:
    actions.change_grade(one, Because(RiskGrade(_grade(said)), said.reason()), on=said.day(), by=said.by)
    return _("风险等级已改。")


def _grade(said: Said) -> str:
    if said.word("grade") not in GuaranteeGrade.__members__:
        raise Refused(_("请选等级"))
    return said.word("grade")


def _appoint(one: Business, said: Said) -> str:
    if said.word("role") not in Appointment.Role.values:
        raise Refused(_("请选岗位"))
    checked_person(said.word("name"), said.word("phone"))
    person = person_of(said.word("name"), said.word("phone"), one.path, by=said.by)
    actions.appoint(one, person, Appointment.Role(said.word("role")), on=said.day(), by=said.by)
    return _("%(name)s已任命。") % {"name": person.name}


def _dismiss(one: Business, said: Said) -> str:
    seat = _seat(one, key_or_none(said.word("seat")), said)
    actions.dismiss(seat, on=said.day(), by=said.by)
    return _("%(name)s已免去。") % {"name": seat.person_name}


def _seat(one: Business, key: UUID | None, said: Said) -> Appointment:
    found = next((seat for seat in registry.seated(said.by, one, on=said.on) if seat.pk == key), None)
    if found is None:
        raise Missing(_("没有这项任命，请刷新后再看"))
    return found


def _categories(one: Business, said: Said) -> str:
    actions.record_categories(one, said.word("categories").split(), on=said.on, by=said.by)
    return _("食品类别已改。")


def _unbind(one: Business, said: Said) -> str:
    loop.unbind(one, on=said.day(), reason=said.reason(), by=said.by, now=said.now)
    return _("已解除，这家主体没有人包保。")


def _place(one: Business, said: Said) -> str:
    actions.place_premises(one, _located(said), by=said.by)
    return _("位置已记下。")


def _located(said: Said) -> Located:
    """As typed, or as the phone said it. Raises Refused for what is no number."""
    try:
        accuracy = float(said.word("accuracy")) if said.word("accuracy") else None
        lat, lon = float(said.word("lat")), float(said.word("lon"))
    except ValueError as error:
        raise Refused(_("请填纬度和经度，写成小数，比如 30.6312"), code="malformed") from error
    return Located(lat, lon, said.word("datum") if said.word("datum") in DATUMS else "", accuracy)


VERBS: Mapping[str, Verb] = {
    "status": Verb("record_status", _stand),
    "guarantee": Verb("set_grade", _guarantee),
    "risk": Verb("set_grade", _risk),
    "categories": Verb("record_categories", _categories),
    "appoint": Verb("appoint", _appoint),
    "dismiss": Verb("dismiss", _dismiss),
    "place": Verb("place_premises", _place),
    "unbind": Verb("unbind", _unbind),
}


def held(viewer: Actor, one: Business) -> frozenset[str]:
    """The verbs to offer. Whom nobody may register, nobody can be appointed by."""
    found = {key for key, verb in VERBS.items() if lens.may(viewer, verb.right, one)}
    return frozenset(found if viewer.may_at("register_person", one.path) else found - {"appoint"})
