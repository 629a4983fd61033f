"""Questions about joint operations; the first argument is the viewer."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.paths import upper
from shian.kernel.refused import Missing, Refused
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.operations.models import Notice, Operation, Result, Target, Team
from shian.operations.rules import Figures, Share, shares
from shian.operations.states import AWAITED, CASE, PROBLEM, SEIZURE
from shian.packs.schema import Item
from shian.people.house import as_house
from shian.people.models import Organisation, Post
from shian.registry.models import Business, Status

PROGRAMME = "joint_action"
TABS = ("going", "over", "all")
OF_TARGETS, OF_RESULTS, OF_NOTICES = (
    ("listed", "checked"),
    ("problems", "cases", "transferred", "exposed", "seizures"),
    ("notices", "unanswered"),
)
PARTS = (*OF_TARGETS, *OF_RESULTS, *OF_NOTICES)
KIND = Organisation.Kind
# What acts together with others; a village or a business's association does not.
ACTING = (KIND.COMMITTEE_OFFICE, KIND.REGULATOR, KIND.DEPARTMENT, KIND.GOVERNMENT)
MOST_NAMED = 500  # businesses added in one go


def operations(viewer: Actor, *, tab: str = "all") -> "QuerySet[Operation]":
    """Operations that a viewer may see, the latest first."""
    rows: QuerySet[Operation] = Operation.objects.visible_to(viewer).select_related("place", "lead", "lead_post")
    rows = rows.filter(state__in=("drafted", "ordered", "under_way")) if tab == "going" else rows
    rows = rows.filter(state__in=("closed", "called_off")) if tab == "over" else rows
    return rows.order_by("-starts_on", "-id")


def operation(key: UUID, *, viewer: Actor) -> Operation:
    """One operation, or Missing."""
    found: Operation | None = operations(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次行动，或者您看不到它"))
    return found


def departments(one: Operation) -> list[Organisation]:
    """The departments that take part, the leading one first."""
    found = {unit.pk: unit for unit in Organisation.objects.filter(pk__in=one.departments)}
    return [found[key] for key in one.departments if key in found]


def teams(one: Operation, *, viewer: Actor) -> "QuerySet[Team]":
    """The teams whose part the viewer sees."""
    rows: QuerySet[Team] = Team.objects.visible_to(viewer).filter(operation=one)
    return rows.order_by("name", "id")


def targets(one: Operation, *, viewer: Actor, part: str = "listed") -> "QuerySet[Target]":
    """The objects, each once, those not looked at first; or only those that were."""
    rows: QuerySet[Target] = Target.objects.visible_to(viewer).filter(operation=one)
    rows = rows.filter(outcome="done") if part == "checked" else rows
    return rows.select_related("team").order_by("-outcome", "team__name", "name", "id")


def target(key: UUID, *, viewer: Actor) -> Target:
    """One object with its operation and team, or Missing."""
    rows = Target.objects.visible_to(viewer).filter(pk=key)
    found: Target | None = rows.select_related("team", "operation__lead_post", "operation__place").first()
    if found is None:
        raise Missing(_("没有这一家，或者它不在您的这一份里"))
    return found


def targets_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Target]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in Target.objects.visible_to(viewer).filter(pk__in=list(keys))}


def results(one: Operation, *, viewer: Actor, part: str = "") -> "QuerySet[Result]":
    """What was put down, each thing once: of a part of the figures, or all of it."""
    rows: QuerySet[Result] = Result.objects.visible_to(viewer).filter(operation=one).filter(_of_part(part))
    return rows.select_related("target", "department", "transferred_to").order_by("kind", "noted_at", "id")


def _of_part(part: str) -> Q:
    match part:
        case "problems":
            return Q(kind=PROBLEM)
        case "cases":
            return Q(kind=CASE)
        case "transferred":
            return Q(kind=CASE, transferred_at__isnull=False)
        case "exposed":
            return Q(kind=CASE, exposed_at__isnull=False)
        case "seizures":
            return Q(kind=SEIZURE)
        case _:
            return Q()


def results_at(one: Target, *, viewer: Actor) -> "QuerySet[Result]":
    """The shared record of one object."""
    return results(one.operation, viewer=viewer).filter(target=one)


def notices(one: Operation, *, viewer: Actor, part: str = "notices") -> "QuerySet[Notice]":
    """The notices that the viewer sent, has to answer or looks over; or only those without an answer."""
    rows: QuerySet[Notice] = Notice.objects.visible_to(viewer).filter(operation=one)
    rows = rows.filter(state__in=AWAITED) if part == "unanswered" else rows
    return rows.select_related("sender", "receiver").order_by("due", "id")


def notice(key: UUID, *, viewer: Actor) -> Notice:
    """One notice, or Missing."""
    rows = Notice.objects.visible_to(viewer).filter(pk=key)
    found: Notice | None = rows.select_related("sender", "receiver", "holder", "sender_post").first()
    if found is None:
        raise Missing(_("没有这份抄告，或者不是发给您的"))
    return found


def notices_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Notice]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in Notice.objects.visible_to(viewer).filter(pk__in=list(keys))}


def rows_of(one: Operation, part: str, *, viewer: Actor) -> "QuerySet[Any]":
    """The rows that a figure counts: the figure is their number."""
    if part in OF_TARGETS:
        return targets(one, viewer=viewer, part=part)
    return notices(one, viewer=viewer, part=part) if part in OF_NOTICES else results(one, viewer=viewer, part=part)


def figures(one: Operation, *, viewer: Actor) -> Figures:
    """What it came to, of the part the viewer sees."""
    counts = {part: rows_of(one, part, viewer=viewer).count() for part in PARTS}
    value = results(one, viewer=viewer, part="seizures").aggregate(fen=Sum("value_fen"))["fen"]
    return Figures(**counts, seized_fen=value or 0)


def by_department(one: Operation, *, viewer: Actor) -> dict[UUID, Share]:
    """What each department named; what two named stands with both."""
    rows = results(one, viewer=viewer).values_list("kind", "department_id", "also")
    return shares((kind, (first, *also)) for kind, first, also in rows)


def progress(one: Operation, *, viewer: Actor) -> dict[UUID, tuple[int, int]]:
    """For each team how many of its objects are recorded, and how many it has."""
    found: dict[UUID, tuple[int, int]] = {}
    for team, outcome in targets(one, viewer=viewer).values_list("team_id", "outcome"):
        done, all_ = found.get(team, (0, 0))
        found[team] = (done + bool(outcome), all_ + 1)
    return found


def contact_posts(viewer: Actor) -> list[Post]:
    """The post by which each department may be told that it takes part, on the viewer's ground: its first."""
    rows = _acting_posts(viewer).filter(organisation__kind__in=ACTING)
    return list({post.organisation_id: post for post in reversed(rows)}.values())[::-1]


def member_posts(one: Operation, viewer: Actor) -> "QuerySet[Post]":
    """The posts from which people may go: of the departments that take part, and of the regulator's stations."""
    rows = _acting_posts(viewer)
    regulator = Organisation.objects.filter(pk__in=one.departments, kind=KIND.REGULATOR).exists()
    own = Q(organisation__in=one.departments)
    return rows.filter(own | Q(organisation__kind=KIND.STATION) if regulator else own)


def _acting_posts(viewer: Actor) -> "QuerySet[Post]":
    where = Q(pk__in=[])
    for ground in viewer.grounds("open_operation"):
        where |= Q(path__gte=ground, path__lt=upper(ground))
    rows = Post.objects.filter(where, closed_on__isnull=True, role__verbs__contains=["record_object"])
    return rows.select_related("role", "organisation").order_by("path", "organisation__name", "title", "pk")


def of_a_kind(one: Operation, kind: str, *, viewer: Actor) -> list[Business]:
    """The working businesses of a kind at the operation's place that it does not name yet."""
    named = Target.objects.filter(operation=one).values("business_id")
    rows = Business.objects.visible_to(viewer).within(one.place.path).filter(status=Status.OPERATING, kind=kind)
    return list(rows.exclude(pk__in=named).defer("phone").order_by("path", "name", "id")[:MOST_NAMED])


def by_lines(said: str, *, viewer: Actor) -> list[Business]:
    """The businesses that a list names, a name or a credit code a line. Raises Refused with the line that is none or several."""
    lines = list(dict.fromkeys(line.strip() for line in said.splitlines() if line.strip()))
    if len(lines) > MOST_NAMED:
        raise Refused(_("一次最多加 %(n)d 家") % {"n": MOST_NAMED}, code="too_many")
    rows = Business.objects.visible_to(viewer).defer("phone").exclude(status=Status.CLOSED)
    known = list(rows.filter(Q(name__in=lines) | Q(uscc__in=lines)))
    return [_one(line, [row for row in known if line in (row.name, row.uscc)]) for line in lines]


def _one(line: str, found: Sequence[Business]) -> Business:
    if not found:
        raise Refused(_("名册里没有「%(line)s」，请核对名称或信用代码") % {"line": line}, code="unknown_business")
    if len(found) > 1:
        raise Refused(_("叫「%(line)s」的有 %(n)d 家，请写信用代码") % {"line": line, "n": len(found)}, code="several")
    return found[0]


def questions(one: Target, *, on: date) -> tuple[Item, ...]:
    """What may be wrong at an object: the regulator's own questions for such a business, so that one problem has one name."""
    with as_house():
        business = Business.objects.defer("phone").get(pk=one.business_id)
        law = law_on(on, business.path)
        if PROGRAMME not in law.pack.programmes:
            raise Refused(_("现行规则包里没有联合行动，请先载入新的规则包"), code="no_law")
        key = law.checklist(law.programme(PROGRAMME), business, on)
        return law.pack.checklists[key].items if key else ()


def due_there(one: Target, *, viewer: Actor, on: date) -> "QuerySet[Task]":
    """What else the viewer owes at this door: one visit does it too."""
    rows: QuerySet[Task] = Task.objects.visible_to(viewer, "hand_in").filter(business=one.business_id, state="open")
    rows = rows.filter(act="inspect", holder__in=viewer.posts).exclude(period_start__gt=on)
    return rows.order_by("due", "id")


def objects_not_closed(viewer: Actor) -> frozenset[str]:
    """The businesses that are objects of an operation which is neither closed nor called off, as announcements name them."""
    rows = Target.objects.visible_to(viewer).exclude(operation__state__in=("closed", "called_off"))
    return frozenset(str(key) for key in rows.values_list("business_id", flat=True))


def targets_of(business: Business, *, viewer: Actor) -> "QuerySet[Target]":
    """The operations in which a business was an object, the latest first."""
    rows: QuerySet[Target] = Target.objects.visible_to(viewer).filter(business=business)
    return rows.select_related("operation", "team").order_by("-id")
