"""`python -m tests.beside SHOP PERSON`: a visit is handed in by a process of its own, which knows the database and no more."""

import sys
from uuid import UUID

import django

django.setup()

from shian.kernel.wall import worn  # noqa: E402  models can be read only now
from shian.people.queries import actor_for  # noqa: E402
from shian.registry.models import Business  # noqa: E402
from tests.at_the_doors import handed_in  # noqa: E402
from tests.world import NOW  # noqa: E402


def main(shop: UUID, person: UUID) -> None:
    by = actor_for(person, NOW)
    with worn(by):
        found = Business.objects.visible_to(by).get(pk=shop)
    handed_in(found, by, now=NOW, failed=1)


if __name__ == "__main__":
    main(UUID(sys.argv[1]), UUID(sys.argv[2]))
