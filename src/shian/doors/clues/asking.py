"""What is asked of the inbox, and told in a form."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.clues.actions import Told
from shian.clues.queries import TABS, Asked
from shian.doors.clues.telling import places_to_tell
from shian.doors.clues.words import SOURCES
from shian.doors.ui.typed import day_or_none, key_or_none
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.people import queries as people

# Where what somebody sends comes from, by the role of their post; of all others it is a cadre's.
SOURCE_OF = {
    "grid_officer": "grid",
    "social_supervisor": "supervisor",
    "other_department": "department",
    "station_officer": "inspection",
    "office": "other",
    "contractor": "other",
}


def asked(words: QueryDict) -> Asked:
    """The filter as the address has it; a word that is none is passed over."""
    tab = words.get("tab", "waiting")
    source = words.get("source", "")
    return Asked(
        tab if tab in TABS else "waiting",
        source if source in SOURCES else "",
        words.get("state", ""),
        key_or_none(words.get("station", "")),
        day_or_none(f"{words.get('month', '')}-01"),
        words.get("q", "").strip(),
        day_or_none(words.get("late", "")),
        key_or_none(words.get("business", "")),
    )


def told(words: Mapping[str, str], viewer: Actor, *, source: str, evidence: tuple[UUID, ...] = ()) -> Told:
    """A clue as it was typed. Raises Refused for a place that was not offered."""
    places = {one.path: one for one in places_to_tell(viewer)}
    where = words.get("place", "")
    if where not in places:
        raise Refused(_("请选在哪里"), code="no_place")
    sender = people.post(viewer.post) if viewer.post else None
    return Told(
        source, places[where], words.get("subject", ""), words.get("text", ""), words.get("matter", "other"),
        words.get("address", ""), sender=sender, evidence=evidence,
    )  # fmt: skip


def source_of(viewer: Actor) -> str:
    """Where what somebody sends comes from, by the role of their post."""
    role = people.post(viewer.post).role_id if viewer.post else ""
    return SOURCE_OF.get(role, "cadre")


def day_typed(text: str) -> date:
    """The day a term ends. Raises Refused."""
    found = day_or_none(text)
    if found is None:
        raise Refused(_("“任期到哪天”请填日期，如 2026-10-01"))
    return found
