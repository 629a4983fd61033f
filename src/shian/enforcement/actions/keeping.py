"""Evidence with its chain of custody, and the numbered papers of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions.deferring import decided_words
from shian.enforcement.actions.numbering import next_paper_number
from shian.enforcement.debts import debt
from shian.enforcement.models import CasePaper, Custody, Exhibit, PenaltyCase
from shian.enforcement.parties import refuse_strangers
from shian.enforcement.queries import hints
from shian.enforcement.rules import day_words, mark
from shian.enforcement.states import EXHIBITS
from shian.enforcement.wording import KINDS, body_of, grounds
from shian.evidence import queries as evidence
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.money import yuan
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


@dataclass(frozen=True)
class Written:
    """A paper as it is to be issued: its kind, its title, the sign of its series, its words, to whom where it is not the party."""

    kind: str
    title: str
    series: str
    body: str
    addressee: str = ""


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


def bring_along(case: PenaltyCase, photos: Sequence[UUID], *, by: Actor, now: datetime) -> None:
    """What was photographed at the look is evidence of the case from its first day (art 23). Part of the verb that opens it."""
    shown = evidence.shown(photos, viewer=by)
    rows = [
        Exhibit(
            id=new_id(), case=case, number=n, kind="audio_visual", name=_("检查时取得的照片"), taken_at=file.taken_at or file.recorded_at,
            taken_by=by.label, file=file.pk, sha256=file.sha256, path=case.path, secrecy=case.secrecy,
        )
        for n, file in enumerate((shown[key] for key in dict.fromkeys(photos) if key in shown), start=1)
    ]  # fmt: skip
    if rows:
        insert_many(Exhibit, rows)
        insert_many(Custody, [_link(row, "", by.label, _("随检查记录"), "", now) for row in rows])


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
    if kind == "urging":
        said = "\n".join(filter(None, (_added(case), said)))
    if kind == "deferral":
        said = "\n".join(filter(None, (decided_words(case), said)))
    body = body_of(kind, case, said)
    with act(by, "issue_paper", case) as announce:
        row = numbered(case, Written(kind, KINDS[kind].title, KINDS[kind].series, body), by=by, now=now)
        announce.note(paper=str(row.pk), mark=row.mark)
    return row


def numbered(case: PenaltyCase, paper: Written, *, by: Actor, now: datetime) -> CasePaper:
    """The next number of its series, its words frozen. Part of the verb that issues it."""
    day = local_day(now)
    number = next_paper_number(case.organ, paper.kind, day.year)
    row = CasePaper(
        id=new_id(), case=case, organ=case.organ, kind=paper.kind, year=day.year, number=number,
        mark=mark(case.organ.place.name, paper.series, day.year, number), subject=paper.title, addressee=paper.addressee,
        body=paper.body, issued_on=day, by_label=by.label, path=case.path, secrecy=case.secrecy,
    )  # fmt: skip
    insert_many(CasePaper, [row])
    row._state.adding = False
    return row


def _added(case: PenaltyCase) -> str:
    """What is owed above the fine by the day of the urging, as the party reads it (art 75)."""
    if case.pay_due is None or case.urged_on is None:
        return ""
    fee = debt(case, case.urged_on).above
    words = "截至{day}逾期{n}天，每日按罚款数额的百分之三加处罚款，计{yuan}元；加处罚款不超过罚款数额。"
    return words.format(day=day_words(case.urged_on), n=fee.facts["days"], yuan=yuan(fee.value))


def _link(row: Exhibit, given: str, taken: str, lies_at: str, note: str, now: datetime) -> Custody:
    return Custody(
        id=new_id(), exhibit=row, given_by=given, taken_by=taken, lies_at=needed(lies_at, 200), note=note, at=now,
        path=row.path, secrecy=row.secrecy,
    )  # fmt: skip
