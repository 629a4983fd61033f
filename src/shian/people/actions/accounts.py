"""Ways in: accounts of persons, and tokens of machines that act for one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import AnnounceMany, Verdict, act, act_many
from shian.kernel.refused import Refused
from shian.kernel.spelled import apart
from shian.people.models import Account, MachineToken, Person
from shian.people.rules import digest

MOST_DAYS = 366  # a token of a machine nobody remembers must die by itself

# Without letters and digits that are read aloud as one another.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """A password to be read over the telephone once: three groups of four, about 59 bits."""
    return "-".join("".join(secrets.choice(READABLE) for _n in range(4)) for _group in range(3))


def open_account(person: Person, password: str, *, by: Actor) -> Account:
    """Let a person in by phone and password; the password given here is changed at the first entry."""
    with act(by, "create_account", person):
        account = _account(person)
        _set_password(account, password)
        account.save(force_insert=True)
    return account


@dataclass(frozen=True, slots=True)
class Card:
    """A made-up person on the login page of the demo; the key is how tests and people name them."""

    key: str
    post: str
    name: str
    place: str = ""


def open_demo_account(person: Person, card: Card, *, by: Actor) -> Account:
    """Let anybody in as this made-up person by one click. The database refuses it in a real county."""
    with act(by, "create_account", person):
        account = _account(person)
        account.is_demo, account.must_change_password = True, False
        account.password, account.cast = make_password(None), asdict(card)
        account.save(force_insert=True)
    return account


def reset_password(person: Person, password: str, *, by: Actor) -> None:
    """Give a new password to somebody who lost theirs, or whose account was closed; it too is changed at the next entry."""
    with act(by, "create_account", person):
        account = Account.objects.filter(person_key=person.pk).first()
        if account is None:
            raise Refused(_("%(name)s还没有账号") % {"name": person.name})
        _set_password(account, password)
        account.must_change_password = account.is_active = True
        account.save(update_fields=["password", "must_change_password", "is_active"])


def let_in(person: Person, *, by: Actor) -> str:
    """A way in for somebody who has none, or who lost it; returns the one-time password, which is kept nowhere."""
    password = one_time_password()
    if Account.objects.filter(person_key=person.pk).exists():
        reset_password(person, password, by=by)
    else:
        open_account(person, password, by=by)
    return password


@dataclass(frozen=True, slots=True)
class Slip:
    """A way in as it is handed to its person: the password stands here and nowhere else, and no log shows it."""

    person: Person
    password: str

    def __repr__(self) -> str:
        return f"Slip({self.person.pk})"


@dataclass(frozen=True, slots=True)
class LetIn:
    """What became of a list of persons: who has a slip, who had an account already and keeps it, who was refused."""

    slips: tuple[Slip, ...]
    kept: tuple[Person, ...]
    refused: tuple[Verdict[Person], ...]


def let_in_many(persons: Sequence[Person], *, by: Actor) -> LetIn:
    """A way in for everybody of a list who has none; each must change the password at the first entry."""
    there = Account.objects.filter(person_key__in=[one.pk for one in persons]).values_list("person_key", flat=True)
    known = frozenset(there)
    new = list({one.pk: one for one in persons if one.pk not in known}.values())
    passwords = {one.pk: one_time_password() for one in new}
    # Sealed before the work: a batch with a poison item in it is halved and tried again, and a hash takes a tenth of a second.
    hashed = {key: make_password(password) for key, password in passwords.items()}
    verdicts = act_many(by, "create_account", new, partial(_open_accounts, hashed=hashed))
    return LetIn(
        tuple(Slip(one.item, passwords[one.item.pk]) for one in verdicts if one.ok),
        tuple(one for one in persons if one.pk in known),
        tuple(one for one in verdicts if not one.ok),
    )


def _open_accounts(batch: list[Person], announce: AnnounceMany[Person], *, hashed: Mapping[UUID, str]) -> None:
    for person in batch:
        if not person.phone_index:
            raise _no_phone(person)
    Account.objects.bulk_create(
        Account(phone_index=one.phone_index, person_key=one.pk, password=hashed[one.pk]) for one in batch
    )


def change_password(account: Account, old: str, new: str, *, by: Actor) -> None:
    """Somebody changes their own password, knowing the old one."""
    with act(by, "change_password", _myself(account, by)):
        if not account.check_password(old):
            raise Refused(_("原密码不对"), code="wrong_password")
        if old == new:
            raise Refused(_("新密码不能与原密码相同"))
        _set_password(account, new)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])


def choose_language(account: Account, language: str, *, by: Actor) -> None:
    """Remember the language in which somebody reads."""
    with act(by, "choose_language", _myself(account, by)):
        account.language = language
        account.save(update_fields=["language"])


def close_account(person: Person, *, reason: str, now: datetime, by: Actor) -> None:
    """Let somebody in no more, and no machine for them; who is in is out. What they did stays in the books."""
    if not reason.strip():
        raise Refused(_("请写明为什么停用"))
    if by.person == person.pk:
        raise Refused(_("不能停用自己的账号，请别的管理员来办"))
    with act(by, "create_account", person) as announce:
        if not Account.objects.filter(person_key=person.pk, is_active=True).update(is_active=False):
            raise Refused(_("%(name)s没有在用的账号") % {"name": person.name})
        live = MachineToken.objects.filter(person_key=person.pk, revoked_at__isnull=True, expires_at__gt=now)
        announce.note(closed=True, reason=reason[:200], tokens=live.update(revoked_at=now))


def issue_token(person: Person, label: str, *, expires_at: datetime, by: Actor) -> tuple[MachineToken, str]:
    """A machine's way in, acting for a person. The secret is told once; only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    token = MachineToken(
        digest=digest(secret), person_key=person.pk, label=label, expires_at=expires_at, path=person.path
    )
    with act(by, "issue_token", token) as announce:
        token.save(force_insert=True)
        announce.note(person=str(person.pk), expires_at=expires_at.isoformat())
    return token, secret


def revoke_token(token: MachineToken, *, now: datetime, by: Actor) -> None:
    """A token opens nothing from now on."""
    with act(by, "revoke_token", token):
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])


def _account(person: Person) -> Account:
    if not person.phone_index:
        raise _no_phone(person)
    if Account.objects.filter(person_key=person.pk).exists():
        raise Refused(_("%(name)s已经有账号") % {"name": person.name}, code="known")
    return Account(phone_index=person.phone_index, person_key=person.pk)


def _no_phone(person: Person) -> Refused:
    return Refused(_("%(name)s没有登记手机号，不能开通账号") % {"name": person.name})


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(apart(error.messages), code="weak_password") from error
    account.set_password(password)


def _myself(account: Account, by: Actor) -> Person:
    """One's own entry as the subject, judged in hand: the person's reach is being named in it."""
    person: Person | None = Person.objects.visible_to(by).filter(pk=account.person_key).first()
    if person is None:
        raise Refused(_("只能改自己的账号"), code="denied")
    return person
