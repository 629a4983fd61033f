"""Putting the law's checklists in the books, with the release they came in."""

from uuid import UUID

from shian.checklists.digest import digest_of
from shian.checklists.models import ChecklistVersion, Item
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import AnnounceMany, act_many
from shian.kernel.ids import new_id
from shian.packs import schema
from shian.packs.actions import load_release
from shian.packs.loader import Loaded
from shian.packs.models import Release


def publish_law(loaded: Loaded, *, by: Actor) -> Release:
    """Load one pack: its release, its roles, and a version of each checklist whose content is new."""
    release = load_release(loaded, by=by)
    load_checklists(release, list(loaded.pack.checklists.values()), by=by)
    return release


def load_checklists(release: Release, checklists: list[schema.Checklist], *, by: Actor) -> int:
    """A new version for each checklist that changed; same content, same version. Returns how many are new."""
    known = set(ChecklistVersion.objects.values_list("key", "digest"))
    numbers = _numbers()
    fresh = [c for c in checklists if (c.key, digest_of(c)) not in known]
    versions = {id(v): (v, c) for c in fresh for v in [_version(release.pk, c, numbers.get(c.key, 0) + 1)]}

    def work(batch: list[ChecklistVersion], announce: AnnounceMany[ChecklistVersion]) -> None:
        insert_many(ChecklistVersion, batch)
        Item.objects.bulk_create(item for v in batch for item in _items(v, versions[id(v)][1]))
        for version in batch:
            announce.note(version, key=version.key, number=version.number)

    verdicts = act_many(by, "load_release", [version for version, _checklist in versions.values()], work)
    return sum(verdict.ok for verdict in verdicts)


def _numbers() -> dict[str, int]:
    newest: dict[str, int] = {}
    for key, number in ChecklistVersion.objects.values_list("key", "number"):
        newest[key] = max(number, newest.get(key, 0))
    return newest


def _version(release: UUID, checklist: schema.Checklist, number: int) -> ChecklistVersion:
    return ChecklistVersion(
        id=new_id(),
        key=checklist.key,
        number=number,
        title=checklist.title.zh,
        title_en=checklist.title.en,
        digest=digest_of(checklist),
        release_id=release,
        assumed=checklist.cite.assumed,
    )


def _items(version: ChecklistVersion, checklist: schema.Checklist) -> list[Item]:
    return [
        Item(
            version=version,
            position=position,
            code=item.code,
            text=item.text.zh,
            text_en=item.text.en,
            module=item.module,
            severity=item.severity,
            key=item.key,
            applies=sorted(item.applies),
            photo=item.photo,
            valid_days=item.valid_for,
            source=item.cite.text[:120],
        )
        for position, item in enumerate(checklist.items, start=1)
    ]
