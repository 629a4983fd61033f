"""The verbs of a clue, as its page offers them; and of the clue of whoever sent it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.clues import actions, queries
from shian.clues.models import Clue
from shian.clues.states import OUTCOMES, UNITED
from shian.clues.whose import sent, works_on
from shian.doors.ui.typed import day_of, key_or_none
from shian.doors.ui.verbs import Said
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.people import queries as people


@dataclass(frozen=True)
class Verb:
    """One button: its right, the states in which it is offered, the action, what is said when done."""

    right: str
    states: tuple[str, ...]
    do: Callable[[Clue, Said], object]
    told: Promise
    files: bool = False


def _claim(one: Clue, said: Said) -> object:
    return actions.claim_clue(one, by=said.by, now=said.now)


def _return(one: Clue, said: Said) -> object:
    return actions.return_clue(one, reason=said.word("reason"), by=said.by, now=said.now)


def _hand(one: Clue, said: Said) -> object:
    key = key_or_none(said.word("to"))
    if key is None:
        raise Refused(gettext("请选移交给哪个单位"))
    return actions.hand_over(one, to=people.post(key), reason=said.word("reason"), by=said.by, now=said.now)


def _stop(one: Clue, said: Said) -> object:
    expected = day_of(said.word("expected"), gettext("预计哪天出结果"))
    return actions.stop_clock(one, reason=said.word("reason"), expected=expected, by=said.by, now=said.now)


def _resume(one: Clue, said: Said) -> object:
    return actions.resume_clock(one, by=said.by, now=said.now)


def _ask(one: Clue, said: Said) -> object:
    return actions.ask_longer(one, reason=said.word("reason"), by=said.by, now=said.now)


def _decide(one: Clue, said: Said) -> object:
    return actions.decide_longer(one, grant=said.word("grant"), note=said.word("note"), by=said.by, now=said.now)


def _conclude(one: Clue, said: Said) -> object:
    to, same = key_or_none(said.word("to")), key_or_none(said.word("same_as"))
    departments = {unit.pk: unit for unit in queries.departments(one)}
    ended = actions.Ended(
        said.word("outcome"), said.note, said.word("reply"),
        to=departments.get(to) if to else None,
        same_as=queries.clue(same, viewer=said.by) if same else None,
    )  # fmt: skip
    return actions.conclude_clue(one, ended, by=said.by, now=said.now)


def _mend(one: Clue, said: Said) -> object:
    return actions.send_again(one, text=said.word("text"), evidence=said.files, by=said.by, now=said.now)


def _read(one: Clue, said: Said) -> object:
    return actions.read_outcome(one, by=said.by, now=said.now)


VERBS: Mapping[str, Verb] = {
    "claim": Verb("claim_clue", ("received", "handed"), _claim, _("已认领，核查期限开始算。")),
    "conclude": Verb("conclude_clue", ("received", "claimed"), _conclude, _("已办结，报送的人看得到结果。")),
    "decide": Verb("approve_clue", ("claimed", "stopped"), _decide, _("已决定。")),
    "resume": Verb("check_clue", ("stopped",), _resume, _("继续核查，检测的日子没有算进去。")),
    "stop": Verb("check_clue", ("claimed",), _stop, _("已暂停计时，到日子提醒您看结果。")),
    "ask": Verb("check_clue", ("claimed", "stopped"), _ask, _("已申请，等负责人决定。")),
    "hand": Verb("check_clue", ("received", "claimed"), _hand, _("已移交，对方认领就是签收。")),
    "return": Verb("claim_clue", ("received", "handed", "claimed"), _return, _("已退回，对方的待办里看得到。")),
    "mend": Verb("receive_clue", ("returned",), _mend, _("已补充，重新报送。"), files=True),
}
MY_VERBS: Mapping[str, Verb] = {
    "mend": Verb("receive_clue", ("returned",), _mend, _("已补充，重新报送。"), files=True),
    "read": Verb(
        "read_clue_outcome",
        ("filed", "not_filed", "transferred", "police", "merged", "duplicate"),
        _read,
        _("谢谢您反映情况。"),
    ),
}


def offered(viewer: Actor, one: Clue) -> list[str]:
    """The verbs to offer now to whoever works on it."""
    if not works_on(one, viewer):
        return []
    may = [key for key, verb in VERBS.items() if one.state in verb.states and lens.may(viewer, verb.right, one)]
    hidden = {"ask"} if one.longer else {"decide"}
    hidden |= {"decide"} if one.longer != "asked" or one.longer_by == viewer.person else set()
    hidden |= {"mend"} if one.sender_id is not None and not sent(one, viewer) else set()
    # What is signed for at the file it comes from is claimed and sent back there.
    hidden |= {"claim", "return", "mend"} if one.file_kind in ("finding", "operation_notice") else set()
    return [key for key in may if key not in hidden]


def my_offered(viewer: Actor, one: Clue) -> list[str]:
    """The verbs to offer to whoever sent it."""
    may = [key for key, verb in MY_VERBS.items() if one.state in verb.states and lens.may(viewer, verb.right, one)]
    hidden = {"read"} if one.read_task is None or one.read_task.state != "open" else set()
    hidden |= {"mend"} if one.file_kind == "finding" else set()
    return [key for key in may if key not in hidden]


def outcomes(one: Clue) -> tuple[str, ...]:
    """How it may end now: before it is claimed only with another."""
    return OUTCOMES if one.state == "claimed" else UNITED
