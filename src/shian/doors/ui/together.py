"""What was done in joint operations, as the ledger says it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTED_TOGETHER: Mapping[str, Promise] = {
    "open_operation": _("筹划联合行动"),
    "form_team": _("编了一个行动组"),
    "add_objects": _("加了检查对象"),
    "order_operation": _("部署联合行动"),
    "begin_operation": _("开始联合行动"),
    "close_operation": _("联合行动收队"),
    "record_object": _("记了一个对象"),
    "note_result": _("记了发现或措施"),
    "transfer_case": _("移送公安"),
    "expose_case": _("定为典型案例"),
    "send_notice": _("抄告"),
    "answer_notice": _("签收或反馈抄告"),
    "judge_notice": _("核销抄告"),
    "raise_finding": _("按告知立了问题"),
}
