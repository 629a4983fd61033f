"""The verbs of a finding on its page."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shian.doors.ui.finding_verbs import Verb, offered, shown, told
from shian.kernel.actor import Actor
from shian.loop import actions
from shian.loop.models import Finding

_VERBS = (
    Verb("verify", "close", "recheck", _("复查通过，销号"), _("复查看到了什么"), shown("note", actions.verify_fix), "primary", photo=True),
    Verb("reject", "reject", "recheck", _("复查未通过，退回再改"), _("哪里还没有改好"), shown("note", actions.reject_fix), photo=True),
    Verb("claim", "claim", "claim", _("认领"), _("备注（可不填）"), told("note", actions.claim), "primary"),
    Verb("handle", "handle", "handle", _("开始处置"), _("打算怎么处置"), told("note", actions.start_handling)),
    Verb("order", "order", "order", _("责令改正"), _("责令改正的内容"), told("note", actions.order_fix)),
    Verb("strike-off", "strike_off", "strike_off", _("处置完毕，销号"), _("处置结果，发现人会看到"),
         shown("outcome", actions.strike_off), "primary", photo=True, confirm=_("销号以后不能再改，确定处置完了吗？")),
    Verb("return", "return", "return_finding", _("退回"), _("退回的原因，发现人会看到"), told("outcome", actions.return_finding)),
    Verb("urge-again", "urge_again", "urge", _("再次督促整改"), _("对主体说什么"), told("note", actions.urge_again), "primary"),
    Verb("report", "report", "report_fix", _("报告已整改"), _("怎么整改的"), shown("note", actions.report_fix), "primary", photo=True),
    Verb("enter-fix", "report", "enter_fix", _("代主体录入整改"), _("主体怎么整改的；代录以后要由别人复查"),
         shown("note", actions.enter_fix), photo=True, whose="others"),
    Verb("push", "push", "push_to_station", _("移交监管所"), _("为什么移交"), told("note", actions.push)),
    Verb("publish", "", "publish", _("登记公示"), _("在哪里公示的、哪一天起"), told("note", actions.publish)),
    Verb("notify", "", "notify_department", _("登记抄告"), _("抄告给哪个部门、抄告了什么"), told("note", actions.notify_department)),
    Verb("withdraw", "withdraw", "withdraw", _("撤回（查错了）"), _("为什么撤回"), told("reason", actions.withdraw_finding),
         "danger", confirm=_("撤回以后不能恢复，也不算整改完成。确定查错了吗？")),
)  # fmt: skip
VERBS: Mapping[str, Verb] = {verb.key: verb for verb in _VERBS}


def held(viewer: Actor, finding: Finding) -> list[Verb]:
    return offered(_VERBS, viewer, finding)
