"""Who is who: unified credit codes, identity cards and telephones of the mainland."""

import re
from datetime import date
from operator import mul

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from shian.registry.rules.characters import LOOKS_LIKE, Cell, code, text_of, was_number
from shian.registry.rules.places import CountyCodes, check_county
from shian.registry.rules.verdict import Level, Verdict, error, marked, ok, warning

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_SHAPE = re.compile(rf"^[159NY][1239][0-9]{{6}}[{USCC_ALPHABET}]{{9}}[{USCC_ALPHABET}]$")
_USCC_VALUE = {char: value for value, char in enumerate(USCC_ALPHABET)}
_USCC_WEIGHTS = tuple(3**place % 31 for place in range(17))
_BASE_36 = {char: int(char, 36) for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SCIENTIFIC = re.compile(r"^\d([.]\d+)?E\+?\d+$", re.IGNORECASE)
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^(0\d{2,3})?[2-8]\d{6,7}(\d{1,5})?$")
HOUSEHOLD_PREFIX = "92"


def organisation_check(body: str) -> str:
    """Check character of GB 11714 over eight characters: C = 11 − Σ mod 11; 10 → X, 11 → 0."""
    value = 11 - sum(map(mul, map(_BASE_36.__getitem__, body), _ORGANISATION_WEIGHTS)) % 11
    return "0123456789X0"[value]


def uscc_check(first_seventeen: str) -> str:
    """Check character of GB 32100-2015."""
    total = sum(map(mul, map(_USCC_VALUE.__getitem__, first_seventeen), _USCC_WEIGHTS))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def _uscc_holds(value: str) -> bool:
    return bool(_USCC_SHAPE.match(value)) and value[-1] == uscc_check(value[:17])


def _organisation_holds(value: str) -> bool:
    return value[16] == organisation_check(value[8:16])


def _suggest_uscc(value: str) -> str:
    likely = value.translate(LOOKS_LIKE)
    return likely if likely != value and _uscc_holds(likely) else ""


def check_uscc(cell: Cell, counties: CountyCodes) -> Verdict:
    """GB 32100-2015; its inner GB 11714 part and the county part only warn: a business whose whole code holds is not
    kept out of the register for what its registrar once printed (enforcement 1.1)."""
    value = code(cell)
    if cut_by_excel(cell, value):
        return _cut(text_of(cell), marked("统一社会信用代码"))
    if len(value) == 15 and value.isdigit():
        return error(value, "uscc_old_number", "“{value}”是旧的 15 位工商注册号，请填 18 位统一社会信用代码。")
    if len(value) != 18:
        return error(value, "uscc_length", "统一社会信用代码“{value}”是 {length} 位，应为 18 位。", length=len(value))
    if not _USCC_SHAPE.match(value):
        return _uscc_letters(value)
    if not _uscc_holds(value):
        return error(value, "uscc_check", "统一社会信用代码“{value}”的校验位不对，请对照执照核对。")
    if not _organisation_holds(value):
        return warning(
            value, "uscc_inner", "统一社会信用代码“{value}”第 9 到 17 位的组织机构代码校验不符，请对照执照核对。"
        )
    return check_county(value, value[2:8], counties)


def _uscc_letters(value: str) -> Verdict:
    suggestion = _suggest_uscc(value)
    if suggestion:
        return error(
            value,
            "uscc_letters",
            "统一社会信用代码“{value}”里没有字母 I、O、S、V、Z，是不是“{suggestion}”？",
            suggestion=suggestion,
        )
    return error(value, "uscc_letters", "统一社会信用代码“{value}”里有不该出现的字符，请对照执照核对。")


def is_household(credit_code: str) -> bool:
    """An individual household (个体工商户) has a code that begins with 92."""
    return credit_code.startswith(HOUSEHOLD_PREFIX)


def cut_by_excel(cell: Cell, value: str) -> bool:
    """Excel keeps 15 significant digits: 18 become …000, or the cell shows 3.30483E+17."""
    if _SCIENTIFIC.match(text_of(cell).strip()):
        return True
    return was_number(cell) and len(value) > 15 and value.endswith("0" * (len(value) - 15))


def _cut(value: str, label: str) -> Verdict:
    return error(
        value, "cut_by_excel", "{label}“{value}”被 Excel 截断了后几位，请把这一列设为文本后照证件重填。", label=label
    )


def check_identity(cell: Cell, *, on: date) -> Verdict:
    """A mainland identity number (GB 11643); the place of first registration only warns."""
    value = code(cell)
    if cut_by_excel(cell, value):
        return _cut(text_of(cell), marked("身份证号"))
    if len(value) == 15 and value.isdigit():
        return error(value, "identity_15", "身份证号“{value}”只有 15 位，可能被 Excel 截断，请照证件填满 18 位。")
    if not re.fullmatch(r"\d{17}[\dX]", value):
        return error(value, "identity_length", "身份证号“{value}”应为 17 位数字加一位校验码，请照证件核对。")
    return _check_identity_parts(value, on)


def _check_identity_parts(value: str, on: date) -> Verdict:
    if value[-1] != ric.calc_check_digit(value):
        kind = "cut_by_excel" if value.endswith("000") else "identity_check"
        return (
            _cut(value, marked("身份证号"))
            if kind == "cut_by_excel"
            else error(value, kind, "身份证号“{value}”的校验码不对，请照证件核对。")
        )
    try:
        born = ric.get_birth_date(value)
    except ValidationError:
        born = None
    if born is None or not on.year - 120 <= born.year <= on.year or born > on:
        return error(value, "identity_birthday", "身份证号“{value}”里的出生日期不存在，请照证件核对。")
    if value.endswith("000"):
        return warning(value, "identity_maybe_cut", "身份证号“{value}”以 000 结尾，请确认没有被 Excel 截断。")
    return ok(value)


def check_phone(cell: Cell) -> Verdict:
    """A mobile number, or a landline with or without its area code."""
    value = code(cell).lstrip("+")
    value = value[2:] if value.startswith("86") and len(value) == 13 else value
    if _MOBILE.match(value) or _LANDLINE.match(value):
        return ok(value)
    suggestion = value.translate(LOOKS_LIKE)
    if _MOBILE.match(suggestion):
        return error(value, "phone_letters", "电话“{value}”里有字母，是不是“{suggestion}”？", suggestion=suggestion)
    return error(value, "phone", "电话“{value}”不是 11 位手机号，也不是带区号的座机号。")


def check_mobile(cell: Cell) -> Verdict:
    """A number one can sign in with: a landline does not do."""
    verdict = check_phone(cell)
    if verdict.level is Level.OK and not _MOBILE.match(verdict.value):
        return error(verdict.value, "phone_landline", "“{value}”是座机号，干部登录要用 11 位手机号。")
    return verdict
