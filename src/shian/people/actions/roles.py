"""Roles come from the pack and are never edited on screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from shian.kernel.actor import Actor
from shian.kernel.gate import AnnounceMany, Verdict, act_many
from shian.kernel.secrecy import Secrecy
from shian.people.models import Role


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role as the pack writes it; the clearance is a word: open, internal, case, sealed."""

    key: str
    title: str
    title_en: str
    verbs: frozenset[str]
    clearance: str = "internal"
    reach: str = "ground"
    system: bool = False
    categories: frozenset[str] = frozenset()


def load_roles(rows: Sequence[RoleRow], *, by: Actor) -> list[Verdict[Role]]:
    """Write the roles of a release over those of the last one; posts keep theirs by key."""
    return act_many(by, "load_release", [_role(row) for row in rows], _upsert)


def _role(row: RoleRow) -> Role:
    return Role(
        key=row.key,
        title=row.title,
        title_en=row.title_en,
        verbs=sorted(row.verbs),
        clearance=int(Secrecy[row.clearance.upper()]),
        categories=sorted(row.categories),
        reach=row.reach,
        system=row.system,
    )


def _upsert(batch: list[Role], announce: AnnounceMany[Role]) -> None:
    changing = ["title", "title_en", "verbs", "clearance", "categories", "reach", "system"]
    Role.objects.bulk_create(batch, update_conflicts=True, update_fields=changing, unique_fields=["key"])
    for role in batch:
        announce.note(role, verbs=len(role.verbs))
