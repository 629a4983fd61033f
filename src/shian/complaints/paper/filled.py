"""The ten forms, in words. They are Chinese, whatever the screen speaks; the fields are those of the official forms, the sentences ours."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

Part = dict[str, Any]  # the fields of a filled form that one kind of it says

COMPLAINT_STATES = (
    "registered",
    "awaiting_identity",
    "accepted",
    "mediating",
    "refused",
    "settled",
    "terminated",
    "closed",
)
REPORT_STATES = ("registered", "checking", "filed", "not_filed", "handed_over", "concluded", "closed")
BLANK = "（未填）"


@dataclass(frozen=True)
class Form:
    """One form: its place among the ten, its title, of which files, in which states it can be drawn."""

    number: int
    title: str
    kinds: tuple[str, ...]
    states: tuple[str, ...]


FORMS: Mapping[str, Form] = {
    "complaint_register": Form(1, "投诉登记表", ("complaint",), COMPLAINT_STATES),
    "report_register": Form(2, "举报登记表", ("report",), REPORT_STATES),
    "sending_notice": Form(3, "分送通知书", ("complaint", "report"), ("sent_on",)),
    "identity_notice": Form(4, "限期提供身份证明材料通知书", ("complaint",), ("awaiting_identity",)),
    "acceptance": Form(5, "投诉受理决定书", ("complaint",), ("accepted", "mediating", "settled", "terminated")),
    "non_acceptance": Form(6, "投诉不予受理决定书", ("complaint",), ("refused",)),
    "mediation_notice": Form(7, "投诉调解通知书", ("complaint",), ("mediating",)),
    "ending": Form(8, "投诉终止调解决定书", ("complaint",), ("terminated",)),
    "mediation_paper": Form(9, "投诉调解书", ("complaint",), ("settled",)),
    "report_result": Form(
        10, "举报处理结果告知书", ("report",), ("filed", "not_filed", "handed_over", "concluded", "closed")
    ),
}


@dataclass(frozen=True)
class Facts:
    """What of a file stands on its forms, as text; '' where nobody said it."""

    organ: str
    file: str
    day: str
    kind: str = "complaint"
    received: str = ""
    name: str = ""
    phone: str = ""
    identity: str = ""
    address: str = ""
    publicity: str = ""
    entrusted: str = ""
    respondent: str = ""
    respondent_address: str = ""
    happened: str = ""
    place: str = ""
    text: str = ""
    amount: str = ""
    evidence: str = ""
    demand: str = ""
    handler: str = ""
    to: str = ""
    until: str = ""
    meeting: str = ""
    ground: str = ""
    clause: str = ""
    words: str = ""
    outcome: str = ""
    decision: str = ""
    mediator: str = ""


@dataclass(frozen=True)
class Filled:
    """A form as it is printed: a table of labels and values, or an addressee and paragraphs; then who signs."""

    number: int
    title: str
    organ: str
    mark: str
    day: str
    rows: tuple[tuple[str, str], ...] = ()
    addressee: str = ""
    parts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    copies: str = field(default="")

    def as_json(self) -> str:
        """As it is kept, whole."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def changed(self, change: Callable[[str], str]) -> "Filled":
        """The same form with its words changed, labels and signatures left."""
        rows = tuple((label, change(value)) for label, value in self.rows)
        return replace(self, rows=rows, addressee=change(self.addressee), parts=tuple(map(change, self.parts)))

    @classmethod
    def of(cls, kept: str) -> "Filled":
        """Back from how it is kept."""
        said: Part = json.loads(kept)
        rows = tuple((label, value) for label, value in said.pop("rows"))
        fields: Part = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
        return cls(rows=rows, **fields)


def filled(form: str, facts: Facts, mark: str) -> Filled:
    """A form filled from the facts of a file."""
    one = FORMS[form]
    title = one.title if form != "sending_notice" else ("投诉" if facts.kind == "complaint" else "举报") + one.title
    return Filled(number=one.number, title=title, organ=facts.organ, mark=mark, day=facts.day, **_FILL[form](facts))


def _complaint_register(f: Facts) -> Part:
    rows = (
        ("登记单位", f.organ), ("编号", f.file), ("登记日期", f.received), ("投诉人姓名", f.name), ("电话", f.phone),
        ("证件号码", f.identity), ("通讯地址", f.address), ("是否同意公示", f.publicity), ("是否同意委托调解", f.entrusted),
        ("被投诉人", f.respondent), ("被投诉人地址", f.respondent_address), ("发生时间", f.happened), ("发生地点", f.place),
        ("争议事实", f.text), ("涉及金额", f.amount), ("证据材料", f.evidence), ("投诉请求", f.demand),
    )  # fmt: skip
    return {"rows": _said(rows), "signs": ("投诉人签字", f"经办人　{f.handler}")}


def _report_register(f: Facts) -> Part:
    rows = (
        ("登记单位", f.organ), ("编号", f.file), ("登记日期", f.received), ("举报人姓名", f.name or "匿名"),
        ("电话", f.phone), ("证件号码", f.identity), ("通讯地址", f.address), ("被举报人", f.respondent),
        ("被举报人地址", f.respondent_address), ("发生时间", f.happened), ("发生地点", f.place),
        ("具体线索", f.text), ("证据材料", f.evidence),
    )  # fmt: skip
    return {"rows": _said(rows), "signs": ("举报人签字", f"经办人　{f.handler}")}


def _said(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value or BLANK) for label, value in rows)


def _sending_notice(f: Facts) -> Part:
    what = "投诉" if f.kind == "complaint" else "举报"
    parts = (
        f"{f.received}收到关于{f.respondent or '有关单位'}的{what}（编号{f.file}），属于你单位处理权限，现分送你单位。",
        f"请签收后依法处理，并把处理情况反馈本单位。签收期限：{f.until or '收到后及时签收'}。没有处理权限的，请及时反馈，不得自行移送。",
    )
    return {"addressee": f.to, "parts": parts, "signs": ("签收人", "签收日期")}


def _identity_notice(f: Facts) -> Part:
    parts = (
        f"你对{f.respondent or '有关经营者'}的投诉（编号{f.file}）已经登记。为核实投诉人身份，请在{f.until}前提供本人身份证明材料。",
        "委托他人投诉的，一并提供授权委托书和受托人身份证明。逾期不提供或者拒不配合核实的，依法不予受理。",
        "材料可以当面提交，也可以凭收据编号在网上提交。身份信息只用于办理这件投诉。",
    )
    return {"addressee": f.name, "parts": parts}


def _acceptance(f: Facts) -> Part:
    parts = (
        f"你于{f.received}对{f.respondent or '有关经营者'}的投诉（编号{f.file}），符合受理条件，决定受理。",
        f"本单位将依法组织调解，调解期限到{f.until}；检验、检测、鉴定的时间不计入。鼓励双方自行和解。",
    )
    return {"addressee": f.name, "parts": parts, "copies": f.respondent}


def _non_acceptance(f: Facts) -> Part:
    parts = (
        f"你于{f.received}对{f.respondent or '有关经营者'}的投诉（编号{f.file}），经审查：{f.ground}。",
        f"依据{f.clause}，决定不予受理。{f.words}",
        "你可以通过其他途径解决争议：与经营者协商和解，请求消费者协会或者其他调解组织调解，根据仲裁协议提请仲裁，向人民法院提起诉讼。",
    )
    return {"addressee": f.name, "parts": parts}


def _mediation_notice(f: Facts) -> Part:
    parts = (
        f"{f.name}对{f.respondent or '有关经营者'}的投诉（编号{f.file}）已经受理，现通知双方参加调解。",
        f.meeting or "调解的时间、地点另行通知。",
        "请按时参加并带好与争议有关的材料。对调解人员申请回避的，请在调解以前提出。无正当理由不参加的，终止调解。",
    )
    return {"addressee": f"{f.name}、{f.respondent or '被投诉人'}", "parts": parts}


def _ending(f: Facts) -> Part:
    parts = (
        f"{f.name}对{f.respondent or '有关经营者'}的投诉（编号{f.file}），经审查：{f.ground}。",
        f"依据{f.clause}，决定终止调解。{f.words}",
        "争议没有解决的，可以根据仲裁协议提请仲裁，或者向人民法院提起诉讼。",
    )
    return {"addressee": f"{f.name}、{f.respondent or '被投诉人'}", "parts": parts}


def _mediation_paper(f: Facts) -> Part:
    rows = (
        ("编号", f.file), ("投诉人", f.name), ("被投诉人", f.respondent), ("争议事实", f.text), ("投诉请求", f.demand),
        ("达成的协议", f.outcome), ("金额", f.amount),
    )  # fmt: skip
    parts = ("本调解书由双方签字或者盖章，加盖调解单位印章，双方各执一份，调解单位存档一份。",)
    return {
        "rows": _said(rows),
        "parts": parts,
        "signs": ("投诉人签字", "被投诉人签字（盖章）", f"调解人员　{f.mediator}"),
    }


def _report_result(f: Facts) -> Part:
    parts = (
        f"你于{f.received}对{f.respondent or '有关单位'}的举报（编号{f.file}），经核查，{f.decision}。",
        f.outcome,
        "感谢你对食品安全的监督。你的个人信息和举报情况依法保密。",
    )
    return {"addressee": f.name or "举报人", "parts": tuple(part for part in parts if part)}


_FILL: Mapping[str, Callable[[Facts], Part]] = {
    "complaint_register": _complaint_register,
    "report_register": _report_register,
    "sending_notice": _sending_notice,
    "identity_notice": _identity_notice,
    "acceptance": _acceptance,
    "non_acceptance": _non_acceptance,
    "mediation_notice": _mediation_notice,
    "ending": _ending,
    "mediation_paper": _mediation_paper,
    "report_result": _report_result,
}
