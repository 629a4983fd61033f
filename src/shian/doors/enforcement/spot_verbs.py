"""What is still to be done after a penalty on the spot: the money handed in, the papers filed."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement.asking import Asks, Button, day
from shian.doors.enforcement.turns import DAY
from shian.enforcement import actions
from shian.enforcement.models import SpotPenalty
from shian.kernel.actor import Actor

Offered = Callable[[SpotPenalty, Actor], bool]


def own(stands: Callable[[SpotPenalty], bool]) -> Offered:
    """Offered to the two who decided it."""
    return lambda one, by: by.person in one.persons and stands(one)


VERBS: Mapping[str, Button[SpotPenalty]] = {
    "office": Button(
        "punish_on_spot", own(lambda one: bool(one.cash_why) and one.office_on is None), _("记罚款交回单位"),
        lambda one, said: actions.hand_in_fine(one, on=day(said), by=said.by, now=said.now), _("已记交回，两个工作日内缴银行。"), (DAY,), "primary",
    ),
    "bank": Button(
        "punish_on_spot",
        own(lambda one: bool(one.fine_fen) and one.bank_on is None and (one.office_on is not None or not one.cash_why)), _("记缴入银行"),
        lambda one, said: actions.bank_fine(one, on=day(said), by=said.by, now=said.now), _("已记缴入银行。"), (DAY,), "primary",
    ),
    "file": Button(
        "punish_on_spot", own(lambda one: one.state == "decided"), _("归档"),
        lambda one, said: actions.file_spot(one, marks=said.note, by=said.by, now=said.now), _("已归档。"), (Asks("note", _("档号")),),
    ),
}  # fmt: skip


def offered(viewer: Actor, one: SpotPenalty) -> list[str]:
    """The verbs to offer now."""
    return [key for key, verb in VERBS.items() if verb.may(one, viewer)]
