"""Questions about inspections, risk and faces; the first argument is the viewer."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from shian.inspection.models import FaceGiven, Inspection, RiskAssessment
from shian.inspection.owed import law_of_inspection
from shian.inspection.rules import months_after, year_letter
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.refused import Missing
from shian.loop.law import Law, law_on
from shian.loop.models import Task
from shian.packs.inspection import Factor
from shian.packs.rules import speaks_of
from shian.people.models import Post
from shian.registry.models import Business, Status

TABS = ("going", "to_confirm", "to_publish", "to_decide", "public", "all")
_YEAR = 12


def inspections(viewer: Actor, *, within: str, tab: str = "all") -> "QuerySet[Inspection]":
    """Inspections in a place, the latest first; `tab` is where they stand."""
    rows = Inspection.objects.visible_to(viewer).filter(_stands(tab))
    rows = rows.within(within) if within else rows
    return _with_names(rows).order_by("-go_on", "-id")


def _stands(tab: str) -> Q:
    table_in = Exists(Task.objects.filter(pk=OuterRef("task_id"), state="done"))
    match tab:
        case "going":
            return Q(state="dispatched") & ~Q(table_in)
        case "to_confirm":
            return Q(state="dispatched") & Q(table_in)
        case "to_publish":
            return Q(state__in=("confirmed", "refused"))
        case "to_decide":
            return Q(decision="open")
        case "public":
            return Q(state="published")
        case _:
            return Q()


def _with_names(rows: "QuerySet[Inspection]") -> "QuerySet[Inspection]":
    return rows.select_related("business", "lead", "second", "task", "sheet").defer("business__phone")


def inspection(key: UUID, *, viewer: Actor) -> Inspection:
    """One inspection, or Missing."""
    found: Inspection | None = _with_names(Inspection.objects.visible_to(viewer).filter(pk=key)).first()
    if found is None:
        raise Missing(_("没有这次检查，或者您看不到它"))
    return found


def inspection_on(sheet: UUID | None, *, viewer: Actor) -> Inspection | None:
    """The inspection that a table was filled in at, as far as the viewer sees it."""
    rows = _with_names(Inspection.objects.visible_to(viewer).filter(sheet=sheet, sheet__isnull=False))
    found: Inspection | None = rows.first()
    return found


def inspections_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Inspection]:
    """Those of these keys which the viewer may see."""
    found = _with_names(Inspection.objects.visible_to(viewer).filter(pk__in=list(keys)))
    return {one.pk: one for one in found}


def inspections_of(business: Business | UUID, *, viewer: Actor) -> "QuerySet[Inspection]":
    """Those of one business, the latest first."""
    return _with_names(Inspection.objects.visible_to(viewer).filter(business=business)).order_by("-go_on", "-id")


def last_whole(business: Business) -> Inspection | None:
    """The last confirmed check of all items."""
    rows = Inspection.objects.filter(business=business, whole=True, confirmed_at__isnull=False, sheet__isnull=False)
    found: Inspection | None = rows.select_related("sheet").order_by("-go_on", "-id").first()
    return found


def officers(viewer: Actor, business: Business) -> Sequence[Post]:
    """The posts that may be sent to a business: the regulator's over its ground, the nearest first."""
    from_above = [business.path[: at + 1] for at, sign in enumerate(business.path) if sign == "/"]
    posts = Post.objects.filter(path__in=from_above, closed_on__isnull=True, role__verbs__contains=["order"])
    return sorted(posts.select_related("role", "organisation"), key=lambda post: (-len(post.path), post.title))


def unchecked(viewer: Actor, *, within: str, on: date) -> "QuerySet[Business]":
    """Working businesses without a check of all items in the law's years (art. 22), the longest first."""
    years = law_of_inspection(law_on(on, within or "cn/")).full_years.count
    since = months_after(on, -_YEAR * years)
    whole = Inspection.objects.filter(business=OuterRef("pk"), whole=True, confirmed_at__isnull=False, go_on__gt=since)
    rows = Business.objects.visible_to(viewer).filter(status=Status.OPERATING)
    rows = (rows.within(within) if within else rows).filter(
        ~Exists(whole), Q(opened_on__isnull=True) | Q(opened_on__lte=since)
    )
    last = Inspection.objects.filter(business=OuterRef("pk"), whole=True, confirmed_at__isnull=False).order_by("-go_on")
    found: QuerySet[Business] = rows.annotate(last_whole=Subquery(last.values("go_on")[:1])).select_related("place")
    return found.order_by(Coalesce("last_whole", "opened_on").asc(nulls_first=True), "path", "name", "id")


def factors_for(business: Business, law: Law) -> tuple[Factor, ...]:
    """The static factors of risk that speak of a business."""
    subject = law.subject(business)
    return tuple(factor for factor in law_of_inspection(law).risk.factors if speaks_of(factor.selector, subject))


def assessment(business: Business, *, viewer: Actor) -> RiskAssessment | None:
    """The assessment that holds."""
    rows = RiskAssessment.objects.visible_to(viewer).known().filter(business=business, valid_to__isnull=True)
    found: RiskAssessment | None = rows.first()
    return found


def face_of(one: Inspection, *, viewer: Actor) -> FaceGiven | None:
    """The face of one check, if it was rated."""
    found: FaceGiven | None = FaceGiven.objects.visible_to(viewer).filter(inspection=one).first()
    return found


def last_face(business: Business, *, viewer: Actor) -> FaceGiven | None:
    """The face of the last check."""
    rows = FaceGiven.objects.visible_to(viewer).filter(business=business)
    found: FaceGiven | None = rows.order_by("-on_day", "-id").first()
    return found


def letter_of_year(business: Business, *, viewer: Actor, on: date) -> Because[str]:
    """量化分级年度等级: by the checks of the twelve months before a day."""
    rules = law_of_inspection(law_on(on, business.path)).faces
    rows = FaceGiven.objects.visible_to(viewer).filter(
        business=business, on_day__gt=months_after(on, -_YEAR), on_day__lte=on
    )
    return year_letter(list(rows.exclude(face="").values_list("tenths", flat=True)), rules)
