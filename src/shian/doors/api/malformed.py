"""What is wrong with one field, in a sentence of the reader's own language: the library's words are English."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By the kind of mistake, as the library names it; what stands in brackets is what the field allows.
WHY: Mapping[str, Any] = {
    "missing": gettext_lazy("没有填"),
    "greater_than_equal": gettext_lazy("不能小于 %(ge)s"),
    "less_than_equal": gettext_lazy("不能大于 %(le)s"),
    "string_too_long": gettext_lazy("最多 %(max_length)s 字"),
    "string_too_short": gettext_lazy("至少 %(min_length)s 字"),
    "string_pattern_mismatch": gettext_lazy("写法不对，或有不能保存的字符"),
    "too_long": gettext_lazy("最多 %(max_length)s 项"),
    "too_short": gettext_lazy("至少 %(min_length)s 项"),
    "enum": gettext_lazy("应是 %(expected)s 之一"),
    "literal_error": gettext_lazy("应是 %(expected)s 之一"),
}
# The same for whole families of mistakes, by how their names begin.
FAMILIES: Mapping[str, Any] = {
    "int": gettext_lazy("要填整数"),
    "float": gettext_lazy("要填数字"),
    "finite": gettext_lazy("要填数字"),
    "decimal": gettext_lazy("要填数字，小数最多两位"),
    "string": gettext_lazy("要填文字"),
    "uuid": gettext_lazy("不是有效的编号"),
    "datetime": gettext_lazy("不是有效的时间，要写明时区"),
    "timezone": gettext_lazy("不是有效的时间，要写明时区"),
    "date": gettext_lazy("不是有效的日期，请写成 2026-09-14"),
    "bool": gettext_lazy("要填 true 或 false"),
    "list": gettext_lazy("要填一组"),
    "dict": gettext_lazy("要填一个对象"),
    "model": gettext_lazy("要填一个对象"),
}


def complaint(errors: Sequence[Mapping[str, Any]]) -> str:
    """One sentence on the first mistake: which field, and what it should be."""
    first = errors[0]
    return _("「%(where)s」填得不对：%(why)s") % {"where": _where(first["loc"]), "why": _why(first)}


def _where(steps: Sequence[Any]) -> str:
    """The name by which the asker knows the field; in which part of the request it stood needs no saying."""
    source, *rest = steps
    inner = rest[1:] if len(rest) > 1 and rest[0] in (source, "body", "form") else rest
    return ".".join(str(step) for step in inner) or str(source)


def _why(error: Mapping[str, Any]) -> str:
    kind = str(error.get("type", ""))
    if kind in WHY:
        return str(str(WHY[kind]) % error.get("ctx", {}))
    family = kind.partition("_")[0]
    return str(FAMILIES.get(family) or _("这里看不懂"))
