"""Premises found that are not in the register: they enter it at once, with where they came from; the office judges each."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.opening import local_day
from shian.loop.actions.owing import owe_by_rule
from shian.loop.law import law_on
from shian.loop.models import Discovery
from shian.loop.states import DISCOVERY
from shian.people.queries import system
from shian.registry.actions.business import register_business
from shian.registry.actions.standing import close_business
from shian.registry.models import Business, Kind, Status
from shian.registry.queries.law import grader
from shian.registry.schemas import NewBusiness, NewLicence

VERB = "report_discovery"
LONGEST = {"name": 120, "address": 200, "number": 40}
_PHONE = re.compile(r"\d{7,12}")
_CREDIT_CODE = re.compile(r"[0-9A-Z]{18}")
_LICENCES = {"SC": "sc", "JY": "jy", "YB": "yb"}


@dataclass(frozen=True)
class Premises:
    """What somebody saw at a door: what it is called and does, where, how to ring it, its number if it has one."""

    name: str
    kind: str
    path: str
    address: str
    phone: str = ""
    number: str = ""
    photo: UUID | None = None

    def checked(self) -> "Premises":
        """Raises Refused with one sentence."""
        if not self.name or not self.address:
            raise Refused(_("请写名称和地址"), code="incomplete")
        if self.kind not in Kind.values:
            raise Refused(_("请选它是做什么的"), code="incomplete")
        if self.phone and not _PHONE.fullmatch(self.phone):
            raise Refused(_("电话只写数字，7 到 12 位；不知道就空着"), code="malformed")
        if any(len(getattr(self, name)) > most for name, most in LONGEST.items()):
            raise Refused(_("名称、地址或证号写得太长"), code="too_long")
        return self

    def as_new(self) -> NewBusiness:
        number = self.number.upper().replace(" ", "")
        code = number if _CREDIT_CODE.fullmatch(number) else ""
        licences = (NewLicence(_LICENCES.get(number[:2], "local"), number),) if number and not code else ()
        return NewBusiness(
            self.name, self.kind, self.path, uscc=code, address=self.address, phone=self.phone, licences=licences
        )


def report_discovery(found: Premises, *, programme: str, by: Actor, now: datetime) -> Discovery:
    """It enters the register with a grade and what it owes by rule, found by this person on this round.

    Raises Refused for what is incomplete, Denied outside one's own ground.
    """
    found.checked()
    if not by.may_at(VERB, found.path):
        raise Denied(_("只能登记您辖区里的"))
    day = local_day(now)
    row = Discovery(
        id=new_id(), programme=programme, photo=found.photo, post_id=by.post, found_by=by.person, found_at=now,
        path=found.path, path_then=found.path, secrecy=Secrecy.INTERNAL,
    )  # fmt: skip
    with act(by, "report_discovery", row) as announce:
        # The finder may not write in the register; the house does, on their word, and the finding says whose it was.
        row.business = register_business(found.as_new(), on=day, by=system("importer"), grade=grader(day))
        row.save(force_insert=True)
        announce.note(programme=programme, business=str(row.business_id), kind=found.kind)
        _owe(found.path, now)
    return row


def _owe(path: str, now: datetime) -> None:
    """What businesses of the place owe of themselves: the new one as the others."""
    day = local_day(now)
    own = (one for one in law_on(day, path).pack.programmes.values() if one.who.holder == "business_post")
    for programme in own:
        owe_by_rule(programme.key, within=path, on=day, by=system("planner"), now=now)


def confirm_discovery(row: Discovery, *, by: Actor, now: datetime) -> Discovery:
    """It is what the finder says it is."""
    return _judged(row, "confirm", "", by=by, now=now)


def merge_discovery(row: Discovery, same_as: Business, *, by: Actor, now: datetime) -> Discovery:
    """It was in the register already: the new entry closes, the old one stands."""
    if same_as.pk == row.business_id:
        raise Refused(_("请选名册里原来的那一家"), code="same")
    return _judged(row, "merge", same_as.name, by=by, now=now, same_as=same_as)


def reject_discovery(row: Discovery, *, reason: str, by: Actor, now: datetime) -> Discovery:
    """There is no such premises, or none of food: the entry closes, with the reason."""
    if not reason.strip():
        raise Refused(_("不算的要写为什么"), code="no_reason")
    return _judged(row, "reject", reason.strip()[:200], by=by, now=now)


def _judged(
    row: Discovery, move: str, reason: str, *, by: Actor, now: datetime, same_as: Business | None = None
) -> Discovery:
    with act(by, "judge_discovery", row) as announce:
        DISCOVERY.move(row, move, reason=reason, judged_by=by.person, judged_at=now, same_as=same_as)
        if row.state in DISCOVERY.final and row.business.status != Status.CLOSED:
            why = _("摸排登记核实：%(what)s") % {"what": DISCOVERY.words[row.state]}
            close_business(row.business, on=local_day(now), reason=why, by=by)
        announce.note(move=move)
    return row
