"""Posts in the business: principal, director, safety officer, school leader, by a document of appointment."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.people.models import Person
from shian.registry.actions.dated import ended
from shian.registry.events import Appointed, Dismissed
from shian.registry.models import Appointment, Business

# Of these several stand beside each other; of the others there is one.
MANY = frozenset({Appointment.Role.SAFETY_OFFICER, Appointment.Role.SCHOOL_LEADER})


def appoint(
    business: Business, person: Person, role: Appointment.Role, *, on: date, by: Actor, title: str = "", document: UUID | None = None
) -> Appointment:  # fmt: skip
    """Several safety officers or school leaders may stand beside each other; a principal or director replaces the one before."""
    with act(by, "appoint", business) as announce:
        held = Appointment.objects.known().filter(business=business, role=role, valid_to__isnull=True)
        if held.filter(person_id=person.pk).exists():
            raise Refused(_("%(name)s已经担任%(role)s") % {"name": person.name, "role": role.label})
        if role not in MANY:
            for before in held:
                ended(before, on=on, now=booked())
        made = Appointment.objects.create(
            business=business, path=business.path, role=role, person_id=person.pk, person_name=person.name, title=title,
            document=document, valid_from=on,
        )  # fmt: skip
        announce.note(role=role.value, on=on.isoformat())
        announce(Appointed(business.pk, made.pk, role.value, on))
    return made


def dismiss(appointment: Appointment, *, on: date, by: Actor) -> None:
    """From this day the post is vacant."""
    with act(by, "dismiss", appointment) as announce:
        ended(appointment, on=on, now=booked())
        announce(Dismissed(appointment.business_id, appointment.pk, appointment.role, on))
