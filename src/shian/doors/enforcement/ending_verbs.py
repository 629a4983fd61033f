"""The verbs after a decision: served, paid or not, public or withdrawn."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement import words
from shian.doors.enforcement.asking import Asks, Button, day
from shian.doors.enforcement.paying_verbs import PAYING_VERBS, fined
from shian.doors.enforcement.turns import DAY, NOTE, officers
from shian.doors.ui.verbs import Said
from shian.enforcement import actions
from shian.enforcement.models import PenaltyCase
from shian.kernel.actor import Actor


def _urged(one: PenaltyCase, by: Actor) -> bool:
    return fined(one, by) and one.urged_on is not None and one.unpaid_on is None


def _unpaid(one: PenaltyCase, by: Actor) -> bool:
    return fined(one, by) and one.unpaid_on is not None and one.court_on is None


def _to_push(one: PenaltyCase, by: Actor) -> bool:
    return _publicity_waits(one, by) and bool(one.elsewhere) and one.pushed_on is None


def _to_publish(one: PenaltyCase, by: Actor) -> bool:
    return _publicity_waits(one, by) and not (one.elsewhere and one.pushed_on is None)


def _publicity_waits(one: PenaltyCase, by: Actor) -> bool:
    """It is owed, nothing is public yet, and the decision still stands."""
    waits = one.publish_task_id is not None and one.published_on is None and one.changed_on is None
    return waits and by.person in one.persons


def _changed(one: PenaltyCase, said: Said) -> object:
    return actions.note_changed(one, how=said.word("how"), on=day(said), note=said.note, by=said.by, now=said.now)


ENDING_VERBS: Mapping[str, Button[PenaltyCase]] = {
    "serve": Button(
        "work_case", officers("decided"), _("记送达"),
        lambda one, said: actions.serve(one, how=said.word("how"), on=day(said), by=said.by, now=said.now), _("已记送达。"),
        (Asks("how", _("怎样送达"), "select", words.SERVICE), DAY), "primary",
    ),
    "publish": Button(
        "publish_case", _to_publish, _("记公示"),
        lambda one, said: actions.publish_penalty(one, on=day(said), by=said.by, now=said.now), _("已记公示。"), (DAY,),
    ),
    "push": Button(
        "publish_case", _to_push, _("记推送外省"),
        lambda one, said: actions.push_penalty(one, on=day(said), by=said.by, now=said.now), _("推送已记下，那边公示了再记公示。"), (DAY,), "primary",
    ),
    **PAYING_VERBS,
    "urging": Button(
        "work_case", fined, _("记催告"), lambda one, said: actions.note_urging(one, on=day(said), by=said.by, now=said.now),
        _("催告已记下。"), (DAY,),
    ),
    "unpaid": Button(
        "work_case", _urged, _("记催告期满未缴"),
        lambda one, said: actions.note_unpaid(one, by=said.by, now=said.now), _("已记下，申请法院强制执行的期限开始走。"),
    ),
    "court": Button(
        "work_case", _unpaid, _("记申请法院执行"),
        lambda one, said: actions.note_court(one, on=day(said), note=said.note, by=said.by, now=said.now), _("已记申请执行。"), (DAY, NOTE),
    ),
    "changed": Button(
        "work_case", lambda one, by: one.decision == "penalty" and one.changed_on is None and by.person in one.persons,
        _("记决定变更、撤销"), _changed, _("已记下。公示着的，三个工作日内撤回。"),
        (Asks("how", _("决定怎样了"), "select", words.CHANGES), DAY, Asks("note", _("哪个机关、哪份文书"))),
    ),
    "withdraw_publicity": Button(
        "decide_case", lambda one, by: by.person not in one.persons and bool(one.published_on) and not one.unpublished_on,
        _("撤回公示"), lambda one, said: actions.withdraw_publicity(one, reason=said.note, by=said.by, now=said.now), _("公示已撤回。"), (NOTE,),
    ),
}  # fmt: skip
