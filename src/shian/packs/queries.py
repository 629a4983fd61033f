"""Questions about the law in force. Law is open to all, so these need no viewer."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from shian.kernel.paths import ROOT, trail
from shian.kernel.refused import Missing
from shian.kernel.workdays import Calendar
from shian.packs.build.pack import build_pack
from shian.packs.models import Release
from shian.packs.rules import calendar_of
from shian.packs.schema import Pack, Programme
from shian.packs.tree import tree_of


def current_release(on: date, path: str = ROOT) -> Release:
    """The release in force on a day at a place: the nearest overlay's, else the nation's. Raises Missing."""
    loaded = Release.objects.filter(jurisdiction__in=trail(path), effective_from__lte=on)
    found = (
        loaded.defer("content").order_by(Length("jurisdiction").desc(), "-effective_from", "-loaded_at", "-id").first()
    )
    if found is None:
        raise Missing(_("%(on)s 那天，系统里还没有生效的法规") % {"on": on})
    return found


def releases_on(on: date) -> dict[str, UUID]:
    """The releases in force on a day, one for each jurisdiction."""
    loaded = Release.objects.filter(effective_from__lte=on).order_by("effective_from", "loaded_at", "id")
    return dict(loaded.values_list("jurisdiction", "pk"))


class Releases:
    """The same for many days, asked once: a morning's sheets are about many days."""

    def __init__(self) -> None:
        loaded = Release.objects.order_by("effective_from", "loaded_at", "id")
        self._rows = list(loaded.values_list("effective_from", "jurisdiction", "pk"))
        self._days: dict[date, dict[str, UUID]] = {}

    def on(self, day: date) -> dict[str, UUID]:
        """As `releases_on`."""
        if day not in self._days:
            self._days[day] = {place: key for since, place, key in self._rows if since <= day}
        return self._days[day]


def nearest(releases: Mapping[str, UUID], path: str, on: date) -> UUID:
    """Of the releases in force on a day, the one of the nearest place. Raises Missing."""
    found = next((releases[place] for place in reversed(trail(path)) if place in releases), None)
    if found is None:
        raise Missing(_("%(on)s 那天，系统里还没有生效的法规") % {"on": on})
    return found


def release_standing(jurisdiction: str, begins: date) -> Release | None:
    """Of the releases of a place that take effect on a day the one that holds: the latest that was loaded."""
    loaded = Release.objects.filter(jurisdiction=jurisdiction, effective_from=begins).defer("content")
    return loaded.order_by("-loaded_at").first()


def times_loaded(digest: str, jurisdiction: str) -> int:
    """How often this very content was made a release here."""
    return Release.objects.filter(digest=digest, jurisdiction=jurisdiction).count()


@lru_cache(maxsize=64)
def pack_of(release: UUID) -> Pack:
    """A release's law as values; a release never changes, so it is built once."""
    return build_pack(tree_of(Release.objects.values_list("content", flat=True).get(pk=release)))


@lru_cache(maxsize=64)
def calendar_of_release(release: UUID) -> Calendar:
    """The working days as the release knew them."""
    return calendar_of(pack_of(release).calendar)


def calendar(release: Release) -> Calendar:
    """The working days of a release in hand."""
    return calendar_of_release(release.pk)


def programme(key: str, release: Release) -> Programme:
    """One programme of a release. Raises Missing."""
    found = pack_of(release.pk).programmes.get(key)
    if found is None:
        raise Missing(_("规则包 %(version)s 里没有工作机制“%(key)s”") % {"version": release.version, "key": key})
    return found


def releases() -> "QuerySet[Release]":
    """Every release that was ever loaded, the latest first, without its content."""
    return Release.objects.defer("content").order_by("-effective_from", "-loaded_at", "-id")
