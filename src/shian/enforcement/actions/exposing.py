"""典型案例: drafted without names, approved by another, open to everybody until it is taken down."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shian.enforcement.models import CASE_CLASS, PenaltyCase, TypicalCase
from shian.enforcement.rules import redacted
from shian.enforcement.states import PENALTY, TO_JUSTICE, TYPICAL
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.codes import new_code
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.people.house import as_house
from shian.registry.models import Business

LONG_NUMBER = re.compile(r"\d{11,}|\d{17}[0-9Xx]")


def draft_typical(
    case: PenaltyCase, *, title: str, body: str, names: Sequence[str] = (), together: str = "", by: Actor, now: datetime
) -> TypicalCase:
    """The text without the party, its head, its officers, and whom else one names. Raises Refused for a number that tells who."""
    if case.decision not in (PENALTY, TO_JUSTICE):
        raise Refused(_("作出处罚决定或者移送司法以后，才能作典型案例"), code="too_early")
    hidden = [*_known(case), *(one.strip() for one in names)]
    text = redacted(needed(body, 4000), hidden)
    if LONG_NUMBER.search(text) or LONG_NUMBER.search(title):
        raise Refused(_("里面有电话或证件号码，请删去再提交"), code="numbers")
    row = TypicalCase(
        id=new_id(), case_key=case.pk, code=new_code(), title=redacted(needed(title, 120), hidden), body=text,
        organ=case.organ.name, together=together.strip()[:200], drafted_by=by.person, path=case.path, secrecy=CASE_CLASS,
    )  # fmt: skip
    with act(by, "draft_typical", case) as announce:
        insert_many(TypicalCase, [row])
        announce.note(typical=str(row.pk))
    row._state.adding = False
    return row


def publish_typical(row: TypicalCase, *, by: Actor, now: datetime) -> TypicalCase:
    """A person other than the one who drafted it read it and lets it out."""
    if by.person == row.drafted_by:
        raise Denied(_("典型案例由另一人审批后公开"))
    with act(by, "publish_typical", row) as announce:
        TYPICAL.move(row, "publish", secrecy=int(Secrecy.OPEN), approved_by=by.label, published_on=local_day(now))
        announce.note(typical=str(row.pk))
    return row


def take_down_typical(row: TypicalCase, *, reason: str, by: Actor, now: datetime) -> TypicalCase:
    """It is open no longer, for a reason that is said."""
    said = needed(reason, 300)
    with act(by, "publish_typical", row) as announce:
        TYPICAL.move(row, "take_down", secrecy=CASE_CLASS, taken_down_on=local_day(now), taken_down_for=said)
        announce.note(typical=str(row.pk))
    return row


def _known(case: PenaltyCase) -> list[str]:
    """Whom the case names: the party and its head in the register, the officers."""
    found = [case.party_name, case.party_address, case.mark, *(one["name"] for one in case.officers)]
    if case.business_id is None:
        return [one for one in found if one]
    with as_house():
        row = (
            Business.objects.filter(pk=case.business_id)
            .values_list("name", "address", "principal_name", "uscc")
            .first()
        )
    return [one for one in (*found, *(row or ())) if one]
