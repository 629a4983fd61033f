"""协助调查 asked by us, as the page of its case asks for it: sent, received, extended, answered, withdrawn."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement.asking import Asks, Button, day
from shian.doors.enforcement.choices import one_of
from shian.doors.enforcement.turns import DAY, NOTE, UNDECIDED, officers
from shian.doors.ui.typed import day_of
from shian.doors.ui.verbs import Said
from shian.enforcement import actions, queries
from shian.enforcement.actions import Answer, Longer
from shian.enforcement.models import JointInquiry, PenaltyCase
from shian.enforcement.states import OPEN_INQUIRY
from shian.kernel.actor import Actor


def _stands(*states: str) -> Callable[[PenaltyCase, Actor], bool]:
    """Offered to its officers while one of them stands so."""

    def offered(one: PenaltyCase, by: Actor) -> bool:
        rows = queries.joint_inquiries(one, viewer=by).filter(state__in=states)
        return by.person in one.persons and by.person not in one.related and rows.exists()

    return offered


def _which(*states: str) -> Asks:
    """Those of them that stand so."""

    def rows(one: PenaltyCase, viewer: Actor) -> Sequence[tuple[str, str]]:
        found = queries.joint_inquiries(one, viewer=viewer).filter(state__in=states)
        return [(str(row.pk), f"{row.other} {row.mark}") for row in found]

    return Asks("inquiry", _("哪一件"), "select", rows)


def _row(one: PenaltyCase, said: Said) -> JointInquiry:
    row: JointInquiry = one_of(queries.joint_inquiries(one, viewer=said.by), said, "inquiry")
    return row


def _received(one: PenaltyCase, said: Said) -> object:
    return actions.note_inquiry_received(_row(one, said), on=day(said), by=said.by, now=said.now)


def _extended(one: PenaltyCase, said: Said) -> object:
    longer = Longer(day(said), day_of(said.word("until"), gettext("延到哪一天")), said.word("reason"))
    return actions.note_inquiry_extended(_row(one, said), longer, by=said.by, now=said.now)


def _answered(one: PenaltyCase, said: Said) -> object:
    answer = Answer(day(said), said.word("answer"), said.files)
    return actions.note_inquiry_answered(_row(one, said), answer, by=said.by, now=said.now)


UNTIL = Asks("until", _("延到哪一天"), "date")
WHY_LONGER = Asks("reason", _("为什么要延期"))
ANSWER = Asks("answer", _("协助调查的结果"), "textarea")
INQUIRY_VERBS: Mapping[str, Button[PenaltyCase]] = {
    "ask_inquiry": Button(
        "issue_paper", officers(*UNDECIDED), _("发协助调查函"),
        lambda one, said: actions.ask_inquiry(one, to=said.word("to"), asked=said.word("asked"), by=said.by, now=said.now),
        _("协助调查函已出具，编了文号；对方收到后记下，期限开始走。"),
        (Asks("to", _("发给哪个部门")), Asks("asked", _("请对方查什么"), "textarea")),
    ),
    "inquiry_received": Button(
        "work_case", _stands("sent"), _("记对方收到协助调查函"), _received, _("已记下，对方的期限开始走。"), (_which("sent"), DAY),
    ),
    "inquiry_extended": Button(
        "work_case", _stands("received"), _("记对方延期"), _extended, _("已记下，等到延长的日子。"),
        (_which("received"), Asks("on", _("对方哪一天告知的"), "date", help=_("不填就是今天")), UNTIL, WHY_LONGER),
    ),
    "inquiry_answered": Button(
        "work_case", _stands(*OPEN_INQUIRY), _("记协助调查的回复"), _answered, _("回复已记下，材料收进证据。"),
        (_which(*OPEN_INQUIRY), DAY, ANSWER, Asks("evidence", _("文件（可以不附）"), "file")),
    ),
    "withdraw_inquiry": Button(
        "work_case", _stands(*OPEN_INQUIRY), _("撤回协助调查函"),
        lambda one, said: actions.withdraw_inquiry(_row(one, said), reason=said.note, by=said.by, now=said.now), _("协助调查函已撤回。"),
        (_which(*OPEN_INQUIRY), NOTE),
    ),
}  # fmt: skip
