"""Where persons work, told to the room of people, which lies below the register."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.wall import worn_together
from shian.people.grants import Engagement
from shian.registry.models import Appointment


def engagements(persons: Collection[UUID], day: date) -> dict[UUID, list[Engagement]]:
    """The posts these persons hold in businesses on a day, looked up as they themselves and nobody more."""
    entering = [Actor("entering", person=key, grants=(Grant(frozenset({"see"}), Reach.PARTY),)) for key in persons]
    found: defaultdict[UUID, list[Engagement]] = defaultdict(list)
    with worn_together(entering):
        held = Appointment.objects.visible_to_any(entering).filter(person_id__in=persons).on(day)
        for person, *work in held.values_list("person_id", "business_id", "role", "person_name"):
            found[person].append(Engagement(*work))
    return found
