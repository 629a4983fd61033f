"""Evidence with its chain of custody, and the numbered papers of a case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions.numbering import next_paper_number
from shian.enforcement.models import CasePaper, Custody, Exhibit, PenaltyCase
from shian.enforcement.parties import refuse_strangers
from shian.enforcement.queries import hints
from shian.enforcement.rules import mark
from shian.enforcement.states import EXHIBITS
from shian.enforcement.wording import KINDS, body_of, grounds
from shian.evidence import queries as evidence
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day


@dataclass(frozen=True)
class Found:
    """A piece of evidence: what it is, where it lies, its file if it has one."""

    kind: str
    name: str
    lies_at: str
    file: UUID | None = None


def keep_exhibit(case: PenaltyCase, found: Found, *, by: Actor, now: datetime) -> Exhibit:
    """A piece of evidence with the hash of its file; its chain begins with whoever took it."""
    refuse_strangers(case, by)
    if found.kind not in EXHIBITS:
        raise Refused(_("请选证据的种类"), code="unknown_word")
    sha = evidence.evidence(found.file, viewer=by).sha256 if found.file else ""
    with act(by, "keep_exhibit", case) as announce:
        row = Exhibit(
            id=new_id(), case=case, number=Exhibit.objects.filter(case=case).count() + 1, kind=found.kind,
            name=needed(found.name, 200), taken_at=now, taken_by=by.label, file=found.file, sha256=sha,
            path=case.path, secrecy=case.secrecy,
        )  # fmt: skip
        insert_many(Exhibit, [row])
        insert_many(Custody, [_link(row, "", by.label, found.lies_at, "", now)])
        announce.note(exhibit=str(row.pk), sha256=sha)
    row._state.adding = False
    return row


def hand_on_exhibit(row: Exhibit, *, to: str, lies_at: str, note: str, by: Actor, now: datetime) -> Custody:
    """It goes to somebody else: who gave it, who has it, where it lies."""
    refuse_strangers(row.case, by)
    last = Custody.objects.filter(exhibit=row).order_by("-id").first()
    link = _link(row, last.taken_by if last else "", needed(to, 120), lies_at, note.strip()[:300], now)
    with act(by, "keep_exhibit", row.case) as announce:
        insert_many(Custody, [link])
        announce.note(exhibit=str(row.pk), what="hand_on")
    return link


def issue_paper(case: PenaltyCase, *, kind: str, words: str, by: Actor, now: datetime) -> CasePaper:
    """A numbered paper, its words frozen; what it needs must stand in the case."""
    refuse_strangers(case, by)
    if kind not in KINDS:
        raise Refused(_("请选哪种文书"), code="unknown_word")
    day, said = local_day(now), words.strip()[:2000]
    if kind == "spared":
        said = "\n".join(filter(None, (grounds(hints(case, viewer=by, on=day).exemptions), said)))
    body = body_of(kind, case, said)
    with act(by, "issue_paper", case) as announce:
        number = next_paper_number(case.organ, kind, day.year)
        row = CasePaper(
            id=new_id(), case=case, organ=case.organ, kind=kind, year=day.year, number=number,
            mark=mark(case.organ.place.name, KINDS[kind].series, day.year, number), subject=KINDS[kind].title,
            body=body, issued_on=day, by_label=by.label, path=case.path, secrecy=case.secrecy,
        )  # fmt: skip
        insert_many(CasePaper, [row])
        announce.note(paper=str(row.pk), mark=row.mark)
    row._state.adding = False
    return row


def _link(row: Exhibit, given: str, taken: str, lies_at: str, note: str, now: datetime) -> Custody:
    return Custody(
        id=new_id(), exhibit=row, given_by=given, taken_by=taken, lies_at=needed(lies_at, 200), note=note, at=now,
        path=row.path, secrecy=row.secrecy,
    )  # fmt: skip
