"""The arithmetic of letters: what a snapshot's hash is, what changed since, how a number reads, who may approve."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shian.kernel.because import Because

Facts = Mapping[str, str | int]


@dataclass(frozen=True)
class Change:
    """One fact that is another now than when the letter was drafted."""

    name: str
    before: str | int
    now: str | int


def fingerprint(facts: Facts) -> str:
    """One hash for one meaning: the order in which facts stand does not matter."""
    spelt = json.dumps(dict(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def changes(before: Facts, now: Facts) -> tuple[Change, ...]:
    """What is another now. The list of things is told only where no count already tells it."""
    found = [Change(name, before.get(name, ""), now.get(name, "")) for name in dict.fromkeys([*before, *now])]
    moved = [one for one in found if one.before != one.now]
    counted = [one for one in moved if one.name != "listed"]
    return tuple(counted or moved)


def something_to_say(facts: Facts) -> bool:
    """Whether the facts that count things count any: a reminder of nothing is none."""
    counted = [facts[name] for name in ("open", "late") if name in facts and "counted" not in facts]
    return not counted or any(counted)


def may_approve(approver: object, drafter: object) -> Because[bool]:
    """Who drafts does not approve (two pairs of eyes)."""
    return Because(
        approver is not None and approver != drafter, "拟稿人不得审批本人所拟的文", {"is_drafter": approver == drafter}
    )


def heard(spoken: bool, until: date | None, on: date) -> Because[bool]:
    """Whether a letter that speaks of a cadre may be approved: their answer is in, or its days are over."""
    facts = {"spoken": spoken, "until": until}
    return Because(until is None or spoken or on > until, "涉及干部履职情况的，先听取本人陈述", facts)


def numbered(series: str, mark: str, year: int, n: int) -> str:
    """发文字号: 桐食安办〔2026〕1号, with no leading zero and no 第."""
    return series.format(mark=mark, year=year, n=n)


def filled(template: str, names: Mapping[str, str | int]) -> str:
    """A text with its names filled in; lines left empty by that are left out."""
    lines = (line.strip() for line in template.format(**names).splitlines())
    return "\n".join(line for line in lines if line)


def limit_in_chinese(words: str) -> str:
    """How a limit reads on paper: `10 working days` is 10个工作日."""
    counted = re.fullmatch(r"(\d+) (working|calendar) days?", words)
    if counted is None:
        return {"same day": "当日", "end of week": "本周", "end of month": "本月"}.get(words, words)
    return f"{counted[1]}{'个工作日' if counted[2] == 'working' else '日'}"


def day_in_chinese(day: date) -> str:
    """A date as official paper writes it: full year, no leading zero."""
    return f"{day.year}年{day.month}月{day.day}日"


def period_in_chinese(every: str, first: date, last: date) -> str:
    """A period as official paper writes it; one that is no whole month, quarter, half or year by its days."""
    said = {
        "month": f"{first.month}月",
        "quarter": f"第{'一二三四'[(first.month - 1) // 3]}季度",
        "half_year": "上半年" if first.month < 7 else "下半年",
        "year": "",
    }
    return f"{first.year}年{said[every]}" if every in said else f"{day_in_chinese(first)}至{day_in_chinese(last)}"


def quarter_before(day: date) -> tuple[date, date]:
    """The first and last day of the last quarter that was over on a day."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = first - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last
