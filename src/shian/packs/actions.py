"""Verbs on the law: there is one, and it only adds."""

from datetime import UTC, datetime, time

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import derived_id
from shian.kernel.paths import ROOT
from shian.kernel.refused import Refused
from shian.packs.events import ReleaseLoaded
from shian.packs.loader import Loaded
from shian.packs.models import Release
from shian.packs.queries import release_standing, times_loaded
from shian.people.actions.roles import RoleRow, load_roles


def load_release(loaded: Loaded, *, by: Actor) -> Release:
    """Put a pack in the books as an immutable release; the content that stands already is the same release.

    Content of before, loaded again after another, is a release of its own: whoever takes a mistake back gets the old law.
    """
    standing = release_standing(loaded.pack.jurisdiction, loaded.pack.effective_from)
    if standing is not None and standing.digest == loaded.hash:
        return standing
    release = _release(loaded)
    with act(by, "load_release", release) as announce:
        release.save(force_insert=True)
        if release.jurisdiction == ROOT:  # an overlay may not touch roles
            _load_roles(loaded, by=by)
        announce.note(version=release.version, digest=release.digest, effective_from=str(release.effective_from))
        announce(ReleaseLoaded(release.pk, release.jurisdiction))
    return release


def _release(loaded: Loaded) -> Release:
    pack = loaded.pack
    # The key is computed from the content, so the same law is the same release wherever it is loaded. Returned to, it
    # counts how often: two who load it at the same moment make one key, and the second of them is refused by it.
    begins, before = datetime.combine(pack.effective_from, time(0), UTC), times_loaded(loaded.hash, pack.jurisdiction)
    release = Release(
        id=derived_id(begins, pack.jurisdiction, loaded.hash, *([str(before)] if before else [])),
        jurisdiction=pack.jurisdiction,
        version=pack.version,
        schema=pack.schema,
        digest=loaded.hash,
        effective_from=pack.effective_from,
        content=loaded.tree.content(),
    )
    release.path = pack.jurisdiction  # an overlay is loaded by whoever may do so in its own place
    return release


def _load_roles(loaded: Loaded, *, by: Actor) -> None:
    verdicts = load_roles([_role_row(loaded, key) for key in loaded.pack.roles], by=by)
    if refused := [verdict for verdict in verdicts if not verdict.ok]:
        raise Refused(refused[0].message, code=refused[0].code)


def _role_row(loaded: Loaded, key: str) -> RoleRow:
    role = loaded.pack.roles[key]
    return RoleRow(key, role.title.zh, role.title.en, role.verbs, role.clearance, role.reach, role.system)
