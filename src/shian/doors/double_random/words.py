"""The words of random checks as the screen says them."""

from collections import Counter
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Badge, Tone
from shian.doors.ui.terms import Words, said
from shian.double_random.models import Pick, RandomPlan
from shian.double_random.states import PLAN
from shian.kernel.spelled import apart

TABS: tuple[tuple[str, Promise], ...] = (("going", _("正在进行")), ("over", _("已经结束")), ("all", _("全部")))
CLASSES: Words = {
    "A": _("A 低风险"),
    "B": _("B 一般风险"),
    "C": _("C 较高风险"),
    "D": _("D 高风险"),
    "unclassed": _("未分类"),
}
UNFIT: Words = {
    "left": _("已不在岗"),
    "region": _("不管这一片"),
    "skill": _("不查这一项"),
    "recusal": _("在这家任职，回避"),
}
_TONES: Mapping[str, Tone] = {"made_public": "done", "matched": "info", "called_off": "late"}


def badge_of(one: RandomPlan) -> Badge:
    return Badge(said(PLAN.words, one.state), _TONES.get(one.state, "soon"))


def why_those(one: Pick) -> str:
    """How many could go there, and what kept the others, by reason."""
    able = gettext("能去的 %(n)d 人") % {"n": one.able}
    if one.by_hand:
        able = gettext("另行指派：%(why)s") % {"why": one.by_hand}
    kept = Counter(why for _key, why in one.unfit)
    return apart([able, *(f"{said(UNFIT, why)} {n}" for why, n in sorted(kept.items()))])
