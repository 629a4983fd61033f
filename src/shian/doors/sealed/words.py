"""The words of the sealed channel as the screen says them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.doors.sealed.shapes import LetterShown
from shian.doors.ui.shapes.parts import Badge, Field, Option, Tone
from shian.doors.ui.terms import said
from shian.doors.ui.words import moment_words
from shian.sealed.queries import Said
from shian.sealed.states import CLUE, OPENING, OUTCOMES, REASONS, REWARD

SIDES: Mapping[int, Promise] = {0: gettext_lazy("第一位保管人"), 1: gettext_lazy("第二位保管人")}
KINDS: Mapping[str, Promise] = {"person": gettext_lazy("举报人身份"), "payout": gettext_lazy("领奖账号")}
_TONES: Mapping[str, Tone] = {
    "received": "soon",
    "handling": "info",
    "handed": "info",
    "closed": "done",
    "asked": "soon",
    "agreed": "soon",
    "passed": "info",
    "read": "late",
    "proposed": "soon",
    "approved": "info",
    "declined": "done",
    "claimed": "soon",
    "paid": "done",
    "lapsed": "late",
}


def clue_badge(state: str) -> Badge:
    return Badge(said(CLUE.words, state), _TONES.get(state, ""))


def opening_badge(state: str) -> Badge:
    return Badge(said(OPENING.words, state), _TONES.get(state, ""))


def reward_badge(state: str) -> Badge:
    return Badge(said(REWARD.words, state), _TONES.get(state, ""))


def reasons() -> tuple[Option, ...]:
    return tuple(Option(key, str(word)) for key, word in REASONS.items())


def outcomes() -> tuple[Option, ...]:
    return tuple(Option(key, str(word)) for key, word in OUTCOMES.items())


def name_fields() -> tuple[Field, ...]:
    """Who somebody is, as far as they want to say."""
    return (
        Field("name", _("姓名"), autocomplete="off"),
        Field("phone", _("电话或别的联系办法"), autocomplete="off"),
        Field("number", _("证件号（领奖励时要核对，可以以后再填）"), autocomplete="off"),
    )


def account_fields() -> tuple[Field, ...]:
    """Where a reward goes."""
    return (
        Field(
            "holder",
            _("收款人"),
            autocomplete="off",
            help=_("填了就打到账号上，只有两位保管人一起才看得到；不填就凭领奖码领现金。"),
        ),
        Field("bank", _("开户行"), autocomplete="off"),
        Field("account", _("账号"), autocomplete="off"),
    )


def letter(one: Said, *, inside: bool) -> LetterShown:
    """A letter as one side sees it."""
    row = one.letter
    mine = row.ours == inside
    who = (_("承办人") if row.ours else _("举报人")) if not mine else _("您")
    unread = _("对方还没有看") if mine else _("新来的")
    read = _("%(when)s 已看") % {"when": moment_words(row.read_at)} if row.read_at else unread
    return LetterShown(who, moment_words(row.sent_at), one.text, read, row.ours)
