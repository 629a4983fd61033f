"""The verbs of a finding as a page offers them: which move, which right, which words, and the action behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.loop import actions, queries
from shian.loop.models import Finding
from shian.loop.states import FINDING


@dataclass(frozen=True)
class Said:
    """What was filled in beside a verb."""

    note: str
    photos: tuple[UUID, ...]
    by: Actor
    now: datetime


@dataclass(frozen=True)
class Verb:
    """One button: the move it makes, the right it needs, its words; `do` is the action."""

    key: str
    move: str
    right: str
    word: Promise
    note: Promise
    do: Callable[[Finding, Said], Finding]
    look: Literal["primary", "danger", "plain", ""] = ""
    photo: bool = False
    confirm: Promise | None = None


def _told(name: str, action: Callable[..., Finding]) -> Callable[[Finding, Said], Finding]:
    """An action that takes the words under this name."""
    return lambda finding, said: action(finding, by=said.by, now=said.now, **{name: said.note})


def _shown(name: str, action: Callable[..., Finding], **more: Any) -> Callable[[Finding, Said], Finding]:
    """The same with photographs."""
    return lambda finding, said: action(
        finding, by=said.by, now=said.now, photos=said.photos, **{name: said.note}, **more
    )


_VERBS = (
    Verb("verify", "close", "recheck", _("复查通过，销号"), _("复查看到了什么"), _shown("note", actions.verify_fix), "primary", photo=True),
    Verb("reject", "reject", "recheck", _("复查未通过，退回再改"), _("哪里还没有改好"), _shown("note", actions.reject_fix), photo=True),
    Verb("claim", "claim", "claim", _("认领"), _("备注（可不填）"), _told("note", actions.claim), "primary"),
    Verb("handle", "handle", "handle", _("开始处置"), _("打算怎么处置"), _told("note", actions.start_handling)),
    Verb("order", "order", "order", _("责令改正"), _("责令改正的内容"), _told("note", actions.order_fix)),
    Verb("strike-off", "strike_off", "strike_off", _("处置完毕，销号"), _("处置结果，发现人会看到"),
         _shown("outcome", actions.strike_off), "primary", photo=True, confirm=_("销号以后不能再改，确定处置完了吗？")),
    Verb("return", "return", "return_finding", _("退回"), _("退回的原因，发现人会看到"), _told("outcome", actions.return_finding)),
    Verb("urge-again", "urge_again", "urge", _("再次督促整改"), _("对主体说什么"), _told("note", actions.urge_again), "primary"),
    Verb("report", "report", "report_fix", _("报告已整改"), _("怎么整改的"), _shown("note", actions.report_fix), "primary", photo=True),
    Verb("enter-fix", "report", "enter_fix", _("代主体录入整改"), _("主体怎么整改的；代录以后要由别人复查"),
         _shown("note", actions.report_fix, on_behalf=True), photo=True),
    Verb("push", "push", "push_to_station", _("移交监管所"), _("为什么移交"), _told("note", actions.push)),
    Verb("withdraw", "withdraw", "withdraw", _("撤回（查错了）"), _("为什么撤回"), _told("reason", actions.withdraw_finding),
         "danger", confirm=_("撤回以后不能恢复，也不算整改完成。确定查错了吗？")),
)  # fmt: skip
VERBS: Mapping[str, Verb] = {verb.key: verb for verb in _VERBS}


def held(viewer: Actor, finding: Finding) -> list[Verb]:
    """The verbs which the state allows and the viewer holds here; nobody is offered to verify their own fix."""
    return [verb for verb in _VERBS if _offered(viewer, finding, verb)]


def _offered(viewer: Actor, finding: Finding, verb: Verb) -> bool:
    if not FINDING.may(finding.state, verb.move) or not lens.may(viewer, verb.right, finding):
        return False
    if verb.right == "recheck":
        return bool(queries.may_recheck(finding, viewer=viewer))
    return verb.key != "enter-fix" or finding.business_id not in viewer.businesses
