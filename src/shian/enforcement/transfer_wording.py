"""The papers that go to the police, from what was frozen when they were handed over (State Council 310 art 6); Chinese in any language."""

from collections.abc import Callable, Mapping

from shian.enforcement.models import Transfer
from shian.enforcement.rules import day_words
from shian.kernel.money import yuan


def _letter(row: Transfer) -> list[str]:
    return [
        f"案由：{row.title}", f"案号：{row.mark}" if row.mark else "", f"案情：{row.summary}",
        "经查，上述行为涉嫌犯罪。依据《中华人民共和国行政处罚法》第二十七条、《行政执法机关移送涉嫌犯罪案件的规定》第三条，现将该案移送你单位依法处理。",
        f"涉嫌犯罪的提示：{_flags(row)}" if row.because else "",
        f"批准移送：{row.decided_by}  {day_words(row.decided_on)}",
        "请自接受移送之日起三日内依法审查，决定是否立案，并书面告知本机关。",
    ]  # fmt: skip


def _flags(row: Transfer) -> str:
    return "；".join(f"{one.get('title', '')}（{one.get('clause', '')}）" for one in row.because)


def _report(row: Transfer) -> list[str]:
    return [
        f"案由：{row.title}",
        f"专案组：{row.team}",
        f"提出日期：{day_words(row.proposed_on)}",
        *row.report.splitlines(),
    ]


def _goods(row: Transfer) -> list[str]:
    lines = [
        f"{n}. {one['name']}  {one['quantity']}{one['unit']}  货值{yuan(int(one['value']))}元"
        for n, one in enumerate(row.goods, 1)
    ]
    return [f"案由：{row.title}", *(lines or ["没有查封、扣押或者登记保存的物品。"])]


WRITTEN: Mapping[str, tuple[str, Callable[[Transfer], list[str]]]] = {
    "letter": ("涉嫌犯罪案件移送书", _letter),
    "report": ("涉嫌犯罪案件情况的调查报告", _report),
    "goods_list": ("涉案物品清单", _goods),
}


def body_of_paper(kind: str, row: Transfer) -> str:
    return "\n".join(line for line in WRITTEN[kind][1](row) if line)
