"""What the first requests would have to wait for, done before the first one is let in.

Addresses, templates, translations and the law in force are read once in the life of a process. Left to the first
requests, each thread of a new process read them again beside the others: such a page took thirty times as long as the next.
"""

import gc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.template import engines
from django.template.utils import get_app_template_dirs
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from shian.loop.law import law_of
from shian.packs.queries import releases_on


def warm() -> None:
    """Reads it all. A database without tables or law is told of by `/readyz`, not here."""
    read_addresses()
    read_templates()
    with suppress(DatabaseError):
        read_law()
    # What was read stays; without this every full collection would walk through all of it again.
    gc.collect()
    gc.freeze()


def read_addresses() -> None:
    """The views behind all addresses and the words of each language, which Django reads when the first is asked for."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language), suppress(NoReverseMatch):  # no door may be built yet
            reverse("home")


def read_templates() -> None:
    """Every template of ours, compiled and kept."""
    for engine in engines.all():
        for name in template_names():
            engine.get_template(name)


def template_names() -> Iterator[str]:
    """The templates of our own rooms."""
    for folder in map(Path, get_app_template_dirs("templates")):
        if settings.SOURCE in folder.parents:
            yield from (str(one.relative_to(folder)) for one in folder.rglob("*.html"))


def read_law() -> None:
    """The releases in force today, one for each jurisdiction."""
    for release in releases_on(timezone.localdate()).values():
        law_of(release)
