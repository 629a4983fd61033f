"""The arithmetic of Order 49: the result of a check, the two-year rule, the three-month rule, risk points, faces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from shian.kernel.because import Because
from shian.packs.inspection import Cut, Face, FaceLaw, Factor, InspectionLaw, Number, ResultRule, RiskLaw, Trigger

GRADES = ("A", "B", "C", "D")
WHOLE_SCORE = 100  # tenths of a point of ten


class Result(Enum):
    """符合 · 基本符合 · 不符合."""

    CONFORM = "conform"
    MOSTLY = "mostly"
    NOT = "not"


@dataclass(frozen=True)
class Checked:
    """What a filled table says: items looked at and items failed, key and general apart; the not-applicable are in neither."""

    key: int
    general: int
    key_failed: int
    general_failed: int

    @property
    def items(self) -> int:
        return self.key + self.general

    @property
    def failed(self) -> int:
        return self.key_failed + self.general_failed


def checked(answers: Mapping[str, str], key_codes: Iterable[str]) -> Checked:
    """Counted from answers by question code; `key_codes` are the 重点项."""
    keys = set(key_codes)
    looked = {code: word for code, word in answers.items() if word != "not_applicable"}
    key = {code for code in looked if code in keys}
    failed = {code for code, word in looked.items() if word == "fail"}
    return Checked(len(key), len(looked) - len(key), len(failed & key), len(failed - key))


def result(found: Checked, rule: ResultRule) -> Because[Result]:
    """No problem: conform. Few general ones: mostly. A key item, or too many: not."""
    facts = {"查": found.items, "重点项不符合": found.key_failed, "一般项不符合": found.general_failed}
    limits = {"重点项最多": rule.key_most, "一般项最多": rule.general_most}
    said = Result.NOT
    if not found.failed:
        said = Result.CONFORM
    elif found.key_failed <= rule.key_most and found.general_failed <= rule.general_most:
        said = Result.MOSTLY
    return Because(said, rule.cite.text, {**facts, **limits}, rule.cite.assumed)


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def barred_until(upper: date | None, on: date, rule: Number) -> Because[date | None]:
    """Until when a lower level does not look again at what an upper level has looked at; nothing where it may."""
    if upper is None:
        return Because(None, rule.cite.text, assumed=rule.cite.assumed)
    until = months_after(upper, rule.count)
    facts = {"上级检查": upper, "月数": rule.count}
    return Because(until if on < until else None, rule.cite.text, facts, rule.cite.assumed)


def whole_check_due(last: date | None, since: date, rule: Number) -> Because[date]:
    """The last day for a check of all items: two years after the last one, or after the business began."""
    start = last or since
    facts = {"上次全项目检查": last or "没有", "从": start, "年数": rule.count}
    due = months_after(start, 12 * rule.count) - timedelta(days=1)
    return Because(due, rule.cite.text, facts, rule.cite.assumed)


@dataclass(frozen=True)
class Point:
    """Points of one factor, with what they were given for."""

    key: str
    words: str
    points: int
    why: str


def factor_point(factor: Factor, amount: int) -> Point:
    """Nothing counted, no points; else those of the highest step passed."""
    passed = [step for step in factor.steps if amount > step.over]
    step = passed[-1] if passed else None
    why = f"{amount} {factor.unit}" + (f"，超过 {step.over}" if step and step.over else "")
    return Point(factor.key, factor.title.zh, step.points if step else 0, why)


def static_points(factors: Sequence[Factor], amounts: Mapping[str, int], law: RiskLaw) -> tuple[int, tuple[Point, ...]]:
    """The static part, at most what the law gives it, and each point."""
    points = tuple(factor_point(factor, amounts.get(factor.key, 0)) for factor in factors)
    return min(sum(point.points for point in points), law.static_most), points


def dynamic_points(found: Checked, law: RiskLaw) -> Point:
    """The dynamic part: the share of weight that failed, a key item weighing more; rounded half up."""
    weight = found.key * law.key_weight + found.general
    failed = found.key_failed * law.key_weight + found.general_failed
    points = (2 * law.dynamic_most * failed + weight) // (2 * weight) if weight else 0
    why = f"重点项 {found.key_failed}/{found.key}，一般项 {found.general_failed}/{found.general}，重点项按 {law.key_weight} 倍"
    return Point("dynamic", "检查要点表换算", points, why)


def risk_score(static: int, dynamic: Point | None, law: RiskLaw) -> int:
    """Static and dynamic points; a business never inspected stands by its static points alone, times so much."""
    if dynamic is None:
        return min(static * law.new_tenths // 10, law.static_most + law.dynamic_most)
    return static + dynamic.points


def letter_of(score: int, cuts: Sequence[Cut]) -> str:
    """The grade whose span holds the score; above all of them, the worst."""
    return next((cut.grade for cut in cuts if score <= cut.up_to), cuts[-1].grade)


def moved(letter: str, triggers: Sequence[Trigger], levels_most: int) -> str:
    """Up and down by what happened: bad things count together up to a limit, a good one lowers one only if nothing bad did."""
    if any(trigger.worst for trigger in triggers):
        return GRADES[-1]
    worse = min(sum(trigger.levels for trigger in triggers if trigger.levels > 0), levels_most)
    better = any(trigger.levels < 0 for trigger in triggers) and not worse
    place = GRADES.index(letter) + worse - better
    return GRADES[min(max(place, 0), len(GRADES) - 1)]


@dataclass(frozen=True)
class Assessed:
    """A risk grade with every point behind it."""

    grade: Because[str]
    score: int
    by_score: str
    points: tuple[Point, ...]


def assessed(
    factors: Sequence[Factor], amounts: Mapping[str, int], found: Checked | None, happened: Sequence[str], law: RiskLaw
) -> Assessed:
    """The risk grade of a business: points, score, the grade of the score, and what moved it."""
    static, points = static_points(factors, amounts, law)
    dynamic = dynamic_points(found, law) if found else None
    score = risk_score(static, dynamic, law)
    by_score = letter_of(score, law.cuts)
    triggers = [law.triggers[key] for key in happened]
    grade = moved(by_score, triggers, law.levels_most)
    facts = {
        "静态": static,
        "动态": dynamic.points if dynamic else f"还没有检查过，静态分按 {law.new_tenths / 10:g} 倍",
        "总分": score,
        "按分数": by_score,
        "调整": "、".join(trigger.title.zh for trigger in triggers) or "无",
    }
    every = (*points, *((dynamic,) if dynamic else ()))
    return Assessed(Because(grade, law.cite.text, facts, law.cite.assumed), score, by_score, every)


def face_score(found: Checked) -> int:
    """Tenths of a point of ten: the share of items that conform. Items weigh alike; not-applicable ones are left out."""
    return (found.items - found.failed) * WHOLE_SCORE // found.items if found.items else 0


def face(found: Checked, licensed_on: date | None, on: date, law: FaceLaw) -> Because[Face | None]:
    """The face of one check; none where too much failed, or the licence is too new to be rated."""
    score = face_score(found)
    facts: dict[str, object] = {"得分": f"{score / 10:.1f}", "重点项不符合": found.key_failed}
    if licensed_on is not None and on < months_after(licensed_on, law.new_months):
        return Because(None, law.cite.text, {**facts, "新领证": licensed_on, "月数": law.new_months}, law.cite.assumed)
    bad = found.key_failed >= law.key_failed_least
    given = None if bad else next((one for one in law.faces if score >= one.from_tenths), None)
    return Because(given, law.cite.text, facts, law.cite.assumed)


def year_letter(scores: Sequence[int], law: FaceLaw) -> Because[str]:
    """The letter of twelve months: by the mean of the scores (tenths), rounded down; empty where none was given."""
    if not scores:
        return Because("", law.cite.text, {"次数": 0}, law.cite.assumed)
    mean = sum(scores) // len(scores)
    letter = next((one.letter for one in law.faces if mean >= one.from_tenths), "")
    return Because(letter, law.cite.text, {"次数": len(scores), "平均": f"{mean / 10:.1f}"}, law.cite.assumed)


def enough_officers(count: int, law: InspectionLaw) -> bool:
    """Whether as many officers go as the law asks for."""
    return count >= law.officers.count
