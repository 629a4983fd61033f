"""The words of the papers of a case: neutral, in the order of the form, Chinese in any language. A paper may ask for more."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shian.enforcement.models import PenaltyCase
from shian.enforcement.rules import Hint, day_words
from shian.kernel.money import yuan
from shian.kernel.refused import Refused

PENALTY_WORDS = {
    "warning": "警告", "criticism": "通报批评", "fine": "罚款", "confiscation": "没收", "suspend_licence": "暂扣许可证件",
    "revoke_licence": "吊销许可证件", "stop_business": "责令停产停业", "ban": "限制从业",
}  # fmt: skip
HOW_WORDS = {"spot": "当场送达", "direct": "直接送达", "post": "邮寄送达", "notice": "公告送达"}
SOURCE_WORDS = {
    "inspection": "监督检查", "finding": "检查发现的问题", "clue": "线索", "complaint": "投诉举报", "department": "其他部门移送",
    "superior": "上级交办", "sampling": "抽检不合格", "hand": "其他",
}  # fmt: skip


@dataclass(frozen=True)
class PaperKind:
    """A form: its title, the sign of its series, whether the case is far enough, whether an officer has to add words."""

    title: str
    series: str
    lines: Callable[[PenaltyCase, str], list[str]]
    ready: Callable[[PenaltyCase], bool] = lambda case: True
    asks: bool = False


def body_of(kind: str, case: PenaltyCase, words: str) -> str:
    """The paper as it stands today. Raises Refused where the case is not far enough, or words are missing."""
    form = KINDS[kind]
    if not form.ready(case):
        raise Refused(_("案件还没有办到这一步，不能出《%(title)s》") % {"title": form.title}, code="too_early")
    if form.asks and not words:
        raise Refused(_("《%(title)s》要写内容") % {"title": form.title}, code="no_words")
    return "\n".join(line for line in form.lines(case, words) if line)


def _party(case: PenaltyCase) -> list[str]:
    return [
        f"当事人：{case.party_name or '待查明'}",
        f"住所（经营场所）：{case.party_address}" if case.party_address else "",
    ]


def _officers(case: PenaltyCase) -> str:
    return "承办人：" + "、".join(f"{one['name']}（执法证号{one['certificate']}）" for one in case.officers)


def _proposed(case: PenaltyCase) -> str:
    parts = [PENALTY_WORDS[one] for one in case.penalties if one not in ("fine", "confiscation")]
    parts += [f"没收违法所得、非法财物，计{yuan(case.confiscated_fen)}元"] if "confiscation" in case.penalties else []
    parts += [f"罚款{yuan(case.fine_fen)}元"] if case.fine_fen else []
    return "；".join(parts)


def _register(case: PenaltyCase, words: str) -> list[str]:
    return [
        f"案由：{case.title}", f"案件来源：{SOURCE_WORDS[case.source]}", f"收到日期：{day_words(case.received_on)}",
        *_party(case), f"来源内容：{case.summary}", f"处理意见：{words}" if words else "", _officers(case),
    ]  # fmt: skip


def _filing(case: PenaltyCase, words: str) -> list[str]:
    return [
        f"案由：{case.title}", f"案件编号：{case.mark}", *_party(case), f"核查情况及立案理由：{case.summary}",
        "经核查，有证据初步证明存在违法行为，依法应当给予行政处罚，属于本机关管辖，在给予行政处罚的法定期限内，符合《市场监督管理行政处罚程序规定》第十九条规定的条件。",
        f"补充：{words}" if words else "", _officers(case), f"负责人审批：同意立案。{case.filed_by}  {day_words(case.filed_on)}",
    ]  # fmt: skip


def _inquiry(case: PenaltyCase, words: str) -> list[str]:
    return [
        f"案由：{case.title}", _officers(case),
        "询问人已出示执法证件，告知被询问人有申请回避、陈述申辩的权利，以及如实回答的义务。",
        words, "以上笔录经被询问人核对无误。", "被询问人（签名）：            询问人（签名）：",
    ]  # fmt: skip


def _notice(case: PenaltyCase, words: str) -> list[str]:
    return [
        *_party(case), f"经调查，你（单位）涉嫌{case.title}一案，本机关已调查终结。", f"查明的事实：{case.report}",
        f"拟作出的行政处罚：{_proposed(case)}。", words,
        "依据《中华人民共和国行政处罚法》第四十四条、第四十五条，你（单位）有权陈述、申辩；应当在收到本告知书之日起五个工作日内提出。达到听证标准的，可以在同一期限内要求听证。逾期视为放弃。",
    ]  # fmt: skip


def _decision(case: PenaltyCase, words: str) -> list[str]:
    return [
        *_party(case), f"案由：{case.title}", f"查明的事实：{case.report}", f"当事人意见：{case.plea or '未提出陈述申辩'}",
        f"决定：{case.decision_text}", f"处罚内容：{_proposed(case)}。" if case.penalties else "", words,
        "罚款应当自收到本决定书之日起十五日内缴至指定银行；逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。" if case.fine_fen else "",
        "不服本决定的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    ]  # fmt: skip


def _spared(case: PenaltyCase, words: str) -> list[str]:
    return [
        *_party(case), f"案由：{case.title}", f"查明的事实：{case.report}", words, f"决定：不予行政处罚。{case.decision_text}",
        "不服本决定的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    ]  # fmt: skip


def _urging(case: PenaltyCase, words: str) -> list[str]:
    return [
        *_party(case), f"本机关于{day_words(case.decided_on)}作出行政处罚决定，罚款{yuan(case.fine_fen)}元，已于{day_words(case.served_on)}送达。",
        f"缴纳期限到{day_words(case.pay_due)}届满，你（单位）没有缴纳。", words,
        "依据《中华人民共和国行政强制法》第五十四条，请自收到本催告书之日起十个工作日内缴清。逾期仍不履行的，本机关将依法申请人民法院强制执行。",
        "你（单位）收到本催告书后有权进行陈述和申辩。",
    ]  # fmt: skip


def _deferral(case: PenaltyCase, words: str) -> list[str]:
    return [
        *_party(case), f"本机关于{day_words(case.decided_on)}作出行政处罚决定，罚款{yuan(case.fine_fen)}元，已于{day_words(case.served_on)}送达。",
        words, "依据：《中华人民共和国行政处罚法》第六十六条第二款。",
    ]  # fmt: skip


def joint_letter(case: PenaltyCase, asked: str) -> str:
    """The paper by which another organ is asked to help (Order 2, art 45)."""
    lines = [
        f"本机关办理的{case.title}一案{f'（{case.mark}）' if case.mark else ''}，需要你单位协助调查。", *_party(case),
        f"协助调查的内容：{asked}",
        "依据《市场监督管理行政处罚程序规定》第四十五条，请自接到本函之日起十五个工作日内完成，并将结果和证据材料函复本机关；需要延期的，请在期限届满前告知。",
        _officers(case),
    ]  # fmt: skip
    return "\n".join(lines)


def grounds(hints: Iterable[Hint]) -> str:
    """Why it is not punished, with clause and facts, as the party reads it."""
    said = [(one.rule.title.zh, one.stands) for one in hints if one.stands]
    lines = (f"符合：{title}（{stands.clause}）" for title, stands in said)
    return "\n".join(lines)


def _receipt(case: PenaltyCase, words: str) -> list[str]:
    return [
        f"受送达人：{case.party_name}", f"送达文书：{words}", f"送达方式：{HOW_WORDS.get(case.served_how, '')}",
        f"送达日期：{day_words(case.served_on)}", _officers(case), "受送达人（签名或盖章）：",
    ]  # fmt: skip


JOINT_LETTER = "joint_letter"  # written by its own verb, to another organ
JOINT_TITLE, JOINT_SERIES = "协助调查函", "协查"
KINDS: Mapping[str, PaperKind] = {
    "register": PaperKind("案件来源登记表", "案源", _register),
    "filing": PaperKind("立案审批表", "立审", _filing, lambda case: case.filed_on is not None),
    "inquiry": PaperKind("询问笔录", "询", _inquiry, lambda case: len(case.officers) > 1, asks=True),
    "notice": PaperKind("行政处罚告知书", "罚告", _notice, lambda case: case.notified_on is not None),
    "decision": PaperKind("行政处罚决定书", "罚决", _decision, lambda case: case.decision == "penalty"),
    "spared": PaperKind("不予行政处罚决定书", "不罚", _spared, lambda case: case.decision == "no_penalty"),
    "deferral": PaperKind("延期（分期）缴纳罚款通知书", "罚延", _deferral, lambda case: case.deferral_on is not None),
    "urging": PaperKind("行政处罚决定履行催告书", "罚催", _urging, lambda case: case.urged_on is not None),
    "receipt": PaperKind("送达回证", "送", _receipt, lambda case: case.served_on is not None, asks=True),
}
