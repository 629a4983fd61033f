"""Drafting: from the pack's text and the facts as they stand, which are frozen with the letter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.paths import within
from shian.kernel.refused import Missing, Refused
from shian.letters import facts
from shian.letters.actions.journal import moved, say_something, step
from shian.letters.events import LetterMoved
from shian.letters.models import Letter, LetterStep
from shian.letters.queries import kind_of, law_of_letter
from shian.letters.rules import Facts, day_in_chinese, filled, fingerprint, limit_in_chinese, something_to_say
from shian.letters.schemas import NewLetter
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_on
from shian.loop.posts import nearest_post
from shian.packs.letters import Letter as Kind
from shian.people.models import Post
from shian.registry.models import Business

ABOUT_A_CADRE = "performance"


@dataclass(frozen=True)
class Addressee:
    """Whom a letter goes to: their name on the paper, the post or the business that is to answer."""

    kind: str
    name: str
    path: str
    post: Post | None = None
    business: Business | None = None


def draft_letter(
    new: NewLetter, *, by: Actor, now: datetime, event: UUID | None = None, replaces: Letter | None = None
) -> Letter:
    """A draft of one kind, to one addressee, about one thing. Raises Refused where the kind may not go there."""
    to = _addressee(new, by)
    law = law_on(local_day(now), to.path)
    kind = _kind(law, new)
    issuer = _issuing_post(kind, to.path, by, new.issuer)
    if to.post is not None and to.post.pk == issuer.pk:
        raise Refused(_("发文的岗位不能给自己发函"), code="own_post")
    letter = _blank(new, to, kind, issuer, law, now)
    letter.replaces, letter.drafted_by = replaces, by.person
    _write(letter, law, kind, by, now)
    with act(by, "draft_letter", letter) as announce:
        insert_many(Letter, [letter])
        insert_many(LetterStep, [step(letter, "draft", by=by, now=now, event=event)])
        announce.note(kind=letter.kind, about=letter.about)
        announce(LetterMoved(letter.pk, letter.kind, "draft", letter.state, letter.business_id))
    return letter


def redraft_letter(letter: Letter, *, by: Actor, now: datetime) -> Letter:
    """The same letter from the facts as they are now; what the drafter had added stays, approval begins anew."""
    law, kind = law_of_letter(letter), kind_of(letter)
    _write(letter, law, kind, by, now)
    written = ("subject", "body", "facts", "facts_hash", "facts_as_of", "hear_until", "heard")
    fields = {name: getattr(letter, name) for name in written} | {"drafted_by": by.person, "approved_by": None}
    return moved(letter, "draft_letter", "redraft", by=by, now=now, fields=fields)


def edit_letter(letter: Letter, *, subject: str, body: str, copies: str, by: Actor, now: datetime) -> Letter:
    """The words are the drafter's to change; the facts they stand on are not."""
    texts: dict[str, Any] = {
        "subject": say_something(subject)[:200],
        "body": say_something(body),
        "copies": copies.strip()[:300],
    }
    return moved(letter, "draft_letter", "edit", by=by, now=now, fields={**texts, "drafted_by": by.person})


def _addressee(new: NewLetter, by: Actor) -> Addressee:
    if new.addressee == "business":
        business = Business.objects.visible_to(by).filter(pk__in=[new.business]).first()
        if business is None:
            raise Missing(_("找不到这家主体，或者您看不到它"))
        return Addressee("business", business.name, business.path, business=business)
    post = Post.objects.filter(pk__in=[new.post]).select_related("organisation", "place").first()
    if post is None or post.closed_on is not None:
        raise Missing(_("请选择由哪个岗位回复"))
    names = {"organisation": post.organisation.name, "place": post.place.name}
    return Addressee(new.addressee, names.get(new.addressee, post.title), post.path, post=post)


def _kind(law: Law, new: NewLetter) -> Kind:
    kind = law.pack.letters.get(new.kind)
    if kind is None or not kind.official:
        raise Refused(_("没有这种函：%(kind)s") % {"kind": new.kind}, code="unknown_kind")
    if new.addressee not in kind.addressees:
        raise Refused(_("《%(kind)s》不能发给这类对象") % {"kind": kind.title.zh}, code="wrong_addressee")
    if new.about not in kind.about:
        raise Refused(_("《%(kind)s》不能以这类情况为由") % {"kind": kind.title.zh}, code="wrong_facts")
    return kind


def _issuing_post(kind: Kind, path: str, by: Actor, named: UUID | None) -> Post:
    """A cadre orders nobody: the post from which it is issued carries one of the kind's roles, at or above the place."""
    nearest = [key for role in kind.issuers if (key := nearest_post(path, role))] if by.person is None else []
    keys = [*by.posts, *([named] if named and by.person is None else nearest)]
    posts = Post.objects.filter(pk__in=keys, role_id__in=kind.issuers, closed_on__isnull=True).select_related("place")
    above = [post for post in posts if within(path, post.path)]
    if not above:
        raise Refused(_("《%(kind)s》要由有权的机关发出，您的岗位不能发") % {"kind": kind.title.zh}, code="not_issuer")
    return max(above, key=lambda post: (post.pk == by.post, len(post.path)))


def _blank(new: NewLetter, to: Addressee, kind: Kind, issuer: Post, law: Law, now: datetime) -> Letter:
    organ = law.pack.issuers[issuer.role_id]
    return Letter(
        id=new_id(),
        kind=kind.key,
        release_id=law.release,
        issuer=issuer,
        issuer_role=issuer.role_id,
        issuer_path=issuer.path,
        organ=organ.organ.format(place=issuer.place.name),
        addressee=to.kind,
        addressee_name=to.name,
        post=to.post,
        business=to.business,
        copies=new.copies[:300],
        words=new.words.strip(),
        about=new.about,
        facts_key=new.key,
        # What is said to a cadre or an office lies on the issuer's ground: colleagues below do not read it.
        path=to.path if to.business else issuer.path,
        path_then=to.path,
        recorded_at=now,
    )


def _write(letter: Letter, law: Law, kind: Kind, by: Actor, now: datetime) -> None:
    """The facts as they are now, and the text that stands on them."""
    on = local_day(now)
    found = facts.gather(letter.about, facts.Asked(letter.facts_key, by, on, on, kind, law))
    if kind.severity and not something_to_say(found):
        raise Refused(_("现在没有未整改的问题、没有逾期的事，没有可说的"), code="nothing_to_say")
    letter.facts, letter.facts_hash, letter.facts_as_of = dict(found), fingerprint(found), now
    names = _names(letter, law, kind, found, now)
    letter.subject, letter.body = filled(kind.subject, names), filled(kind.body, names)
    letter.hear_until, letter.heard = None, ""
    if letter.about == ABOUT_A_CADRE and kind.hearing is not None:
        letter.hear_until = kind.hearing.due(on, law.calendar).value.day


def _names(letter: Letter, law: Law, kind: Kind, found: Facts, now: datetime) -> dict[str, str]:
    return {
        "addressee": letter.addressee_name,
        "facts": facts.in_words(law, letter.about, found),
        "issuer": letter.organ,
        "as_of": day_in_chinese(local_day(now)),
        "reply": limit_in_chinese(kind.reply.words) if kind.reply else "",
        "words": letter.words,
        "period": str(found.get("period", "")),
    }
