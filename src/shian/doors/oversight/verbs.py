"""The verbs of an oversight, and of a problem, as their pages offer them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.typed import key_or_none
from shian.doors.ui.verbs import Said
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.oversight import actions, queries
from shian.oversight.models import Oversight, Problem
from shian.oversight.states import OWED
from shian.oversight.team import judged_by_team, of_the_superior
from shian.people import queries as people
from shian.people.models import Post


@dataclass(frozen=True)
class Verb:
    """One button of an oversight: its right, the states in which it is offered, the action, what is said when done."""

    right: str
    states: tuple[str, ...]
    do: Callable[[Oversight, Said], object]
    told: Promise


@dataclass(frozen=True)
class ProblemVerb:
    """One button of a problem; whoever owes it answers, the superior's side judges."""

    right: str
    states: tuple[str, ...]
    do: Callable[[Problem, Said], object]
    told: Promise
    files: bool = False


def _seal(one: Oversight, said: Said) -> object:
    size = said.word("size")
    if not (size.isascii() and size.isdigit() and len(size) < 7):
        raise Refused(gettext("抽几家请填整数"))
    return actions.seal_units(one, int(size), by=said.by, now=said.now)


def _draw(one: Oversight, said: Said) -> object:
    return actions.draw_units(one, word=said.word("word"), by=said.by, now=said.now)


def _begin(one: Oversight, said: Said) -> object:
    return actions.begin_oversight(one, by=said.by, now=said.now)


def _look(one: Oversight, said: Said) -> object:
    unit = queries.unit(one, key_or_none(said.word("unit")), viewer=said.by)
    looked = actions.Looked(said.word("could") != "no", said.word("note"))
    return actions.look_at_unit(unit, looked, by=said.by, now=said.now)


def _talk(one: Oversight, said: Said) -> object:
    talked = actions.Talked(said.word("name"), said.word("title"), said.word("note"))
    return actions.record_talk(one, talked, by=said.by, now=said.now)


def _list(one: Oversight, said: Said) -> object:
    holder = key_or_none(said.word("holder"))
    if holder is None:
        raise Refused(gettext("请选责任单位的岗位"))
    finding = key_or_none(said.word("finding"))
    of_business = queries.findings_at(one, viewer=said.by).filter(pk=finding).first() if finding else None
    listed = actions.Listed(people.post(holder), said.word("severity"), said.word("text"), of_business)
    return actions.list_problem(one, listed, by=said.by, now=said.now)


def _close(one: Oversight, said: Said) -> object:
    return actions.close_oversight(one, note=said.word("note"), by=said.by, now=said.now)


def _call_off(one: Oversight, said: Said) -> object:
    return actions.call_off(one, reason=said.word("note"), by=said.by, now=said.now)


def _post(said: Said) -> Post:
    key = key_or_none(said.word("post"))
    if key is None:
        raise Refused(gettext("请选岗位"))
    return people.post(key)


def _join(one: Oversight, said: Said) -> object:
    return actions.join_team(one, _post(said), reason=said.word("reason"), by=said.by, now=said.now)


def _leave(one: Oversight, said: Said) -> object:
    return actions.leave_team(one, _post(said), reason=said.word("reason"), by=said.by, now=said.now)


def _answer(one: Problem, said: Said) -> object:
    return actions.answer_problem(one, answer=said.word("answer"), evidence=said.files, by=said.by, now=said.now)


def _accept(one: Problem, said: Said) -> object:
    return actions.accept_answer(one, note=said.word("note"), by=said.by, now=said.now)


def _send_back(one: Problem, said: Said) -> object:
    return actions.send_back_answer(one, note=said.word("note"), by=said.by, now=said.now)


def _drop(one: Problem, said: Said) -> object:
    return actions.drop_problem(one, reason=said.word("reason"), by=said.by, now=said.now)


UNDER_WAY = ("prepared", "begun")
VERBS: Mapping[str, Verb] = {
    "seal": Verb("sample_units", UNDER_WAY, _seal, _("名单已封存，种子的指纹已记下。接着抽取。")),
    "draw": Verb("sample_units", UNDER_WAY, _draw, _("已抽取。")),
    "begin": Verb("begin_oversight", ("prepared",), _begin, _("已进驻。被督查的地方现在看得到了。")),
    "look": Verb("look_at_unit", ("begun",), _look, _("已记下。")),
    "talk": Verb("record_talk", ("begun",), _talk, _("访谈已记下。")),
    "list": Verb("list_problem", ("begun",), _list, _("问题已列出，责任单位的待办里看得到。")),
    "join": Verb("change_team", UNDER_WAY, _join, _("已加入督查组，从今天起一起督查。")),
    "leave": Verb("change_team", UNDER_WAY, _leave, _("已退出督查组。以前办的事还写着办的人。")),
    "close": Verb("close_oversight", ("begun",), _close, _("已收尾。没有整改完的继续盯。")),
    "call_off": Verb("close_oversight", ("prepared",), _call_off, _("已取消。")),
}
PROBLEM_VERBS: Mapping[str, ProblemVerb] = {
    "answer": ProblemVerb("answer_problem", OWED, _answer, _("已报给督查组。"), files=True),
    "accept": ProblemVerb("judge_answer", ("answered",), _accept, _("已认可。")),
    "send_back": ProblemVerb("judge_answer", ("answered",), _send_back, _("已退回，期限从今天重新算。")),
    "drop": ProblemVerb("judge_answer", (*OWED, "answered"), _drop, _("已撤下，责任单位不用再答复。")),
}


def offered(viewer: Actor, one: Oversight, *, left: int, drawn: bool) -> list[str]:
    """The verbs to offer now; `left` units are not looked at yet."""
    if not of_the_superior(one, viewer):
        return []
    may = [key for key, verb in VERBS.items() if one.state in verb.states and lens.may(viewer, verb.right, one)]
    hidden = {"seal"} if one.draw else {"draw"}
    hidden |= {"draw"} if drawn else set()
    hidden |= {"look"} if not left else {"close"}
    hidden |= set() if one.members else {"leave"}
    return [key for key in may if key not in hidden]


def problem_offered(viewer: Actor, one: Problem) -> list[str]:
    """The verbs to offer on a problem now."""
    mine = one.holder_id in viewer.posts
    judges = judged_by_team(one, viewer)
    return [
        key
        for key, verb in PROBLEM_VERBS.items()
        if one.state in verb.states and lens.may(viewer, verb.right, one) and (mine if key == "answer" else judges)
    ]
