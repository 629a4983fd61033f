"""Safety officers and directors in the businesses (总监、安全员配备率): who must appoint them by the law of the day, and did.

Who owes an officer is a question of kind and legal form, asked in the database. Who owes a director besides depends on size
and diners: the register's own rule decides, business by business, over those of whom any such figure is known. These figures
of a business are the present ones, for they are not dated; standing and appointment are those of the day.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from shian.insight.figure import Question
from shian.kernel.actor import Actor
from shian.kernel.paths import upper
from shian.packs.identity import Identity
from shian.packs.schema import Pack, Selector
from shian.registry.models import Appointment, Business, Standing
from shian.registry.queries.law import facts_of
from shian.registry.rules.appointments import director_required
from shian.registry.rules.grading import in_force, size_of

DIRECTOR, OFFICER = Appointment.Role.DIRECTOR.value, Appointment.Role.SAFETY_OFFICER.value
TELLING = (
    "employees",
    "revenue_wan",
    "area_m2",
    "seats",
    "diners",
)  # without one of these and without a tag, no rule fits


def owing(viewer: Actor, asked: Question, standings: "QuerySet[Standing]", day: date) -> "QuerySet[Standing]":
    """Of these the businesses which must appoint somebody, each with what it owes: `officer_due`, `director_due`."""
    pack = asked.law.pack
    officer, directors = _owes_officer(pack, day), Q(business__in=_owe_director(viewer, standings, pack, day))
    return standings.filter(officer | directors).annotate(officer_due=_flag(officer), director_due=_flag(directors))


def appointed(role: str, day: date, asked: Question) -> Exists:
    """Whether somebody held this post in the business on the day, as known then."""
    return Exists(Appointment.objects.on(day, asked.as_of).filter(business=OuterRef("business"), role=role))


def complete(asked: Question, day: date) -> Q:
    """Everybody whom it owes is appointed."""
    officer = Q(officer_due=0) | Q(appointed(OFFICER, day, asked))
    return officer & (Q(director_due=0) | Q(appointed(DIRECTOR, day, asked)))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _owes_officer(pack: Pack, day: date) -> Q:
    rules = [one for one in pack.appointments if one.role == OFFICER and one.span.holds(day)]
    return _any_of(_selected(one.selector, pack.identity) for one in rules)


def _selected(selector: Selector, identity: Identity) -> Q:
    """A selector as a condition on the standing's business; what rules on officers do not select by is not asked."""
    found = Q()
    if selector.kinds:
        found &= Q(kind__in=selector.kinds)
    if selector.sectors:
        found &= Q(kind__in=[kind.key for kind in identity.kinds.values() if kind.sector in selector.sectors])
    if selector.forms:
        heads = [head for form in selector.forms for head in identity.forms[form].uscc]
        found &= _any_of(Q(business__uscc__startswith=head) for head in heads)
    if selector.tags:
        found &= Q(business__tags__overlap=sorted(selector.tags))
    if selector.within:
        found &= _any_of(Q(path__gte=path, path__lt=upper(path)) for path in selector.within)
    return found


def _any_of(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for one in conditions:
        found |= one
    return found


def _owe_director(viewer: Actor, standings: "QuerySet[Standing]", pack: Pack, day: date) -> list[UUID]:
    """By the register's rule, so that a dossier and this figure cannot disagree."""
    known = ~Q(tags=[])
    for name in TELLING:
        known |= Q(**{f"{name}__isnull": False})
    rows = Business.objects.visible_to(viewer).filter(known, pk__in=standings.values("business"))
    rows = rows.only("kind", "uscc", "tags", "path", *TELLING)
    grading = in_force(pack.grading, day)
    found = []
    for one in rows.order_by().iterator(2000):
        facts = facts_of(one, pack)
        if director_required(facts, size_of(facts, grading, day).value, pack.appointments, day).value:
            found.append(one.pk)
    return found
