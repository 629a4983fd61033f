"""Questions about clues; the first argument is the viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from shian.clues.models import Clue, OnlineShop, ShopList, Training
from shian.clues.rules.matching import SUGGESTED, Known, Permit, Register
from shian.clues.states import FILED, OPEN
from shian.clues.whose import WORKS, works_on
from shian.kernel.actor import Actor
from shian.kernel.paths import county_of, upper
from shian.kernel.refused import Missing
from shian.people.models import Organisation, Post, Tenure
from shian.registry.models import Business, Licence, Status

TABS = ("waiting", "checking", "over", "all")
BREAKDOWNS = ("source", "station", "month")
_STATES = {"waiting": ("received", "handed", "returned"), "checking": ("claimed", "stopped")}


@dataclass(frozen=True)
class Asked:
    """The filter of a list, as it stands in the address."""

    tab: str = "all"
    source: str = ""
    state: str = ""
    station: UUID | None = None
    month: date | None = None
    words: str = ""
    late_on: date | None = field(default=None)
    business: UUID | None = None


def clues(viewer: Actor, asked: Asked = Asked()) -> "QuerySet[Clue]":
    """Clues that a viewer works on, those owed first; not those they only sent."""
    rows: QuerySet[Clue] = Clue.objects.visible_to(viewer, WORKS).select_related("holder__organisation", "place")
    if asked.tab in _STATES:
        rows = rows.filter(state__in=_STATES[asked.tab])
    if asked.tab == "over":
        rows = rows.exclude(state__in=OPEN)
    named = {"source": asked.source, "state": asked.state, "holder": asked.station, "business": asked.business}
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if asked.month:
        rows = rows.filter(received_on__year=asked.month.year, received_on__month=asked.month.month)
    if asked.words:
        rows = rows.filter(Q(subject__contains=asked.words) | Q(text__contains=asked.words))
    if asked.late_on:
        rows = rows.filter(due__lt=asked.late_on, state="claimed")
    return rows.order_by("due", "received_on", "id")


def clue(key: UUID, *, viewer: Actor) -> Clue:
    """One clue, by whoever may see it: the office, the sender, whoever had it. Or Missing."""
    rows = Clue.objects.visible_to(viewer).select_related(
        "holder__organisation", "holder__role", "place", "business", "sender__organisation", "same_as", "passed_to"
    )
    found: Clue | None = rows.defer("business__phone").filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这条线索，或者您看不到它"))
    return found


def worked_held(key: UUID, *, viewer: Actor) -> Clue:
    """The same to be acted on, held until that is done: of two people at once the second finds what the first did. Or Missing."""
    rows = Clue.objects.visible_to(viewer).select_for_update(of=("self",))
    if rows.filter(pk=key).first() is None:
        raise Missing(_("没有这条线索，或者您看不到它"))
    return worked(key, viewer=viewer)


def worked(key: UUID, *, viewer: Actor) -> Clue:
    """The same for the desk: whoever only sent it has a page of their own. Or Missing."""
    found = clue(key, viewer=viewer)
    if not works_on(found, viewer):
        raise Missing(_("没有这条线索，或者您看不到它"))
    return found


def sent_by(viewer: Actor) -> "QuerySet[Clue]":
    """What the viewer's own posts sent, the latest first."""
    rows: QuerySet[Clue] = Clue.objects.visible_to(viewer).filter(sender__in=viewer.posts)
    rows = rows.select_related("place", "passed_to", "read_task", "holder")
    return rows.order_by("-received_on", "-id")


def sent_clue(key: UUID, *, viewer: Actor) -> Clue:
    """One of them, or Missing."""
    found = sent_by(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这条线索，或者您看不到它"))
    return found


def clues_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Clue]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in Clue.objects.visible_to(viewer).filter(pk__in=list(keys))}


def alike(found: Clue, viewer: Actor) -> "QuerySet[Clue]":
    """Clues of the same business or name, which may be the same matter: a person says whether they are."""
    same = Q(business=found.business_id) if found.business_id else Q(subject=found.subject, place=found.place_id)
    rows: QuerySet[Clue] = Clue.objects.visible_to(viewer, WORKS).filter(same, same_as__isnull=True)
    return rows.exclude(pk=found.pk).order_by("-received_on", "-id")[:20]


def of_business(viewer: Actor, business: UUID) -> "QuerySet[Clue]":
    """The clues that speak of one business, the latest first."""
    rows: QuerySet[Clue] = Clue.objects.visible_to(viewer, WORKS).filter(business=business)
    return rows.order_by("-received_on", "-id")


def holding_posts(found: Clue) -> "QuerySet[Post]":
    """The offices to which a clue can be handed, those of its county."""
    county = county_of(found.path)
    rows = Post.objects.filter(path__gte=county, path__lt=upper(county), closed_on__isnull=True)
    rows = rows.filter(role__verbs__contains=[WORKS]).exclude(pk__in=[found.holder_id] if found.holder_id else [])
    return rows.select_related("role", "organisation").order_by("path", "title", "id")


def departments(found: Clue) -> "QuerySet[Organisation]":
    """The other departments of the county to which a clue may be passed."""
    county = county_of(found.path)
    rows = Organisation.objects.filter(path__gte=county, path__lt=upper(county), closed_on__isnull=True)
    return rows.filter(kind=Organisation.Kind.DEPARTMENT).order_by("name", "pk")


def shares(viewer: Actor, by: str) -> list[tuple[Any, int, int]]:
    """Received and filed as cases, by source, by the post that has it, or by month: each number opens into its rows."""
    rows = Clue.objects.visible_to(viewer, WORKS).order_by()
    column = {"source": "source", "station": "holder", "month": "month"}[by]
    rows = rows.annotate(month=TruncMonth("received_on")) if by == "month" else rows
    counted = rows.values_list(column).annotate(n=Count("pk"), filed=Count("pk", filter=Q(state=FILED)))
    return sorted(counted, key=lambda row: (-row[1], str(row[0]))) if by != "month" else sorted(counted, reverse=True)


def register_of(viewer: Actor, path: str) -> Register:
    """The register of a place as a match reads it."""
    permits: dict[UUID, list[Permit]] = {}
    rows = Licence.objects.visible_to(viewer).within(path).values_list("business_id", "number", "expires_on")
    for business, number, until in rows.iterator():
        permits.setdefault(business, []).append(Permit(number, until))
    shops = Business.objects.visible_to(viewer).within(path).values_list("pk", "name", "uscc", "address", "status")
    known = (
        Known(pk, name, uscc, address, status != Status.CLOSED, tuple(permits.get(pk, ())))
        for pk, name, uscc, address, status in shops.iterator()
    )
    return Register(known, county="".join(path.split("/")[1:4]))


def shop_lists(viewer: Actor) -> "QuerySet[ShopList]":
    """The lists that were brought in, the latest first."""
    rows: QuerySet[ShopList] = ShopList.objects.visible_to(viewer, "match_shops").select_related("place")
    return rows.order_by("-recorded_at", "-id")


def shop_list(key: UUID, *, viewer: Actor) -> ShopList:
    """One of them, or Missing."""
    found = shop_lists(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这份名单，或者您看不到它"))
    return found


def online_shops(viewer: Actor, one: ShopList, verdict: str = "") -> "QuerySet[OnlineShop]":
    """The shops of a list by what the match says of them, as they stand in the file."""
    rows: QuerySet[OnlineShop] = OnlineShop.objects.visible_to(viewer, "match_shops").filter(shop_list=one)
    rows = rows.filter(verdict=verdict) if verdict else rows
    return rows.select_related("business").defer("business__phone").order_by("row", "id")


def suggested(viewer: Actor, one: ShopList) -> "QuerySet[OnlineShop]":
    """What looks wrong and is no clue yet."""
    return online_shops(viewer, one).filter(verdict__in=SUGGESTED, clue__isnull=True)


def verdicts(viewer: Actor, one: ShopList) -> dict[str, int]:
    """How many shops of a list the match says what of."""
    rows = OnlineShop.objects.visible_to(viewer, "match_shops").filter(shop_list=one).order_by()
    return dict(rows.values_list("verdict").annotate(n=Count("pk")))


def supervisor_teams(viewer: Actor) -> "QuerySet[Organisation]":
    """The teams of social supervisors on the viewer's ground."""
    where = Q(pk__in=[])
    for ground in viewer.grounds("note_training"):
        where |= Q(path__gte=ground, path__lt=upper(ground))
    rows = Organisation.objects.filter(where, kind=Organisation.Kind.SUPERVISORS, closed_on__isnull=True)
    return rows.select_related("place").order_by("path", "name", "id")


def supervisors(viewer: Actor, *, on: date) -> "QuerySet[Tenure]":
    """Who serves in them on a day, each with whether the training is noted and what they sent."""
    trained = Training.objects.visible_to(viewer).filter(post=OuterRef("post"), person_key=OuterRef("person_key"))
    rows = Tenure.objects.on(on).filter(post__organisation__in=supervisor_teams(viewer))
    found: QuerySet[Tenure] = rows.annotate(trained=Exists(trained)).select_related("post__organisation", "post__role")
    return found.order_by("post__path", "post__organisation__name", "person_name", "id")


def supervisor(key: UUID, *, viewer: Actor, on: date) -> Tenure:
    """One of them, or Missing."""
    found = supervisors(viewer, on=on).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这位社会监督员"))
    return found


def trained(viewer: Actor) -> bool:
    """Whether a social supervisor's own training is noted."""
    rows = Training.objects.visible_to(viewer).filter(post__in=viewer.posts, person_key=viewer.person)
    return bool(rows.exists())


def is_trained(tenure: Tenure, *, viewer: Actor) -> bool:
    """Whether the training of whoever serves this term is noted."""
    rows = Training.objects.visible_to(viewer).filter(post=tenure.post_id, person_key=tenure.person_key)
    return bool(rows.exists())


def place_of_post(viewer: Actor) -> str:
    """Where the viewer's own post stands: what a guest may speak of."""
    found = Post.objects.filter(pk=viewer.post).values_list("path", flat=True).first() if viewer.post else None
    return found or ""


def chosen(viewer: Actor, keys: Iterable[UUID]) -> list[Clue]:
    """The clues that were ticked, of those the viewer works on."""
    return list(clues(viewer).filter(pk__in=list(keys)))


def heard_of(viewer: Actor) -> int:
    """How many of one's own came to an end."""
    return sent_by(viewer).filter(concluded_at__isnull=False).count()
