"""What nobody looked at: said in a record of one's own, and never of somebody else's door."""

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.kernel.spelled import plural
from shian.loop.submission import NOT_CHECKED, Submission
from shian.packs.schema import Programme


def judge_unchecked(s: Submission, programme: Programme) -> int:
    """How many items nobody looked at: honest in a record of one's own, and then there is no zero risk to speak of."""
    unchecked = sum(answer.answer == NOT_CHECKED for answer in s.answers.values())
    if not unchecked:
        return 0
    if programme.what.act != "self_check":
        raise Refused(_("到别人店里检查，每一项都要看；看不了的请选“不适用”并写明"), code="unlawful_answer")
    if unchecked == len(s.answers):
        raise Refused(_("一项也没有检查，不算检查记录；歇业的日子请登记休息日"), code="nothing_checked")
    if s.zero_risk:
        raise Refused(plural("有 %(n)d 项没检查，不能报零风险", unchecked), code="zero_risk")
    return unchecked
