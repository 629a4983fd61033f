"""The second person, where the law wants two: who may be named, and which one a sheet names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shian.kernel.paths import trail
from shian.packs.schema import Second
from shian.people.models import Post, Tenure
from shian.registry.models import Appointment, Business


@dataclass(frozen=True)
class Candidate:
    """Somebody who may stand beside: the seat or post that is named, and the person in it."""

    key: UUID
    label: str
    person: UUID


def candidates(law: Second, business: Business, on: date) -> list[Candidate]:
    """Who may be named at a business on a day. Whoever hands in is among them, and is refused as their own second."""
    found = _seats(business, on) if law.among == "business_post" else _posts(law.department, business.path, on)
    return sorted(found, key=lambda one: (one.label, one.key))


def others(found: Iterable[Candidate], person: UUID | None) -> list[Candidate]:
    """Those who are somebody else."""
    return [one for one in found if one.person != person]


def named(found: Collection[Candidate], key: UUID) -> Candidate | None:
    return next((one for one in found if one.key == key), None)


def _seats(business: Business, on: date) -> list[Candidate]:
    rows = Appointment.objects.on(on).filter(business_id=business.pk)
    return [
        Candidate(row.pk, f"{row.title or Appointment.Role(row.role).label} {row.person_name}", row.person_id)
        for row in rows
    ]


def _posts(line: str, path: str, on: date) -> list[Candidate]:
    """The posts of a department's line whose ground the business lies on, each with who holds it on that day."""
    posts = Post.objects.filter(organisation__department=line, path__in=trail(path), opened_on__lte=on)
    held = Tenure.objects.on(on).filter(post__in=posts.exclude(closed_on__lte=on)).select_related("post__organisation")
    return [Candidate(row.post_id, f"{_titled(row.post)} {row.person_name}", row.person_key) for row in held]


def _titled(post: Post) -> str:
    unit = post.organisation.name
    return post.title if post.title.startswith(unit) else f"{unit} {post.title}"
