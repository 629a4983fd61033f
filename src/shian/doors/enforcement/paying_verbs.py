"""How a fine is paid, as its page asks for it: a payment, an application to pay later or in parts, what the head says of it."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement.asking import Asks, Button, count, day, fen
from shian.doors.enforcement.turns import DAY, NOTE, officers
from shian.doors.ui.typed import day_of
from shian.doors.ui.verbs import Said
from shian.enforcement import actions, queries
from shian.enforcement.actions import Request
from shian.enforcement.debts import debt, waiting
from shian.enforcement.models import Deferral, PenaltyCase
from shian.enforcement.rules import Amount
from shian.kernel.actor import Actor
from shian.kernel.amounts import fen_of, typed
from shian.kernel.refused import Refused


def fined(one: PenaltyCase, by: Actor) -> bool:
    return officers("served")(one, by) and bool(one.fine_fen) and one.paid_on is None


def _may_ask(one: PenaltyCase, by: Actor) -> bool:
    stands = queries.deferrals(one, viewer=by).exclude(state="refused")
    return fined(one, by) and one.unpaid_on is None and not stands.exists()


def _may_judge(one: PenaltyCase, by: Actor) -> bool:
    """Nobody who works on it judges it."""
    barred = by.person in (*one.persons, *one.related)
    return one.state == "served" and one.paid_on is None and not barred and waiting(one) is not None


def _payment(one: PenaltyCase, said: Said) -> object:
    paid, late = fen(said, "fen", gettext("缴了罚款")), fen(said, "late", gettext("加处罚款"))
    return actions.note_payment(one, on=day(said), fen=paid, late_fen=late, note=said.note, by=said.by, now=said.now)


def _left(one: PenaltyCase) -> str:
    """What of the fine is not paid yet."""
    return typed(debt(one, timezone.localdate()).left)


def _late(one: PenaltyCase) -> str:
    """What is owed above the fine by today."""
    return typed(max(debt(one, timezone.localdate()).above_left, 0))


def _ask(one: PenaltyCase, said: Said) -> object:
    first = day_of(said.word("first"), gettext("第一期（或者延到）哪一天"))
    asked = Request(day(said), said.word("reason"), count(said, "parts", gettext("分几期")), first)
    return actions.ask_deferral(one, asked, by=said.by, now=said.now)


def _asked(one: PenaltyCase) -> Deferral:
    found = waiting(one)
    if found is None:
        raise Refused(gettext("没有等批准的延期、分期申请"), code="illegal_move")
    return found


def _grant(one: PenaltyCase, said: Said) -> object:
    plan = [_part(n, line) for n, line in enumerate(said.word("plan").splitlines(), start=1) if line.strip()]
    return actions.grant_deferral(_asked(one), plan, by=said.by, now=said.now)


def _part(n: int, line: str) -> Amount:
    """A line of a plan: a day and an amount. Raises Refused, which names the line."""
    words = [*line.split(maxsplit=1), "", ""]
    label = gettext("第 %(n)s 行") % {"n": n}
    try:
        return Amount(day_of(words[0], label), fen_of(words[1]))
    except Refused as refused:
        raise Refused(gettext("第 %(n)s 行：%(why)s") % {"n": n, "why": refused}, code=refused.code) from refused


def _wanted(one: PenaltyCase) -> str:
    """The plan as it was asked for, a line a part."""
    row = waiting(one)
    return "\n".join(f"{part.day.isoformat()} {typed(part.fen)}" for part in (row.plan if row else ()))


PAYING_VERBS: Mapping[str, Button[PenaltyCase]] = {
    "payment": Button(
        "work_case", fined, _("记缴款"), _payment, _("缴款已记下。"),
        (
            DAY, Asks("fen", _("缴了罚款多少（元）"), help=_("没有缴的都在这里；只缴一部分就改小"), first=_left),
            Asks("late", _("加处罚款收了多少（元）"), help=_("逾期的才有；照到今天算好了"), first=_late),
            Asks("note", _("没有收齐的，写明理由")),
        ),
    ),
    "deferral": Button(
        "work_case", _may_ask, _("记延期、分期申请"), _ask, _("申请已记下，等负责人批准。"),
        (
            DAY, Asks("reason", _("当事人的经济困难"), "textarea", help=_("照书面申请写，申请书收进证据")),
            Asks("parts", _("分几期"), "number", help=_("按月一期；只延期的填 1"), first=lambda one: "1"),
            Asks("first", _("第一期（或者延到）哪一天"), "date"),
        ),
    ),
    "grant_deferral": Button(
        "decide_case", _may_judge, _("批准延期、分期"), _grant, _("已批准，每一期到期前都有待办。"),
        (Asks("plan", _("缴款计划"), "textarea", help=_("一行一期：日期 金额（元）；合计要等于罚款"), first=_wanted),), "primary",
    ),
    "refuse_deferral": Button(
        "decide_case", _may_judge, _("不批准延期、分期"),
        lambda one, said: actions.refuse_deferral(_asked(one), reason=said.note, by=said.by, now=said.now),
        _("已记下，罚款仍按原来的期限缴。"), (NOTE,),
    ),
}  # fmt: skip
