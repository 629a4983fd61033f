"""Where the law of a programme wants two, a sheet names the second: somebody else, in post on that day."""

from datetime import date

from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.kernel.refused import Refused
from shian.loop import seconds
from shian.loop.actions.desk import Desk
from shian.loop.law import Law
from shian.loop.states import OUTCOMES_NOT_DONE
from shian.loop.submission import Submission
from shian.packs.schema import Programme, Second
from shian.registry.models import Business


def stand_beside(
    desk: Desk, s: Submission, law: Law, programme: Programme, business: Business | None, sheet: Sheet, day: date
) -> None:
    """Puts the second on the sheet. Raises Refused where the law wants one and none, or no other person, is named."""
    wanted = programme.who.second
    if wanted is None:
        if s.second:
            raise Refused(
                _("「%(what)s」由一个人交，不用填同检人") % {"what": programme.title.zh}, code="no_second_wanted"
            )
        return
    if business is None or s.outcome in OUTCOMES_NOT_DONE:
        return
    if not s.second and _as_before(desk, s, sheet):
        return
    found = seconds.candidates(wanted, business, day)
    if not s.second:
        raise Refused(_missing(law, programme, wanted, nobody=not found), code="second_missing")
    one = seconds.named(found, s.second)
    if one is None:
        raise Refused(_("同检人要从%(whom)s里选") % {"whom": whom(law, wanted)}, code="second_unknown")
    if one.person == desk.by.person:
        raise Refused(_("同检人不能是交记录的本人，请选另一个人"), code="second_same")
    sheet.second, sheet.second_label = one.key, one.label[:160]


def whom(law: Law, wanted: Second) -> str:
    """Among whom the second is chosen."""
    if wanted.among == "business_post":
        return _("本单位在任的人")
    return _("%(line)s部门在任的人") % {"line": law.pack.departments[wanted.department].title.zh}


def _as_before(desk: Desk, s: Submission, sheet: Sheet) -> bool:
    """A correction that names nobody leaves the second of the sheet it corrects."""
    before = desk.shelf.sheet_before(s.corrects) if s.corrects else None
    if before is None or before.second is None:
        return False
    sheet.second, sheet.second_label = before.second, before.second_label
    return True


def _missing(law: Law, programme: Programme, wanted: Second, *, nobody: bool) -> str:
    told = {"what": programme.title.zh, "whom": whom(law, wanted)}
    if nobody:
        return _("「%(what)s」要两个人一起做，可这里还没有登记%(whom)s，请先登记") % told
    return _("「%(what)s」要两个人一起做，请从%(whom)s里选同检人") % told
