"""Who stands at the counter: one business of the viewer's own, and what it owes today, with the reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion, Item
from shian.checklists.rules.form import Form
from shian.complaints.queries import unanswered
from shian.doors.ui.asking import told_to_phone
from shian.doors.ui.shapes.parts import Holder, Link
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.lens import may
from shian.kernel.refused import Denied, Missing, Refused
from shian.loop import queries as loop
from shian.loop.law import Law, law_on
from shian.packs.periods import Period
from shian.packs.rules import owes
from shian.packs.schema import Programme
from shian.people import queries as people
from shian.registry.models import Appointment, Business
from shian.registry.queries import register


@dataclass(frozen=True)
class Counter:
    """A business seen by one of its own people on a day, under the law of that day."""

    viewer: Actor
    business: Business
    on: date
    law: Law
    behalf: bool = False

    @property
    def home(self) -> str:
        """Where the record of today is filled in."""
        return reverse("behalf" if self.behalf else "shop_day", args=[self.business.pk])

    @property
    def back(self) -> str:
        """The way out for a helper, who has no tabs here."""
        return reverse("business", args=[self.business.pk]) if self.behalf else ""

    def programme(self, key: str) -> Programme:
        return self.law.programme(key)

    def owes(self, key: str) -> Because[bool]:
        """Whether this kind of business owes a programme at all, and by which clause."""
        return owes(self.programme(key), self.law.subject(self.business), self.on)

    def has_duty(self, key: str, day: date) -> bool:
        return loop.duty(self.viewer, self.business, key, on=day) is not None

    def version(self, key: str) -> ChecklistVersion | None:
        """The checklist a record is filled from; none where the record asks no questions."""
        found = self.law.checklist(self.programme(key), self.business, self.on)
        return checklists.offered(self.law.pack.checklists[found], self.business.path) if found else None

    def questions(self, key: str) -> tuple[Item, ...]:
        version = self.version(key)
        return checklists.items(version.pk) if version else ()

    def form_of(self, key: str) -> dict[str, Form]:
        """The office's form behind the questions of a record; none where they are the law's own."""
        version = self.version(key)
        return checklists.forms_of([version] if version else [])

    def conditions(self, key: str) -> tuple[dict[str, Any], ...]:
        """What of that form a phone judges by itself: what it asks next, and what is wrong."""
        return tuple(told_to_phone(list(self.form_of(key).values())[:1]))

    def number(self, key: str, period: Period) -> UUID:
        """The number of a record handed in without script: the same record sent twice has the same one."""
        parts = ("shian", str(self.viewer.person), str(self.business.pk), key, period.name)
        return uuid5(NAMESPACE_URL, "/".join(parts))

    def seats(self) -> dict[str, Appointment]:
        """Who holds each post here, one of each role."""
        return {seat.role: seat for seat in reversed(register.seated(self.viewer, self.business, on=self.on))}

    def holder(self, role: str) -> Holder:
        seat = self.seats().get(role)
        return Holder(str(Appointment.Role(role).label), seat.person_name if seat else "")

    def own_seat(self) -> Holder:
        """The post of whoever is looking."""
        if self.behalf and self.viewer.post:
            return Holder(people.post(self.viewer.post).title, people.own_name(self.viewer))
        mine = [seat for seat in self.seats().values() if seat.person_id == self.viewer.person]
        return Holder(mine[0].get_role_display(), mine[0].person_name) if mine else self.holder("safety_officer")


def counter(viewer: Actor, key: UUID, *, on: date) -> Counter:
    """The counter of one's own business. Raises Missing for any other."""
    if key not in viewer.businesses:
        raise Missing(_("这不是您的店，或者您已经不在这里任职"))
    business = register.business(viewer, key)
    return Counter(viewer, business, on, law_on(on, business.path))


def helping(viewer: Actor, key: UUID, *, on: date) -> Counter:
    """The counter of somebody else's business, for whoever may hand in there: what they enter is marked as theirs."""
    business = register.business(viewer, key)
    if key in viewer.businesses:
        raise Refused(_("这是您自己的店，请在“记录”里填"), code="own_business")
    if not may(viewer, "hand_in", business):
        raise Denied(_("您的岗位不能代录每日记录"))
    return Counter(viewer, business, on, law_on(on, business.path), behalf=True)


def tabs(at: Counter, current: str) -> tuple[Link, ...]:
    """The five tabs of the shop; a helper has none."""
    if at.behalf:
        return ()
    problems = loop.findings(at.viewer).filter(business_id=at.business.pk).count()
    words = (
        ("shop_day", _("今天"), None),
        ("shop_week", _("本周"), None),
        ("shop_month", _("本月"), None),
        ("shop_findings", _("问题"), problems or None),
        ("shop_more", _("更多"), unanswered(at.business, viewer=at.viewer) or None),
    )
    return tuple(
        Link(
            word,
            reverse(name, args=[at.business.pk]),
            current=name == current,
            count=count,
            tone="soon" if count else "",
        )
        for name, word, count in words
    )
