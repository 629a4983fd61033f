"""Through whose hands what is owed on a business would go if it lay elsewhere."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shian.loop.models import Duty, Finding, Task
from shian.loop.posts import heirs, office_post
from shian.registry.models import Business

ASSIGNED = "guarantee_visit"  # whose holders are chosen one by one, and no rule gives an heir


@dataclass(frozen=True)
class Hands:
    """What changes hands: duties that end or go on in another's, open visits without a cadre, other steps, open problems.

    `heirs` says whose is what a post held that does not reach the new place; `office` has the visits until somebody is bound.
    """

    heirs: dict[UUID, UUID]
    office: UUID | None
    released: tuple[Duty, ...]
    passed: tuple[Duty, ...]
    visits: "QuerySet[Task]"
    steps: "QuerySet[Task]"
    findings: "QuerySet[Finding]"


def hands_of(business: Business, path: str, *, on: date) -> Hands:
    """Whose hands change when the business lies at this path from a day on. Whoever asks has passed the lens for it."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    held = Duty.objects.known().filter(still, business=business, holder__isnull=False).select_related("holder")
    tasks = Task.objects.filter(business=business, state="open", holder__isnull=False, file_kind="")
    findings = Finding.objects.filter(business=business, closed_at__isnull=True, holder__isnull=False)
    posts = {row.holder_id for row in (*held, *tasks, *findings)}
    to = heirs(posts, path)
    away = [duty for duty in held if duty.holder_id in to]
    visit = Q(finding__isnull=True, duty__programme=ASSIGNED)
    return Hands(
        to,
        office_post(path),
        tuple(duty for duty in away if duty.programme == ASSIGNED),
        tuple(duty for duty in away if duty.programme != ASSIGNED),
        tasks.filter(visit, holder__in=to),
        tasks.filter(holder__in=to).exclude(visit),
        findings.filter(holder__in=to),
    )
