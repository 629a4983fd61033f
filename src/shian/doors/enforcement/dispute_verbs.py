"""管辖争议 as the page of its case asks for it: raised, agreed, reported, designated, withdrawn."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement import words
from shian.doors.enforcement.asking import Asks, Button, day
from shian.doors.enforcement.turns import DAY, NOTE, UNDECIDED
from shian.doors.ui.verbs import Said
from shian.enforcement import actions
from shian.enforcement.actions import Disputed, Settled
from shian.enforcement.disputes import settled, unsettled
from shian.enforcement.models import Dispute, PenaltyCase
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused


def _speaks(one: PenaltyCase, by: Actor) -> bool:
    """Its officers, or who heads."""
    heads = lens.may(by, "settle_dispute", one)
    return by.person not in one.related and (by.person in one.persons or heads)


def _may_raise(one: PenaltyCase, by: Actor) -> bool:
    if one.state not in UNDECIDED or not _speaks(one, by) or unsettled(one) is not None:
        return False
    before = settled(one)
    return before is None or before.state != "designated"


def _stands(*states: str) -> Callable[[PenaltyCase, Actor], bool]:
    def offered(one: PenaltyCase, by: Actor) -> bool:
        row = unsettled(one) if _speaks(one, by) else None
        return row is not None and row.state in states

    return offered


def _heads(*states: str) -> Callable[[PenaltyCase, Actor], bool]:
    """Nobody who works on it settles it."""
    return lambda one, by: by.person not in one.persons and _stands(*states)(one, by)


def _row(one: PenaltyCase) -> Dispute:
    found = unsettled(one)
    if found is None:
        raise Refused(gettext("没有等解决的管辖争议"), code="illegal_move")
    return found


def _settlement(said: Said) -> Settled:
    return Settled(said.word("outcome"), day(said), said.word("words"), said.word("mark"))


OUTCOME = Asks("outcome", _("由谁管辖"), "select", words.OUTCOMES)
DISPUTE_VERBS: Mapping[str, Button[PenaltyCase]] = {
    "agree_dispute": Button(
        "settle_dispute", _heads("negotiating"), _("记管辖协商一致"),
        lambda one, said: actions.agree_dispute(_row(one), _settlement(said), by=said.by, now=said.now), _("协商结果已记下。"),
        (OUTCOME, DAY, Asks("words", _("协商的内容"), "textarea")), "primary",
    ),
    "report_dispute": Button(
        "settle_dispute", _heads("negotiating"), _("报请上级指定管辖"),
        lambda one, said: actions.report_dispute(_row(one), superior=said.word("superior"), on=day(said), by=said.by, now=said.now),
        _("已记报请，等上级指定。"),
        (Asks("superior", _("共同的上一级")), Asks("on", _("上级哪一天收到材料"), "date", help=_("不填就是今天"))),
    ),
    "designation": Button(
        "raise_dispute", _stands("reported"), _("记指定管辖"),
        lambda one, said: actions.note_designation(_row(one), _settlement(said), by=said.by, now=said.now), _("指定管辖已记下。"),
        (OUTCOME, Asks("mark", _("指定管辖文书的文号")), DAY, Asks("words", _("指定的内容"), "textarea")), "primary",
    ),
    "dispute": Button(
        "raise_dispute", _may_raise, _("提出管辖争议"),
        lambda one, said: actions.raise_dispute(
            one, Disputed(said.word("organ"), day(said), said.word("ground")), by=said.by, now=said.now
        ),
        _("已记下，在期限内协商，协商不成的报请上级指定。"),
        (
            Asks("organ", _("和哪个部门有争议")), Asks("on", _("哪一天发生争议"), "date", help=_("不填就是今天")),
            Asks("ground", _("争议的理由"), "textarea"),
        ),
    ),
    "withdraw_dispute": Button(
        "raise_dispute", _stands("negotiating", "reported"), _("撤回管辖争议"),
        lambda one, said: actions.withdraw_dispute(_row(one), reason=said.note, by=said.by, now=said.now), _("管辖争议已撤回。"), (NOTE,),
    ),
}  # fmt: skip
