"""The channel itself, under its own name: it takes what is told without an account, and writes what no one post may."""

from contextlib import AbstractContextManager
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Denied
from shian.people.house import in_the_name_of

BOX = "clue_box"


def as_box() -> AbstractContextManager[Actor]:
    """Look and write as the box, inside the verb of whoever acts; the verb itself stays theirs."""
    return in_the_name_of(BOX)


def person_of(by: Actor) -> UUID:
    """Whoever acts, as a person: what two people must do together no machine does. Raises Denied."""
    if by.person is None:
        raise Denied(_("这一步要本人办"))
    return by.person
