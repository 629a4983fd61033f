"""What stands in an address or was typed beside a verb."""

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.typed import day_or_none, key_or_none
from shian.kernel.refused import Refused
from shian.letters.queries import GROUPS, Sought
from shian.letters.schemas import NewInterview, NewLetter, Promise
from shian.letters.states import LETTER

PROMISES = 3


def sought(query: QueryDict, within: str) -> Sought:
    state = query.get("state", "open")
    known = state in GROUPS or state in LETTER.all
    return Sought(state if known else "open", query.get("kind", "")[:40], query.get("q", "").strip()[:40], within)


def new_letter(said: QueryDict) -> NewLetter:
    """A letter to be drafted; what it speaks of is `kind:key`, or a kind whose key is its addressee."""
    about, _colon, key = said.get("about", "").partition(":")
    post, business = key_or_none(said.get("post", "")), key_or_none(said.get("business", ""))
    return NewLetter(
        kind=said.get("kind", ""),
        addressee="business" if business else said.get("addressee", "post"),
        about=about,
        post=post,
        business=business,
        key=key_or_none(key) or business or post,
        words=said.get("words", "")[:2000],
        copies=said.get("copies", "")[:300],
    )


def interview_of(said: Mapping[str, str]) -> NewInterview:
    held_on = _day(said.get("held_on", ""), _("约谈日期"))
    named = ((said.get(f"promise-{n}", "").strip(), said.get(f"by-{n}", "")) for n in range(PROMISES))
    promises = tuple(Promise(what, _day(by, _("承诺完成日期"))) for what, by in named if what)
    return NewInterview(held_on, said.get("host", ""), said.get("present", ""), said.get("note", ""), promises)


def _day(text: str, name: str) -> date:
    day = day_or_none(text)
    if day is None:
        raise Refused(_("请填%(name)s") % {"name": name}, code="no_day")
    return day
