"""The words of penalty cases as the screen says them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Badge, Tone
from shian.doors.ui.terms import Words, said
from shian.enforcement.models import (
    Deferral,
    Dispute,
    JointInquiry,
    Measure,
    PenaltyCase,
    SpotPenalty,
    Transfer,
    TypicalCase,
)
from shian.enforcement.states import (
    CASE,
    DEFERRAL,
    DISPUTE,
    ENDS_OF_MEASURE,
    JOINT_INQUIRY,
    MEASURE,
    SPOT,
    TRANSFER,
    TYPICAL,
)

TABS: tuple[tuple[str, object], ...] = (("open", _("在办")), ("over", _("已办结")), ("all", _("全部")))
SOURCES: Words = {
    "inspection": _("监督检查"),
    "finding": _("检查发现的问题"),
    "clue": _("线索"),
    "complaint": _("投诉举报"),
    "department": _("其他部门移送"),
    "superior": _("上级交办"),
    "sampling": _("抽检不合格"),
    "hand": _("其他"),
}
PARTIES: Words = {"entity": _("单位"), "person": _("个人")}
CONDITIONS: Words = {
    "evidence": _("有证据初步证明存在违法行为"),
    "punishable": _("依法应当给予行政处罚"),
    "ours": _("属于本机关管辖"),
    "in_time": _("在给予行政处罚的法定期限内"),
}
NOT_FILING: Words = {
    "slight": _("违法行为轻微并及时改正，没有造成危害后果"),
    "first": _("初次违法且危害后果轻微并及时改正"),
    "no_fault": _("当事人有证据足以证明没有主观过错"),
    "other": _("依法可以不予立案的其他情形"),
}
PAUSES: Words = {
    "suspended": _("中止调查"),
    "hearing": _("听证"),
    "notice": _("公告"),
    "testing": _("检测、检验、检疫、鉴定"),
    "identifying": _("权利人辨认"),
    "refund": _("责令退款"),
}
MEASURES: Words = {"keep": _("先行登记保存"), "seize": _("扣押"), "seal": _("查封")}
EXHIBITS: Words = {
    "paper": _("书证"),
    "thing": _("物证"),
    "audio_visual": _("视听资料"),
    "data": _("电子数据"),
    "witness": _("证人证言"),
    "party": _("当事人的陈述"),
    "expert": _("鉴定意见"),
    "record": _("勘验、现场笔录"),
}
PAPER_KINDS: Words = {
    "register": _("案件来源登记表"),
    "filing": _("立案审批表"),
    "inquiry": _("询问笔录"),
    "notice": _("行政处罚告知书"),
    "decision": _("行政处罚决定书"),
    "spared": _("不予行政处罚决定书"),
    "deferral": _("延期（分期）缴纳罚款通知书"),
    "urging": _("行政处罚决定履行催告书"),
    "receipt": _("送达回证"),
}
DECISIONS: Words = {
    "penalty": _("行政处罚"),
    "no_penalty": _("不予行政处罚"),
    "unfounded": _("违法事实不成立"),
    "to_others": _("移送其他部门"),
    "to_justice": _("移送司法机关"),
}
PENALTIES: Words = {
    "warning": _("警告"),
    "criticism": _("通报批评"),
    "fine": _("罚款"),
    "confiscation": _("没收"),
    "suspend_licence": _("暂扣许可证件"),
    "revoke_licence": _("吊销许可证件"),
    "stop_business": _("责令停产停业"),
    "ban": _("限制从业"),
}
OUTCOMES: Words = {"ours": _("由本机关管辖"), "theirs": _("由对方管辖")}
CHANGES: Words = {"changed": _("变更"), "annulled": _("撤销"), "illegal": _("确认违法"), "void": _("确认无效")}
CASH: Words = {"bank": _("到银行缴"), "spot": _("当场收缴")}
SERVICE: Words = {"direct": _("直接送达"), "spot": _("当场送达"), "post": _("邮寄送达"), "notice": _("公告送达")}
FACTS: Words = {
    "slight": _("轻微"),
    "harmless": _("没有危害后果"),
    "corrected": _("及时改正"),
    "no_fault": _("没有主观过错"),
}
PAPERS: Words = {
    "letter": _("移送书"),
    "report": _("调查报告"),
    "goods_list": _("涉案物品清单"),
    "tests": _("检验报告、鉴定意见"),
    "other": _("其他材料"),
}
WEIGHTS: Words = {"plain": _("一般案件"), "complex": _("复杂案件"), "major": _("重大复杂案件，经批准")}
END_OF_MEASURE: Words = {key: MEASURE.words[key] for key in ENDS_OF_MEASURE}
_TONES: Mapping[str, Tone] = {
    "closed": "done", "archived": "done", "suspended": "soon", "stopped": "soon", "refused": "soon", "declined": "late",
    "accepted": "done", "granted": "done", "goods_handed": "done", "published": "done", "lacking": "late",
    "agreed": "done", "answered": "done", "designated": "done",
}  # fmt: skip


def badge_of(one: PenaltyCase) -> Badge:
    return Badge(said(CASE.words, one.state), _TONES.get(one.state, "info"))


def measure_badge(one: Measure) -> Badge:
    return Badge(said(MEASURE.words, one.state), "soon" if one.state == "in_force" else "")


def deferral_badge(one: Deferral) -> Badge:
    return Badge(said(DEFERRAL.words, one.state), _TONES.get(one.state, "info"))


def dispute_badge(one: Dispute) -> Badge:
    return Badge(said(DISPUTE.words, one.state), _TONES.get(one.state, "info"))


def inquiry_badge(one: JointInquiry) -> Badge:
    return Badge(said(JOINT_INQUIRY.words, one.state), _TONES.get(one.state, "info"))


def transfer_badge(one: Transfer) -> Badge:
    return Badge(said(TRANSFER.words, one.state), _TONES.get(one.state, "info"))


def spot_badge(one: SpotPenalty) -> Badge:
    return Badge(said(SPOT.words, one.state), "done" if one.state == "filed_away" else "info")


def typical_badge(one: TypicalCase) -> Badge:
    return Badge(said(TYPICAL.words, one.state), _TONES.get(one.state, ""))
