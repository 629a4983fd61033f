"""The verbs of the sealed desk, as its pages offer them."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.typed import key_or_none
from shian.doors.ui.verbs import Said
from shian.kernel.amounts import fen_of
from shian.kernel.refused import Refused
from shian.sealed import actions, boxes, queries
from shian.sealed.actions import Proposed, Summary, Why
from shian.sealed.bundles import Bundle
from shian.sealed.models import Channel, CustodianKey, Identity, Opening, Reward, SealedClue


@dataclass(frozen=True)
class Verb:
    """One button: its right, the states in which it is offered, what it does, what is said when done."""

    right: str
    states: tuple[str, ...]
    do: Callable[..., object]
    told: Promise


def _read(one: SealedClue, said: Said) -> object:
    return actions.read_clue(one, by=said.by, now=said.now)


def _answer(one: SealedClue, said: Said) -> object:
    return actions.answer_clue(one, said.word("text"), by=said.by, now=said.now)


def _hand(one: SealedClue, said: Said) -> object:
    return actions.hand_clue(one, Summary(said.word("business"), said.word("summary")), by=said.by, now=said.now)


def _close(one: SealedClue, said: Said) -> object:
    return actions.close_clue(one, said.word("outcome"), money=fen_of(said.word("money")), by=said.by, now=said.now)


def _propose(one: SealedClue, said: Said) -> object:
    proposed = Proposed(said.word("level"), said.word("insider") == "yes", said.lists.get("exclusions", ()))
    return actions.propose_reward(one, proposed, by=said.by, now=said.now)


def _approve(one: Reward, said: Said) -> object:
    return actions.approve_reward(one, finance=said.word("finance"), by=said.by, now=said.now)


def _turn_down(one: Reward, said: Said) -> object:
    return actions.turn_down_reward(one, why=said.word("why"), by=said.by, now=said.now)


def _pay(one: Reward, said: Said) -> object:
    return actions.pay_reward(one, said.word("code"), by=said.by, now=said.now)


def _why(said: Said) -> Why:
    return Why(said.word("reason"), said.word("words"))


def _ask(one: Identity, said: Said) -> object:
    return actions.ask_opening(one, _why(said), by=said.by, now=said.now)


def _agree(one: Opening, said: Said) -> object:
    return actions.agree_opening(one, _why(said), by=said.by, now=said.now)


def _refuse(one: Opening, said: Said) -> object:
    return actions.refuse_opening(one, said.word("words"), by=said.by, now=said.now)


def _withdraw(one: Opening, said: Said) -> object:
    return actions.withdraw_opening(one, by=said.by, now=said.now)


def _pass(one: Opening, said: Said) -> object:
    return actions.pass_half(one, _bytes(said.word("half")), by=said.by, now=said.now)


def _open(one: Opening, said: Said) -> object:
    return actions.read_name(one, by=said.by, now=said.now)


def _note(one: Opening, said: Said) -> object:
    return actions.note_opening(one, by=said.by, now=said.now)


def _register(one: Channel, said: Said) -> object:
    return actions.register_key(one, said.word("public"), note=said.word("note"), by=said.by, now=said.now)


def _shut(one: Channel, said: Said) -> object:
    return actions.close_channel(one, by=said.by, now=said.now)


def _retire(one: CustodianKey, said: Said) -> object:
    return actions.retire_key(one, by=said.by, now=said.now)


def _reseal(one: CustodianKey, said: Said) -> object:
    """`one` is the new key; the line came from the machine on which the old one lies."""
    old = queries.own_key(key_or_none(said.word("old")) or one.pk, viewer=said.by)
    try:
        bundle = Bundle.of(said.word("line"))
    except boxes.Unopened as error:
        raise Refused(gettext("这不是 shian sealed reseal 印出的那一行，请整行复制")) from error
    return actions.reseal(old, one, bundle.boxes, by=said.by)


def _bytes(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except (NotBase64, ValueError):
        return b""


WAITING = ("asked", "agreed", "passed", "read", "refused", "withdrawn", "over")
CLUE_VERBS: Mapping[str, Verb] = {
    "read": Verb(
        "read_clue", ("received", "handling", "handed", "closed"), _read, _("已记下看过，举报人凭回执号看得到。")
    ),
    "answer": Verb("answer_clue", ("handling", "handed", "closed"), _answer, _("已写给举报人。")),
    "hand": Verb("hand_clue", ("handling",), _hand, _("摘要已转到线索箱，里面没有人。")),
    "close": Verb("close_clue", ("handling", "handed"), _close, _("已办结，保存期从今天算。")),
    "propose": Verb("propose_reward", ("closed",), _propose, _("已提出，等监督人核准。")),
}
REWARD_VERBS: Mapping[str, Verb] = {
    "approve": Verb("approve_reward", ("proposed",), _approve, _("已核准，举报人凭回执号看得到。")),
    "turn_down": Verb("approve_reward", ("proposed",), _turn_down, _("没有核准，承办人看得到理由，可以重新提出。")),
    "pay": Verb("pay_reward", ("claimed",), _pay, _("码对，已记为发放。")),
}
IDENTITY_VERBS: Mapping[str, Verb] = {
    "ask": Verb("ask_opening", (), _ask, _("已申请，监督人已收到提醒，等另一位保管人。")),
}
OPENING_VERBS: Mapping[str, Verb] = {
    "agree": Verb("agree_opening", ("asked",), _agree, _("已同意。请把页面上的那一行拿到您自己的机器上交出一半。")),
    "refuse": Verb("agree_opening", ("asked",), _refuse, _("没有同意，身份仍封着。")),
    "withdraw": Verb("ask_opening", ("asked", "agreed", "passed"), _withdraw, _("申请已撤回，身份仍封着。")),
    "pass": Verb("agree_opening", ("agreed",), _pass, _("已交出，申请的人现在可以打开。")),
    "open": Verb("ask_opening", ("passed", "read"), _open, _("已记下打开。请把页面上的那一行拿到您自己的机器上看。")),
    "note": Verb("note_opening", WAITING, _note, _("已记下您看过。")),
}
CHANNEL_VERBS: Mapping[str, Verb] = {
    "register": Verb("hold_key", (), _register, _("公钥已登记。请当面核对指纹。")),
    "shut": Verb("open_channel", (), _shut, _("已停收新的举报；已经收到的照办。")),
}
KEY_VERBS: Mapping[str, Verb] = {
    "reseal": Verb("hold_key", (), _reseal, _("已换到这把钥匙上。")),
    "retire": Verb("hold_key", (), _retire, _("这把钥匙已停用。")),
}
