"""The verbs of a letter on its page: which state and whom each needs, what is typed beside it, what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.doors.letters.forms import interview_of
from shian.doors.ui.verbs import Said
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.letters import actions, queries
from shian.letters.models import Letter
from shian.letters.rules import may_approve
from shian.letters.states import LETTER

Fits = Callable[[Letter, Actor, date], bool]


@dataclass(frozen=True)
class Verb:
    key: str
    move: str
    right: str
    word: Promise
    do: Callable[[Letter, Said], object]
    note: Promise | None = None
    look: Literal["primary", "danger", "plain", ""] = ""
    files: bool = False
    confirm: Promise | None = None
    form: Literal["", "edit", "interview"] = ""
    fits: Fits = lambda letter, viewer, on: True


def _plain(action: Callable[..., object]) -> Callable[[Letter, Said], object]:
    return lambda letter, said: action(letter, by=said.by, now=said.now)


def _noted(name: str, action: Callable[..., object]) -> Callable[[Letter, Said], object]:
    return lambda letter, said: action(letter, by=said.by, now=said.now, **{name: said.note})


def _answer(letter: Letter, said: Said) -> object:
    return actions.answer_letter(letter, note=said.note, documents=said.files, by=said.by, now=said.now)


def _edit(letter: Letter, said: Said) -> object:
    texts = {name: said.words.get(name, "") for name in ("subject", "body", "copies")}
    return actions.edit_letter(letter, by=said.by, now=said.now, **texts)


def _interview(letter: Letter, said: Said) -> object:
    return actions.record_interview(letter, interview_of(said.words), by=said.by, now=said.now)


def _mine(letter: Letter, viewer: Actor, on: date) -> bool:
    return queries.is_addressee(letter, viewer)


def _others(letter: Letter, viewer: Actor, on: date) -> bool:
    return not queries.is_addressee(letter, viewer)


def _second_eyes(letter: Letter, viewer: Actor, on: date) -> bool:
    return bool(may_approve(viewer.person, letter.drafted_by))


def _extendable(letter: Letter, viewer: Actor, on: date) -> bool:
    return queries.kind_of(letter).extension is not None and letter.extended_on is None and _others(letter, viewer, on)


def _heavier(letter: Letter, viewer: Actor, on: date) -> bool:
    return bool(queries.kind_of(letter).escalates_to) and _others(letter, viewer, on)


_VERBS = (
    Verb("submit", "submit", "draft_letter", _("送审"), _plain(actions.submit_letter), look="primary"),
    Verb("be-heard", "be_heard", "answer_letter", _("陈述意见"), _noted("note", actions.be_heard),
         _("您的说明会印在这份函后面，审批的人先看到它"), "primary", fits=lambda one, who, on: queries.may_speak(one, who, on=on)),
    Verb("approve", "approve", "approve_letter", _("批准"), _noted("note", actions.approve_letter), _("审批意见（可不填）"),
         "primary", fits=_second_eyes),
    Verb("send-back", "send_back", "approve_letter", _("退回修改"), _noted("note", actions.send_back_letter), _("哪里要改"),
         fits=_second_eyes),
    Verb("issue", "issue", "issue_letter", _("编号印发"), _plain(actions.issue_letter), look="primary",
         confirm=_("文号编出后不能收回再用，确定编号吗？")),
    Verb("send", "send", "issue_letter", _("发出"), _plain(actions.send_letter), look="primary",
         confirm=_("发出后对方就能看到，不能撤回。确定发出吗？")),
    Verb("receive", "receive", "answer_letter", _("签收"), _plain(actions.receive_letter), look="primary", fits=_mine),
    Verb("answer", "answer", "answer_letter", _("回复"), _answer, _("怎么落实的、结果怎样"), "primary", files=True, fits=_mine),
    Verb("accept", "accept", "assess_letter", _("认可，办结"), _noted("note", actions.accept_answer), _("认定或者验收意见"),
         "primary", fits=_others),
    Verb("return", "return", "assess_letter", _("退回重报"), _noted("note", actions.return_answer), _("还差什么"), fits=_others),
    Verb("extend", "extend", "assess_letter", _("同意延期"), _noted("note", actions.extend_letter), _("延期的理由"), fits=_extendable),
    Verb("escalate", "escalate", "draft_letter", _("拟更重的一级"), _plain(actions.draft_heavier), fits=_heavier),
    Verb("interview", "interview", "assess_letter", _("记一次约谈"), _interview, form="interview", fits=_others),
    Verb("edit", "edit", "draft_letter", _("修改文字"), _edit, form="edit"),
    Verb("redraft", "redraft", "draft_letter", _("按最新情况重拟"), _plain(actions.redraft_letter)),
    Verb("withdraw", "withdraw", "draft_letter", _("撤回"), _noted("reason", actions.withdraw_letter), _("为什么不发了"), "danger"),
)  # fmt: skip
VERBS: Mapping[str, Verb] = {verb.key: verb for verb in _VERBS}
INTERVIEWED = frozenset({"sent", "received", "answered", "returned", "closed"})


def held(viewer: Actor, letter: Letter, *, on: date) -> list[Verb]:
    """Those which the state allows, the viewer holds here, and which are theirs to do."""
    return [
        verb
        for verb in _VERBS
        if _stands(verb, letter) and lens.may(viewer, verb.right, letter) and verb.fits(letter, viewer, on)
    ]


def _stands(verb: Verb, letter: Letter) -> bool:
    if verb.move == "interview":
        return letter.kind == "interview_notice" and letter.state in INTERVIEWED
    if verb.key == "answer" and letter.state == "sent":
        return queries.kind_of(letter).reply is not None  # answering signs for it
    return LETTER.may(letter.state, verb.move)
