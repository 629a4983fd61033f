"""Questions about people and posts. Posts and who holds them are made public, so they need no viewer's lens;
persons are scoped."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.kernel.paths import upper
from shian.kernel.ports import ports
from shian.kernel.refused import Missing
from shian.kernel.rows import stored
from shian.people import tickets
from shian.people.models import Account, Installation, MachineToken, Organisation, Person, Post, PostGrant, Role, Tenure
from shian.people.rules import digest

LIVE = "digest = ANY(%s) AND expires_at > %s AND revoked_at IS NULL"


def actor_for(person: UUID, now: datetime) -> Actor:
    """The person as an actor, with the grants of the posts held at that instant."""
    return ports().grants.actor_for(person, now)


def actors_for(persons: Collection[UUID], now: datetime) -> dict[UUID, Actor]:
    """Many persons as actors, with as many questions to the database as for one."""
    return ports().grants.actors_for(persons, now)


def system(name: str) -> Actor:
    """The house itself under one of its names: clock, planner, importer."""
    return ports().grants.system(name)


def persons(viewer: Actor) -> "QuerySet[Person]":
    """The persons whose entries this viewer may see."""
    return Person.objects.visible_to(viewer).order_by("name", "id")


def person(key: UUID, *, viewer: Actor) -> Person:
    """One person. Raises Missing."""
    found: Person | None = Person.objects.visible_to(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这个人，或者不在您的辖区"))
    return found


def persons_by_phone(viewer: Actor, phones: Iterable[str]) -> dict[str, Person]:
    """The persons a viewer may see, by phone number."""
    by_index = {blind_index(phone): phone for phone in phones if phone}
    found = Person.objects.visible_to(viewer).filter(phone_index__in=by_index)
    return {by_index[one.phone_index]: one for one in found}


def names_of(keys: Collection[UUID], *, viewer: Actor) -> dict[UUID, str]:
    """The names of those of these persons whom a viewer may see."""
    return dict(Person.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", "name"))


def posts(viewer: Actor, *, on: date, within: str | None = None) -> "QuerySet[Post]":
    """The posts which stand on a day where the viewer sees, or in one subtree of it."""
    grounds = [within] if within else viewer.grounds()
    where = Q(pk__in=[])
    for ground in grounds:
        where |= Q(path__gte=ground, path__lt=upper(ground))
    return _standing(on).filter(where).select_related("role", "place", "organisation").order_by("path", "title", "id")


def posts_by(
    viewer: Actor, *, on: date, within: str = "", role: str = "", words: str = "", only_vacant: bool = False
) -> "QuerySet[Post]":
    """The posts of a list's filter."""
    found = posts(viewer, on=on, within=within or None)
    if role:
        found = found.filter(role=role)
    if words:
        found = found.filter(title__contains=words)
    if only_vacant:
        found = found.filter(~Exists(Tenure.objects.on(on).filter(post=OuterRef("pk"))))
    return found.order_by("path", "title", "id")


def post(key: UUID) -> Post:
    """One post. Raises Missing."""
    found = Post.objects.filter(pk=key).select_related("role", "place", "organisation", "superior").first()
    if found is None:
        raise Missing(_("没有这个岗位"))
    return found


def seat(key: UUID) -> tuple[str, str]:
    """What a post is called, and the house it belongs to. Raises Missing."""
    found = Post.objects.filter(pk=key).values_list("title", "organisation__name").first()
    if found is None:
        raise Missing(_("没有这个岗位"))
    return found


def roles() -> "QuerySet[Role]":
    """The roles a person may hold."""
    return Role.objects.filter(system=False).order_by("key")


def role(key: str) -> Role:
    """One role. Raises Missing with what to do about it."""
    found = Role.objects.filter(key=key, system=False).first()
    if found is None:
        raise Missing(_("没有角色「%(key)s」，请先载入法规包：shian packs load") % {"key": key})
    return found


def organisations(within: str) -> "QuerySet[Organisation]":
    """The organisations of a subtree which still stand."""
    found = Organisation.objects.filter(path__gte=within, path__lt=upper(within), closed_on__isnull=True)
    return found.order_by("path", "kind", "name", "pk")


def holders(posts: Iterable[UUID], *, on: date, known: datetime | None = None) -> dict[UUID, Tenure]:
    """Who holds each of these posts on a day; a vacant one is not in the answer."""
    return {tenure.post_id: tenure for tenure in Tenure.objects.on(on, known).filter(post__in=list(posts))}


def tenures(post: Post) -> "QuerySet[Tenure]":
    """All who have held a post, the latest first."""
    return Tenure.objects.known().filter(post=post).order_by("-valid_from", "-pk")


def extra_grants(post: Post) -> "QuerySet[PostGrant]":
    """What a post was given besides its role, the latest first; what has ended too."""
    return PostGrant.objects.known().filter(post=post).select_related("role", "post").order_by("-valid_from", "-id")


def running_grants(post: Post, *, on: date) -> "QuerySet[PostGrant]":
    """Those of them which hold on a day."""
    found: QuerySet[PostGrant] = PostGrant.objects.on(on).filter(post=post)
    return found


def extra_grant(key: UUID) -> PostGrant:
    """One of them. Raises Missing."""
    found: PostGrant | None = PostGrant.objects.known().filter(pk=key).select_related("role", "post").first()
    if found is None:
        raise Missing(_("没有这项授权"))
    return found


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post nobody holds: an alarm, with the days it has lasted."""

    post: Post
    since: date
    days: int


def vacancies(viewer: Actor, *, on: date, within: str | None = None) -> list[Vacancy]:
    """The posts of the viewer's ground that nobody holds on a day, the longest vacant first."""
    held = Tenure.objects.on(on).filter(post=OuterRef("pk"))
    left = Tenure.objects.known().filter(post=OuterRef("pk"), valid_to__lte=on).order_by("-valid_to")
    vacant = posts(viewer, on=on, within=within).filter(~Exists(held))
    found = vacant.annotate(left_on=Subquery(left.values("valid_to")[:1]))
    alarms = [_vacancy(post, on) for post in found]
    return sorted(alarms, key=lambda alarm: (-alarm.days, alarm.post.path))


def _vacancy(post: Post, on: date) -> Vacancy:
    since: date = getattr(post, "left_on", None) or post.opened_on
    return Vacancy(post, since, (on - since).days)


def post_chain(post: Post) -> list[Post]:
    """The superiors of a post, the nearest first."""
    chain: list[Post] = []
    while post.superior is not None and post.superior not in chain:
        post = post.superior
        chain.append(post)
    return chain


def persons_named(viewer: Actor, keys: Iterable[UUID]) -> dict[UUID, Person]:
    """These persons by their keys, as far as the viewer may see them."""
    return {one.pk: one for one in Person.objects.visible_to(viewer).filter(pk__in=set(keys))}


def account_of(person: UUID) -> Account | None:
    """A person's way in, if they have one."""
    return Account.objects.filter(person_key=person).first()


def seated(
    viewer: Actor, *, on: date, within: str = "", role: str = "", words: str = "", entered: bool | None = None
) -> "QuerySet[Tenure]":
    """Who holds the posts of a list's filter; with `entered`, only those who have a way in, or only those who have none."""
    found = Tenure.objects.on(on).filter(post__in=posts_by(viewer, on=on, within=within, role=role, words=words))
    found = found.annotate(entered=Exists(Account.objects.filter(person_key=OuterRef("person_key"))))
    if entered is not None:
        found = found.filter(entered=entered)
    rows: QuerySet[Tenure] = found.select_related("post", "post__place", "post__organisation", "post__role")
    return rows.order_by("post__path", "post__title", "pk")


def account_by_index(phone_index: str) -> Account | None:
    """The way in of a number, by its blind index."""
    return Account.objects.filter(phone_index=phone_index).first()


def demo_accounts() -> "QuerySet[Account]":
    """The accounts that open by one click: none outside a made-up world."""
    return Account.objects.filter(is_demo=True, is_active=True).order_by("id")


def demo_account(key: str) -> Account | None:
    """One of the cast by its key."""
    return demo_accounts().filter(cast__key=key).first()


def own_name(actor: Actor) -> str:
    """How the person at work is called."""
    return Person.objects.visible_to(actor).filter(pk=actor.person).values_list("name", flat=True).first() or ""


def installation() -> Installation | None:
    """What this installation is; None before `shian init` or `shian demo`."""
    return Installation.objects.first()


def token_holder(secret: str, now: datetime) -> UUID | None:
    """The person for whom a token or a ticket acts, if it still opens anything."""
    return token_holders([secret], now).get(secret)


def machine_tokens(viewer: Actor) -> "QuerySet[MachineToken]":
    """The tokens of the grounds whose tokens the viewer issues, the latest first; withdrawn ones too."""
    where = Q(pk__in=[])
    for ground in viewer.grounds("issue_token"):
        where |= Q(path__gte=ground, path__lt=upper(ground))
    return MachineToken.objects.filter(where).order_by("-pk")


def machine_token(key: UUID, *, viewer: Actor) -> MachineToken:
    """One of them. Raises Missing."""
    found = machine_tokens(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这个令牌"))
    return found


def live_tokens(secrets: Collection[str], now: datetime) -> frozenset[str]:
    """Which of these tokens still open something: asked now and then by a door which remembers who came."""
    return frozenset(token_holders(secrets, now))


def token_holders(secrets: Collection[str], now: datetime) -> dict[str, UUID]:
    """The persons of those tokens and tickets that still open something, by the token."""
    shown = [secret for secret in secrets if tickets.is_ticket(secret)]
    by_digest = {digest(secret): secret for secret in secrets if not tickets.is_ticket(secret)}
    # As one array: of the thousands that a door knows, each would be a parameter to quote here and to parse there.
    live = stored(MachineToken, ("digest", "person_key"), LIVE, ["{" + ",".join(by_digest) + "}", now])
    return {**tickets.holders(shown), **{by_digest[token.digest]: token.person_key for token in live}}


def _standing(on: date) -> "QuerySet[Post]":
    return Post.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), opened_on__lte=on)


def posts_named(keys: Iterable[UUID]) -> dict[UUID, Post]:
    """These posts by their keys, in one query."""
    return {post.pk: post for post in Post.objects.filter(pk__in=set(keys)).select_related("place")}
