"""What can be done with a problem on a phone: the verbs the state allows and the viewer holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.loop import actions
from shian.loop.models import Finding
from shian.loop.rules import may_verify
from shian.loop.states import FINDING


@dataclass(frozen=True)
class Done:
    """What was said and shown beside a verb."""

    note: str
    photos: tuple[UUID, ...]
    by: Actor
    now: datetime


@dataclass(frozen=True)
class Verb:
    """One button: the move it makes, the right it needs, its words and its action."""

    key: str
    move: str
    right: str
    word: Promise
    note: Promise
    do: Callable[[Finding, Done], Finding]
    look: Literal["primary", "danger", "plain", ""] = ""
    photo: bool = False
    own: bool = False  # only the business itself


def _report(finding: Finding, said: Done) -> Finding:
    return actions.report_fix(finding, note=said.note, photos=said.photos, by=said.by, now=said.now)


def _enter(finding: Finding, said: Done) -> Finding:
    return actions.report_fix(finding, note=said.note, photos=said.photos, by=said.by, now=said.now, on_behalf=True)


def _verify(finding: Finding, said: Done) -> Finding:
    return actions.verify_fix(finding, note=said.note, photos=said.photos, by=said.by, now=said.now)


def _reject(finding: Finding, said: Done) -> Finding:
    return actions.reject_fix(finding, note=said.note, photos=said.photos, by=said.by, now=said.now)


def _push(finding: Finding, said: Done) -> Finding:
    return actions.push(finding, note=said.note, by=said.by, now=said.now)


def _urge(finding: Finding, said: Done) -> Finding:
    return actions.urge_again(finding, note=said.note, by=said.by, now=said.now)


_VERBS = (
    Verb(
        "report", "report", "report_fix", _("改好了，报上去"), _("怎么改的"), _report, "primary", photo=True, own=True
    ),
    Verb("verify", "close", "recheck", _("改好了，销号"), _("看到了什么（可不填）"), _verify, "primary", photo=True),
    Verb("reject", "reject", "recheck", _("没改好，退回"), _("哪里没改好"), _reject, "danger", photo=True),
    Verb("urge", "urge_again", "urge", _("再催一次"), _("对主体说什么（可不填）"), _urge, "primary"),
    Verb("push", "push", "push_to_station", _("移交监管所"), _("为什么移交（可不填）"), _push),
    Verb(
        "enter", "report", "enter_fix", _("替主体录入整改"), _("主体怎么改的；录了以后要由别人复查"), _enter, photo=True
    ),
)
VERBS: Mapping[str, Verb] = {verb.key: verb for verb in _VERBS}


def held(viewer: Actor, finding: Finding) -> list[Verb]:
    """The verbs to offer; nobody is offered to look at their own fix."""
    return [verb for verb in _VERBS if _offered(viewer, finding, verb)]


def _offered(viewer: Actor, finding: Finding, verb: Verb) -> bool:
    if not FINDING.may(finding.state, verb.move) or not lens.may(viewer, verb.right, finding):
        return False
    if verb.own and finding.business_id not in viewer.businesses:
        return False
    if verb.right == "recheck":
        return bool(may_verify(viewer.person, finding.fixed_by, finding.fix_entered_by))
    return True
