"""What is done in the sealed channel, as the ledger says it to whoever did it: the step, and nothing of what it was about."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SEALING: Mapping[str, Promise] = {
    "open_channel": _("开通或停收密封举报"),
    "hold_key": _("登记、更换身份钥匙"),
    "take_clue": _("收到一件密封举报"),
    "write_clue": _("凭回执号续写"),
    "read_clue": _("看了一件密封举报"),
    "answer_clue": _("答复一件密封举报"),
    "hand_clue": _("转出一份摘要"),
    "hand_on_summary": _("收到一份摘要"),
    "close_clue": _("办结一件密封举报"),
    "destroy_clue": _("期满销毁"),
    "ask_opening": _("申请打开身份"),
    "agree_opening": _("答复打开身份的申请"),
    "note_opening": _("看过打开身份的提醒"),
    "propose_reward": _("提出举报奖励"),
    "approve_reward": _("核准举报奖励"),
    "claim_reward": _("凭回执号申领奖励"),
    "pay_reward": _("发放举报奖励"),
}
# The facts from which a reward is reckoned.
REWARDING: Mapping[str, Promise] = {
    "money_yuan": _("罚没款（元）"),
    "level": _("奖励等级"),
    "permille": _("比例（千分之）"),
    "floor_yuan": _("下限（元）"),
    "cap_yuan": _("上限（元）"),
    "insider_percent": _("内部举报加（%）"),
}
