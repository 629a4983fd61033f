"""What can be done with a problem on a phone."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shian.doors.ui.finding_verbs import Verb, looked, offered, shown, told
from shian.kernel.actor import Actor
from shian.loop import actions
from shian.loop.models import Finding

_VERBS = (
    Verb("report", "report", "report_fix", _("改好了，报上去"), _("怎么改的"), shown("note", actions.report_fix), "primary",
         photo=True, whose="own"),
    Verb("verify", "close", "recheck", _("改好了，销号"), _("看到了什么（可不填）"), looked(actions.verify_fix), "primary",
         photo=True),
    Verb("reject", "reject", "recheck", _("没改好，退回"), _("哪里没改好"), looked(actions.reject_fix), "danger", photo=True),
    Verb("urge", "urge_again", "urge", _("再催一次"), _("对主体说什么（可不填）"), told("note", actions.urge_again), "primary"),
    Verb("push", "push", "push_to_station", _("移交监管所"), _("为什么移交（可不填）"), told("note", actions.push)),
    Verb("enter", "report", "enter_fix", _("替主体录入整改"), _("主体怎么改的；录了以后要由别人复查"),
         shown("note", actions.enter_fix), photo=True, whose="others"),
)  # fmt: skip
VERBS: Mapping[str, Verb] = {verb.key: verb for verb in _VERBS}


def held(viewer: Actor, finding: Finding) -> list[Verb]:
    return offered(_VERBS, viewer, finding)
