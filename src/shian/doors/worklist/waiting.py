"""What waits in the rooms of whoever looks: for each verb they hold a count, and the list it is the length of.

A desk counts tasks; some work is not one task but a list (cases, letters to approve, members who have not checked).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shian.checklists import queries as checklists
from shian.clues import queries as clues
from shian.complaints.queries import files as complaints
from shian.disclosure.associations import own_association
from shian.disclosure.counting import left_unchecked
from shian.disclosure.queries import draft as pledge_to_sign
from shian.doors.ui.said import ground_of
from shian.doors.ui.shapes.parts import Stat
from shian.doors.ui.words import measure
from shian.enforcement import queries as cases
from shian.kernel.actor import Actor
from shian.letters import queries as letters
from shian.operations import queries as operations
from shian.truth import queries as truth


@dataclass(frozen=True)
class Waiting:
    """One list: whose it is by the verbs they hold, how long it is today, where it is. `always`: at nought too, for
    whom this list is the whole work."""

    verbs: tuple[str, ...]
    label: Any
    unit: str
    count: Callable[[Actor, date], int]
    view: str
    asked: str = ""
    always: tuple[str, ...] = ()


def waiting(viewer: Actor, on: date) -> Iterator[Stat]:
    """The counts that a viewer finds on the desk, each opening into its list."""
    for one in ROOMS:
        if not any(any(viewer.granted(verb)) for verb in one.verbs):
            continue
        count = one.count(viewer, on)
        if count or any(any(viewer.granted(verb)) for verb in one.always):
            href = reverse(one.view) + one.asked
            yield Stat(str(one.label), f"{count:,}", measure(one.unit), href, tone="soon" if count else "done")


def _unchecked(viewer: Actor, on: date) -> int:
    own = own_association(viewer)
    return left_unchecked(own, on=on) if own else 0


def _unsigned(viewer: Actor, _on: date) -> int:
    own = own_association(viewer)
    return int(own is not None and pledge_to_sign(own, by=viewer) is not None)


def _signalled(viewer: Actor, _on: date) -> int:
    """The visits that the last look over the viewer's ground asks about."""
    last = truth.weighings(viewer, ground_of(viewer)).first()
    return truth.signalled(viewer, last).count() if last else 0


def _to_approve(viewer: Actor, on: date) -> int:
    return letters.letters(viewer, letters.Sought(state="drafts"), on=on).count()


ROOMS: tuple[Waiting, ...] = (
    Waiting(
        ("review_case", "decide_case", "file_case", "work_case"), _("在办案件"), "件",
        lambda viewer, _on: cases.cases(viewer, tab="open").count(), "cases", always=("review_case", "decide_case"),
    ),
    Waiting(
        ("answer_transfer",), _("移送给我的"), "件",
        lambda viewer, _on: cases.all_transfers(viewer).count(), "transfers", always=("answer_transfer",),
    ),
    Waiting(
        ("decide_complaint",), _("在办投诉举报"), "份",
        lambda viewer, on: complaints.listed(viewer, complaints.Sought(tab="open"), on=on).count(), "complaints",
    ),
    Waiting(
        ("claim_clue",), _("待认领线索"), "条",
        lambda viewer, _on: clues.clues(viewer, clues.Asked(tab="waiting")).count(), "clues", "?tab=waiting",
    ),
    Waiting(("approve_letter",), _("没发出的函件"), "份", _to_approve, "letters", "?state=drafts"),
    Waiting(
        ("record_object",), _("进行中的联合行动"), "次",
        lambda viewer, _on: operations.operations(viewer, tab="going").count(), "operations",
    ),
    Waiting(("draft_pledge",), _("还没有自查的会员"), "家", _unchecked, "association", always=("draft_pledge",)),
    Waiting(("sign_pledge",), _("等您签字的承诺"), "份", _unsigned, "association"),
    Waiting(("weigh_visits",), _("有信号的走访"), "次", _signalled, "truth"),
    Waiting(
        ("publish_checklist",), _("没发布的检查表"), "份",
        lambda viewer, _on: checklists.drafts(viewer).count(), "checklists",
    ),
)  # fmt: skip
