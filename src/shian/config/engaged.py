"""Where a person works, told to the room of people, which lies below the register."""

from datetime import date
from uuid import UUID

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.wall import worn
from shian.people.grants import Engagement
from shian.registry.models import Appointment


def engagements(person: UUID, day: date) -> list[Engagement]:
    """The posts somebody holds in businesses on a day, looked up as that person and nobody more."""
    entering = Actor("entering", person=person, grants=(Grant(frozenset({"see"}), Reach.PARTY),))
    with worn(entering):
        held = Appointment.objects.visible_to(entering).filter(person_id=person).on(day)
        return [Engagement(*row) for row in held.values_list("business_id", "role", "person_name")]
