"""Files as the desk asks for them: lists, one, its clocks and history, what looks like the same matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from shian.complaints.models import Clock, Complaint, Entry, Invitation, Paper, Recusal
from shian.complaints.paper.filled import Filled
from shian.complaints.rules import DAYS, LIKELY, Matter, Same, covered, sameness
from shian.complaints.states import ENDED, OVER, REPORT
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_identity, mask_phone
from shian.kernel.paths import trail, upper
from shian.kernel.refused import Missing
from shian.loop.actions.opening import local_day
from shian.loop.law import midnight
from shian.people.models import Post
from shian.registry.models import Business, Status
from shian.territory.models import Level, Place

TABS = ("open", "late", "mine", "ended", "over", "closed", "all")
MOST_COMPARED = 400
KEPT = "（保密）"


def complaints(viewer: Actor) -> "QuerySet[Complaint]":
    """The files a viewer may see, the latest first."""
    rows: QuerySet[Complaint] = Complaint.objects.visible_to(viewer).select_related("business", "holder")
    return rows.order_by("-received_at", "-id")


def complaints_of(one: Business, *, viewer: Actor) -> "QuerySet[Complaint]":
    """The files about one business that a viewer may see, the latest first; the halves of a letter, not the letter."""
    return complaints(viewer).filter(~Q(state="split"), business=one.pk)


def complaint(key: UUID, *, viewer: Actor) -> Complaint:
    """One file, or Missing."""
    found: Complaint | None = complaints(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这份投诉举报，或者您看不到它"))
    return found


def complaint_held(key: UUID, *, viewer: Actor) -> Complaint:
    """One file to be acted on, held until that is done: of two people at once, or of a button pressed twice, the second finds
    what the first did. Raises Missing."""
    found: Complaint | None = complaints(viewer).filter(pk=key).select_for_update(of=("self",)).first()
    if found is None:
        raise Missing(_("没有这份投诉举报，或者您看不到它"))
    return found


@dataclass(frozen=True)
class Sought:
    """What a list is asked for in its address; '' is everything. `since` and `until` are local days of receipt."""

    tab: str = "all"
    kind: str = ""
    category: str = ""
    channel: str = ""
    online: str = ""
    trade: str = ""
    fixed: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    business: UUID | None = None


def listed(viewer: Actor, sought: Sought, *, on: date) -> "QuerySet[Complaint]":
    """The files that are sought. A letter that was split is counted as its halves, so outside its own list it is not there."""
    rows = complaints(viewer).filter(_of_tab(sought.tab, viewer, on))
    plain = {
        "kind": sought.kind, "category": sought.category, "channel": sought.channel, "fixed": sought.fixed,
        "business__kind": sought.trade,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    rows = rows.filter(business=sought.business) if sought.business else rows
    rows = rows.filter(online=sought.online == "yes") if sought.online else rows
    rows = rows.filter(received_at__gte=midnight(sought.since)) if sought.since else rows
    rows = rows.filter(received_at__lt=midnight(sought.until + timedelta(days=1))) if sought.until else rows
    if sought.words:
        named = Q(mark__contains=sought.words) | Q(respondent__contains=sought.words)
        rows = rows.filter(named | Q(outside_number__contains=sought.words))
    return rows


def _of_tab(tab: str, viewer: Actor, on: date) -> Q:
    is_open = ~Q(state__in=OVER | ENDED)
    match tab:
        case "open":
            return is_open
        case "late":
            late = Clock.objects.filter(complaint=OuterRef("pk"), met_on__isnull=True, dropped="", due__lt=on)
            return Q(Exists(late.exclude(pauses__until__isnull=True, pauses__isnull=False)))
        case "mine":
            return is_open & Q(holder__in=viewer.posts)
        case "ended":
            return Q(state__in=ENDED - OVER)
        case "over":
            return Q(state__in=OVER)
        case "closed":
            return Q(state="closed")
        case _:
            return ~Q(state="split")  # it counts as its halves


def business_named(line: str, *, viewer: Actor) -> UUID | None:
    """The business that a name or a credit code names, where it is one."""
    rows = Business.objects.visible_to(viewer).filter(Q(name=line) | Q(uscc=line)).exclude(status=Status.CLOSED)
    found = list(rows.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def complaints_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Complaint]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in complaints(viewer).filter(pk__in=list(keys))}


def clocks_of(one: Complaint, *, viewer: Actor) -> list[Clock]:
    """Every limit the file ran by, those still running first."""
    rows = Clock.objects.visible_to(viewer).filter(complaint=one).prefetch_related("pauses")
    return sorted(rows, key=lambda row: (row.met_on is not None or bool(row.dropped), row.due, row.pk))


def nearest_limits(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Clock]:
    """For each of these files the limit that runs out first; one that stands where none runs."""
    rows = Clock.objects.visible_to(viewer).filter(complaint__in=list(keys), met_on__isnull=True, dropped="")
    moving: dict[UUID, Clock] = {}
    standing: dict[UUID, Clock] = {}
    for row in rows.prefetch_related("pauses").order_by("due", "id"):
        stands = any(pause.until is None for pause in row.pauses.all())
        (standing if stands else moving).setdefault(row.complaint_id, row)
    return standing | moving


def entries_of(one: Complaint, *, viewer: Actor) -> "QuerySet[Entry]":
    """The history of a file, and what those wrote whose files were merged into it, the latest last."""
    rows: QuerySet[Entry] = Entry.objects.visible_to(viewer)
    return rows.filter(Q(complaint=one) | Q(complaint__merged_into=one, side="bringer")).order_by("at", "id")


def papers_of(one: Complaint, *, viewer: Actor) -> "QuerySet[Paper]":
    """The official forms made on a file."""
    rows: QuerySet[Paper] = Paper.objects.visible_to(viewer).filter(complaint=one)
    return rows.order_by("made_at", "id")


def paper(key: UUID, *, viewer: Actor) -> Paper:
    """One form, or Missing."""
    found: Paper | None = Paper.objects.visible_to(viewer).select_related("complaint").filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这份文书，或者您看不到它"))
    return found


def paper_as_read(row: Paper, *, viewer: Actor) -> Filled:
    """A form as a viewer may read it: who brought it stands there, as on the page of the file, for whoever handles it alone."""
    form, one = Filled.of(row.content), row.complaint
    return form if one.holder_id in viewer.posts else form.changed(lambda text: covered(text, _covers(one)))


def _covers(one: Complaint) -> dict[str, str]:
    """What stands in place of a bringer's facts; of whoever reported, nothing of them."""
    if one.kind == REPORT:
        return dict.fromkeys((one.reporter_name, one.reporter_phone, one.reporter_identity, one.reporter_address), KEPT)
    return {
        one.reporter_name: f"{one.reporter_name[:1]}**", one.reporter_phone: mask_phone(one.reporter_phone),
        one.reporter_identity: mask_identity(one.reporter_identity), one.reporter_address: KEPT,
    }  # fmt: skip


def invitation_of(one: Complaint, *, viewer: Actor) -> Invitation | None:
    """What the other side was asked in this round."""
    rows = Invitation.objects.visible_to(viewer).filter(complaint=one, round=one.reopened)
    found: Invitation | None = rows.first()
    return found


def recusals_of(one: Complaint, *, viewer: Actor) -> list[Recusal]:
    """Every recusal that was asked for, the latest last; one that is not decided has no decision."""
    return list(Recusal.objects.visible_to(viewer).filter(complaint=one).order_by("asked_at", "id"))


def merged_into(one: Complaint, *, viewer: Actor) -> "QuerySet[Complaint]":
    """The files that were merged into one."""
    return complaints(viewer).filter(merged_into=one)


def halves_of(one: Complaint, *, viewer: Actor) -> "QuerySet[Complaint]":
    """What was split from a letter, or raised from a dispute."""
    return complaints(viewer).filter(letter=one)


def offices_to_send_to(one: Complaint, viewer: Actor) -> list[Post]:
    """The posts that handle complaints in the file's province, but the one that has it."""
    top = "/".join(one.path.split("/")[:2]) + "/"
    rows = Post.objects.filter(path__gte=top, path__lt=upper(top), closed_on__isnull=True)
    rows = rows.filter(role__verbs__contains=["take_complaint"])
    rows = rows.exclude(pk=one.holder_id) if one.holder_id else rows
    return list(rows.select_related("organisation", "role").order_by("path", "title", "pk"))


def likely_same(one: Complaint, *, viewer: Actor) -> list[tuple[Complaint, Same]]:
    """Other files of the county that look like the same matter, with why, the likeliest first. A person decides."""
    county = _county_of(one.path)
    day = local_day(one.received_at)
    rows = complaints(viewer).filter(path__gte=county, path__lt=upper(county), kind=one.kind).exclude(pk=one.pk)
    near = timedelta(days=DAYS)
    rows = rows.filter(received_at__range=(one.received_at - near, one.received_at + near))
    rows = rows.exclude(state__in=("merged", "split")).exclude(merged_into=one)
    mine = _matter(one, day)
    found = [(row, sameness(mine, _matter(row, local_day(row.received_at)))) for row in rows[:MOST_COMPARED]]
    return sorted(
        [(row, same) for row, same in found if same.score >= LIKELY], key=lambda pair: (-pair[1].score, pair[0].pk)
    )


def _county_of(path: str) -> str:
    counties = Place.objects.filter(path__in=trail(path), level=Level.COUNTY).values_list("path", flat=True)
    return next(iter(counties), path)


def _matter(one: Complaint, day: date) -> Matter:
    at = None
    if one.latitude is not None and one.longitude is not None and one.datum in ("wgs84", "gcj02"):
        at = (one.latitude, one.longitude)
    respondent = str(one.business_id or one.respondent)
    photos = tuple(int(said, 16) for said in one.likenesses)
    return Matter(one.text, day, respondent, at, photos, one.phone_index)
