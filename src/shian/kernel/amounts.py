"""Amounts as people type them: yuan, read into whole fen in one place. How they are written stands in money.py, which rules may use."""

import re
import unicodedata

from django.utils.translation import gettext as _

from shian.kernel.money import FEN, yuan
from shian.kernel.refused import Refused

TEN_THOUSAND = 10_000  # 万
MOST_FEN = 10**15 - 1  # ten thousand billion yuan less a fen: nobody here owes more
LONGEST = 60  # signs: nobody writes a real amount longer
# 1,234.50 with its commas, which stand where they must or not at all; 元 or 万元 behind it, a sign of yuan before it.
_AMOUNT = re.compile(r"¥?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]*))?(万?)元?")


def typed(fen: int) -> str:
    """The same as a form shows it to be typed again; nothing is nothing."""
    return f"{fen // FEN}.{fen % FEN:02d}" if fen else ""


def fen_or_none(words: str, *, most: int = MOST_FEN) -> int | None:
    """The same where nothing written is not nought but unknown."""
    return fen_of(words, most=most) if words.strip() else None


def fen_of(words: str, *, most: int = MOST_FEN) -> int:
    """Whole fen of an amount as people write it: 1,234.50, １２元, 3.5万元. Nothing written is nought. Raises Refused, which says what is wrong."""
    text = "".join(unicodedata.normalize("NFKC", words).split())
    if not text:
        return 0
    if text.startswith(("-", "−", "负")):
        raise Refused(_("金额不能是负数"), code="malformed")
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise Refused(_("金额请填数字，以元计，如 38.50"), code="malformed")
    if len(text) > LONGEST:
        raise Refused(_("金额太大了，最多 %(most)s 元，请核对") % {"most": yuan(most)}, code="malformed")
    fen = _fen(found[1].replace(",", ""), found[2] or "", ten_thousand=bool(found[3]))
    if fen > most:
        raise Refused(_("金额太大了，最多 %(most)s 元，请核对") % {"most": yuan(most)}, code="malformed")
    return fen


def _fen(whole: str, part: str, *, ten_thousand: bool) -> int:
    """Exact: tenths of a fen are refused, not rounded away."""
    unit = FEN * TEN_THOUSAND if ten_thousand else FEN
    scaled, rest = divmod(int(whole + part) * unit, int("1" + "0" * len(part)))
    if rest:
        raise Refused(_("金额最多写到分，两位小数"), code="malformed")
    return scaled
