"""Which round of which programme an address asks for, and where a round is looked at."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from shian.doors.ui.asked import Asked, elsewhere, today
from shian.doors.ui.said import chosen_ground
from shian.kernel.refused import Missing
from shian.loop.queries import campaigns
from shian.loop.queries.campaigns import Round
from shian.loop.queries.rounds import known, signed_at
from shian.packs.schema import Programme


def asked_for(request: Asked, key: str) -> Round:
    """The round an address names: its programme, its year (else the one that runs or comes next), its place.

    With `signed` it is asked as of the instant at which its closing report was signed. Raises Missing.
    """
    on, within = today(request), chosen_ground(request.actor, request.GET.get("within", ""))
    if not within:
        raise Missing(_("没有这个页面"))
    programme = next((one for one in known(on, within) if one.key == key), None)
    if programme is None:
        raise Missing(_("没有这个工作机制"))
    return _as_signed(request, _round(request, programme, within, on))


def _round(request: Asked, programme: Programme, within: str, on: date) -> Round:
    said = request.GET.get("year", "")
    windows = campaigns.windows_of(programme, on)
    current = next((one for one in windows if one.holds(on)), windows[0])
    year = int(said) if said.isdecimal() and len(said) == 4 else current.year
    window = campaigns.window_of_year(programme, year, on)
    if window is None:
        raise Missing(_("这一年没有这个专项"))
    return Round(programme, window, within, request.now)


def _as_signed(request: Asked, asked: Round) -> Round:
    if not request.GET.get("signed"):
        return asked
    at = signed_at(campaigns.closing_report(request.actor, asked))
    return replace(asked, as_of=at) if at else asked


def address(asked: Round, *, part: str = "", within: str = "", signed: bool = False) -> str:
    """Where a round, or the list behind one of its numbers, is looked at."""
    path = f"/campaigns/{asked.programme.key}" + ("/rows" if part else "")
    return elsewhere(
        path, year=asked.window.year, within=within or asked.within, part=part, signed="1" if signed else ""
    )
