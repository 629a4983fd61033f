"""Questions about oversights; the first argument is the viewer."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.paths import upper
from shian.kernel.refused import Missing
from shian.loop.models import Finding
from shian.oversight.models import Oversight, Problem, Talk, TeamChange, Unit
from shian.oversight.rules import Count, Standing, counted
from shian.oversight.states import OWED
from shian.people.models import Post
from shian.registry.models import Business

TABS = ("going", "finished", "all")
PARTS = ("units", "inspected", "talks", "problems", "fixed", "waiting", "late", "open", "dropped")


def oversights(viewer: Actor, *, within: str = "", tab: str = "all") -> "QuerySet[Oversight]":
    """Oversights that a viewer may see, the latest first."""
    rows: QuerySet[Oversight] = Oversight.objects.visible_to(viewer).select_related("place", "leader")
    rows = rows.filter(place__path__gte=within, place__path__lt=upper(within)) if within else rows
    rows = rows.filter(state__in=("prepared", "begun")) if tab == "going" else rows
    rows = rows.filter(state="finished") if tab == "finished" else rows
    return rows.order_by("-begins_on", "-id")


def oversight(key: UUID, *, viewer: Actor) -> Oversight:
    """One oversight, or Missing."""
    found: Oversight | None = oversights(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次督查，或者您看不到它"))
    return found


def units(one: Oversight, *, viewer: Actor) -> "QuerySet[Unit]":
    """The units drawn, those not looked at first."""
    rows: QuerySet[Unit] = Unit.objects.visible_to(viewer).filter(oversight=one)
    return (
        rows.select_related("business", "oversight__leader")
        .defer("business__phone")
        .order_by("looked_at", "path", "id")
    )


def unit(one: Oversight, key: UUID | None, *, viewer: Actor) -> Unit:
    """One of its units, or Missing."""
    found = units(one, viewer=viewer).filter(pk=key).first() if key else None
    if found is None:
        raise Missing(_("没有抽到这一家"))
    return found


def talks(one: Oversight, *, viewer: Actor) -> "QuerySet[Talk]":
    rows: QuerySet[Talk] = Talk.objects.visible_to(viewer).filter(oversight=one)
    return rows.order_by("-held_at", "-id")


def problems(one: Oversight, *, viewer: Actor, part: str = "problems", on: date) -> "QuerySet[Problem]":
    """The problems of a part of the count, by responsible unit. One that the team dropped is none, and stands apart."""
    rows = _with_names(Problem.objects.visible_to(viewer).filter(oversight=one))
    return rows.filter(_of_part(part, on)).order_by("holder__organisation__name", "due", "id")


def _of_part(part: str, on: date) -> Q:
    match part:
        case "fixed":
            return Q(state="accepted")
        case "waiting":
            return Q(state="answered")
        case "late":
            return Q(due__lt=on, state__in=OWED)
        case "open":
            return Q(due__gte=on, state__in=OWED)
        case "dropped":
            return Q(state="dropped")
        case _:
            return ~Q(state="dropped")


def team_changes(one: Oversight, *, viewer: Actor) -> "QuerySet[TeamChange]":
    """Who joined the team and who left it, the first change first."""
    rows: QuerySet[TeamChange] = TeamChange.objects.visible_to(viewer).filter(oversight=one)
    return rows.order_by("recorded_at", "id")


def members(one: Oversight) -> "QuerySet[Post]":
    """The posts of the team as it is now, without who leads."""
    return Post.objects.filter(pk__in=one.members).select_related("role").order_by("path", "title", "id")


def _with_names(rows: "QuerySet[Any]") -> "QuerySet[Problem]":
    return rows.select_related("holder__organisation")


def problem(key: UUID, *, viewer: Actor) -> Problem:
    """One problem, or Missing."""
    found = _with_names(Problem.objects.visible_to(viewer).filter(pk=key)).first()
    if found is None:
        raise Missing(_("没有这个问题，或者您看不到它"))
    return found


def problems_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Problem]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in Problem.objects.visible_to(viewer).filter(pk__in=list(keys))}


def count(one: Oversight, *, viewer: Actor, on: date) -> Count:
    """Problems listed, fixed, waiting for the team, late and open on a day."""
    rows = problems(one, viewer=viewer, on=on).values_list("due", "state", "answered_on")
    standing = (
        Standing(due, None if state in OWED else answered, state == "accepted") for due, state, answered in rows
    )
    return counted(standing, on)


def findings_at(one: Oversight, *, viewer: Actor) -> "QuerySet[Finding]":
    """Problems raised at the drawn businesses and not closed: what a problem of the list may speak of."""
    shops = Unit.objects.visible_to(viewer).filter(oversight=one).values("business_id")
    rows: QuerySet[Finding] = Finding.objects.visible_to(viewer).filter(business__in=shops)
    return (
        rows.exclude(state__in=("closed", "struck_off", "withdrawn"))
        .select_related("business")
        .order_by("-found_on", "-id")
    )


def answering_posts(one: Oversight) -> "QuerySet[Post]":
    """The posts of the place that can be a responsible unit's."""
    rows = Post.objects.filter(path__gte=one.place.path, path__lt=upper(one.place.path), closed_on__isnull=True)
    return (
        rows.filter(role__verbs__contains=["answer_problem"])
        .select_related("role", "organisation")
        .order_by("path", "title", "id")
    )


def team_posts(viewer: Actor) -> "QuerySet[Post]":
    """The posts that may be of a team: on the viewer's own ground, not below it."""
    rows = Post.objects.filter(path__in=viewer.grounds(), closed_on__isnull=True)
    return (
        rows.filter(role__verbs__contains=["look_at_unit"])
        .select_related("role", "organisation")
        .order_by("path", "title", "id")
    )


def units_of(business: Business, *, viewer: Actor) -> "QuerySet[Unit]":
    """The looks of a superior in which a business was drawn, the latest first."""
    rows: QuerySet[Unit] = Unit.objects.visible_to(viewer).filter(business=business).select_related("oversight")
    return rows.order_by("-id")
