"""Questions about letters; the first argument, or `viewer`, is who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.letters import facts
from shian.letters.models import Interview, Letter, LetterStep
from shian.letters.rules import Change, changes
from shian.letters.states import AWAITING, LETTER, UNSENT
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_of, law_on
from shian.packs.letters import Letter as Kind
from shian.registry.models import Business

GROUPS: dict[str, frozenset[str]] = {
    "open": LETTER.all - LETTER.final,
    "drafts": UNSENT,
    "awaiting": AWAITING,
    "answered": frozenset({"answered"}),
    "done": LETTER.final,
    "all": LETTER.all,
}


@dataclass(frozen=True)
class Sought:
    """The filter of the list of letters."""

    state: str = "open"
    kind: str = ""
    words: str = ""
    within: str = ""


def letters(viewer: Actor, asked: Sought, *, on: date) -> "QuerySet[Letter]":
    """The letters of a filter, those whose reply is overdue first."""
    states = GROUPS.get(asked.state) or frozenset({asked.state})
    rows = Letter.objects.visible_to(viewer).filter(state__in=sorted(states))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.words:
        rows = rows.filter(Q(mark__icontains=asked.words) | Q(addressee_name__icontains=asked.words))
    if asked.within:
        rows = rows.within(asked.within)
    late = When(state__in=sorted(AWAITING), due__lt=on, then=Value(0))
    ranked = rows.annotate(rank=Case(late, default=Value(1), output_field=IntegerField()))
    found: QuerySet[Letter] = (
        ranked.select_related("post", "business")
        .defer("business__phone", "business__phone_tail_index")
        .order_by("rank", "due", "-id")
    )
    return found


def letter(key: UUID, *, viewer: Actor) -> Letter:
    """One letter. Raises Missing."""
    rows = (
        Letter.objects.visible_to(viewer).filter(pk=key).select_related("post", "business", "issuer__place", "replaces")
    )
    found: Letter | None = rows.defer("business__phone", "business__phone_tail_index").first()
    if found is None:
        raise Missing(_("没有这份函，或者您看不到它"))
    return found


def letters_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Letter]:
    """These letters by their keys, as far as the viewer may see them."""
    return {one.pk: one for one in Letter.objects.visible_to(viewer).filter(pk__in=list(keys))}


def letters_of(business: Business, *, viewer: Actor) -> "QuerySet[Letter]":
    """The letters to a business that have left, the latest first."""
    rows = Letter.objects.visible_to(viewer).filter(business=business).exclude(state__in=sorted(UNSENT | {"withdrawn"}))
    return rows.order_by("-sent_on", "-id")


def steps(found: Letter, *, viewer: Actor) -> "QuerySet[LetterStep]":
    """Every step of a letter, first to last; what later rungs added to a draft is counted, not listed."""
    rows = LetterStep.objects.visible_to(viewer).filter(letter=found).exclude(move="add")
    return rows.order_by("at", "id")


def added(found: Letter, *, viewer: Actor) -> int:
    """How often the ladder came back to a draft that still lay there."""
    return LetterStep.objects.visible_to(viewer).filter(letter=found, move="add").count()


def interviews(found: Letter, *, viewer: Actor) -> "QuerySet[Interview]":
    """The interviews held on a letter."""
    return Interview.objects.visible_to(viewer).filter(letter=found).order_by("held_on", "id")


def promised(found: Letter, *, viewer: Actor) -> list[UUID]:
    """The tasks of what was promised in its interviews."""
    return [UUID(one["task"]) for held in interviews(found, viewer=viewer) for one in held.promises]


def law_of_letter(found: Letter) -> Law:
    return law_of(found.release_id)


def kind_of(found: Letter) -> Kind:
    """What the law it was drafted under says of its kind."""
    return law_of_letter(found).pack.letters[found.kind]


def kinds_for(viewer: Actor, *, on: date) -> dict[str, Kind]:
    """The kinds of letters an actor may draft, by the roles of the posts they hold."""
    grounds = viewer.grounds("draft_letter")
    return {key: kind for key, kind in law_on(on, grounds[0]).pack.letters.items() if kind.official} if grounds else {}


def differences(found: Letter, *, viewer: Actor, on: date) -> tuple[Change, ...]:
    """What is another now than when the letter was drafted."""
    since = local_day(found.facts_as_of)
    now = facts.gather(
        found.about, facts.Asked(found.facts_key, viewer, on, since, kind_of(found), law_of_letter(found))
    )
    return changes(found.facts, now)


def is_addressee(found: Letter, viewer: Actor) -> bool:
    """Whether a letter that was sent is this actor's to answer."""
    return found.holder_id in viewer.posts or found.owner_key in viewer.businesses


def may_speak(found: Letter, viewer: Actor, *, on: date) -> bool:
    """Whether the letter speaks of this actor's post, and their days to answer run."""
    waits = found.hear_until is not None and not found.heard and on <= found.hear_until
    return waits and found.state == "submitted" and found.holder_id in viewer.posts
