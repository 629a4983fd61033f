"""Licence numbers: SC (production), JY (business), YB (pre-packaged filing) and local registration cards."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from stdnum.iso7064 import mod_11_10

from shian.registry.rules.characters import LOOKS_LIKE, Cell, code, text_of
from shian.registry.rules.places import CountyCodes, check_county
from shian.registry.rules.verdict import Verdict, error, marked, ok, warning


class LicenceKind(StrEnum):
    PRODUCTION = "sc"
    BUSINESS = "jy"
    FILING = "yb"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class LocalPattern:
    """A province's or county's own card number (小作坊、小餐饮、摊贩 …): always a pack overlay, never code."""

    name: str
    pattern: str
    example: str
    source: str = ""
    assumed: bool = True

    def matches(self, value: str) -> bool:
        return re.fullmatch(self.pattern, value) is not None


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    pattern: re.Pattern[str]
    county: slice


_SHAPES = {
    LicenceKind.PRODUCTION: _Shape(
        marked("食品生产许可证"), re.compile(r"SC(1(0[1-9]|[12]\d|3[01])|20[1-3])\d{11}"), slice(5, 11)
    ),
    LicenceKind.BUSINESS: _Shape(marked("食品经营许可证"), re.compile(r"JY[123]\d{13}"), slice(3, 9)),
    LicenceKind.FILING: _Shape(marked("仅销售预包装食品备案"), re.compile(r"YB[12]\d{13}"), slice(3, 9)),
}


@dataclass(frozen=True, slots=True)
class CheckedLicence:
    kind: LicenceKind | None
    verdict: Verdict


def licence_check(thirteen: str) -> str:
    """ISO 7064 MOD 11,10 (GB/T 17710-1999) over the thirteen digits before it."""
    return str(mod_11_10.calc_check_digit(thirteen))


def _check_national(kind: LicenceKind, value: str, counties: CountyCodes) -> Verdict:
    shape = _SHAPES[kind]
    if len(value) != 16:
        return error(value, f"{kind}_length", "{label}编号“{value}”应为两个字母加 14 位数字。", label=shape.name)
    if not shape.pattern.fullmatch(value):
        return _national_shape(kind, value)
    if not mod_11_10.is_valid(value[2:]):
        if kind is LicenceKind.FILING:  # that a filing number ends in this check digit is known from memory only
            return warning(value, "yb_check", "备案编号“{value}”的校验位对不上，请核对。")
        return error(value, f"{kind}_check", "{label}编号“{value}”的校验位不对，请对照证书核对。", label=shape.name)
    return check_county(value, value[shape.county], counties)


def _national_shape(kind: LicenceKind, value: str) -> Verdict:
    shape = _SHAPES[kind]
    likely = value[:2] + value[2:].translate(LOOKS_LIKE)
    if likely != value and shape.pattern.fullmatch(likely) and mod_11_10.is_valid(likely[2:]):
        text = marked("{label}编号“{value}”的数字里混进了字母，是不是“{suggestion}”？")
        return error(value, f"{kind}_letters", text, suggestion=likely, label=shape.name)
    return error(value, f"{kind}_shape", "{label}编号“{value}”的类别或业态代码不对，请对照证书核对。", label=shape.name)


def check_sc(cell: Cell, counties: CountyCodes) -> Verdict:
    """Food production licence, enforcement 1.2."""
    return _check_national(LicenceKind.PRODUCTION, code(cell), counties)


def check_jy(cell: Cell, counties: CountyCodes) -> Verdict:
    """Food business licence, enforcement 1.3."""
    return _check_national(LicenceKind.BUSINESS, code(cell), counties)


def check_yb(cell: Cell, counties: CountyCodes) -> Verdict:
    """Filing for sale of pre-packaged food only, enforcement 1.3."""
    return _check_national(LicenceKind.FILING, code(cell), counties)


_NATIONAL: dict[str, tuple[LicenceKind, Callable[[Cell, CountyCodes], Verdict]]] = {
    "SC": (LicenceKind.PRODUCTION, check_sc),
    "JY": (LicenceKind.BUSINESS, check_jy),
    "YB": (LicenceKind.FILING, check_yb),
}


def check_licence(cell: Cell, counties: CountyCodes, local: Iterable[LocalPattern] = ()) -> CheckedLicence:
    """Recognise the number by its letters; what is neither national nor local is refused with what was expected."""
    value = code(cell)
    if value[:2] in _NATIONAL:
        kind, check = _NATIONAL[value[:2]]
        return CheckedLicence(kind, check(value, counties))
    if value.startswith("QS"):
        return CheckedLicence(None, error(value, "licence_qs", "“{value}”是 2018 年 10 月起作废的 QS 号，请填 SC 号。"))
    as_typed = re.sub(r"\s", "", text_of(cell)).upper()
    if any(pattern.matches(value) or pattern.matches(as_typed) for pattern in local):
        return CheckedLicence(LicenceKind.LOCAL, ok(as_typed))
    text = "看不出“{value}”是哪种证号：应以 SC、JY、YB 开头，或是本地登记卡号。"
    return CheckedLicence(None, error(value, "licence_unknown", text))
