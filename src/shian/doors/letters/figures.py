"""The figures of a notice: as frozen with it, each opening into its rows as they were known then."""

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.ui.asked import elsewhere
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Cell, Column, Row, Table
from shian.letters import queries
from shian.letters.models import Letter

# The visits due and not excluded are also what the rate of visits on site is out of: that list is exactly the number.
DUE = "on_site_rate"


def figures_of(found: Letter) -> Table:
    law = queries.law_of_letter(found)
    notice = law.pack.letters[found.kind].notice
    keys = notice.figures if notice else ()
    lines = []
    for key in keys:
        one = law.pack.indicators[key]
        parts = (("counted", one.counted), ("out_of", one.out_of))
        cells = (
            Cell(str(found.facts[f"{key}.{side}"]), _rows(found, key, side), sub=spoken(words)) for side, words in parts
        )
        lines.append(Row((Cell(spoken(one.title)), *cells)))
    columns = (Column(_("指标")), Column(_("计入")), Column(_("基数")))
    caption = _("%(place)s，%(span)s，%(day)s 时的数") % {
        "place": found.facts["about"], "span": found.facts["span"], "day": found.facts["as_of"],
    }  # fmt: skip
    return Table(columns, tuple(lines), caption)


def _rows(found: Letter, key: str, side: str) -> str:
    """The address of the rows, with the day on which they were known."""
    facts = found.facts
    asked = {
        "programme": facts["programme"],
        "period": facts["span"],
        "within": facts["within"],
        "as_of": facts["as_of"],
    }
    if key != "completion":
        return elsewhere(reverse("indicator_rows", args=[key]), **asked, side=side)
    if side == "counted":
        return elsewhere(reverse("completion_rows"), **asked, part="done")
    return elsewhere(reverse("indicator_rows", args=[DUE]), **asked, side=side)
