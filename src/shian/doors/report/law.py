"""What the law of the day says of what somebody brings: its categories, and by when something happens."""

from datetime import date

from django.utils.translation import gettext as _

from shian.doors.report.draft import HEAR, SETTLE, TELL
from shian.doors.report.shapes import Next
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Why
from shian.doors.ui.words import full_day_words
from shian.loop.law import Law, law_on
from shian.packs.complaints import ComplaintLaw, Regime
from shian.people.queries import installation

NOWHERE = "cn/"
# The order in which they are shown, our own; a release keeps none.
OFTEN = (
    "foreign_matter", "spoiled", "expired", "illness", "hygiene", "delivery", "no_licence", "label", "additive",
    "canteen", "short_weight", "false_ad", "fake", "cold_chain",
)  # fmt: skip
COMPLAINT, REPORT, LETTER = "complaint", "report", "letter"


def ground() -> str:
    """The place this installation answers for."""
    found = installation()
    return found.path if found else NOWHERE


def complaints_of(law: Law) -> ComplaintLaw | None:
    """What the release says of complaints; one loaded before there was any says nothing."""
    return law.pack.complaints


def categories(on: date) -> dict[str, str]:
    """What a report may be about, by key, in the reader's words."""
    found = complaints_of(law_on(on, ground()))
    titles = {key: spoken(one.title) for key, one in found.categories.items()} if found else {}
    return {key: titles[key] for key in sorted(titles, key=_place_of)}


def _place_of(key: str) -> tuple[int, str]:
    """What comes most often first, "other" last; a kind that the office added stands before that."""
    return (OFTEN.index(key) if key in OFTEN else len(OFTEN) + (key == "other"), key)


def kind_of(want: str, *, punish: bool) -> str:
    """Whoever asks for money complains; whoever tells reports; whoever wants both writes a letter with both."""
    if want != SETTLE:
        return REPORT
    return LETTER if punish else COMPLAINT


def nexts(kind: str, *, named: bool, on: date) -> tuple[Next, ...]:
    """What happens after sending, in order, each with its day and its clause."""
    law = law_on(on, ground())
    regime = law.pack.complaints.regime_on(on) if law.pack.complaints else None
    if regime is None:
        return ()
    told = []
    if kind != REPORT:
        told.append(_next(_("决定受理不受理，并告诉您"), "accept", regime, law, on))
    if kind != COMPLAINT:
        told.append(_next(_("去核查，决定立案不立案"), "check", regime, law, on))
        if named:
            told.append(Next(_("决定以后，告诉留了姓名电话的举报人"), why=_why("tell_reporter", regime, law, on)))
    return tuple(told)


def _next(text: str, clock: str, regime: Regime, law: Law, on: date) -> Next:
    due = regime.clocks[clock].due(on, law.calendar)
    words = full_day_words(due.value.day) + (_("（暂定）") if due.value.provisional else "")
    return Next(text, words, Why.of(due, words))


def _why(clock: str, regime: Regime, law: Law, on: date) -> Why:
    return Why.of(regime.clocks[clock].due(on, law.calendar), "")


WANTS = (TELL, HEAR, SETTLE)
