"""Who answers for a finding (M63, 三方责任): party and government by the cadre, the department by its station, the
enterprise by its own people."""

from dataclasses import dataclass
from datetime import date

from shian.kernel.actor import Actor
from shian.loop.models import Duty, Finding
from shian.loop.posts import supervising_post
from shian.people.models import Post
from shian.registry.models import Appointment
from shian.registry.queries import register


@dataclass(frozen=True)
class Parties:
    """The three; a party without a post, or with nobody appointed, is a gap and is said to be one."""

    cadre: Post | None
    station: Post | None
    enterprise: tuple[Appointment, ...]


def parties(found: Finding, *, viewer: Actor, on: date) -> Parties:
    """The three parties of a finding on a day."""
    duties = Duty.objects.visible_to(viewer).on(on).filter(business=found.business_id, holder__isnull=False)
    duty = duties.select_related("holder").order_by("-programme", "id").first()
    station = supervising_post(found.path)
    return Parties(
        duty.holder if duty else None,
        Post.objects.filter(pk=station).first() if station else None,
        tuple(register.seated(viewer, found.business, on=on)),
    )
