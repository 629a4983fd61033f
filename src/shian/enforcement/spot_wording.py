"""当场行政处罚决定书 as it is handed over (art 68): every point that the article asks for, Chinese in any language."""

from shian.enforcement.models import SpotPenalty
from shian.enforcement.rules import day_words
from shian.enforcement.states import PERSON
from shian.enforcement.wording import PENALTY_WORDS
from shian.kernel.money import yuan

TITLE = "当场行政处罚决定书"


def body_of_spot(row: SpotPenalty) -> str:
    """The party, the breach, the ground, the penalty, how to pay, how to object, the office, time and place."""
    kind = "姓名" if row.party_kind == PERSON else "名称"
    lines = [
        f"当事人（{kind}）：{row.party_name}", f"违法行为：{row.title}", f"时间、地点：{day_words(row.decided_on)}，{row.where}",
        f"处罚依据：{row.basis}",
        f"执法人员已出示执法证件，当场告知拟作出的处罚及事实、理由、依据和陈述、申辩的权利。当事人意见：{row.plea}",
        f"决定给予以下行政处罚：{punished(row)}。", _payment(row),
        "不服本决定的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
        "执法人员：" + "、".join(f"{one['name']}（执法证号{one['certificate']}）" for one in row.officers),
        f"本决定书当场交付当事人。{_signed(row)}",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def punished(row: SpotPenalty) -> str:
    parts = [PENALTY_WORDS[one] for one in row.penalties if one != "fine"]
    return "；".join([*parts, *([f"罚款{yuan(row.fine_fen)}元"] if row.fine_fen else [])])


def _payment(row: SpotPenalty) -> str:
    if not row.fine_fen:
        return ""
    if row.cash_why:
        return f"罚款当场收缴（{row.cash_why}），专用票据号：{row.ticket}。"
    return "罚款应当自收到本决定书之日起十五日内缴至指定银行；逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。"


def _signed(row: SpotPenalty) -> str:
    return f"当事人拒绝签收：{row.refused}。" if row.refused else "当事人（签名）：            "
