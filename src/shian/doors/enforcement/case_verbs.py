"""The verbs of a penalty case, as its page offers them: the officers' own, the reviewer's, the head's."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement import words
from shian.doors.enforcement.asking import Asks, Button, count, day, fen
from shian.doors.enforcement.choices import (
    crime_facts,
    exhibits,
    officer_of,
    officer_posts,
    one_of,
    open_recusals,
    people,
    terms,
)
from shian.doors.enforcement.dispute_verbs import DISPUTE_VERBS
from shian.doors.enforcement.ending_verbs import ENDING_VERBS
from shian.doors.enforcement.inquiry_verbs import INQUIRY_VERBS
from shian.doors.enforcement.measure_verbs import MEASURE_VERBS
from shian.doors.enforcement.turns import (
    GRANT,
    INVESTIGATED,
    NOTE,
    OWN_STEPS,
    UNDECIDED,
    YES_NO,
    officers,
    others,
)
from shian.doors.ui.typed import day_of, key_or_none
from shian.doors.ui.verbs import Said
from shian.enforcement import actions, queries
from shian.enforcement.disputes import settled, unsettled
from shian.enforcement.models import PenaltyCase
from shian.enforcement.states import OVER, THEIRS
from shian.kernel.actor import Actor
from shian.kernel.amounts import typed
from shian.kernel.refused import Refused


def _runs(one: PenaltyCase, by: Actor) -> bool:
    return officers("checking", *INVESTIGATED)(one, by) and queries.standing(one, viewer=by) is None


def _stands(one: PenaltyCase, by: Actor) -> bool:
    found = queries.standing(one, viewer=by)
    return officers("checking", *INVESTIGATED)(one, by) and found is not None and found.reason not in OWN_STEPS


def _asked(one: PenaltyCase, by: Actor) -> bool:
    rows = queries.recusals(one, viewer=by).filter(granted__isnull=True)
    return any(row.person != by.person for row in rows)


def _may_hand_over(one: PenaltyCase, by: Actor) -> bool:
    """What is filed only where it was settled that it is theirs."""
    if one.state == "checking" or not officers(*UNDECIDED)(one, by):
        return officers("checking")(one, by)
    row = settled(one)
    return row is not None and row.outcome == THEIRS and unsettled(one) is None


def _assign(one: PenaltyCase, said: Said) -> object:
    chosen = [officer_of(one, said, name) for name in ("first", "second")]
    return actions.assign_officers(one, [row for row in chosen if row], by=said.by, now=said.now)


def _file(one: PenaltyCase, said: Said) -> object:
    return actions.file_case(one, conditions=said.lists.get("conditions", []), by=said.by, now=said.now)


def _not_file(one: PenaltyCase, said: Said) -> object:
    return actions.not_file(one, ground=said.word("ground"), note=said.note, by=said.by, now=said.now)


def _facts(one: PenaltyCase, said: Said) -> object:
    facts = actions.Facts(
        said.lists.get("said", []), said.lists.get("crime", []), fen(said, "sales", gettext("金额")),
        count(said, "ill", gettext("发病人数")), said.word("serious") == "yes",
    )  # fmt: skip
    return actions.note_facts(one, facts, by=said.by, now=said.now)


def _exhibit(one: PenaltyCase, said: Said) -> object:
    found = actions.Found(said.word("kind"), said.word("name"), said.word("lies_at"), next(iter(said.files), None))
    return actions.keep_exhibit(one, found, by=said.by, now=said.now)


def _hand_on(one: PenaltyCase, said: Said) -> object:
    row = one_of(queries.exhibits(one, viewer=said.by), said, "exhibit")
    return actions.hand_on_exhibit(
        row, to=said.word("to"), lies_at=said.word("lies_at"), note=said.note, by=said.by, now=said.now
    )


def _conclude(one: PenaltyCase, said: Said) -> object:
    proposal = actions.Proposal(
        said.word("report"), said.lists.get("penalties", []), fen(said, "fine", gettext("罚款")),
        fen(said, "confiscated", gettext("没收")), fen(said, "least", gettext("法定最低")), fen(said, "most", gettext("法定最高")),
    )  # fmt: skip
    return actions.conclude(one, proposal, by=said.by, now=said.now)


def _decide(one: PenaltyCase, said: Said) -> object:
    decision = actions.Decision(
        said.word("kind"), said.word("text"), said.lists.get("penalties", []), fen(said, "fine", gettext("罚款")),
        fen(said, "confiscated", gettext("没收")), said.word("term"), said.word("elsewhere"),
    )  # fmt: skip
    return actions.decide(one, decision, by=said.by, now=said.now)


def _recuse(one: PenaltyCase, said: Said) -> object:
    person = key_or_none(said.word("person"))
    if person is None:
        raise Refused(gettext("请选要回避的人"))
    return actions.ask_recusal(one, person=person, reason=said.word("reason"), by=said.by, now=said.now)


def _decide_recusal(one: PenaltyCase, said: Said) -> object:
    row = one_of(queries.recusals(one, viewer=said.by), said, "recusal")
    return actions.decide_recusal(row, grant=said.word("grant"), by=said.by, now=said.now)


def _typical(one: PenaltyCase, said: Said) -> object:
    return actions.draft_typical(
        one, title=said.word("title"), body=said.word("body"), names=said.word("names").split(),
        together=said.word("together"), by=said.by, now=said.now,
    )  # fmt: skip


def _fix_day(one: PenaltyCase, said: Said) -> object:
    fixed = day_of(said.word("on"), gettext("日期"))
    return actions.fix_day(one, day=fixed, words=said.note, by=said.by, now=said.now)


FINE = Asks("fine", _("罚款（元）"), help=_("不罚款就空着"), first=lambda one: typed(one.fine_fen))
TAKEN = Asks("confiscated", _("没收（元）"), help=_("不没收就空着"), first=lambda one: typed(one.confiscated_fen))
LEAST = Asks("least", _("法定罚款最低（元）"), help=_("按违反的条款；不罚款就空着"))
MOST = Asks("most", _("法定罚款最高（元）"))
PENALTY_LIST = Asks("penalties", _("处罚种类"), "checkbox", words.PENALTIES)


OWN_VERBS: Mapping[str, Button[PenaltyCase]] = {
    "file": Button(
        "file_case", others("checking"), _("立案"), _file, _("已立案，编了案号，办案期限开始走。"),
        (Asks("conditions", _("四个条件都要符合"), "checkbox", words.CONDITIONS),), "primary",
    ),
    "not_file": Button(
        "file_case", others("checking"), _("不予立案"), _not_file, _("已决定不予立案。"),
        (Asks("ground", _("属于哪种情形"), "select", words.NOT_FILING), NOTE),
    ),
    "extend_check": Button(
        "decide_case", lambda one, by: others("checking")(one, by) and not one.check_extended, _("延长核查"),
        lambda one, said: actions.extend_check(one, by=said.by, now=said.now), _("核查期限延长了。"),
    ),
    "conclude": Button(
        "work_case", lambda one, by: one.state == "investigating" and _runs(one, by), _("调查终结"), _conclude, _("已终结调查，等审核。"),
        (Asks("report", _("调查终结报告"), "textarea", first=lambda one: one.report), PENALTY_LIST, FINE, TAKEN, LEAST, MOST), "primary",
    ),
    "pass_review": Button(
        "review_case", others("concluded"), _("通过审核"),
        lambda one, said: actions.pass_review(one, note=said.note, by=said.by, now=said.now), _("已通过审核。"),
        (Asks("note", _("审核意见"), "textarea"),), "primary",
    ),
    "send_back": Button(
        "review_case", others("concluded"), _("退回补充"),
        lambda one, said: actions.send_back(one, note=said.note, by=said.by, now=said.now), _("已退回补充调查。"), (NOTE,),
    ),
    "notify": Button(
        "work_case", officers("reviewed"), _("告知当事人"),
        lambda one, said: actions.notify_party(one, on=day(said), by=said.by, now=said.now), _("已记告知，当事人可以陈述申辩。"),
        (Asks("on", _("告知书哪一天送达"), "date", help=_("不填就是今天")),), "primary",
    ),
    "plea": Button(
        "work_case", officers("notified", "heard"), _("记陈述申辩"),
        lambda one, said: actions.note_plea(one, plea=said.word("plea"), by=said.by, now=said.now), _("意见已记下。"),
        (Asks("plea", _("当事人的意见，或者明确放弃"), "textarea"),),
    ),
    "call_hearing": Button(
        "work_case", officers("notified"), _("受理听证"),
        lambda one, said: actions.call_hearing(one, by=said.by, now=said.now), _("已受理听证，办案期限停着。"),
    ),
    "hear": Button(
        "review_case", others("hearing"), _("听证结束"),
        lambda one, said: actions.hear(one, words=said.note, by=said.by, now=said.now), _("听证已记下，期限继续走。"),
        (Asks("note", _("听证报告"), "textarea"),), "primary",
    ),
    "decide": Button(
        "decide_case", others("reviewed", "notified", "heard"), _("作出决定"), _decide, _("决定已作出。"),
        (
            Asks("kind", _("决定的种类"), "select", words.DECISIONS), Asks("text", _("决定内容和理由"), "textarea"), PENALTY_LIST,
            FINE, TAKEN, Asks("term", _("公示类别"), "select", terms),
            Asks("elsewhere", _("当事人登记在外省的，哪个省"), help=_("本省的空着；外省的十个工作日内推送过去"), first=lambda one: one.elsewhere),
        ), "primary",
    ),
    "discuss": Button(
        "decide_case", others("reviewed", "notified", "heard"), _("记集体讨论"),
        lambda one, said: actions.discuss(one, words=said.note, by=said.by, now=said.now), _("集体讨论已记下。"), (NOTE,),
    ),
    "extend_decision": Button(
        "decide_case", lambda one, by: others(*INVESTIGATED)(one, by) and not one.decision_extended, _("延长办案期限"),
        lambda one, said: actions.extend_decision(one, by=said.by, now=said.now), _("办案期限延长了。"),
    ),
    "fix_day": Button(
        "decide_case", lambda one, by: others(*INVESTIGATED)(one, by) and one.decision_extended, _("集体讨论确定期限"), _fix_day,
        _("期限已确定。"), (Asks("on", _("办到哪一天"), "date"), NOTE),
    ),
    "suspend": Button(
        "decide_case", others("investigating"), _("中止调查"),
        lambda one, said: actions.suspend(one, note=said.note, by=said.by, now=said.now), _("已中止，办案期限停着。"), (NOTE,),
    ),
    "resume": Button(
        "decide_case", others("suspended"), _("恢复调查"),
        lambda one, said: actions.resume(one, by=said.by, now=said.now), _("已恢复，期限继续走。"), look="primary",
    ),
    "stop": Button(
        "decide_case", others("investigating", "suspended"), _("终止调查"),
        lambda one, said: actions.stop(one, note=said.note, by=said.by, now=said.now), _("已终止调查。"), (NOTE,),
    ),
    "close": Button(
        "work_case", officers("served", "stopped"), _("结案"),
        lambda one, said: actions.close(one, by=said.by, now=said.now), _("已结案。"), look="primary",
    ),
    "archive": Button(
        "work_case", officers("closed"), _("归档"),
        lambda one, said: actions.archive(one, marks=said.note, by=said.by, now=said.now), _("已归档。"),
        (Asks("note", _("正卷、副卷的档号")),), "primary",
    ),
    "assign": Button(
        "assign_officers", lambda one, by: one.state not in OVER and by.person not in one.related, _("确定承办人"), _assign, _("承办人已确定。"),
        (
            Asks("first", _("主办"), "select", officer_posts), Asks("first_certificate", _("主办的执法证号")),
            Asks("second", _("协办"), "select", officer_posts), Asks("second_certificate", _("协办的执法证号")),
        ),
    ),
    "facts": Button(
        "work_case", officers(*UNDECIDED), _("记认定的事实"), _facts, _("事实已记下，提示按它给出。"),
        (
            Asks("said", _("对裁量有影响的"), "checkbox", words.FACTS), Asks("crime", _("可能涉嫌犯罪的"), "checkbox", crime_facts),
            Asks("sales", _("生产、销售金额（元）")), Asks("ill", _("发病人数"), "number"),
            Asks("serious", _("情节复杂或者重大"), "select", YES_NO),
        ),
    ),
    "pause": Button(
        "work_case", _runs, _("停办案期限"),
        lambda one, said: actions.pause_clock(one, reason=said.word("reason"), note=said.note, by=said.by, now=said.now),
        _("期限停着，这段时间不计算。"),
        (Asks("reason", _("为什么停"), "select", {k: w for k, w in words.PAUSES.items() if k not in OWN_STEPS}), NOTE),
    ),
    "run": Button(
        "work_case", _stands, _("期限继续走"),
        lambda one, said: actions.run_clock(one, by=said.by, now=said.now), _("期限继续走。"),
    ),
    "exhibit": Button(
        "keep_exhibit", officers(*UNDECIDED), _("收集证据"), _exhibit, _("证据已登记。"),
        (
            Asks("kind", _("证据种类"), "select", words.EXHIBITS), Asks("name", _("证据名称和来源")), Asks("lies_at", _("放在哪里")),
            Asks("evidence", _("文件（可以不附）"), "file"),
        ),
    ),
    "hand_on": Button(
        "keep_exhibit", lambda one, by: by.person in one.persons and queries.exhibits(one, viewer=by).exists(), _("移交证据"), _hand_on,
        _("移交已记下。"),
        (Asks("exhibit", _("哪一件"), "select", exhibits), Asks("to", _("交给谁")), Asks("lies_at", _("放在哪里")), Asks("note", _("说明"))),
    ),
    "paper": Button(
        "issue_paper", lambda one, by: by.person in one.persons and one.state != "archived", _("出具文书"),
        lambda one, said: actions.issue_paper(one, kind=said.word("kind"), words=said.word("words"), by=said.by, now=said.now),
        _("文书已出具，编了文号。"), (Asks("kind", _("哪种文书"), "select", words.PAPER_KINDS), Asks("words", _("补充内容"), "textarea")),
    ),
    "transfer": Button(
        "propose_transfer", officers("checking", *INVESTIGATED), _("提出移送公安"),
        lambda one, said: actions.propose_transfer(one, summary=said.word("summary"), report=said.word("report"), by=said.by, now=said.now),
        _("已报负责人，三天内决定是否移送。"),
        (Asks("summary", _("给公安看的案情"), "textarea", first=lambda one: one.summary), Asks("report", _("专案组的核实报告"), "textarea")),
    ),
    "recuse": Button(
        "ask_recusal", lambda one, by: one.state not in OVER, _("提出回避"), _recuse, _("已提出，由负责人决定。"),
        (Asks("person", _("谁应当回避"), "select", people), Asks("reason", _("有什么关系"))),
    ),
    "decide_recusal": Button(
        "decide_recusal", _asked, _("决定回避"), _decide_recusal, _("已决定。"),
        (Asks("recusal", _("哪一件"), "select", open_recusals), Asks("grant", _("同意吗"), "select", GRANT)), "primary",
    ),
    "hand_over": Button(
        "work_case", _may_hand_over, _("移送其他部门"),
        lambda one, said: actions.hand_over(one, to=said.note, by=said.by, now=said.now), _("已移送。"),
        (Asks("note", _("移送哪个部门、为什么")),),
    ),
    "typical": Button(
        "draft_typical", lambda one, by: one.decision in ("penalty", "to_justice") and by.person not in one.related, _("作典型案例"), _typical,
        _("已起草，隐去了名称，等另一人审批。"),
        (
            Asks("title", _("标题")), Asks("body", _("案情和处理"), "textarea", help=_("当事人、负责人、承办人的名字自动隐去")),
            Asks("names", _("还要隐去的名字"), help=_("用空格分开")), Asks("together", _("和哪些部门一起发布")),
        ),
    ),
}  # fmt: skip


# As a page offers them: what moves the case on first, then what ends it, then what is kept beside it.
VERBS: Mapping[str, Button[PenaltyCase]] = {
    **OWN_VERBS,
    **ENDING_VERBS,
    **DISPUTE_VERBS,
    **INQUIRY_VERBS,
    **MEASURE_VERBS,
}


def offered(viewer: Actor, one: PenaltyCase) -> list[str]:
    """The verbs to offer now, the one that moves it on first."""
    return [key for key, verb in VERBS.items() if verb.may(one, viewer)]
