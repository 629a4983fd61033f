"""简易程序 (arts 66 to 70, 72, 73): decided on the spot by two officers, handed over there; papers and money follow in time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions.numbering import next_spot_number
from shian.enforcement.actions.opening import Officer, named, organ_of, place_of
from shian.enforcement.law import PROGRAMME, case_law
from shian.enforcement.models import CASE_CLASS, PenaltyCase, SpotPenalty
from shian.enforcement.rules import in_cash, mark, on_the_spot
from shian.enforcement.spot_wording import body_of_spot
from shian.enforcement.states import ENTITY, OWED_OF_SPOT, PERSON, SPOT, SPOT_PENALTIES, UNPUNISHED
from shian.evidence import queries as evidence
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.written import needed
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file
from shian.loop.actions.opening import local_day
from shian.loop.models import Task
from shian.people.house import as_house
from shian.registry.models import Business

SPOT_FILE = "spot_penalty"


@dataclass(frozen=True)
class Spotted:
    """What the two officers write down on the spot. Money in fen; `cash_why` where the fine is taken there and then."""

    title: str
    basis: str
    plea: str
    where: str
    path: str
    penalties: Collection[str]
    officers: Sequence[Officer]
    fine_fen: int = 0
    business: Business | None = None
    party_name: str = ""
    party_kind: str = ENTITY
    refused: str = ""
    cash: bool = False
    cash_why: str = ""
    ticket: str = ""
    photos: Sequence[UUID] = ()
    source: str = ""
    source_id: UUID | None = None


def punish_on_spot(spotted: Spotted, *, by: Actor, now: datetime) -> SpotPenalty:
    """The decision with its number, as it is handed over. Raises Refused where the law asks for the whole procedure."""
    day = local_day(now)
    _refuse_unfit(spotted, day)
    rows = named(spotted.officers, spotted.path, day)
    persons = [UUID(row["person"]) for row in rows]
    if by.person not in persons:
        raise Denied(_("当场处罚由在场的两名执法人员自己填写"))
    _refuse_twice(spotted)
    organ, shop = organ_of(spotted.path), spotted.business
    row = SpotPenalty(
        id=new_id(), place=place_of(spotted.path), organ=organ, year=day.year, number=0, mark="", source=spotted.source,
        source_id=spotted.source_id, business=shop, party_name=needed(shop.name if shop else spotted.party_name, 120),
        party_kind=spotted.party_kind, title=needed(spotted.title, 120), basis=needed(spotted.basis, 300), plea=needed(spotted.plea, 500),
        where=needed(spotted.where, 200), penalties=sorted(spotted.penalties), fine_fen=spotted.fine_fen, officers=rows, persons=persons,
        officer_post_id=spotted.officers[0].post.pk, photos=_photos(spotted.photos, by),
        refused=spotted.refused.strip()[:200], decided_at=now, decided_on=day, cash_why=_cash(spotted, day),
        ticket=spotted.ticket.strip()[:60] if spotted.cash else "", path=spotted.path, secrecy=CASE_CLASS,
    )  # fmt: skip
    with act(by, "punish_on_spot", row) as announce:
        row.number = next_spot_number(organ, day.year)
        row.mark = mark(organ.place.name, "当罚", day.year, row.number)
        row.body = body_of_spot(row)
        insert_many(SpotPenalty, [row])
        row._state.adding = False
        _owe(row, "file_spot", day, now)
        if row.fine_fen:
            _owe(row, "hand_in_fine" if row.cash_why else "collect_fine", day, now)
        announce.note(mark=row.mark)
    return row


def _photos(photos: Sequence[UUID], by: Actor) -> list[UUID]:
    """Those of them that are the officer's to see, in the order in which they came, each once."""
    shown = evidence.shown(photos, viewer=by)
    return [key for key in dict.fromkeys(photos) if key in shown]


def _refuse_unfit(spotted: Spotted, day: date) -> None:
    if (
        spotted.party_kind not in (PERSON, ENTITY)
        or not spotted.penalties
        or set(spotted.penalties) - set(SPOT_PENALTIES)
    ):
        raise Refused(_("当场只能给予警告或者小额罚款，请选处罚"), code="unknown_word")
    if ("fine" in spotted.penalties) != bool(spotted.fine_fen):
        raise Refused(_("罚款的写数额，不罚款的不写"), code="malformed")
    law = case_law(spotted.path, day).said
    small = on_the_spot(law, person=spotted.party_kind == PERSON, fine=spotted.fine_fen)
    if not small:
        most = small.facts["threshold"]
        raise Refused(_("超过 %(most)s 元不能当场处罚，请登记案源，按普通程序办") % {"most": most}, code="too_much")


def _refuse_twice(spotted: Spotted) -> None:
    """Of one look there is one penalty: no second on the spot, none beside a case that still may punish (penalty law, art 29)."""
    if spotted.source_id is None:
        return
    with as_house():
        spot = SpotPenalty.objects.filter(source_id=spotted.source_id).first()
        case = PenaltyCase.objects.filter(source_id=spotted.source_id).exclude(state__in=UNPUNISHED).first()
    if spot is not None:
        raise Refused(_("已经当场处罚过（%(mark)s），同一件事不再罚") % {"mark": spot.mark}, code="conflict")
    if case is not None:
        raise Refused(_("已经登记过案件「%(title)s」，在案件里办") % {"title": case.title}, code="conflict")


def _cash(spotted: Spotted, day: date) -> str:
    """Why the fine is taken on the spot: it is small, or for the reason that is written; '' where it is paid at the bank."""
    if not spotted.cash or not spotted.fine_fen:
        return ""
    if not spotted.ticket.strip():
        raise Refused(_("当场收缴要出具财政部门统一制发的专用票据，请写票据号"), code="no_words")
    small = in_cash(case_law(spotted.path, day).said, spotted.fine_fen)
    if small:
        return _("罚款在一百元以下")
    if not spotted.cash_why.strip():
        words = {"most": small.facts["threshold"]}
        raise Refused(
            _("超过 %(most)s 元当场收缴的，写明为什么事后难以执行，或者当事人提出缴纳确有困难") % words, code="no_words"
        )
    return spotted.cash_why.strip()[:300]


def hand_in_fine(row: SpotPenalty, *, on: date, by: Actor, now: datetime) -> SpotPenalty:
    """What was taken is with the office: two working days from the taking; the office has two more to the bank."""
    if not row.cash_why or row.office_on is not None:
        raise Refused(_("没有当场收缴的罚款，或者已经交回"), code="illegal_move")
    done = _noted(row, "office", by, now, office_on=_past(row.decided_on, on, now))
    _met(row, "hand_in_fine", by=by, now=now)
    _owe(row, "bank_fine", on, now)
    return done


def bank_fine(row: SpotPenalty, *, on: date, by: Actor, now: datetime) -> SpotPenalty:
    """It is in the bank: brought there by the office, or paid there by the party."""
    if not row.fine_fen or row.bank_on is not None:
        raise Refused(_("没有罚款，或者已经缴入银行"), code="illegal_move")
    if row.cash_why and row.office_on is None:
        raise Refused(_("当场收缴的罚款先交回单位，再缴银行"), code="too_early")
    done = _noted(row, "bank", by, now, bank_on=_past(row.office_on or row.decided_on, on, now))
    _met(row, "bank_fine", "collect_fine", by=by, now=now)
    return done


def file_spot(row: SpotPenalty, *, marks: str, by: Actor, now: datetime) -> SpotPenalty:
    """The papers are with the office, within seven working days (art 70)."""
    _refuse_others(row, by)
    said = needed(marks, 120)
    with act(by, "punish_on_spot", row) as announce:
        SPOT.move(row, "file_away", filed_on=local_day(now), archive_mark=said)
        _met(row, "file_spot", by=by, now=now)
        announce.note(move="file_away")
    return row


def _refuse_others(row: SpotPenalty, by: Actor) -> None:
    if by.person not in row.persons:
        raise Denied(_("由当场处罚的两名执法人员办"))


def _noted(row: SpotPenalty, what: str, by: Actor, now: datetime, **fields: object) -> SpotPenalty:
    _refuse_others(row, by)
    with act(by, "punish_on_spot", row) as announce:
        SpotPenalty.objects.filter(pk=row.pk).update(**fields)
        for name, value in fields.items():
            setattr(row, name, value)
        announce.note(what=what)
    return row


def _past(least: date, on: date, now: datetime) -> date:
    if not least <= on <= local_day(now):
        raise Refused(_("日子要在处罚以后、今天以前"), code="malformed")
    return on


def _owe(row: SpotPenalty, what: str, start: date, now: datetime) -> None:
    law = case_law(row.path, local_day(now))
    owed = Owed(what, SPOT_FILE, row.pk, PROGRAMME, row.path, CASE_CLASS, holder=row.officer_post_id)
    with as_house():
        owe_on_file(owed, law.due(OWED_OF_SPOT[what], start), law.whole, now=now)


def _met(row: SpotPenalty, *acts: str, by: Actor, now: datetime) -> None:
    with as_house():
        open_ = Task.objects.filter(file_kind=SPOT_FILE, file_id=row.pk, act__in=acts, state="open")
        for key in open_.values_list("pk", flat=True):
            finish_on_file(key, by=by, now=now)
