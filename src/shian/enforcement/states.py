"""The life of a penalty case, of a measure, of a transfer to the police, of a published case. Late is computed, never a state."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

CASE = States(
    "penalty_case",
    initial="checking",
    moves={
        "file": (("checking",), "investigating"),
        "not_file": (("checking",), "not_filed"),
        # What is filed goes over only where a dispute was settled so.
        "hand_over": (
            ("checking", "investigating", "suspended", "concluded", "reviewed", "notified", "hearing", "heard"),
            "handed_over",
        ),
        "suspend": (("investigating",), "suspended"),
        "resume": (("suspended",), "investigating"),
        "stop": (("investigating", "suspended"), "stopped"),
        "conclude": (("investigating",), "concluded"),
        "send_back": (("concluded",), "investigating"),
        "pass_review": (("concluded",), "reviewed"),
        "notify": (("reviewed",), "notified"),
        "call_hearing": (("notified",), "hearing"),
        "hear": (("hearing",), "heard"),
        "decide": (("reviewed", "notified", "heard"), "decided"),
        "serve": (("decided",), "served"),
        "close": (("served", "stopped"), "closed"),
        "archive": (("closed",), "archived"),
    },
    words={
        "checking": _("核查"),
        "investigating": _("调查"),
        "suspended": _("中止调查"),
        "not_filed": _("不予立案"),
        "handed_over": _("移送其他部门"),
        "stopped": _("终止调查"),
        "concluded": _("调查终结"),
        "reviewed": _("审核通过"),
        "notified": _("已告知"),
        "hearing": _("听证"),
        "heard": _("听证结束"),
        "decided": _("已决定"),
        "served": _("已送达"),
        "closed": _("已结案"),
        "archived": _("已归档"),
        "file": _("立案"),
        "not_file": _("不予立案"),
        "hand_over": _("移送其他部门"),
        "suspend": _("中止"),
        "resume": _("恢复"),
        "stop": _("终止"),
        "conclude": _("调查终结"),
        "send_back": _("退回补充"),
        "pass_review": _("通过审核"),
        "notify": _("告知"),
        "call_hearing": _("受理听证"),
        "hear": _("听证结束"),
        "decide": _("作出决定"),
        "serve": _("送达"),
        "close": _("结案"),
        "archive": _("归档"),
    },
)
MEASURE = States(
    "measure",
    initial="in_force",
    moves={
        "release": (("in_force",), "released"),
        "confiscate": (("in_force",), "confiscated"),
        "hand": (("in_force",), "handed"),  # to the police, by the verb that hands over the goods
        "seize": (("in_force",), "seized"),
        "lapse": (("in_force",), "lapsed"),
    },
    words={
        "in_force": _("正在采取"),
        "released": _("已解除"),
        "confiscated": _("已没收"),
        "handed": _("已移交公安"),
        "seized": _("已转查封扣押"),
        "lapsed": _("已自动解除"),
        "release": _("解除"),
        "confiscate": _("没收"),
        "hand": _("移交公安"),
        "seize": _("转查封扣押"),
        "lapse": _("到期自动解除"),
    },
)
ENDS_OF_MEASURE = tuple(
    one for one in MEASURE.moves if one != "hand"
)  # by hand; to the police goods go with a transfer
TRANSFER = States(
    "transfer",
    initial="proposed",
    moves={
        "approve": (("proposed",), "approved"),
        "refuse": (("proposed",), "refused"),
        "hand": (("approved", "misdirected"), "handed"),
        "misdirect": (("handed", "received"), "misdirected"),
        "pass_on": (("misdirected",), "handed"),
        "receive": (("handed",), "received"),
        "ask_papers": (("received",), "lacking"),
        "supply": (("lacking",), "received"),
        "accept": (("received",), "accepted"),
        "decline": (("received",), "declined"),
        "ask_review": (("declined",), "under_review"),
        "uphold": (("under_review",), "upheld"),
        "overturn": (("under_review", "supervised"), "accepted"),
        "ask_supervision": (("declined", "upheld"), "supervised"),
        "end": (("declined", "upheld", "supervised", "misdirected"), "ended"),
        "hand_goods": (("accepted",), "goods_handed"),
        "return": (("accepted", "goods_handed"), "returned"),
    },
    words={
        "proposed": _("等负责人决定"),
        "approved": _("已批准移送"),
        "refused": _("不批准移送"),
        "handed": _("已移送，等回执"),
        "received": _("公安已签收"),
        "misdirected": _("不归该公安机关管辖，等转送"),
        "lacking": _("要求补充材料"),
        "accepted": _("公安已立案"),
        "declined": _("公安不予立案"),
        "under_review": _("公安复议"),
        "upheld": _("复议维持不立案"),
        "supervised": _("检察院立案监督"),
        "ended": _("移送到此为止，由本机关处理"),
        "goods_handed": _("物品和材料已交接"),
        "returned": _("公安退回行政处理"),
        "approve": _("批准移送"),
        "refuse": _("不批准"),
        "hand": _("移送"),
        "receive": _("签收"),
        "misdirect": _("不归本机关管辖"),
        "pass_on": _("转送"),
        "ask_papers": _("要求补充"),
        "supply": _("补充材料"),
        "accept": _("立案"),
        "decline": _("不予立案"),
        "ask_review": _("提请复议"),
        "uphold": _("维持不立案"),
        "overturn": _("改为立案"),
        "ask_supervision": _("建议立案监督"),
        "end": _("由本机关处理"),
        "hand_goods": _("移交物品和材料"),
        "return": _("反向移送"),
    },
)
SPOT = States(
    "spot_penalty",
    initial="decided",
    moves={"file_away": (("decided",), "filed_away")},
    words={"decided": _("已当场处罚"), "filed_away": _("已归档"), "file_away": _("归档")},
)
DEFERRAL = States(
    "deferral",
    initial="asked",
    moves={"grant": (("asked",), "granted"), "refuse": (("asked",), "refused")},
    words={
        "asked": _("等负责人批准"),
        "granted": _("已批准"),
        "refused": _("不批准"),
        "grant": _("批准"),
        "refuse": _("不批准"),
    },
)
DISPUTE = States(
    "dispute",
    initial="negotiating",
    moves={
        "agree": (("negotiating",), "agreed"),
        "report": (("negotiating",), "reported"),
        "designate": (("reported",), "designated"),
        "withdraw": (("negotiating", "reported"), "withdrawn"),
    },
    words={
        "negotiating": _("正在协商"),
        "agreed": _("已协商一致"),
        "reported": _("已报请上级指定"),
        "designated": _("上级已指定"),
        "withdrawn": _("已撤回"),
        "agree": _("协商一致"),
        "report": _("报请指定"),
        "designate": _("指定管辖"),
        "withdraw": _("撤回"),
    },
)
JOINT_INQUIRY = States(
    "joint_inquiry",
    initial="sent",
    moves={
        "receive": (("sent",), "received"),
        "answer": (("sent", "received"), "answered"),
        "withdraw": (("sent", "received"), "withdrawn"),
    },
    words={
        "sent": _("已发出"),
        "received": _("已收到，在办"),
        "answered": _("已回复"),
        "withdrawn": _("已撤回"),
        "receive": _("收到"),
        "answer": _("回复"),
        "withdraw": _("撤回"),
    },
)
TYPICAL = States(
    "typical_case",
    initial="drafted",
    moves={"publish": (("drafted",), "published"), "take_down": (("published",), "taken_down")},
    words={
        "drafted": _("等审批"),
        "published": _("已公开"),
        "taken_down": _("已撤下"),
        "publish": _("公开"),
        "take_down": _("撤下"),
    },
)

# What is owed in a state: the act, the clock, by whom. Whoever holds it is found when the state is entered.
OFFICER, REVIEWER, CHIEF, POLICE = "officer", "reviewer", "chief", "police"
OWED_OF_CASE: Mapping[str, tuple[str, str, str]] = {
    "checking": ("check_case", "check", OFFICER),
    "concluded": ("review_case", "review", REVIEWER),
    "decided": ("serve_decision", "serve", OFFICER),
    "served": ("close_case", "close", OFFICER),
    "stopped": ("close_case", "close", OFFICER),
}
# What runs beside the steps: the act, the clock, by whom. The fact that begins it and the fact that ends it are written by verbs.
BESIDE: Mapping[str, tuple[str, str]] = {
    "await_plea": ("plead", OFFICER),
    "collect_fine": ("pay", OFFICER),
    "decide_deferral": ("pay", CHIEF),  # by the day on which it would have to be paid
    "pay_instalment": ("pay", OFFICER),  # by the day of its part
    "await_urged": ("urge", OFFICER),
    "apply_court": ("apply_court", OFFICER),
    "publish_penalty": ("publish", OFFICER),
    "push_penalty": ("push", OFFICER),
    "follow_push": ("publish_elsewhere", OFFICER),
    "withdraw_public": ("withdraw", CHIEF),
    "settle_dispute": ("dispute", CHIEF),
    "await_designation": ("designate", OFFICER),
    "await_inquiry": ("assist", OFFICER),
    "report_measure": ("report_measure", OFFICER),
    "approve_measure": ("approve_measure", CHIEF),
}
# Of a penalty on the spot: the papers to the office, what was taken to the office and on to the bank, or the party pays there.
OWED_OF_SPOT: Mapping[str, str] = {
    "file_spot": "spot_file", "hand_in_fine": "spot_office", "bank_fine": "spot_bank", "collect_fine": "pay",
}  # fmt: skip
SPOT_PENALTIES = ("warning", "fine")
OWED_OF_TRANSFER: Mapping[str, tuple[str, str, str]] = {
    "proposed": ("decide_transfer", "transfer_decide", CHIEF),
    "handed": ("answer_transfer", "police_file", POLICE),
    "approved": ("hand_transfer", "transfer_hand", OFFICER),
    "received": ("answer_transfer", "police_file", POLICE),
    "misdirected": ("pass_on_transfer", "police_pass_on", POLICE),
    "lacking": ("supply_papers", "supply_papers", OFFICER),
    "accepted": ("hand_goods", "hand_goods", OFFICER),
    "declined": ("ask_review", "ask_review", OFFICER),
    "under_review": ("answer_transfer", "police_review", POLICE),
    "upheld": ("ask_supervision", "ask_supervision", OFFICER),
}
OVER = ("not_filed", "handed_over", "closed", "archived")
UNPUNISHED = ("not_filed", "handed_over", "stopped")  # no penalty comes of it here
FILED = ("investigating", "concluded", "reviewed", "notified", "hearing", "heard")  # the ninety days run
UNDECIDED = ("checking", *FILED, "suspended")
OPEN_DISPUTE = ("negotiating", "reported")
OPEN_INQUIRY = ("sent", "received")
OURS, THEIRS = "ours", "theirs"
OUTCOMES = (OURS, THEIRS)
PENALTY, NO_PENALTY, UNFOUNDED, TO_OTHERS, TO_JUSTICE = "penalty", "no_penalty", "unfounded", "to_others", "to_justice"
DECISIONS = (PENALTY, NO_PENALTY, UNFOUNDED, TO_OTHERS, TO_JUSTICE)
WITH_THE_POLICE = (
    "proposed", "approved", "handed", "received", "misdirected", "lacking", "accepted", "under_review", "supervised",
    "goods_handed",
)  # fmt: skip
TAKEN_UP = ("accepted", "goods_handed", "returned")  # the police filed it
KEEP, SEIZE, SEAL = "keep", "seize", "seal"
# 中止 and what stops the ninety days; a court or a colleague asks for the reason by its name.
PAUSES = ("suspended", "hearing", "notice", "testing", "identifying", "refund")
TESTS = ("testing", "identifying")  # what also stops the days of a check and of a seizure
CHANGES = ("changed", "annulled", "illegal", "void")  # what may become of a decision afterwards (art 63)
PERSON, ENTITY = "person", "entity"
PAPERS = ("letter", "report", "goods_list", "tests", "other")
NEEDED_PAPERS = ("letter", "report", "goods_list")
EXHIBITS = ("paper", "thing", "audio_visual", "data", "witness", "party", "expert", "record")
PENALTIES = (
    "warning",
    "criticism",
    "fine",
    "confiscation",
    "suspend_licence",
    "revoke_licence",
    "stop_business",
    "ban",
)
HEAVY = ("suspend_licence", "revoke_licence", "stop_business", "ban")
