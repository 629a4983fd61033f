"""A draw of visits in words: its bands by what their signals weigh, and what came of going there again."""

from typing import Any

from django.utils.translation import gettext as _

from shian.doors.ui.shapes.parts import Badge
from shian.kernel.spelled import in_a_row, plural
from shian.packs.truth import TruthLaw
from shian.truth.models import BackCheck
from shian.truth.queries import differs


def band_words(name: str, law: TruthLaw | None) -> str:
    """A band of a draw by the weight of its signals; several that were put together are named together."""
    bands = law.bands if law else ()
    told = [_one_band(int(one), bands) for one in name.split("+") if one.isdigit() and int(one) < len(bands)]
    return in_a_row(told) or name


def _one_band(at: int, bands: Any) -> str:
    if at == 0:
        return _("没有信号")
    if at + 1 < len(bands):
        return _("信号权重 %(low)s 至 %(high)s") % {"low": bands[at].least, "high": bands[at + 1].least - 1}
    return _("信号权重 %(low)s 以上") % {"low": bands[at].least}


def back_check_badge(one: BackCheck) -> Badge:
    """What came of going there again; what differs is told as a number of questions and judges nobody."""
    different = differs(one)
    if different is None:
        return Badge(_("待回访"), "soon") if one.task.state == "open" else Badge(_("回访没做成"))
    if not different:
        return Badge(_("回访一致"), "done")
    return Badge(plural("回访有 %(n)s 项不同", len(different)), "info")
