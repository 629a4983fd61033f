"""The life of a complaint, of a report, and of a letter that holds both. Closed is not fixed; late is computed, never a state.

A complaint opened before Order 121 runs by Order 20, which knows no proof of identity asked for with a day.
"""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

COMPLAINT, REPORT, LETTER = "complaint", "report", "letter"
KINDS = (COMPLAINT, REPORT, LETTER)
_WORDS = {
    "registered": _("已登记"),
    "sent_on": _("已分送，等签收"),
    "awaiting_identity": _("等投诉人证明身份"),
    "accepted": _("已受理"),
    "mediating": _("调解中"),
    "refused": _("不予受理"),
    "withdrawn": _("已撤回"),
    "settled": _("达成协议"),
    "terminated": _("终止调解"),
    "checking": _("核查中"),
    "filed": _("已立案"),
    "not_filed": _("不予立案"),
    "handed_over": _("已移送"),
    "concluded": _("已查处"),
    "closed": _("已办结"),
    "merged": _("已并案"),
    "tracked": _("在别的系统办理"),
    "split": _("已拆分"),
    "send_on": _("分送"),
    "take": _("签收"),
    "send_back": _("退回分送"),
    "ask_identity": _("限期提供身份证明"),
    "show_identity": _("身份已核实"),
    "accept": _("受理"),
    "refuse": _("不予受理"),
    "begin_mediation": _("开始调解"),
    "settle": _("达成调解"),
    "terminate": _("终止调解"),
    "withdraw": _("撤回"),
    "begin_check": _("开始核查"),
    "file_case": _("立案"),
    "not_file": _("不予立案"),
    "hand_over": _("移送"),
    "conclude": _("登记查处结果"),
    "close": _("办结"),
    "reopen": _("重新办理"),
    "merge": _("并案"),
    "part": _("取消并案"),
    "part_on": _("取消并案"),
    "recuse": _("调解人员回避"),
    "track": _("转为跟踪"),
    "bring_back": _("登记对方结果"),
}
CHECKS = ("check", "check_more")  # the limits by which a report is checked
HEARD_IN = ("accepted", "mediating")  # while the other side is heard and may settle
_OPEN = ("registered", "awaiting_identity", *HEARD_IN)
_BOTH = {
    "send_on": (("registered",), "sent_on"),
    "take": (("sent_on",), "registered"),
    "send_back": (("sent_on",), "registered"),
    "track": (("registered",), "tracked"),
    "bring_back": (("tracked",), "closed"),
    "reopen": (("closed", "withdrawn", "merged"), "registered"),
    "part": (("merged",), "registered"),
}
_UNDER_20 = {
    **_BOTH,
    "accept": (("registered",), "accepted"),
    "refuse": (("registered",), "refused"),
    "begin_mediation": (("accepted",), "mediating"),
    "settle": (HEARD_IN, "settled"),
    "terminate": (HEARD_IN, "terminated"),
    "withdraw": (("registered",), "withdrawn"),
    "close": (("refused", "settled", "terminated"), "closed"),
    "merge": (("registered", "accepted", "mediating"), "merged"),
    "part_on": (("merged",), "accepted"),
    "recuse": (("mediating",), "accepted"),
}
# A merge taken back and a file asked for anew bring back what was over.
_AGAIN = frozenset({"reopen", "part", "part_on"})
COMPLAINT_20 = States("complaint", initial="registered", moves=_UNDER_20, words=_WORDS, reopening=_AGAIN)
COMPLAINT_121 = States(
    "complaint",
    initial="registered",
    moves={
        **_UNDER_20,
        "ask_identity": (("registered",), "awaiting_identity"),
        "show_identity": (("awaiting_identity",), "registered"),
        "refuse": (("registered", "awaiting_identity"), "refused"),
        "withdraw": (("registered", "awaiting_identity"), "withdrawn"),
        "merge": (_OPEN, "merged"),
    },
    words=_WORDS,
    reopening=_AGAIN,
)
REPORTED = States(
    "report",
    initial="registered",
    moves={
        **_BOTH,
        "begin_check": (("registered",), "checking"),
        "file_case": (("checking",), "filed"),
        "not_file": (("checking",), "not_filed"),
        "hand_over": (("registered", "checking"), "handed_over"),
        "conclude": (("filed",), "concluded"),
        "close": (("not_filed", "handed_over", "concluded"), "closed"),
        "merge": (("registered", "checking"), "merged"),
        "part_on": (("merged",), "checking"),
    },
    words=_WORDS,
    reopening=_AGAIN,
)
MIXED = States("letter", initial="registered", moves={"split": (("registered",), "split")}, words=_WORDS)
ENDED = frozenset({"refused", "withdrawn", "settled", "terminated", "not_filed", "handed_over", "concluded"})
OVER = frozenset({"closed", "withdrawn", "merged", "split"})  # nothing is owed on it any more


def may_reopen(state: str, went_on: str) -> bool:
    """Whether a file may be asked for anew: it is over; of a merged one the file that went on (`went_on`, else '') is."""
    return went_on in ("closed", "withdrawn") if state == "merged" else state in ("closed", "withdrawn")


def parting(kind: str, merged_from: str) -> str:
    """The move by which a merge is taken back: to where the file stood, its mediation to be arranged anew."""
    further = {COMPLAINT: HEARD_IN, REPORT: ("checking",)}
    return "part_on" if merged_from in further.get(kind, ()) else "part"


def table_of(kind: str, regime: str) -> States:
    """The table by which a file of a kind moves under the rule it was born under."""
    if kind == COMPLAINT:
        return COMPLAINT_20 if regime == "order_20" else COMPLAINT_121
    return REPORTED if kind == REPORT else MIXED
