"""Who sees what of an operation from outside; kept with the rows, part of the verb that changes it."""

from uuid import UUID

from shian.operations.models import Operation, Result, Target, Team
from shian.operations.parties import departments_of
from shian.people.house import as_house
from shian.people.models import Post


def spread(one: Operation) -> None:
    """Let everybody see their part: an operation all who take part, a team and what is its own its members and their contacts.

    Before it is ordered nobody from outside sees any of it.
    """
    contacts = dict(zip(one.departments, one.contacts, strict=True))
    told = one.state != "drafted"
    everybody: set[UUID] = set(one.contacts)
    for team in Team.objects.filter(operation=one):
        posts = Post.objects.filter(pk__in=team.members).select_related("organisation")
        sending = {unit.pk for unit in departments_of(one, posts).values()}
        seers = sorted({*team.members, *(contacts[key] for key in sending)}) if told else []
        everybody |= set(team.members)
        Team.objects.filter(pk=team.pk).update(posts=seers)
        Target.objects.filter(team=team).update(posts=seers)
        Result.objects.filter(target__team=team).update(posts=seers)
        everybody |= _let_them_finish(team, seers)
    one.posts = sorted(everybody) if told else []
    Operation.objects.filter(pk=one.pk).update(posts=one.posts)


def _let_them_finish(team: Team, seers: list[UUID]) -> set[UUID]:
    """Whoever left the team sees on what they still have in work, with its team and its operation. Who they are."""
    with as_house():
        rows = Target.objects.filter(team=team, task__state="open").exclude(task__holder__in=team.members)
        held = list(rows.filter(task__holder__isnull=False).values_list("pk", "task__holder"))
    for target, holder in held if seers else ():
        also = sorted({*seers, holder})
        Target.objects.filter(pk=target).update(posts=also)
        Result.objects.filter(target=target).update(posts=also)
    holders = {holder for _target, holder in held}
    if seers and holders:
        Team.objects.filter(pk=team.pk).update(posts=sorted({*seers, *holders}))
    return holders
