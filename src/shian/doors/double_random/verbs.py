"""The verbs of a round, as its page offers them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.typed import key_or_none
from shian.doors.ui.verbs import Said
from shian.double_random import actions, queries
from shian.double_random.models import RandomPlan
from shian.double_random.states import PLAN
from shian.kernel import lens
from shian.kernel.actor import Actor


@dataclass(frozen=True)
class Verb:
    """One button: its right, its move, the action, the one thing typed beside it, what is said when done."""

    right: str
    move: str
    word: Promise
    do: "Callable[[RandomPlan, Said], object]"
    told: Promise
    field: str = ""
    label: Promise | str = ""
    help: Promise | str = ""
    confirm: Promise | str = ""
    look: Literal["primary", "danger", ""] = "primary"


def _seal(one: RandomPlan, said: Said) -> object:
    return actions.seal_objects(one, by=said.by, now=said.now)


def _draw(one: RandomPlan, said: Said) -> object:
    return actions.draw_objects(one, word=said.word("word"), by=said.by, now=said.now)


def _match(one: RandomPlan, said: Said) -> object:
    return actions.match_officers(one, word=said.word("word"), by=said.by, now=said.now)


def _send(one: RandomPlan, said: Said) -> object:
    pick = queries.pick_named(key_or_none(said.word("pick")) or one.pk, one, viewer=said.by)
    keys = [key for key in map(key_or_none, (said.word("first"), said.word("second"))) if key]
    pair = [queries.officer_named(key, viewer=said.by) for key in keys]
    return actions.send_by_hand(pick, actions.ByHand(pair, said.word("reason")), by=said.by, now=said.now)


def _publish(one: RandomPlan, said: Said) -> object:
    return actions.publish_plan(one, by=said.by, now=said.now)


def _call_off(one: RandomPlan, said: Said) -> object:
    return actions.call_off_plan(one, reason=said.word("reason"), by=said.by, now=said.now)


_WORD, _HELP = _("现场请人报一个数或一句话（可不填）"), _("封存以后才报，混进种子里，谁也没法事先挑结果")
VERBS: Mapping[str, Verb] = {
    "seal": Verb("draw_checks", "seal", _("封存对象名单"), _seal, _("名单和种子的指纹已记入台账，可以抽了。")),
    "draw": Verb("draw_checks", "draw", _("抽检查对象"), _draw, _("对象抽出来了，能去的人也封存好了。"), "word", _WORD, _HELP),
    "match": Verb("draw_checks", "match", _("抽检查人员并派出"), _match, _("人员抽好，检查已派出。"), "word", _WORD, _HELP),
    "send": Verb("draw_checks", "publish", _("另行指派"), _send, _("已派出，公开时会写明是另行指派和原因。"), "reason", _("为什么另派这两位"),
                 _("公开时写给大家看"), look=""),
    "publish": Verb("publish_checks", "publish", _("向社会公开"), _publish, _("已公开，谁都可以核对。")),
    "call_off": Verb("plan_checks", "call_off", _("取消"), _call_off, _("已取消，抽取作废，原因留着。"), "reason", _("为什么取消"),
                     confirm=_("取消以后不能恢复。确定吗？"), look="danger"),
}  # fmt: skip


def offered(viewer: Actor, one: RandomPlan) -> list[str]:
    """The verbs to offer now."""
    may = [key for key, verb in VERBS.items() if PLAN.may(one.state, verb.move) and lens.may(viewer, verb.right, one)]
    waits = "send" in may and queries.to_send(one, viewer=viewer).exists()
    return [key for key in may if key != "send" or waits]
