"""The buttons of a draw: one is one move, one right, and the action behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Act, Field
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Said
from shian.draws import actions
from shian.draws.models import Draw
from shian.draws.states import DRAW
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.loop.actions import draw_look_back
from shian.truth.actions import draw_back_checks
from shian.truth.queries import PURPOSE as BACK_CHECK

# What is drawn for a purpose leads on to something; a list from a file leads to nothing but its result.
RUNS: Mapping[str, Callable[..., Draw]] = {"look_back": draw_look_back, BACK_CHECK: draw_back_checks}


@dataclass(frozen=True)
class Button:
    """`field` is the one thing that may be typed beside it."""

    move: str
    right: str
    word: Promise
    field: str
    label: Promise | str
    help: Promise | str
    do: Callable[[Draw, Said], object]
    look: Literal["primary", "danger", ""] = ""
    confirm: Promise | None = None


def _run(draw: Draw, said: Said) -> object:
    return RUNS.get(draw.purpose, actions.run_draw)(draw, word=said.words.get("word", ""), by=said.by, now=said.now)


def _publish(draw: Draw, said: Said) -> object:
    return actions.publish_draw(draw, by=said.by, now=said.now)


def _cancel(draw: Draw, said: Said) -> object:
    return actions.cancel_draw(draw, reason=said.word("reason"), by=said.by, now=said.now)


BUTTONS: Mapping[str, Button] = {
    "run": Button("draw", "run_draw", _("抽取"), "word", _("现场请人报一个数或一句话（可不填）"),
                  _("封存以后才报，混进种子里，谁也没法事先挑结果"), _run, "primary"),
    "publish": Button("publish", "publish_draw", _("公布结果"), "", "", "", _publish, "primary"),
    "cancel": Button("cancel", "cancel_draw", _("作废"), "reason", _("为什么作废"), _("作废的也一直列在这里，下一次会写明是第几次"),
                     _cancel, "danger", _("作废以后不能恢复。确定吗？")),
}  # fmt: skip


def offered(viewer: Actor, draw: Draw, typed: Typed) -> tuple[Act, ...]:
    """The buttons which the state allows and the viewer holds here."""
    held = (
        (key, one)
        for key, one in BUTTONS.items()
        if DRAW.may(draw.state, one.move) and lens.may(viewer, one.right, draw)
    )
    return tuple(_act(key, one, draw, typed) for key, one in held)


def _act(key: str, one: Button, draw: Draw, typed: Typed) -> Act:
    label, words = str(one.label), str(one.help)
    field = Field(one.field, label, value=typed.word(key, one.field), help=words, error=typed.wrong(key))
    fields = (field,) if one.field else ()
    confirm = str(one.confirm) if one.confirm else ""
    return Act(key, str(one.word), f"/draws/{draw.pk}/{key}", fields, confirm, one.look)
