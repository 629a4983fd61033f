"""An office whose desk is empty because nothing has begun: what comes next on its first morning."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.doors.ui.said import ground_of
from shian.doors.ui.shapes.parts import Link, State
from shian.insight.figure import Question
from shian.insight.indicators import indicator
from shian.insight.queries import completion_rows
from shian.kernel.actor import Actor
from shian.packs.periods import period_of
from shian.registry.queries.register import register

VISIT = "guarantee_visit"


def nothing_owed(viewer: Actor, *, on: date, now: datetime) -> State:
    """Register, then cadres for it, then the quarter's visits; and when all that stands, everything is done."""
    if viewer.grounds("import_register") and not register(viewer).exists():
        text = _("主体、干部、包保关系，一张表一张表来；先试导，看清楚再写入。")
        return State("empty", _("先把名册导入进来"), text, Link(_("导入名册"), "/import"))
    if viewer.grounds("plan"):
        asked = Question.asked(VISIT, period_of("quarter", on).name, ground_of(viewer), now, on, "")
        if indicator("coverage").rows(viewer, asked, "missing").exists():
            text = _("给每一家定一名包保干部，才知道谁该去督导。")
            return State("empty", _("还有主体没人包保"), text, Link(_("分配包保"), "/binding"))
        if not completion_rows(viewer, asked).exists():
            text = _("排了计划，该督导谁、哪天前办完，才会出现在干部手里。")
            return State("empty", _("这个季度还没有排计划"), text, Link(_("排计划"), "/plan"))
    return State("empty", _("都办完了"), _("名下没有未办的事。有新的会出现在这里。"))
