"""One letter becomes two files, two files of one matter become one, a clue found in a dispute becomes a report; and the end of each."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.complaints.actions import clocks
from shian.complaints.actions.journal import HOUSE, entered, moved
from shian.complaints.actions.numbering import number
from shian.complaints.actions.receiving import FIRST, index_of
from shian.complaints.actions.recusing import lapse
from shian.complaints.events import ComplaintReceived
from shian.complaints.law import law_of_file, rules_of
from shian.complaints.models import Complaint, Entry
from shian.complaints.rules import receipt_of
from shian.complaints.states import COMPLAINT, OVER, REPORT, parting
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id, new_secret
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day

MOST_TEXT = 10_000
FIXED = ("yes", "no", "unreached")
# What must be done before a file is closed; a case that is not over is not closed either.
BEFORE_CLOSING = ("tell_ending", "tell_reporter", "outside", "follow_up")
_CARRIED = (
    "regime", "release_id", "channel", "category", "online", "happened_at", "address", "latitude", "longitude", "datum",
    "business_id", "respondent", "evidence", "likenesses", "reporter_name", "reporter_phone", "reporter_identity",
    "reporter_address", "phone_index", "named", "wants_publicity", "holder_id", "outside_number", "received_at", "path",
    "path_then", "secrecy",
)  # fmt: skip


def split_letter(
    one: Complaint, dispute: str, offence: str, *, by: Actor, now: datetime
) -> tuple[Complaint, Complaint]:
    """What is a dispute and what is an offence, each a file of its own by its own rule, from the day the letter came.
    Its receipt opens both."""
    parts = ((COMPLAINT, needed(dispute, MOST_TEXT)), (REPORT, needed(offence, MOST_TEXT)))
    made = [_half(one, kind, text, now) for kind, text in parts]

    def halves() -> None:
        clocks.meet(one, "split", by=by, now=now)
        for half in made:
            _stored(half, by, now)
        if one.outside_due is not None and clocks.running(one, "outside"):
            clocks.drop(one, "已拆分", "outside", by=by, now=now)
            until = Because(Due(one.outside_due), one.outside_number, {"to": one.outside_due})
            clocks.start_until(made[0], "outside", local_day(now), until, now=now)

    told = "已按投诉和举报分别办理。"
    moved(one, "split_letter", "split", by=by, now=now, told=told, with_it=halves)
    return made[0], made[1]


def raise_clue(one: Complaint, text: str, *, by: Actor, now: datetime) -> Complaint:
    """调解中发现的违法线索: a report of the office's own, to be checked from today. It names nobody."""
    if one.kind != COMPLAINT:
        raise Refused(_("举报本来就要核查"), code="wrong_kind")
    made = _half(one, REPORT, needed(text, MOST_TEXT), now)
    made.reporter_name = made.reporter_phone = made.reporter_identity = made.reporter_address = ""
    made.phone_index, made.named, made.wants_publicity, made.received_at = "", False, False, now
    with act(by, "check_report", one) as announce:
        _stored(made, by, now)
        entered(one, "clue", made.text, by=by, now=now)
        announce(ComplaintReceived(made.pk, made.kind, made.channel, made.category, made.business_id))
    return made


def _half(one: Complaint, kind: str, text: str, now: datetime) -> Complaint:
    return Complaint(
        id=new_id(), kind=kind, text=text, letter=one, receipt_index=index_of(receipt_of(new_secret())),
        recorded_at=now, demand=one.demand if kind == COMPLAINT else "",
        amount_fen=one.amount_fen if kind == COMPLAINT else None,
        outside_due=one.outside_due if kind == COMPLAINT else None, **{name: getattr(one, name) for name in _CARRIED},
    )  # fmt: skip


def _stored(half: Complaint, by: Actor, now: datetime) -> None:
    number(half, rules_of(law_of_file(half)).series, local_day(now))
    insert_many(Complaint, [half])
    half._state.adding = False
    entered(half, "message", half.text, by=by, now=now, side=HOUSE, shared=True)
    clocks.start(half, FIRST[half.kind], local_day(half.received_at), now=now)


def merge(one: Complaint, into: Complaint, *, by: Actor, now: datetime) -> Complaint:
    """并案: one matter, one file; whoever brought either reads by their own receipt what happens on it."""
    if one.pk == into.pk or one.kind != into.kind:
        raise Refused(_("只能并入另一份同类的文件"), code="not_alike")
    into = _held_still(one, into)
    if into.state in OVER:
        raise Refused(_("「%(mark)s」已经办结，不能并入") % {"mark": into.mark}, code="over")

    def joined() -> None:
        lapse(one, by=by, now=now)
        clocks.merge_all(one, f"并入{into.mark}", by=by, now=now)
        Complaint.objects.filter(merged_into=one).update(merged_into=into)
        entered(into, "note", f"{one.mark}已并入", by=by, now=now)

    told = "这件事已有人反映，并入同一份文件办理，进展一并告诉您。"
    return moved(
        one, "merge_complaint", "merge", by=by, now=now, told=told, with_it=joined,
        merged_into=into, merged_from=one.state,
    )  # fmt: skip


def _held_still(one: Complaint, into: Complaint) -> Complaint:
    """The file that goes on, as it stands now, while this goes on: of two people who each merge the other's file into their own,
    one comes second. Both rows are taken in one order, so that neither waits for the other for ever."""
    both = Complaint.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, into.pk]).order_by("pk")
    return next((row for row in both if row.pk == into.pk), into)


def part(one: Complaint, *, reason: str, by: Actor, now: datetime) -> Complaint:
    """取消并案: they were two matters after all. Each goes its own way by its own clocks, and every bringer is told."""
    said, into = needed(reason, 300), one.merged_into
    if into is None:
        raise Refused(_("没有并入别的文件"), code="not_merged")

    def parted() -> None:
        clocks.part_all(one, now=now)
        others = "原来并在一起的另一份已分出单独办理，这一份照常办理。"
        entered(into, "part", others, by=by, now=now, shared=True)
        entered(into, "note", f"{one.mark}已分出：{said}", by=by, now=now)

    told = f"核实后不是同一件事，从今天起单独办理，期限接着原来的算。{said}"
    return moved(
        one, "merge_complaint", parting(one.kind, one.merged_from), by=by, now=now, told=told, with_it=parted,
        merged_into=None, merged_from="",
    )  # fmt: skip


def follow_up(one: Complaint, fixed: str, *, note: str, by: Actor, now: datetime) -> Entry:
    """回访: whether it is fixed is the bringer's word, not the office's."""
    said = needed(note, 500)
    if fixed not in FIXED:
        raise Refused(_("请选解决了、没解决还是没联系上"), code="no_word")
    if not clocks.running(one, "follow_up"):
        raise Refused(_("现在没有要回访的"), code="nothing")
    with act(by, "close_complaint", one):
        clocks.meet(one, "follow_up", by=by, now=now)
        one.fixed = fixed
        Complaint.objects.filter(pk=one.pk).update(fixed=fixed)
        return entered(one, "call", said, by=by, now=now)


def close(one: Complaint, *, by: Actor, now: datetime) -> Complaint:
    """办结: nothing is owed on it any more. It does not say that it is fixed."""
    left = clocks.running(one, *BEFORE_CLOSING)
    if left:
        words = in_a_row(_left_words()[row.name] for row in left)
        raise Refused(_("还不能办结：%(left)s") % {"left": words}, code="left")

    def nothing_owed() -> None:
        clocks.drop(one, "已办结", by=by, now=now)

    return moved(
        one, "close_complaint", "close", by=by, now=now, told="已办结。没有解决的，可以要求重新办理。",
        with_it=nothing_owed, closed_on=local_day(now),
    )  # fmt: skip


def _left_words() -> dict[str, str]:
    return {
        "tell_ending": _("终止调解还没有告知双方"),
        "tell_reporter": _("还没有告知举报人"),
        "outside": _("还没有向转来的系统反馈"),
        "follow_up": _("还没有回访"),
    }


def release_photos(one: Complaint, photos: Collection[UUID], *, by: Actor, now: datetime) -> Complaint:
    """These of its photographs may be public: looked at by somebody, nobody's face or name in them."""
    shown = [key for key in one.evidence if key in set(photos)]
    if len(shown) != len(set(photos)):
        raise Refused(_("只能公开这份文件自己的照片"), code="not_its_own")
    with act(by, "release_photo", one) as announce:
        Complaint.objects.filter(pk=one.pk).update(released=shown)
        one.released = shown
        entered(one, "release", "", by=by, now=now)
        announce.note(photos=len(shown))
    return one
