"""What is asked beside each verb of a file: its fields, kept as typed where it was refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.complaints.actions.journal import bringer_of
from shian.complaints.actions.papering import offered_forms
from shian.complaints.law import regime_of
from shian.complaints.models import Complaint, Invitation, Paper, Recusal
from shian.complaints.paper import FORMS
from shian.complaints.queries.files import offices_to_send_to
from shian.complaints.rules import Same, scrubbed
from shian.complaints.states import REPORT
from shian.doors.complaints.verbs import VERBS
from shian.doors.complaints.words import FIXED, TELLING
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Act, Field, Option
from shian.doors.ui.terms import options
from shian.doors.ui.typed import Typed
from shian.kernel.actor import Actor
from shian.kernel.money import yuan
from shian.packs.complaints import Reason


@dataclass(frozen=True)
class Beside:
    """What the fields of a file are made from."""

    viewer: Actor
    found: Complaint
    typed: Typed
    likely: Sequence[tuple[Complaint, Same]] = ()
    papers: Sequence[Paper] = ()
    invitation: Invitation | None = None
    recusals: Sequence[Recusal] = ()

    def act(self, verb: str) -> Act:
        one = VERBS[verb]
        fields = _FIELDS[verb](self, verb) if verb in _FIELDS else ()
        to = reverse("complaint_act", args=[self.found.pk, verb])
        return Act(verb, str(one.word), to, fields, look="primary" if one.look else "")

    def note(self, verb: str, label: str, *, long: bool = True, help: str = "", value: str = "") -> Field:
        said, wrong = self.typed.word(verb, "note", value), self.typed.wrong(verb)
        return Field("note", label, "textarea" if long else "text", said, help=help, error=wrong, required=True)

    def chosen(self, verb: str, name: str, label: str, many: Sequence[tuple[str, str]]) -> Field:
        typed = self.typed.word(verb, name)
        rows = tuple(Option(key, text, chosen=key == typed) for key, text in [("", _("请选")), *many])
        return Field(name, label, "select", options=rows, required=True)

    def day(self, verb: str, name: str, label: str, help: str) -> Field:
        return Field(name, label, "date", self.typed.word(verb, name), help=help)


def _reasons(reasons: Mapping[str, Reason]) -> list[tuple[str, str]]:
    return [(key, spoken(one.title)) for key, one in reasons.items()]


def _split(b: Beside, verb: str) -> tuple[Field, ...]:
    text = b.found.text
    return (
        Field("dispute", _("投诉的部分：要解决什么纠纷"), "textarea", b.typed.word(verb, "dispute", text), error=b.typed.wrong(verb)),
        Field("offence", _("举报的部分：哪里违法"), "textarea", b.typed.word(verb, "offence", text)),
    )  # fmt: skip


def _refuse(b: Beside, verb: str) -> tuple[Field, ...]:
    reason = b.chosen(verb, "reason", _("依据哪一项"), _reasons(regime_of(b.found).refusals))
    return reason, b.note(verb, _("向投诉人说明"), help=_("说清理由，再说还可以找谁"))


def _ask_identity(b: Beside, verb: str) -> tuple[Field, ...]:
    return (b.day(verb, "until", _("到哪一天"), _("空着就按规定的天数")),)


def _invite(b: Beside, verb: str) -> tuple[Field, ...]:
    """What the bringer wrote, with their name and number taken out, for a person to put right."""
    draft = scrubbed("。".join(filter(None, [b.found.text.rstrip("。"), b.found.demand])), bringer_of(b.found))
    told = _("被投诉人看到的就是这一段。不要写投诉人的姓名、电话和住址。")
    note = b.note(verb, _("告诉被投诉人什么事"), help=told, value=draft[:1000])
    return note, b.day(verb, "until", _("请它在哪一天以前答复"), _("它凭自己的账号答复，也可以提出和解方案"))


def _decide_recusal(b: Beside, verb: str) -> tuple[Field, ...]:
    asked = next((row for row in b.recusals if not row.decision), None)
    reason = _("理由：%(why)s") % {"why": asked.reason} if asked else ""
    many = [("yes", _("同意回避，换人调解")), ("no", _("不予回避"))]
    grant = replace(b.chosen(verb, "grant", _("%(who)s是否回避") % {"who": b.found.mediator}, many), help=reason)
    name = Field("successor", _("由谁接手"), "text", b.typed.word(verb, "successor"), help=_("同意回避的才填"))
    posts = [(str(one.pk), f"{one.organisation.name} · {one.title}") for one in offices_to_send_to(b.found, b.viewer)]
    post = replace(b.chosen(verb, "post", _("接手的人在哪个单位"), posts), required=False)
    rows = (Option("", _("还是现在的办理单位")), *post.options[1:])
    return grant, b.note(verb, _("决定的理由，双方看得到")), name, replace(post, options=rows)


def _begin_mediation(b: Beside, verb: str) -> tuple[Field, ...]:
    modes = [("on_site", _("现场")), ("remote", _("电话、视频或网上")), ("entrusted", _("委托消协等调解组织"))]
    who = Field("mediator", _("调解人员"), "text", b.typed.word(verb, "mediator", b.viewer.label), required=True)
    return b.chosen(verb, "mode", _("怎么调解"), modes), b.note(verb, _("时间和地点"), long=False), who


def _extend_check(b: Beside, verb: str) -> tuple[Field, ...]:
    who = Field("approved", _("哪位负责人批准的"), "text", b.typed.word(verb, "approved"), required=True)
    return b.note(verb, _("为什么要延长"), long=False), who


def _settle(b: Beside, verb: str) -> tuple[Field, ...]:
    kept = [("paper", _("制作调解书")), ("at_once", _("当场履行，不制作调解书"))]
    agreed = b.invitation if b.invitation and b.invitation.offer_said == "yes" else None
    fen = yuan(agreed.offer_fen) if agreed and agreed.offer_fen is not None else ""
    paid = Field("paid", _("退赔多少元（没有就空着）"), "text", b.typed.word(verb, "paid", fen))
    note = b.note(verb, _("达成了什么协议"), value=agreed.offer if agreed else "")
    return note, paid, b.chosen(verb, "kept", _("怎么履行"), kept)


def _terminate(b: Beside, verb: str) -> tuple[Field, ...]:
    reason = b.chosen(verb, "reason", _("依据哪一项"), _reasons(regime_of(b.found).endings))
    return reason, b.note(verb, _("向双方说明"))


def _decide(b: Beside, verb: str) -> tuple[Field, ...]:
    many = [("file_case", _("立案")), ("not_file", _("不予立案")), ("hand_over", _("移送有权处理的机关"))]
    return b.chosen(verb, "decision", _("决定"), many), b.note(verb, _("理由，举报人看得到"))


def _merge(b: Beside, verb: str) -> tuple[Field, ...]:
    return (
        b.chosen(
            verb, "into", _("并入哪一份"), [(str(one.pk), f"{one.mark} {one.respondent}") for one, _same in b.likely]
        ),
    )


def _send_on(b: Beside, verb: str) -> tuple[Field, ...]:
    posts = [
        (str(post.pk), f"{post.organisation.name} · {post.title}") for post in offices_to_send_to(b.found, b.viewer)
    ]
    return b.chosen(verb, "to", _("分送给谁"), posts), b.note(verb, _("为什么归他们办"), long=False)


def _track(b: Beside, verb: str) -> tuple[Field, ...]:
    number = Field(
        "number",
        _("对方系统的编号"),
        "text",
        b.typed.word(verb, "number", b.found.outside_number),
        error=b.typed.wrong(verb),
        required=True,
    )
    return number, b.day(verb, "until", _("对方的期限"), _("没有就空着"))  # fmt: skip


def _follow_up(b: Beside, verb: str) -> tuple[Field, ...]:
    many = [(key, str(word)) for key, word in FIXED.items() if key]
    return b.chosen(verb, "fixed", _("投诉人怎么说"), many), b.note(verb, _("回访情况"))


def _form(b: Beside, verb: str) -> tuple[Field, ...]:
    return (b.chosen(verb, "form", _("哪一份"), [(key, FORMS[key].title) for key in offered_forms(b.found)]),)


def _send_form(b: Beside, verb: str) -> tuple[Field, ...]:
    papers = [(str(one.pk), f"{FORMS[one.form].title} {one.mark}") for one in b.papers]
    how = Field("how", _("怎么送达"), "select", options=options(TELLING, b.typed.word(verb, "how")))
    return b.chosen(verb, "paper", _("哪份文书"), papers), how


def _release(b: Beside, verb: str) -> tuple[Field, ...]:
    photos = tuple(
        Option(str(key), _("照片 %(n)s") % {"n": n}, chosen=key in b.found.released)
        for n, key in enumerate(b.found.evidence, 1)
    )
    help_ = _("先看过：没有人脸、姓名、电话，才能公开")
    return (Field("photos", _("哪些可以公开"), "checkbox", options=photos, help=help_),)


def _stop(b: Beside, verb: str) -> tuple[Field, ...]:
    label = _("送检什么、送到哪里") if b.found.kind == REPORT else _("送检什么，双方怎么约定")
    return (b.note(verb, label, long=False),)


def _one_note(label: Callable[[], str], *, long: bool = True) -> Callable[[Beside, str], tuple[Field, ...]]:
    return lambda b, verb: (b.note(verb, label(), long=long),)


_FIELDS: Mapping[str, Callable[[Beside, str], tuple[Field, ...]]] = {
    "split": _split,
    "refuse": _refuse,
    "ask_identity": _ask_identity,
    "begin_mediation": _begin_mediation,
    "settle": _settle,
    "terminate": _terminate,
    "decide": _decide,
    "merge": _merge,
    "invite": _invite,
    "decide_recusal": _decide_recusal,
    "tell_other_side": _one_note(lambda: _("说什么，只有被投诉人看得到")),
    "ask_recusal": _one_note(lambda: _("为什么要回避"), long=False),
    "part": _one_note(lambda: _("为什么不是同一件事，反映人看得到"), long=False),
    "send_on": _send_on,
    "track": _track,
    "follow_up": _follow_up,
    "form": _form,
    "send_form": _send_form,
    "release": _release,
    "send_back": _one_note(lambda: _("为什么不归我们")),
    "stop": _stop,
    "go_on": _one_note(lambda: _("结果是什么"), long=False),
    "tell_ending": _one_note(lambda: _("怎么告知的"), long=False),
    "tell_reporter": _one_note(lambda: _("怎么告知的"), long=False),
    "extend_check": _extend_check,
    "conclude": _one_note(lambda: _("查处结果，举报人看得到")),
    "bring_back": _one_note(lambda: _("对方办理的结果")),
    "tell_outside": _one_note(lambda: _("反馈了什么"), long=False),
    "reopen": _one_note(lambda: _("为什么重新办理")),
    "answer": _one_note(lambda: _("说什么")),
    "clue": _one_note(lambda: _("什么线索")),
}


def acts(beside: Beside, may: Sequence[str]) -> tuple[Act, ...]:
    """The verbs as forms; what cannot be chosen from anything is not offered."""
    hidden = {"merge"} if not beside.likely else set()
    return tuple(beside.act(key) for key in may if key not in hidden)
