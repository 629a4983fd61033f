"""The verbs of an operation, of an object and of a notice, as their pages offer them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.operations.forms import whole
from shian.doors.ui.typed import key_or_none, keys_in
from shian.doors.ui.verbs import Said
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.amounts import fen_of
from shian.kernel.refused import Refused
from shian.operations import actions, queries
from shian.operations.actions.notices import is_sender
from shian.operations.models import Notice, Operation, Result, Target, Team
from shian.operations.parties import has_in_work, of_the_lead, of_the_team
from shian.operations.states import CASE


@dataclass(frozen=True)
class Verb:
    """One button: its right, the states in which it is offered, the action, what is said when done."""

    right: str
    states: tuple[str, ...]
    do: "Callable[[Operation, Said], object]"
    told: Promise


@dataclass(frozen=True)
class OnTarget:
    """One button of an object's record."""

    right: str
    do: "Callable[[Target, Said], object]"
    told: Promise


@dataclass(frozen=True)
class OnNotice:
    """One button of a notice; whoever was told answers, whoever told judges."""

    right: str
    states: tuple[str, ...]
    do: "Callable[[Notice, Said], object]"
    told: Promise
    files: bool = False


def _team(one: Operation, said: Said) -> object:
    offered = {post.pk: post for post in queries.member_posts(one, said.by)}
    leader = key_or_none(said.word("leader"))
    others = keys_in(said.lists.get("members", []))
    members = [post for key, post in offered.items() if key in others and key != leader]
    if leader not in offered:
        raise Refused(gettext("请选组长"))
    return actions.form_team(one, said.word("name"), (offered[leader], *members), by=said.by, now=said.now)


def _change(one: Operation, said: Said) -> object:
    offered = {post.pk: post for post in queries.member_posts(one, said.by)}
    coming = [offered[key] for key in keys_in(said.lists.get("coming", [])) if key in offered]
    going = keys_in(said.lists.get("going", []))
    return actions.change_team(_chosen_team(one, said), coming=coming, going=going, by=said.by, now=said.now)


def _objects(one: Operation, said: Said) -> object:
    team = _chosen_team(one, said)
    lines = said.word("lines")
    shops = (
        queries.by_lines(lines, viewer=said.by) if lines else queries.of_a_kind(one, said.word("kind"), viewer=said.by)
    )
    return actions.add_objects(team, shops, by=said.by, now=said.now)


def _chosen_team(one: Operation, said: Said) -> Team:
    rows = queries.teams(one, viewer=said.by).select_related("operation__place")
    team = rows.filter(pk__in=filter(None, [key_or_none(said.word("team"))])).first()
    if team is None:
        raise Refused(gettext("请选哪一组"))
    return team


def _order(one: Operation, said: Said) -> object:
    return actions.order_operation(one, by=said.by, now=said.now)


def _begin(one: Operation, said: Said) -> object:
    return actions.begin_operation(one, by=said.by, now=said.now)


def _close(one: Operation, said: Said) -> object:
    return actions.close_operation(one, note=said.word("note"), by=said.by, now=said.now)


def _call_off(one: Operation, said: Said) -> object:
    return actions.call_off_operation(one, reason=said.word("note"), by=said.by, now=said.now)


def _tell(one: Operation, said: Said) -> object:
    return actions.send_notice(
        one, actions.Matter(key_or_none(said.word("to")), said.word("text")), by=said.by, now=said.now
    )


def _record(one: Target, said: Said) -> object:
    return actions.record_object(
        one, outcome=said.word("outcome"), note=said.word("note"), photos=said.files, by=said.by, now=said.now
    )


def _problem(one: Target, said: Said) -> object:
    return actions.note_problem(
        one, code=said.word("code"), note=said.word("note"), photos=said.files, by=said.by, now=said.now
    )


def _case(one: Target, said: Said) -> object:
    return actions.note_case(
        one, number=said.word("number"), text=said.word("text"), department=key_or_none(said.word("department")), by=said.by, now=said.now
    )  # fmt: skip


def _seize(one: Target, said: Said) -> object:
    goods = actions.Goods(
        said.word("name"), whole(said.word("quantity"), gettext("数量")), said.word("unit"), fen_of(said.word("value"))
    )
    return actions.note_seizure(one, goods, by=said.by, now=said.now)


def _transfer(one: Target, said: Said) -> object:
    return actions.transfer_case(_one_case(one, said), to=key_or_none(said.word("to")), by=said.by, now=said.now)


def _expose(one: Target, said: Said) -> object:
    return actions.expose_case(_one_case(one, said), by=said.by, now=said.now)


def _one_case(one: Target, said: Said) -> Result:
    rows = queries.results_at(one, viewer=said.by).filter(
        kind=CASE, pk__in=filter(None, [key_or_none(said.word("case"))])
    )
    found = rows.select_related("operation__lead_post", "target__team", "target__operation__lead_post").first()
    if found is None:
        raise Refused(gettext("请选哪个案件"))
    return found


def _tell_of(one: Target, said: Said) -> object:
    matter = actions.Matter(key_or_none(said.word("to")), said.word("text"), one)
    return actions.send_notice(one.operation, matter, by=said.by, now=said.now)


def _receive(one: Notice, said: Said) -> object:
    return actions.receive_notice(one, by=said.by, now=said.now)


def _answer(one: Notice, said: Said) -> object:
    return actions.answer_notice(one, answer=said.word("answer"), evidence=said.files, by=said.by, now=said.now)


def _accept(one: Notice, said: Said) -> object:
    return actions.accept_notice(one, note=said.word("note"), by=said.by, now=said.now)


def _return(one: Notice, said: Said) -> object:
    return actions.return_notice(one, note=said.word("note"), by=said.by, now=said.now)


VERBS: Mapping[str, Verb] = {
    "team": Verb("form_team", ("drafted", "ordered", "under_way"), _team, _("已编组。")),
    "change": Verb("form_team", ("drafted", "ordered", "under_way"), _change, _("组里的人改好了，谁手上的谁办完。")),
    "objects": Verb("add_objects", ("drafted", "ordered", "under_way"), _objects, _("对象已加上。")),
    "order": Verb("order_operation", ("drafted",), _order, _("已部署，各部门看得到了，组长的待办里有了。")),
    "begin": Verb("begin_operation", ("ordered",), _begin, _("行动开始，可以记了。")),
    "tell": Verb("send_notice", ("under_way", "closed"), _tell, _("已抄告，对方的待办里看得到。")),
    "close": Verb("close_operation", ("under_way",), _close, _("已收队。问题和抄告没有办完的继续盯。")),
    "call_off": Verb("close_operation", ("drafted", "ordered"), _call_off, _("已取消。")),
}
TARGET_VERBS: Mapping[str, OnTarget] = {
    "record": OnTarget("record_object", _record, _("已记下，组里都看得到。")),
    "problem": OnTarget("note_result", _problem, _("问题已记下，由监管部门责令整改。")),
    "case": OnTarget("note_result", _case, _("立案已记下。")),
    "seize": OnTarget("note_result", _seize, _("扣押已记下。")),
    "transfer": OnTarget("transfer_case", _transfer, _("已记移送公安。")),
    "expose": OnTarget("expose_case", _expose, _("已定为典型案例，等公开的人隐去信息后发布。")),
    "tell": OnTarget("send_notice", _tell_of, _("已抄告，对方的待办里看得到。")),
}
NOTICE_VERBS: Mapping[str, OnNotice] = {
    "receive": OnNotice("answer_notice", ("sent",), _receive, _("已签收。")),
    "answer": OnNotice("answer_notice", ("sent", "received", "returned"), _answer, _("已反馈。"), files=True),
    "accept": OnNotice("judge_notice", ("answered",), _accept, _("已核销。")),
    "return": OnNotice("judge_notice", ("answered",), _return, _("已退回，期限从今天重新算。")),
}
_OF_MEMBERS = frozenset({"tell", "objects"})


def offered(viewer: Actor, one: Operation, *, left: int) -> list[str]:
    """The verbs of an operation to offer now; `left` objects are not recorded yet."""
    may = [key for key, verb in VERBS.items() if one.state in verb.states and lens.may(viewer, verb.right, one)]
    may = [key for key in may if key != "close" or not left]
    return may if of_the_lead(one, viewer) else [key for key in may if key in _OF_MEMBERS]


def target_offered(viewer: Actor, one: Target, *, cases: int, untold: int) -> list[str]:
    """The verbs of an object to offer now: cases there are, and how many of them are not typical yet."""
    leads = of_the_lead(one.operation, viewer)
    if one.operation.state != "under_way" or not (leads or of_the_team(one.team, viewer) or has_in_work(one, viewer)):
        return []
    may = [key for key, verb in TARGET_VERBS.items() if lens.may(viewer, verb.right, one)]
    hidden = {"record"} if one.outcome else set()
    hidden |= {"transfer"} if not cases else set()
    hidden |= {"expose"} if not (leads and untold) else set()
    return [key for key in may if key not in hidden]


def notice_offered(viewer: Actor, one: Notice) -> list[str]:
    """The verbs of a notice to offer now."""
    mine, judges = one.holder_id in viewer.posts, is_sender(one, viewer)
    return [
        key
        for key, verb in NOTICE_VERBS.items()
        if one.state in verb.states
        and lens.may(viewer, verb.right, one)
        and (judges if verb.right == "judge_notice" else mine)
    ]
