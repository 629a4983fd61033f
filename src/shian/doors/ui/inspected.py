"""The words of inspection as the screen says them."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Badge, Cell, Row, Tone
from shian.doors.ui.terms import Words, said
from shian.inspection.models import Inspection
from shian.inspection.states import DECISION, INSPECTION

KINDS: Words = {
    "routine": _("日常监督检查"),
    "unannounced": _("飞行检查"),
    "system_audit": _("体系检查"),
    "special": _("专项检查"),
    "joint": _("联合检查"),
    "upper_level": _("上级检查"),
}
RESULTS: Words = {
    "conform": _("符合"),
    "mostly": _("基本符合"),
    "not": _("不符合"),
    "refused": _("拒绝检查"),
}
RESULT_TONES: Mapping[str, Tone] = {"conform": "done", "mostly": "soon", "not": "late", "refused": "late"}
TABS: tuple[tuple[str, Promise], ...] = (
    ("going", _("正在检查")),
    ("to_confirm", _("等确认结果")),
    ("to_publish", _("等公开")),
    ("to_decide", _("等决定是否立案")),
    ("public", _("已公开")),
    ("all", _("全部")),
)
NO_FACE = _("整改中")


def badge_of(one: Inspection) -> Badge:
    """The result where there is one, else where it stands."""
    result = "refused" if one.refusal else one.result
    if result:
        return Badge(said(RESULTS, result), RESULT_TONES.get(result, ""))
    return Badge(said(INSPECTION.words, one.state), "info" if one.state == "dispatched" else "")


def decision_words(one: Inspection) -> str:
    return said(DECISION.words, one.decision)


def inspected(one: Inspection) -> Row:
    """One inspection in the dossier of its business."""
    return Row(
        (
            Cell(one.go_on.isoformat(), reverse("inspection", args=[one.pk])),
            Cell(said(KINDS, one.kind), sub=gettext("全项目") if one.whole else ""),
            Cell(badge=badge_of(one)),
        )
    )
