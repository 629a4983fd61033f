"""The verbs of goods held: taken, reported when it was urgent, approved, extended, dealt with."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement import words
from shian.doors.enforcement.asking import Asks, Button, count, fen
from shian.doors.enforcement.choices import measures, one_of
from shian.doors.enforcement.turns import GRANT, NOTE, UNDECIDED, YES_NO, officers
from shian.doors.ui.verbs import Said
from shian.enforcement import actions, queries
from shian.enforcement.models import Measure, PenaltyCase
from shian.kernel.actor import Actor


def _held(one: PenaltyCase, by: Actor) -> bool:
    return by.person in one.persons and queries.measures(one, viewer=by).filter(state="in_force").exists()


def _may_extend_seizure(one: PenaltyCase, by: Actor) -> bool:
    rows = queries.measures(one, viewer=by).filter(state="in_force", extended=False).exclude(kind="keep")
    return by.person not in one.persons and rows.exists()


def _to_report(one: PenaltyCase, by: Actor) -> bool:
    rows = queries.measures(one, viewer=by).filter(urgent=True, reported_on__isnull=True, state="in_force")
    return by.person in one.persons and rows.exists()


def _to_judge(one: PenaltyCase, by: Actor) -> bool:
    rows = queries.measures(one, viewer=by).filter(
        reported_on__isnull=False, approved_on__isnull=True, state="in_force"
    )
    return by.person not in (*one.persons, *one.related) and rows.exists()


def _measure(one: PenaltyCase, said: Said) -> object:
    goods = actions.Goods(
        said.word("name"),
        count(said, "quantity", gettext("数量")),
        said.word("unit"),
        fen(said, "value", gettext("货值")),
    )
    taken = actions.Taken(
        said.word("kind"), [goods], said.word("lies_at"), said.word("reason"), said.word("urgent") == "yes"
    )
    return actions.take_measure(one, taken, by=said.by, now=said.now)


def _end_measure(one: PenaltyCase, said: Said) -> object:
    return actions.end_measure(_chosen(one, said), move=said.word("move"), note=said.note, by=said.by, now=said.now)


def _extend_measure(one: PenaltyCase, said: Said) -> object:
    return actions.extend_measure(_chosen(one, said), by=said.by, now=said.now)


def _chosen(one: PenaltyCase, said: Said) -> Measure:
    row: Measure = one_of(queries.measures(one, viewer=said.by), said, "measure")
    return row


def _report(one: PenaltyCase, said: Said) -> object:
    return actions.report_measure(_chosen(one, said), note=said.note, by=said.by, now=said.now)


def _judge(one: PenaltyCase, said: Said) -> object:
    return actions.judge_measure(_chosen(one, said), grant=said.word("grant"), note=said.note, by=said.by, now=said.now)


WHICH = Asks("measure", _("哪一项"), "select", measures)
MEASURE_VERBS: Mapping[str, Button[PenaltyCase]] = {
    "measure": Button(
        "take_measure", officers(*UNDECIDED), _("采取强制措施"), _measure, _("措施已记下，到期前要处理。"),
        (
            Asks("kind", _("哪种措施"), "select", words.MEASURES), Asks("name", _("物品名称")), Asks("quantity", _("数量"), "number"),
            Asks("unit", _("单位")), Asks("value", _("货值（元）")), Asks("lies_at", _("放在哪里")), Asks("reason", _("理由和依据")),
            Asks("urgent", _("情况紧急，当场采取的"), "select", YES_NO, help=_("当场采取的，二十四小时内报告负责人")),
        ),
    ),
    "report_measure": Button(
        "take_measure", _to_report, _("报告紧急措施"), _report, _("已报告，等负责人批准。"),
        (WHICH, Asks("note", _("当时的情况，为什么来不及先批准"), "textarea")), "primary",
    ),
    "judge_measure": Button(
        "decide_case", _to_judge, _("批准紧急措施"), _judge, _("已记下。不批准的已经解除。"),
        (WHICH, Asks("grant", _("批准吗"), "select", GRANT), Asks("note", _("不批准的理由"))), "primary",
    ),
    "end_measure": Button(
        "take_measure", _held, _("处理强制措施"), _end_measure, _("措施已处理。"),
        (WHICH, Asks("move", _("怎样处理"), "select", words.END_OF_MEASURE), NOTE),
    ),
    "extend_measure": Button(
        "decide_case", _may_extend_seizure, _("延长查封扣押"), _extend_measure, _("查封扣押延长了。"),
        (WHICH,),
    ),
}  # fmt: skip
