"""The register as lists: filtered, searched, and given out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index, mask_phone
from shian.kernel.refused import Missing, Refused
from shian.registry.models import Appointment, Business, GradeRecord, Licence, Premises, ProductCategory, Rest, Scale
from shian.registry.schemas import PHONE_TAIL

FOUND_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """The filter of a list; the same value makes the page and the export."""

    within: str = ""
    kind: str = ""
    status: str = ""
    guarantee_grade: str = ""
    risk_grade: str = ""
    category: str = ""
    batch: str = ""
    words: str = ""


def register(viewer: Actor, chosen: Filter | None = None) -> QuerySet[Business]:
    """The businesses in the viewer's ground, in the order of the index behind the list."""
    chosen = chosen or Filter()
    found = Business.objects.visible_to(viewer)
    if chosen.within:
        found = found.within(chosen.within)
    exact = ("kind", "status", "guarantee_grade", "risk_grade", "batch")
    found = found.filter(**{name: getattr(chosen, name) for name in exact if getattr(chosen, name)})
    if chosen.category:
        found = found.filter(pk__in=_of_category(viewer, chosen.category).values("business_id"))
    if chosen.words:
        found = found.filter(_said(chosen.words))
    return found.select_related("place").order_by("path", "name", "id")


def _of_category(viewer: Actor, code: str) -> QuerySet[ProductCategory]:
    """A category with the kinds under it: 02 finds 0201 as well."""
    rows = ProductCategory.objects.visible_to(viewer).annotate(head=Left("code", len(code)))
    found: QuerySet[ProductCategory] = rows.filter(head=code)
    return found


def search(viewer: Actor, words: str, *, most: int = 20) -> QuerySet[Business]:
    """By name, code, address, licence number, or the last four digits of the telephone."""
    return register(viewer, Filter(words=words))[:most]


def _said(words: str) -> Q:
    needle = words.strip()
    if len(needle) < 2:
        raise Refused(_("请至少输入两个字"))
    # registry_find reads a table that the application may not, and applies the scope of the second wall itself.
    found = Q(pk__in=RawSQL("SELECT registry_find(%s, %s)", [needle, FOUND_AT_MOST]))
    if len(needle) == PHONE_TAIL and needle.isdigit():
        found |= Q(phone_tail_index=blind_index(needle))
    if needle[:2].upper() in {"SC", "JY", "YB"}:
        found |= Q(pk__in=Licence.objects.filter(number=needle.upper()).values("business_id"))
    return found


def business(viewer: Actor, key: UUID) -> Business:
    """One business, or the sentence for one that is not there or not yours."""
    found: Business | None = Business.objects.visible_to(viewer).filter(pk=key).select_related("place").first()
    if found is None:
        raise Missing(_("没有这家主体，或不在您的辖区"))
    return found


def licences(viewer: Actor, business: Business) -> QuerySet[Licence]:
    return Licence.objects.visible_to(viewer).filter(business=business).order_by("kind", "number", "pk")


def categories(viewer: Actor, business: Business) -> list[str]:
    """The codes of what it makes or sells."""
    rows = ProductCategory.objects.visible_to(viewer).filter(business=business)
    return list(rows.order_by("code").values_list("code", flat=True))


def premises_at(viewer: Actor, business: Business) -> Premises | None:
    """The premises at the address of a business."""
    found: Premises | None = (
        Premises.objects.visible_to(viewer).filter(business=business, address=business.address).first()
    )
    return found


def seated(viewer: Actor, business: Business, *, on: date) -> QuerySet[Appointment]:
    """Who holds the posts of a business on a day."""
    return Appointment.objects.visible_to(viewer).on(on).filter(business=business).order_by("role", "person_name", "id")


def own_seats(viewer: Actor, *, on: date) -> QuerySet[Appointment]:
    """The posts in businesses that the viewer holds on a day."""
    rows = Appointment.objects.visible_to(viewer).on(on).filter(person_id=viewer.person)
    return rows.select_related("business").order_by("business__name", "role", "id")


def grade_on(viewer: Actor, business: Business, scale: Scale, *, on: date) -> GradeRecord | None:
    """The grade that held on a day, with its reason."""
    return GradeRecord.objects.visible_to(viewer).on(on).filter(business=business, scale=scale).first()


HEADERS = (
    "主体名称", "主体类别", "主体状态", "包保等级", "风险等级", "统一社会信用代码", "法定代表人", "联系电话", "从业人数", "营业收入（万元）",
    "所在地", "地址", "成立日期", "食品类别",
)  # fmt: skip


def exported(viewer: Actor, chosen: Filter, titles: Mapping[str, str]) -> Iterator[Sequence[object]]:
    """The filtered list as rows for a spreadsheet; telephones masked; `titles` names the codes of categories."""
    own = ProductCategory.objects.visible_to(viewer).filter(business=OuterRef("pk")).order_by("code")
    rows = register(viewer, chosen).annotate(codes=ArraySubquery(own.values("code")))
    for one in rows.iterator(chunk_size=2000):
        yield (
            one.name, one.get_kind_display(), one.get_status_display(), one.guarantee_grade, one.risk_grade, one.uscc,
            one.principal_name, mask_phone(one.phone) if one.phone else "", one.employees, one.revenue_wan,
            one.place.name, one.address, one.opened_on, "；".join(titles.get(code, code) for code in one.codes),
        )  # fmt: skip


def rests(viewer: Actor, business: Business, *, since: date | None = None) -> "QuerySet[Rest]":
    """The rest days and terms it has declared, the latest first; with a day, those over before it left out."""
    rows: QuerySet[Rest] = Rest.objects.visible_to(viewer).known().filter(business=business)
    standing = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since)) if since else rows
    return standing.order_by("-valid_from", "weekday", "id")


def rest(viewer: Actor, key: UUID) -> Rest:
    """One declaration of rest, or Missing."""
    found: Rest | None = Rest.objects.visible_to(viewer).known().filter(pk=key).select_related("business").first()
    if found is None:
        raise Missing(_("没有这条休息登记，或不在您的辖区"))
    return found


def named(viewer: Actor, keys: Sequence[UUID]) -> dict[UUID, Business]:
    """These businesses by their keys, in one query, without their numbers."""
    rows = Business.objects.visible_to(viewer).filter(pk__in=set(keys)).defer("phone", "phone_tail_index")
    return {one.pk: one for one in rows}


def extent(
    viewer: Actor, within: str, *, most: int = 5000, fewest: int = 20
) -> tuple[float, float, float, float] | None:
    """South, north, west and east of the businesses of a subtree whose place is known, in degrees; none where they are few."""
    rows = Premises.objects.visible_to(viewer).within(within).filter(latitude__isnull=False, longitude__isnull=False)
    spots: list[tuple[float, float]] = list(rows.values_list("latitude", "longitude")[:most])
    if len(spots) < fewest:
        return None
    north, east = (sorted(side) for side in zip(*spots, strict=True))
    return north[0], north[-1], east[0], east[-1]
