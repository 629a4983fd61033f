"""How signals, their facts and their bands are called."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Why
from shian.doors.ui.terms import Words, said
from shian.kernel.spelled import in_a_row
from shian.packs.truth import TruthLaw
from shian.truth.models import Signal

FACTS: Words = {
    "metres": _("离经营场所（米，已扣除误差）"),
    "accuracy": _("定位精度（米）"),
    "businesses": _("涉及几家"),
    "seconds": _("用时（秒）"),
    "expected_seconds": _("逐项问完估计要（秒）"),
    "typed": _("当场回答的项数"),
    "earlier": _("以前用在哪天的走访"),
    "same_business": _("是同一家"),
    "late": _("期末几天走访（次）"),
    "visits": _("本期走访（次）"),
    "expected_findings": _("照别人的情况估计会发现几个问题"),
    "digit": _("出现最多的小数位"),
    "times": _("出现次数"),
    "entries": _("有小数的记录条数"),
    "limit_metres": _("界限（米）"),
    "limit_least": _("至少几个才算"),
    "limit_seconds_an_answer": _("每项估计用时（秒）"),
    "limit_of_100": _("低于估计的百分之几才算"),
    "limit_letters": _("至少几个字才比"),
    "limit_bits": _("相差几位以内算一样（共 64 位）"),
    "limit_last_days": _("期末几天"),
    "limit_one_in": _("碰巧的可能低于几分之一才算"),
}


def kind_words(law: TruthLaw | None, kind: str) -> str:
    """What a kind of signal is called by the law."""
    rule = law.signals.get(kind) if law else None
    return spoken(rule.title) if rule else kind


def why_of(signal: Signal, law: TruthLaw | None) -> Why:
    """A signal with its reason, as it was written down when it was found."""
    because: Mapping[str, Any] = signal.because
    facts = {said(FACTS, name): _fact(fact) for name, fact in because["facts"].items()}
    assumed = bool(because.get("assumed"))
    return Why(kind_words(law, signal.kind), str(because["clause"]), facts, None, assumed)


def _fact(fact: Any) -> str:
    if isinstance(fact, bool):
        return _now("是") if fact else _now("否")
    return str(fact)


def listed_words(kinds: Iterable[str], law: TruthLaw | None) -> str:
    return in_a_row(kind_words(law, kind) for kind in kinds)
