"""Questions about what is public; the first argument is the viewer."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from shian.disclosure.models import Member, Menu, Pledge, PublicPage, Supplier
from shian.kernel.actor import Actor
from shian.kernel.codes import code_read
from shian.kernel.refused import Missing, Refused
from shian.people.models import Organisation
from shian.registry.models import Business, Status

FOUND_AT_MOST = 20
SHORTEST = 2


def page(code: str, *, viewer: Actor) -> PublicPage:
    """One public page by its code, or Missing."""
    rows = PublicPage.objects.visible_to(viewer).filter(code=code_read(code), state="shown")
    found: PublicPage | None = rows.select_related("association").first()
    if found is None:
        raise Missing(_("没有这个公开页，或者它已经撤下"))
    return found


def page_by_key(key: UUID, *, viewer: Actor) -> PublicPage:
    """One page by its key, for whoever withdraws it; or Missing."""
    found: PublicPage | None = PublicPage.objects.visible_to(viewer, "withdraw_page").filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这个公开页，或者它已经撤下"))
    return found


def page_of(viewer: Actor, business: UUID) -> PublicPage | None:
    """The public page of a business, if it has one."""
    found: PublicPage | None = PublicPage.objects.visible_to(viewer).filter(business=business, state="shown").first()
    return found


def page_of_association(viewer: Actor, association: Organisation) -> PublicPage | None:
    found: PublicPage | None = (
        PublicPage.objects.visible_to(viewer).filter(association=association, state="shown").first()
    )
    return found


def find_pages(viewer: Actor, words: str) -> "QuerySet[PublicPage]":
    """Pages by the name of a business, an association or a place. Raises Refused for a single sign."""
    needle = words.strip()
    if len(needle) < SHORTEST:
        raise Refused(_("请至少输入两个字"))
    found = PublicPage.objects.visible_to(viewer).filter(state="shown")
    named = Q(pk__in=RawSQL("SELECT disclosure_find(%s, %s)", [needle, FOUND_AT_MOST]))
    rows: QuerySet[PublicPage] = found.filter(named).order_by("name", "id")
    return rows[:FOUND_AT_MOST]


def pages(viewer: Actor, *, words: str = "") -> "QuerySet[PublicPage]":
    """The pages of a ground, for whoever opens and withdraws them."""
    rows: QuerySet[PublicPage] = PublicPage.objects.visible_to(viewer)
    if words.strip():
        rows = rows.filter(pk__in=RawSQL("SELECT disclosure_find(%s, %s)", [words.strip(), 200]))
    return rows.order_by("path", "name", "id")


def without_page(viewer: Actor) -> "QuerySet[Business]":
    """The working businesses of a ground that have no public page yet."""
    paged = PublicPage.objects.filter(business=OuterRef("pk"))
    rows: QuerySet[Business] = Business.objects.visible_to(viewer).filter(status=Status.OPERATING)
    return rows.filter(~Exists(paged)).select_related("place").order_by("path", "name", "id")


def menu(viewer: Actor, business: object, day: date, meal: str) -> Menu:
    """The menu of one meal that stands, or Missing."""
    found = menus(viewer, business, day, day).filter(meal=meal, withdrawn_at__isnull=True).first()
    if found is None:
        raise Missing(_("没有这一餐的食谱，或者它已经撤下"))
    return found


def menus(viewer: Actor, business: object, first: date, last: date) -> "QuerySet[Menu]":
    """What a canteen serves on these days, withdrawn meals too; `business` is the canteen or its key."""
    rows: QuerySet[Menu] = Menu.objects.visible_to(viewer).filter(business=business, day__gte=first, day__lte=last)
    return rows.order_by("day", "meal", "pk")


def suppliers(viewer: Actor, business: object) -> "QuerySet[Supplier]":
    """Those shown now."""
    rows: QuerySet[Supplier] = Supplier.objects.visible_to(viewer).filter(business=business, shown_until__isnull=True)
    return rows.order_by("name", "id")


def supplier(key: UUID, *, viewer: Actor) -> Supplier:
    """One supplier that is shown, or Missing."""
    found: Supplier | None = Supplier.objects.visible_to(viewer).filter(pk=key).select_related("business").first()
    if found is None:
        raise Missing(_("没有这个供货者"))
    return found


def members(viewer: Actor, association: Organisation) -> "QuerySet[Member]":
    """The members of an association now."""
    rows: QuerySet[Member] = Member.objects.visible_to(viewer).filter(association=association, left_on__isnull=True)
    return rows.select_related("association").order_by("name", "id")


def member(key: UUID, *, viewer: Actor) -> Member:
    """One member, or Missing."""
    found: Member | None = Member.objects.visible_to(viewer).filter(pk=key).select_related("association").first()
    if found is None:
        raise Missing(_("没有这个会员"))
    return found


def codes_of(viewer: Actor, businesses: Sequence[UUID]) -> dict[UUID, str]:
    """The codes of the public pages of these businesses."""
    rows = PublicPage.objects.visible_to(viewer).filter(business__in=businesses, state="shown")
    return dict(rows.values_list("business_id", "code"))


def pledge(viewer: Actor, association: Organisation) -> Pledge | None:
    """The commitment that is signed and public."""
    found: Pledge | None = Pledge.objects.visible_to(viewer).filter(association=association, state="signed").first()
    return found


def draft(association: Organisation, *, by: Actor) -> Pledge | None:
    """The commitment that waits for the secretary's own signature."""
    rows = Pledge.objects.visible_to(by, "sign_pledge").filter(association=association, state="drafted")
    found: Pledge | None = rows.select_related("association").first()
    return found


def memberships(viewer: Actor, business: UUID) -> "QuerySet[Member]":
    """The associations of which a business is a member now."""
    rows: QuerySet[Member] = Member.objects.visible_to(viewer).filter(business=business, left_on__isnull=True)
    return rows.select_related("association").order_by("association__name", "pk")


def pages_of_associations(viewer: Actor, keys: Sequence[UUID]) -> dict[UUID, str]:
    """The codes of the public pages of these associations."""
    rows = PublicPage.objects.visible_to(viewer).filter(association__in=keys, state="shown")
    return dict(rows.values_list("association_id", "code"))
