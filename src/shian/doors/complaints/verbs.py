"""The verbs of a file as its page offers them: the right, when it is offered, what it does, what is said when it is done."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.complaints import actions
from shian.complaints.actions.papering import make_form, offered_forms, send_form
from shian.complaints.models import Complaint
from shian.complaints.queries.files import complaint, offices_to_send_to, paper, recusals_of
from shian.complaints.states import CHECKS, COMPLAINT, ENDED, HEARD_IN, LETTER, OVER, REPORT, may_reopen, table_of
from shian.doors.ui.typed import day_of, key_or_none, keys_in
from shian.doors.ui.verbs import Said
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.amounts import fen_or_none
from shian.kernel.refused import Refused

# The names of the clocks that run; "stopped" where the one of mediation or of a check stands, "papers" where there are some, "invited"
# where the other side was asked, "asked" where somebody wants the mediator to leave it.
Running = Collection[str]


@dataclass(frozen=True)
class Verb:
    """One button: its right, whether it is offered on a file whose clocks run so, the action, what is said when done."""

    right: str
    offered: Callable[[Complaint, Running], bool]
    do: "Callable[[Complaint, Said], object]"
    told: Promise
    word: Promise
    look: str = ""


def _move(name: str, *kinds: str) -> Callable[[Complaint, Running], bool]:
    def may(one: Complaint, running: Running) -> bool:
        table = table_of(one.kind, one.regime)
        return name in table.moves and table.may(one.state, name) and (not kinds or one.kind in kinds)

    return may


def _runs(name: str) -> Callable[[Complaint, Running], bool]:
    return lambda one, running: name in running


def _testable(one: Complaint, running: Running) -> bool:
    """Whether a limit runs from which the days of a test are left out."""
    return "mediate" in running or (one.state == "checking" and bool({*CHECKS} & {*running}))


def _split(one: Complaint, said: Said) -> object:
    actions.split_letter(one, said.word("dispute"), said.word("offence"), by=said.by, now=said.now)
    return None


def _send_on(one: Complaint, said: Said) -> object:
    wanted = key_or_none(said.word("to"))
    post = next((post for post in offices_to_send_to(one, said.by) if post.pk == wanted), None)
    if post is None:
        raise Refused(gettext("请选分送给谁"))
    return actions.send_on(one, post, note=said.note, by=said.by, now=said.now)


def _track(one: Complaint, said: Said) -> object:
    until = day_of(said.word("until"), gettext("对方的期限")) if said.word("until") else None
    return actions.track(one, number=said.word("number"), until=until, by=said.by, now=said.now)


def _ask_identity(one: Complaint, said: Said) -> object:
    until = day_of(said.word("until"), gettext("到哪一天")) if said.word("until") else None
    return actions.ask_identity(one, until=until, by=said.by, now=said.now)


def _refuse(one: Complaint, said: Said) -> object:
    return actions.refuse(one, reason=said.word("reason"), words=said.note, by=said.by, now=said.now)


def _begin_mediation(one: Complaint, said: Said) -> object:
    meeting = actions.Meeting(said.word("mode"), said.note, said.word("mediator"))
    return actions.begin_mediation(one, meeting, by=said.by, now=said.now)


def _extend_check(one: Complaint, said: Said) -> object:
    return actions.extend_check(one, reason=said.note, approved=said.word("approved"), by=said.by, now=said.now)


def _settle(one: Complaint, said: Said) -> object:
    agreed = actions.Agreement(said.note, fen_or_none(said.word("paid")), said.word("kept") == "at_once")
    return actions.settle(one, agreed, by=said.by, now=said.now)


def _terminate(one: Complaint, said: Said) -> object:
    return actions.terminate(one, reason=said.word("reason"), words=said.note, by=said.by, now=said.now)


def _decide(one: Complaint, said: Said) -> object:
    return actions.decide(one, said.word("decision"), words=said.note, by=said.by, now=said.now)


def _merge(one: Complaint, said: Said) -> object:
    key = key_or_none(said.word("into"))
    if key is None:
        raise Refused(gettext("请选并入哪一份"))
    return actions.merge(one, complaint(key, viewer=said.by), by=said.by, now=said.now)


def _invite(one: Complaint, said: Said) -> object:
    until = day_of(said.word("until"), gettext("到哪一天"))
    actions.invite(one, said.note, answer_by=until, by=said.by, now=said.now)
    return None


def _decide_recusal(one: Complaint, said: Said) -> object:
    row = next((row for row in recusals_of(one, viewer=said.by) if not row.decision), None)
    if row is None:
        raise Refused(gettext("现在没有要决定的回避"))
    wanted = key_or_none(said.word("post"))
    post = next((post for post in offices_to_send_to(one, said.by) if post.pk == wanted), None)
    successor = actions.Successor(said.word("successor"), post)
    return actions.decide_recusal(
        row, grant=said.word("grant"), words=said.note, successor=successor, by=said.by, now=said.now
    )


def _clue(one: Complaint, said: Said) -> object:
    return actions.raise_clue(one, said.note, by=said.by, now=said.now)


def _form(one: Complaint, said: Said) -> object:
    make_form(one, said.word("form"), by=said.by, now=said.now)
    return None


def _send_form(one: Complaint, said: Said) -> object:
    key = key_or_none(said.word("paper"))
    if key is None:
        raise Refused(gettext("请选哪份文书"))
    send_form(paper(key, viewer=said.by), said.word("how"), by=said.by, now=said.now)
    return None


def _release(one: Complaint, said: Said) -> object:
    return actions.release_photos(one, keys_in(said.lists.get("photos", [])), by=said.by, now=said.now)


def _noted(verb: Callable[..., object], word: str) -> "Callable[[Complaint, Said], object]":
    """A verb that wants one sentence, under the name by which it takes it."""
    return lambda one, said: verb(one, **{word: said.note}, by=said.by, now=said.now)


def _plain(verb: Callable[..., object]) -> "Callable[[Complaint, Said], object]":
    return lambda one, said: verb(one, by=said.by, now=said.now)


VERBS: Mapping[str, Verb] = {
    "split": Verb(
        "split_letter",
        _move("split", LETTER),
        _split,
        _("已拆成两份，各按各的规定办。"),
        _("拆成投诉和举报"),
        "primary",
    ),
    "take": Verb("take_complaint", _move("take"), _plain(actions.take), _("已签收。"), _("签收"), "primary"),
    "send_back": Verb(
        "take_complaint",
        lambda one, running: _move("send_back")(one, running) and one.sender_id is not None,
        _noted(actions.send_back, "note"),
        _("已退回，七个工作日内协商由谁办。"),
        _("不归我们，退回"),
    ),
    "show_identity": Verb(
        "decide_complaint",
        _move("show_identity"),
        _plain(actions.show_identity),
        _("身份已核实，受理期限继续算。"),
        _("身份已核实"),
        "primary",
    ),
    "accept": Verb(
        "decide_complaint",
        _move("accept", COMPLAINT),
        _plain(actions.accept),
        _("已受理，调解期限从今天算。"),
        _("受理"),
        "primary",
    ),
    "refuse": Verb(
        "decide_complaint",
        _move("refuse", COMPLAINT),
        _refuse,
        _("已作出不予受理决定，凭收据看得到理由。"),
        _("不予受理"),
    ),
    "ask_identity": Verb(
        "decide_complaint",
        _move("ask_identity", COMPLAINT),
        _ask_identity,
        _("已通知提供身份证明，受理期限停止计算。"),
        _("限期提供身份证明"),
    ),
    "begin_mediation": Verb(
        "mediate_complaint",
        _move("begin_mediation", COMPLAINT),
        _begin_mediation,
        _("已通知双方。"),
        _("安排调解"),
        "primary",
    ),
    "decide_recusal": Verb(
        "decide_recusal",
        _runs("asked"),
        _decide_recusal,
        _("已决定，双方都看得到。"),
        _("决定调解人员是否回避"),
        "primary",
    ),
    "invite": Verb(
        "mediate_complaint",
        lambda one, running: (
            one.state in HEARD_IN and one.kind == COMPLAINT and one.business_id is not None and "invited" not in running
        ),
        _invite,
        _("已请被投诉人答复，它看不到是谁投诉的。"),
        _("请被投诉人答复"),
    ),
    "settle": Verb(
        "mediate_complaint",
        lambda one, running: _move("settle", COMPLAINT)(one, running) and "asked" not in running,
        _settle,
        _("已记下协议，还要回访。"),
        _("达成调解"),
        "primary",
    ),
    "stop": Verb(
        "mediate_complaint",
        lambda one, running: _testable(one, running) and "stopped" not in running,
        _noted(actions.stop_for_test, "note"),
        _("期限停止计算，有了结果再继续。"),
        _("送检，期限停下来"),
    ),
    "go_on": Verb(
        "mediate_complaint",
        _runs("stopped"),
        _noted(actions.end_test, "note"),
        _("期限继续算，停的天数已经补上。"),
        _("有结果了，期限继续"),
        "primary",
    ),
    "terminate": Verb(
        "mediate_complaint",
        _move("terminate", COMPLAINT),
        _terminate,
        _("已终止调解，七个工作日内告知双方。"),
        _("终止调解"),
    ),
    "tell_ending": Verb(
        "mediate_complaint",
        _runs("tell_ending"),
        _noted(actions.tell_ending, "how"),
        _("已记下告知。"),
        _("已告知双方"),
        "primary",
    ),
    "begin_check": Verb(
        "check_report",
        _move("begin_check", REPORT),
        _plain(actions.begin_check),
        _("开始核查。"),
        _("开始核查"),
        "primary",
    ),
    "decide": Verb(
        "check_report",
        lambda one, running: one.kind == REPORT and one.state == "checking",
        _decide,
        _("已记下决定。"),
        _("作出决定"),
        "primary",
    ),
    "extend_check": Verb(
        "check_report",
        lambda one, running: "check" in running and "stopped" not in running,
        _extend_check,
        _("核查已延长十五个工作日。"),
        _("延长核查"),
    ),
    "tell_reporter": Verb(
        "check_report",
        _runs("tell_reporter"),
        _noted(actions.tell_reporter, "how"),
        _("已记下告知。"),
        _("已告知举报人"),
        "primary",
    ),
    "conclude": Verb(
        "check_report",
        _move("conclude", REPORT),
        _noted(actions.conclude, "outcome"),
        _("查处结果已登记。"),
        _("登记查处结果"),
        "primary",
    ),
    "bring_back": Verb(
        "track_complaint",
        _move("bring_back"),
        _noted(actions.bring_back, "outcome"),
        _("对方的结果已登记，反映人凭收据看得到。"),
        _("登记对方结果"),
        "primary",
    ),
    "tell_outside": Verb(
        "track_complaint",
        lambda one, running: "outside" in running and one.state != "tracked",
        _noted(actions.tell_outside, "words"),
        _("已记下反馈。"),
        _("已向来源系统反馈"),
    ),
    "follow_up": Verb(
        "close_complaint",
        _runs("follow_up"),
        lambda one, said: actions.follow_up(one, said.word("fixed"), note=said.note, by=said.by, now=said.now),
        _("已记下回访。"),
        _("回访"),
        "primary",
    ),
    "close": Verb("close_complaint", _move("close"), _plain(actions.close), _("已办结。"), _("办结")),
    "reopen": Verb(
        "reopen_complaint",
        lambda one, running: (
            _move("reopen")(one, running) and may_reopen(one.state, one.merged_into.state if one.merged_into else "")
        ),
        lambda one, said: actions.reopen(one, said.note, by=said.by, now=said.now),
        _("已重新办理，期限从今天算。"),
        _("重新办理"),
    ),
    "answer": Verb(
        "write_on_complaint",
        lambda one, running: one.state not in OVER,
        lambda one, said: actions.answer(one, said.note, by=said.by, now=said.now),
        _("已发出，反映人凭收据看得到。"),
        _("给反映人留言"),
    ),
    "tell_other_side": Verb(
        "mediate_complaint",
        lambda one, running: "invited" in running and one.state in HEARD_IN,
        _noted(actions.tell_other_side, "text"),
        _("已发给被投诉人。"),
        _("给被投诉人留言"),
    ),
    "ask_recusal": Verb(
        "mediate_complaint",
        lambda one, running: one.state == "mediating" and bool(one.mediator) and "asked" not in running,
        _noted(actions.ask_recusal, "reason"),
        _("已提出，由负责人决定；决定以前不再调解。"),
        _("调解人员要回避"),
    ),
    "part": Verb(
        "merge_complaint",
        _move("part"),
        _noted(actions.part, "reason"),
        _("已分出单独办理，两边的反映人都看得到。"),
        _("取消并案"),
    ),
    "merge": Verb("merge_complaint", _move("merge"), _merge, _("已并案，两位反映人都看得到进展。"), _("并入另一份")),
    "send_on": Verb("send_on_complaint", _move("send_on"), _send_on, _("已分送，等对方签收。"), _("分送给别的单位")),
    "track": Verb("track_complaint", _move("track"), _track, _("已转为跟踪。"), _("在别的系统办，转为跟踪")),
    "clue": Verb(
        "check_report",
        lambda one, running: one.kind == COMPLAINT and one.state in (*HEARD_IN, *ENDED),
        _clue,
        _("已另立举报核查。"),
        _("发现违法线索，另立举报"),
    ),
    "form": Verb("make_form", lambda one, running: bool(offered_forms(one)), _form, _("文书已生成。"), _("出文书")),
    "send_form": Verb(
        "make_form", lambda one, running: "papers" in running, _send_form, _("已记下送达。"), _("记送达")
    ),
    "release": Verb(
        "release_photo",
        lambda one, running: bool(one.evidence) and one.wants_publicity,
        _release,
        _("已选定可以公开的照片。"),
        _("选可以公开的照片"),
    ),
}


def offered(viewer: Actor, one: Complaint, running: Running) -> list[str]:
    """The verbs of a file to offer now, the next one first."""
    return [key for key, verb in VERBS.items() if verb.offered(one, running) and lens.may(viewer, verb.right, one)]
