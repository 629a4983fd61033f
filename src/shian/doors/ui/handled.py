"""What is owed on complaints and reports, as the worklist says it, and what was done, as the ledger does."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HANDLED: Mapping[str, Promise] = {
    "receive_complaint": _("登记投诉举报"),
    "split_letter": _("拆成投诉和举报"),
    "send_on_complaint": _("分送投诉举报"),
    "take_complaint": _("签收或退回分送"),
    "decide_complaint": _("决定是否受理投诉"),
    "mediate_complaint": _("调解投诉"),
    "check_report": _("核查举报"),
    "write_on_complaint": _("在投诉举报上留言"),
    "merge_complaint": _("并案"),
    "reopen_complaint": _("重新办理投诉举报"),
    "withdraw_complaint": _("撤回投诉举报"),
    "track_complaint": _("跟踪别的系统的办理"),
    "close_complaint": _("回访或办结投诉举报"),
    "make_form": _("出文书或记送达"),
    "release_photo": _("选定可公开的照片"),
    "open_call": _("征集线索"),
    "fast_track": _("放上绿色通道"),
    "note_first_look": _("记下先看的结果"),
}
ON_COMPLAINTS: Mapping[str, Promise] = {
    "decide_complaint": _("决定是否受理投诉"),
    "await_identity": _("等投诉人证明身份"),
    "mediate_complaint": _("调解投诉"),
    "tell_ending": _("告知终止调解"),
    "check_report": _("核查举报"),
    "tell_reporter": _("告知举报人"),
    "take_complaint": _("签收分送的投诉举报"),
    "settle_jurisdiction": _("协商由谁处理"),
    "conclude_report": _("登记查处结果"),
    "follow_up_complaint": _("回访投诉人"),
    "split_letter": _("拆分投诉和举报"),
    "answer_outside": _("按对方系统的期限反馈"),
    "decide_recusal": _("决定调解人员是否回避"),
    "first_look": _("绿色通道先看"),
}
