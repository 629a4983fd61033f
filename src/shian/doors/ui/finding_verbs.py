"""The verbs of a finding as the desk and the phone offer them: one move, one right, some words, the action behind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from shian.doors.ui.verbs import Said
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.loop import queries
from shian.loop.models import Finding
from shian.loop.states import FINDING


@dataclass(frozen=True)
class Verb:
    """One button: the move it makes, the right it needs, its words; `do` is the action. One that tells others of a
    finding makes no move and leaves its state as it is."""

    key: str
    move: str
    right: str
    word: Promise
    note: Promise
    do: Callable[[Finding, Said], Finding]
    look: Literal["primary", "danger", "plain", ""] = ""
    photo: bool = False
    confirm: Promise | None = None
    whose: Literal["own", "others", ""] = ""  # for the business itself, or for anybody but it


def told(name: str, action: Callable[..., Finding]) -> Callable[[Finding, Said], Finding]:
    """An action that takes the words under this name."""
    return lambda finding, said: action(finding, by=said.by, now=said.now, **{name: said.note})


def shown(name: str, action: Callable[..., Finding]) -> Callable[[Finding, Said], Finding]:
    """The same with photographs."""
    return lambda finding, said: action(finding, by=said.by, now=said.now, photos=said.files, **{name: said.note})


def looked(action: Callable[..., Finding]) -> Callable[[Finding, Said], Finding]:
    """A recheck: somebody stood there and looked, so it counts on the day of the look."""
    return lambda finding, said: action(
        finding, note=said.note, photos=said.files, by=said.by, now=said.now, made_on=said.made_on
    )


def offered(verbs: Iterable[Verb], viewer: Actor, finding: Finding) -> list[Verb]:
    """Those which the state allows and the viewer holds here; nobody is offered to verify their own fix."""
    return [verb for verb in verbs if _offered(verb, viewer, finding)]


def _offered(verb: Verb, viewer: Actor, finding: Finding) -> bool:
    if not _legal(verb, finding.state) or not lens.may(viewer, verb.right, finding):
        return False
    if verb.whose and (verb.whose == "own") != (finding.business_id in viewer.businesses):
        return False
    return verb.right != "recheck" or bool(queries.may_recheck(finding, viewer=viewer))


def _legal(verb: Verb, state: str) -> bool:
    return FINDING.may(state, verb.move) if verb.move else state != "withdrawn"
