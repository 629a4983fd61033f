"""Human beings: the least data there is, and their numbers concealed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.kernel.gate import AnnounceMany, Verdict, act_many
from shian.kernel.refused import Refused
from shian.people.models import Person

MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be entered: their name, the numbers they are found by, the ground that looks after the entry."""

    name: str
    path: str
    phone: str = ""
    identity: str = ""


def register_persons(people: Sequence[NewPerson], *, by: Actor) -> list[Verdict[Person]]:
    """Enter persons, a verdict for each, in the order given; one mobile number is one person."""
    return act_many(by, "register_person", [_person(one) for one in people], _enter)


def register_person(new: NewPerson, *, by: Actor) -> Person:
    """Enter one person. Raises Refused."""
    return register_persons([new], by=by)[0].taken()


def _person(new: NewPerson) -> Person:
    return Person(
        name=new.name.strip(),
        path=new.path,
        phone=new.phone,
        phone_index=blind_index(new.phone),
        identity=new.identity,
        identity_index=blind_index(new.identity),
    )


def _enter(batch: list[Person], announce: AnnounceMany[Person]) -> None:
    for person in batch:
        if not person.name:
            raise Refused(_("请填写姓名"))
        if person.phone and not MOBILE.fullmatch(person.phone):
            raise Refused(_("手机号应为 11 位，以 1 开头"))
    _refuse_known([person.phone_index for person in batch if person.phone_index])
    Person.objects.bulk_create(batch)


def _refuse_known(indexes: list[str]) -> None:
    # What lies outside the actor's ground is not visible here; there the database's own constraint refuses.
    if len(set(indexes)) < len(indexes) or Person.objects.filter(phone_index__in=indexes).exists():
        raise Refused(_("这个手机号已经登记过"), code="known")
