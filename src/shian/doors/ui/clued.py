"""Clues, as the worklist and the ledger say them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLUE_ACTS: Mapping[str, Promise] = {
    "claim_clue": _("认领线索"),
    "check_clue": _("核查线索"),
    "await_test": _("等检测结果"),
    "mend_clue": _("补充线索"),
    "decide_longer": _("决定是否延长核查"),
    "read_clue_outcome": _("看线索的办理结果"),
}
CLUE_VERBS: Mapping[str, Promise] = {
    "receive_clue": _("报送或补充线索"),
    "claim_clue": _("认领或退回线索"),
    "check_clue": _("核查线索"),
    "conclude_clue": _("认定线索结果"),
    "approve_clue": _("决定是否延长核查"),
    "read_clue_outcome": _("看了线索的结果"),
    "match_shops": _("比对网店名单"),
    "note_training": _("登记监督员培训"),
}
CLUE_FACTS: Mapping[str, Promise] = {
    "extended": _("经批准延长"),
    "stopped_days": _("检测不计的工作日"),
}
