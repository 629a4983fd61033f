"""Something is brought: kept under a number, with a receipt told once, owed to an office by the first limit."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from shian.complaints.actions import clocks
from shian.complaints.actions.journal import BRINGER, entered
from shian.complaints.actions.numbering import number
from shian.complaints.events import ComplaintReceived
from shian.complaints.models import HIDDEN, Complaint
from shian.complaints.rules import plain_receipt, receipt_of
from shian.complaints.schemas import CHANNELS, Brought, Reporter
from shian.complaints.states import COMPLAINT, KINDS, LETTER, REPORT
from shian.evidence import files
from shian.evidence.likeness import likeness
from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.concealed import blind_index
from shian.kernel.gate import act
from shian.kernel.ids import new_id, new_secret
from shian.kernel.refused import Missing, Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.loop.law import CHINA, Law, law_on
from shian.loop.posts import office_post, supervising_post
from shian.packs.complaints import ComplaintLaw, Regime
from shian.registry.models import Business
from shian.territory.queries import place

MOST_TEXT = 10_000
MOST_FEN = 10**12
FIRST = {COMPLAINT: "accept", REPORT: "check", LETTER: "split"}
DATUMS = ("", "wgs84", "gcj02", "bd09")
# Nobody alive saw what lies before; and a moment of the year one, once kept, cannot be read back: its list would not open.
LONGEST_IN_A_DRAWER = timedelta(days=366)
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


def receive(brought: Brought, *, by: Actor, now: datetime) -> Complaint:
    """Keep what was brought. The receipt code stands on the answer as `receipt`, and is nowhere kept. Raises Refused for
    what cannot be kept as it is, in words for whoever brings it."""
    business = _business(brought.business, by)
    path = business.path if business is not None else place(brought.place).path
    came = _came(brought.received_on, now)
    law, rules, regime = in_force(path, now, came)
    _refuse(brought, rules, by, now)
    row = _blank(brought, path, business, law, regime, now)
    row.received_at = came
    row.likenesses = likenesses(brought.evidence, by)
    code = receipt_of(new_secret())
    row.receipt_index = index_of(code)
    with act(by, "receive_complaint", row) as announce:
        number(row, rules.series, local_day(now))
        insert_many(Complaint, [row])
        entered(row, "message", row.text, by=by, now=now, side=BRINGER, shared=True, evidence=row.evidence)
        begin(row, now=now)
        announce.note(kind=row.kind, channel=row.channel, mark=row.mark)
        announce(ComplaintReceived(row.pk, row.kind, row.channel, row.category, row.business_id))
    row._state.adding = False
    row.receipt = code  # type: ignore[misc]  # told once, on this instance
    return row


def begin(row: Complaint, *, now: datetime) -> None:
    """What is owed first on a file: by the rule, or by the system it came from."""
    day = local_day(row.received_at)
    clocks.start(row, FIRST[row.kind], day, now=now)
    if row.outside_due is not None:
        until = Because(Due(row.outside_due), row.outside_number, {"to": row.outside_due})
        clocks.start_until(row, "outside", day, until, now=now)


def index_of(code: str) -> str:
    """What is kept of a receipt code: a digest by a key that lies outside the database; '' for what is none."""
    return blind_index(plain_receipt(code))


def _came(on: date | None, now: datetime) -> datetime:
    """When it came: now, or on the day that is said. Raises Refused for a day to come, or too long ago."""
    day = local_day(now)
    if on is None or on == day:
        return now
    if not day - LONGEST_IN_A_DRAWER <= on < day:
        raise Refused(_("收到的日子要在今天以前、一年以内，请核对"), code="bad_day")
    return datetime.combine(on, time(12), CHINA)


def in_force(path: str, now: datetime, came: datetime) -> tuple[Law, ComplaintLaw, Regime]:
    """The law of a place now, and the rule of the day on which a file came. Raises Refused where it says nothing of complaints."""
    law = law_on(local_day(now), path)
    regime = law.pack.complaints.regime_on(local_day(came)) if law.pack.complaints else None
    if law.pack.complaints is None or regime is None:
        raise Refused(_("现行规则包里没有投诉举报，请先载入新的规则包"), code="no_law")
    return law, law.pack.complaints, regime


def _business(key: UUID | None, by: Actor) -> Business | None:
    if key is None:
        return None
    found: Business | None = Business.objects.visible_to(by).defer("phone").filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这一家，请改写它的名称和地址"))
    return found


def _refuse(brought: Brought, rules: ComplaintLaw, by: Actor, now: datetime) -> None:
    if brought.kind not in KINDS:
        raise Refused(_("请选投诉还是举报"), code="unknown_kind")
    if brought.channel not in CHANNELS:
        raise Refused(_("没有这个来源：%(word)s") % {"word": brought.channel}, code="unknown_channel")
    if brought.category not in rules.categories:
        raise Refused(_("请从列出的种类里选一种"), code="unknown_category")
    needed(brought.text, MOST_TEXT)
    for words, most in ((brought.address, 200), (brought.respondent, 120), (brought.demand, 200)):
        if len(words.strip()) > most:
            raise Refused(_("写得太长，最多 %(most)d 字") % {"most": most}, code="too_long")
    if brought.happened_at is not None and brought.happened_at > now:
        raise Refused(_("发生的时间还没有到，请核对"), code="not_yet")
    if brought.happened_at is not None and brought.happened_at < BEGINNING:
        raise Refused(_("发生的时间早得不可能，请核对"), code="too_long_ago")
    if brought.amount_fen is not None and not 0 <= brought.amount_fen <= MOST_FEN:
        raise Refused(_("金额不对，请核对"), code="bad_amount")
    _refuse_place(brought)
    _refuse_nameless(brought)
    if brought.evidence and len(_photos(brought.evidence, by)) != len(set(brought.evidence)):
        raise Missing(_("有一个附件还没有传上来，请重新上传"), code="document_missing")


def _refuse_place(brought: Brought) -> None:
    lat, lon = brought.latitude, brought.longitude
    if (lat is None) != (lon is None) or (brought.datum or "") not in DATUMS:
        raise Refused(_("位置不完整，请重新定位，或者只写地址"), code="bad_place")
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Refused(_("位置不完整，请重新定位，或者只写地址"), code="bad_place")


def _refuse_nameless(brought: Brought) -> None:
    """A dispute needs both sides; who wants to stay nameless reports."""
    who = brought.reporter or Reporter()
    if brought.kind in (COMPLAINT, LETTER) and not (who.name.strip() and who.phone.strip()):
        raise Refused(_("投诉要留下姓名和电话，才能为您调解；不想留名的，可以作为举报提交"), code="no_name")
    if len(who.name) > 60 or len(who.phone) > 30 or len(who.identity) > 30 or len(who.address) > 200:
        raise Refused(_("姓名、电话或者地址写得太长"), code="too_long")


def _photos(keys: tuple[UUID, ...], by: Actor) -> list[Evidence]:
    return list(Evidence.objects.visible_to(by).filter(pk__in=keys))


def likenesses(keys: tuple[UUID, ...], by: Actor) -> list[str]:
    """The difference hash of each photograph among some files, by which the same picture is known again."""
    photos = [row for row in _photos(keys, by) if row.kind == Evidence.Kind.PHOTO]
    found = [likeness(files.where(row.sha256)) for row in photos]
    return [f"{bits:016x}" for bits in found if bits is not None]


def _blank(
    brought: Brought, path: str, business: Business | None, law: Law, regime: Regime, now: datetime
) -> Complaint:
    who = brought.reporter or Reporter()
    return Complaint(
        id=new_id(), kind=brought.kind, regime=regime.key, release_id=law.release, channel=brought.channel,
        category=brought.category, online=brought.online, text=brought.text.strip(), happened_at=brought.happened_at,
        address=brought.address.strip(), latitude=brought.latitude, longitude=brought.longitude,
        datum=brought.datum or "", business=business,
        respondent=(brought.respondent.strip() or (business.name if business else ""))[:120],
        demand=brought.demand.strip(), amount_fen=brought.amount_fen, evidence=list(dict.fromkeys(brought.evidence)),
        reporter_name=who.name.strip(), reporter_phone=who.phone.strip(), reporter_identity=who.identity.strip(),
        reporter_address=who.address.strip(), phone_index=blind_index(who.phone.strip()),
        named=bool(who.name.strip()), wants_publicity=brought.wants_publicity,
        holder_id=supervising_post(path) or office_post(path), outside_number=brought.outside_number.strip()[:60],
        outside_due=brought.outside_due, received_at=now, path=path, path_then=path, secrecy=HIDDEN, recorded_at=now,
    )  # fmt: skip
