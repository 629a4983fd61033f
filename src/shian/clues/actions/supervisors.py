"""M29: teams of social supervisors. A seat for a term; trained before they look; when the term ends, so does the way in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from shian.clues.actions.receiving import SUPERVISOR
from shian.clues.models import Training
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.people.actions.posts import open_organisation, open_post
from shian.people.actions.tenure import appoint, end_tenure
from shian.people.models import Organisation, Person, Post, Role, Tenure
from shian.territory.models import Place

KIND = Organisation.Kind.SUPERVISORS


@dataclass(frozen=True)
class Enlisted:
    """Somebody who is asked to look, from a day until another."""

    team: Organisation
    person: Person
    since: date
    until: date


def form_supervisors(name: str, place: Place, *, by: Actor) -> Organisation:
    """A team at a place (社会监督员队伍)."""
    return open_organisation(Organisation(name=needed(name, 120), kind=KIND, place=place), by=by)


def enlist_supervisor(new: Enlisted, *, by: Actor) -> Tenure:
    """A seat in a team for a term that has an end. Raises Refused for a term without days, or who serves already."""
    if new.team.kind != KIND:
        raise Refused(_("「%(team)s」不是社会监督员队伍") % {"team": new.team.name}, code="not_fit")
    if _serves(new):
        raise Conflict(_("%(name)s这段时间已经是社会监督员") % {"name": new.person.name})
    role = Role.objects.get(pk=SUPERVISOR)
    with transaction.atomic():
        post = Post(
            organisation=new.team, place=new.team.place, role=role, title=_("社会监督员"), opened_on=new.since,
        )  # fmt: skip
        open_post(post, by=by)
        return appoint(post, new.person, on=new.since, until=new.until, by=by)


def _serves(new: Enlisted) -> bool:
    held = Tenure.objects.known().filter(person_key=new.person.pk, post__role=SUPERVISOR)
    return bool(held.filter(valid_from__lt=new.until, valid_to__gt=new.since).exists())


def note_training(tenure: Tenure, *, subject: str, on: date, by: Actor, now: datetime) -> Training:
    """What they were taught and when: from then on they may send what they see."""
    if on > local_day(now):
        raise Refused(_("培训的日子还没有到"), code="too_late")
    row = Training(
        id=new_id(), post=tenure.post, person_key=tenure.person_key, trained_on=on, subject=needed(subject, 120),
        by_label=by.label, recorded_at=now, path=tenure.post.path,
    )  # fmt: skip
    with act(by, "note_training", row) as announce:
        if Training.objects.filter(post=tenure.post, person_key=tenure.person_key).exists():
            raise Conflict(_("这个任期的培训已经登记过了"))
        insert_many(Training, [row])
        announce.note(post=str(row.post_id))
    return row


def end_term(tenure: Tenure, *, reason: str, on: date, by: Actor) -> Tenure:
    """They leave before their term is over; nothing opens for them any more."""
    return end_tenure(tenure, on=on, reason=needed(reason, 200), by=by)
