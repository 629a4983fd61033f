"""公示: in the province itself, or pushed to the one where the party is registered; withdrawn when the decision no longer stands."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin, dropped, met
from shian.enforcement.actions.deciding import shown_publicly
from shian.enforcement.actions.deferring import past
from shian.enforcement.actions.owing import noted, written
from shian.enforcement.law import case_law
from shian.enforcement.models import PenaltyCase
from shian.enforcement.parties import refuse_officers, refuse_strangers
from shian.enforcement.rules import public_until
from shian.enforcement.states import CHANGES, PENALTY
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day

PUBLISHING = ("publish_penalty", "push_penalty", "follow_push")


def push_penalty(case: PenaltyCase, *, on: date, by: Actor, now: datetime) -> PenaltyCase:
    """推送: to the regulator of the province where the party is registered, within ten working days; they have ten more."""
    refuse_strangers(case, by)
    if not case.elsewhere or case.pushed_on is not None or case.published_on is not None or case.changed_on is not None:
        raise Refused(_("当事人登记在本省，或者已经推送过了"), code="illegal_move")
    day = past(case, on, now)
    done = noted(case, "publish_case", "push", by=by, pushed_on=day)
    met(case, "push_penalty", by=by, now=now)
    written(case, publish_task=begin(case, "follow_push", day, now=now))
    return done


def publish_penalty(case: PenaltyCase, *, on: date, by: Actor, now: datetime) -> PenaltyCase:
    """公示: a penalty whose class is shown, from a day until the end of its term."""
    refuse_strangers(case, by)
    law = case_law(case.path, local_day(now))
    if case.published_on is not None or case.changed_on is not None or not shown_publicly(case, law):
        raise Refused(_("这个决定不公示，或者已经公示了"), code="illegal_move")
    if case.elsewhere and case.pushed_on is None:
        raise Refused(_("当事人登记在%(where)s，先推送，那边公示了再记") % {"where": case.elsewhere}, code="too_early")
    until = public_until(law.said.terms[case.term], past(case, on, now), law.whole.calendar).value
    done = noted(case, "publish_case", "publish", by=by, published_on=on, public_until=until)
    met(case, *PUBLISHING, by=by, now=now)
    return done


def note_changed(case: PenaltyCase, *, how: str, on: date, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """The decision was changed, annulled, found illegal or void: what is public of it is withdrawn within three working days (art 63)."""
    refuse_strangers(case, by)
    if case.decision != PENALTY or case.changed_on is not None:
        raise Refused(_("没有处罚决定，或者已经记过变更、撤销"), code="illegal_move")
    if how not in CHANGES:
        raise Refused(_("请选决定怎样了"), code="unknown_word")
    day = past(case, on, now)
    done = noted(case, "work_case", "changed", by=by, changed_on=day, changed_how=how, changed_note=needed(note, 300))
    dropped(case, *PUBLISHING, reason=_("决定已经变更或者撤销"), by=by, now=now)
    if case.published_on is not None and case.unpublished_on is None:
        begin(case, "withdraw_public", day, now=now)
    return done


def withdraw_publicity(case: PenaltyCase, *, reason: str, by: Actor, now: datetime) -> PenaltyCase:
    """Changed or annulled: what was public is withdrawn, with the reason (within three working days)."""
    refuse_officers(case, by)
    if case.published_on is None or case.unpublished_on is not None:
        raise Refused(_("没有正在公示的处罚信息"), code="illegal_move")
    done = noted(
        case, "decide_case", "withdraw_publicity", by=by, unpublished_on=local_day(now), unpublished_for=needed(reason, 300)
    )  # fmt: skip
    met(case, "withdraw_public", by=by, now=now)
    return done
