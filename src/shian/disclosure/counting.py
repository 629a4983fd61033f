"""How many members of an association have not checked themselves this month: the number that its page opens."""

from datetime import date

from shian.disclosure import queries
from shian.disclosure.heralding import checked, visitor
from shian.people.models import Organisation


def left_unchecked(association: Organisation, *, on: date) -> int:
    with visitor() as public:
        members = [one.business_id for one in queries.members(public, association)]
    return len(members) - len(checked(members, on=on))
