"""Questions about random checks; the first argument is the viewer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shian.double_random.models import ListedObject, ListedOfficer, Pick, RandomPlan
from shian.double_random.states import CALLED_OFF
from shian.draws.models import Draw
from shian.draws.queries import draw as one_draw
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop.law import Law
from shian.packs.double_random import CheckItem, DoubleRandomLaw
from shian.people.models import Post
from shian.registry.models import Business, Status

TABS = ("going", "over", "all")


def law_of_random(law: Law) -> DoubleRandomLaw:
    """What the release says of random checks. Raises Refused where it was loaded before there was any."""
    if law.pack.double_random is None:
        raise Refused(_("现行规则包里没有双随机抽查的规定，请先载入新的规则包"), code="no_law")
    return law.pack.double_random


def item_of(law: Law, key: str) -> CheckItem:
    """An item of the list of items. Raises Refused for one that is not on it."""
    found = law_of_random(law).items.get(key)
    if found is None:
        raise Refused(_("请从抽查事项清单里选一项"), code="unknown_item")
    return found


def listed_objects(viewer: Actor, *, within: str = "", credit: str = "") -> "QuerySet[ListedObject]":
    """Who may be drawn now."""
    rows = ListedObject.objects.visible_to(viewer).filter(valid_to__isnull=True, superseded_at__isnull=True)
    rows = rows.within(within) if within else rows
    rows = rows.filter(credit=credit) if credit else rows
    found: QuerySet[ListedObject] = rows.select_related("business__place").defer("business__phone")
    return found.order_by("path", "id")


def drawable(viewer: Actor, plan: RandomPlan, item: CheckItem) -> "QuerySet[ListedObject]":
    """Whom a plan may draw: listed at its place, working, of a kind that its item looks at."""
    rows = listed_objects(viewer, within=plan.path)
    return rows.filter(business__status=Status.OPERATING, business__kind__in=item.kinds)


def held(rows: Iterable[ListedObject]) -> Counter[str]:
    """How many of each class."""
    return Counter(row.credit for row in rows)


def officers(viewer: Actor) -> "QuerySet[ListedOfficer]":
    """Who may be sent now."""
    rows = ListedOfficer.objects.visible_to(viewer).filter(valid_to__isnull=True, superseded_at__isnull=True)
    found: QuerySet[ListedOfficer] = rows.select_related("post__organisation")
    return found.order_by("path", "name", "id")


def officer_named(key: UUID, *, viewer: Actor) -> ListedOfficer:
    found = officers(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("名录库里没有这个人，或者已经移出"))
    return found


def officers_by_key(keys: Iterable[UUID], *, viewer: Actor) -> Mapping[UUID, ListedOfficer]:
    """These, whether they still stand on the list or not."""
    rows = ListedOfficer.objects.visible_to(viewer).filter(pk__in=set(keys)).select_related("post")
    return {row.pk: row for row in rows}


def sendable(viewer: Actor) -> "QuerySet[Post]":
    """The posts whose holders may be put on the list: the regulator's, on the grounds where the viewer keeps it."""
    where = viewer.grounds("keep_random_lists")
    rows = Post.objects.filter(closed_on__isnull=True, role__verbs__contains=["order"]).select_related("organisation")
    keys = [post.pk for post in rows if any(post.path.startswith(ground) for ground in where)]
    found: QuerySet[Post] = Post.objects.filter(pk__in=keys).select_related("organisation", "role")
    return found.order_by("path", "title", "pk")


def plans(viewer: Actor, *, tab: str = "all") -> "QuerySet[RandomPlan]":
    """Rounds of checks, the latest first."""
    rows: QuerySet[RandomPlan] = RandomPlan.objects.visible_to(viewer).select_related("place", "post")
    rows = rows.exclude(state__in=("made_public", "called_off")) if tab == "going" else rows
    rows = rows.filter(state__in=("made_public", "called_off")) if tab == "over" else rows
    return rows.order_by("-made_at", "-id")


def plan(key: UUID, *, viewer: Actor) -> RandomPlan:
    """One round, or Missing."""
    found = plans(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次抽查，或者它还没有公开"))
    return found


def plans_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, RandomPlan]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in RandomPlan.objects.visible_to(viewer).filter(pk__in=list(keys))}


def public_plans(viewer: Actor) -> "QuerySet[RandomPlan]":
    """What everybody may read."""
    return plans(viewer).filter(state="made_public")


def picks(of: RandomPlan, *, viewer: Actor) -> "QuerySet[Pick]":
    """Who was drawn, with what was sent there; a result that is not public is not there for a citizen."""
    rows: QuerySet[Pick] = Pick.objects.visible_to(viewer).filter(plan=of).select_related("inspection")
    return rows.order_by("credit", "name", "id")


def to_send(of: RandomPlan, *, viewer: Actor) -> "QuerySet[Pick]":
    """The businesses of a round that were drawn and to which nobody goes: none was sent, or what was sent was called off."""
    rows = picks(of, viewer=viewer)
    return (
        rows.filter(Q(inspection__isnull=True) | Q(inspection__state=CALLED_OFF))
        if of.state == "matched"
        else rows.none()
    )


def pick_named(key: UUID, of: RandomPlan, *, viewer: Actor) -> Pick:
    """One business that was drawn in a round, with it, or Missing."""
    rows = Pick.objects.visible_to(viewer).select_related("plan", "business", "inspection").defer("business__phone")
    found: Pick | None = rows.filter(pk=key, plan=of).first()
    if found is None:
        raise Missing(_("请选抽到的一家"))
    return found


def draws_of(of: RandomPlan, *, viewer: Actor) -> list[Draw]:
    """Its draws, as far as they were made: of whom to look at, and of who goes."""
    return [one_draw(key, viewer=viewer) for key in (of.objects_draw, of.officers_draw) if key]


def picks_of(business: Business, *, viewer: Actor) -> "QuerySet[Pick]":
    """The draws in which a business came out, the latest first."""
    rows: QuerySet[Pick] = Pick.objects.visible_to(viewer).filter(business=business).select_related("plan")
    return rows.order_by("-id")
