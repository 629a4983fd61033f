"""Roles come from the law's roles file and are never edited on screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from shian.kernel.actor import Actor
from shian.kernel.gate import AnnounceMany, Verdict, act_many
from shian.kernel.secrecy import Secrecy
from shian.people.models import Role


@dataclass(frozen=True)
class RoleRow:
    """A role as the law's file tells it."""

    key: str
    title: str
    title_en: str
    verbs: frozenset[str]
    clearance: str
    reach: str
    system: bool


def load_roles(rows: Sequence[RoleRow], *, by: Actor) -> list[Verdict[Role]]:
    """Add the roles, or bring those already there to what the file says now."""
    return act_many(by, "load_release", [_role(row) for row in rows], _store)


def _store(roles: list[Role], announce: AnnounceMany[Role]) -> None:
    told = ["title", "title_en", "verbs", "clearance", "reach", "system"]
    Role.objects.bulk_create(roles, update_conflicts=True, unique_fields=["key"], update_fields=told)
    for role in roles:
        announce.note(role, verbs=role.verbs)


def _role(row: RoleRow) -> Role:
    return Role(
        key=row.key,
        title=row.title,
        title_en=row.title_en,
        verbs=sorted(row.verbs),
        clearance=int(Secrecy[row.clearance.upper()]),
        reach=row.reach,
        system=row.system,
    )
