"""Penalty cases as plain rules: clocks with their pauses, who may, what is hinted at and why. Plain values in, reasons out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shian.kernel.because import Because
from shian.kernel.money import yuan
from shian.kernel.workdays import Calendar, Due, months_after
from shian.packs.enforcement import Band, EnforcementLaw, Exemption, Flag, Term
from shian.packs.inspection import Number
from shian.packs.limits import Limit

HUNDRED = 100


@dataclass(frozen=True)
class Stood:
    """Days on which a clock stood still: from one day until the day it ran again; open while there is no such day."""

    start: date
    end: date | None = None


def stood_days(pauses: Iterable[Stood], on: date) -> int:
    """How many days a clock stood still up to a day; days of two pauses at once count once."""
    days, reached = 0, date.min
    for one in sorted(pauses, key=lambda one: one.start):
        start, end = max(one.start, reached), min(one.end or on, on)
        days += max((end - start).days, 0)
        reached = max(reached, end)
    return days


def clock(law: EnforcementLaw, name: str, start: date, calendar: Calendar) -> Because[Due]:
    """The due day of one clock of the law."""
    return law.clocks[name].due(start, calendar)


def with_more(
    law: EnforcementLaw, name: str, more: str, start: date, calendar: Calendar, *, stood: int = 0
) -> Because[Due]:
    """A clock with the time that was granted besides; what stood still is not counted."""
    first, added = law.clocks[name], law.clocks[more]
    whole = Limit(first.unit, first.count + added.count + (stood if first.unit == "calendar" else 0))
    facts = {"from": start, "limit": first.words, "more": added.words, **({"stood": stood} if stood else {})}
    clause = first.cite.text if first.cite == added.cite else f"{first.cite.text}、{added.cite.text}"
    return Because(whole.due(start, calendar).value, clause, facts, first.cite.assumed or added.cite.assumed)


def decision_due(
    law: EnforcementLaw, filed: date, calendar: Calendar, *, stood: int, extended: bool, fixed: date | None
) -> Because[Due]:
    """By when a case must be decided: ninety days, thirty more by the head, then the day that the head's meeting fixed."""
    if fixed is not None:
        return Because(Due(fixed), law.clocks["decide"].cite.text, {"from": filed, "fixed": fixed})
    if extended:
        return with_more(law, "decide", "decide_more", filed, calendar, stood=stood)
    limit = law.clocks["decide"]
    due = Limit(limit.unit, limit.count + stood, limit.cite).due(filed, calendar)
    facts = {"from": filed, "limit": limit.words, **({"stood": stood} if stood else {})}
    return Because(due.value, due.clause, facts, due.assumed)


CONDITIONS = ("evidence", "punishable", "ours", "in_time")
NOT_FILING = ("slight", "first", "no_fault", "other")


def missing_conditions(said: Collection[str]) -> tuple[str, ...]:
    """Which of the four conditions of filing (art 19) nobody has affirmed."""
    return tuple(one for one in CONDITIONS if one not in said)


def hearing_open(law: EnforcementLaw, *, person: bool, fine: int, heavy: bool) -> Because[bool]:
    """Whether the party may ask for a hearing: a large fine, or more than money. Fines in fen."""
    limit = law.numbers["hearing_person" if person else "hearing_entity"]
    return _reached(limit, fine, heavy=heavy)


def collective(law: EnforcementLaw, *, person: bool, fine: int, heavy: bool, serious: bool) -> Because[bool]:
    """Whether the heads must discuss it together: complex or serious (art 60), or as large as a hearing asks."""
    large = hearing_open(law, person=person, fine=fine, heavy=heavy)
    return Because(bool(large) or serious, large.clause, {**large.facts, "serious": serious}, large.assumed)


def _reached(limit: Number, fine: int, *, heavy: bool) -> Because[bool]:
    facts = {"fine": yuan(fine), "threshold": yuan(limit.count), "heavy": heavy}
    return Because(fine >= limit.count or heavy, limit.cite.text, facts, limit.cite.assumed)


def above_county(law: EnforcementLaw, fine: int) -> Because[bool]:
    """Whether only a city or above may decide such a fine (food law)."""
    limit = law.numbers["city_fine"]
    facts = {"fine": yuan(fine), "threshold": yuan(limit.count)}
    return Because(fine >= limit.count, limit.cite.text, facts, limit.cite.assumed)


def repeated(law: EnforcementLaw, decided: Iterable[date], on: date) -> Because[bool]:
    """Whether a party was punished so often within a year that the law asks for more (food law art 134)."""
    limit, since = law.numbers["repeated"], year_before(on)
    count = sum(since < day <= on for day in decided)
    return Because(count >= limit.count, limit.cite.text, {"since": since, "count": count}, limit.cite.assumed)


def year_before(day: date) -> date:
    return months_before(day, 12)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    return months_after(day, -months)


def late_fee(law: EnforcementLaw, fine: int, due: date, on: date) -> Because[int]:
    """What is owed above a fine that was not paid in time, in fen: so many hundredths a day, never more than the fine."""
    share, days = law.numbers["late_fee_of_100"], max((on - due).days, 0)
    fee = min(fine * share.count * days // HUNDRED, fine)
    return Because(fee, share.cite.text, {"days": days, "of_100": share.count}, share.cite.assumed)


@dataclass(frozen=True)
class Breach:
    """What is known of a breach when discretion is weighed: said by an officer, or found in the books."""

    said: frozenset[str] = frozenset()
    earlier: tuple[date, ...] = ()
    found_on: date | None = None
    fixed_on: date | None = None
    fix_due: date | None = None


def known_facts(law: EnforcementLaw, breach: Breach, on: date) -> Mapping[str, Because[bool]]:
    """Each fact of discretion with where it comes from: the books where they know, else the officer."""
    months = law.numbers["slight_months"]
    since = months_before(on, months.count)
    before = sum(since < day <= on for day in breach.earlier)
    first = Because(not before, months.cite.text, {"since": since, "cases": before}, months.cite.assumed)
    facts = {name: Because(name in breach.said, "", {"said": name in breach.said}) for name in _SAID}
    return {"first": first, "corrected": _corrected(breach), **facts}


_SAID = ("slight", "harmless", "no_fault")


def _corrected(breach: Breach) -> Because[bool]:
    """In time: by the day that was set where there is one; else what an officer says."""
    if breach.fixed_on is None:
        said = "corrected" in breach.said
        return Because(said, "", {"said": said})
    in_time = breach.fix_due is None or breach.fixed_on <= breach.fix_due
    return Because(in_time, "", {"fixed": breach.fixed_on, "due": breach.fix_due or ""})


@dataclass(frozen=True)
class Hint:
    """One ground of not punishing: whether all it asks for stands, and each of its facts."""

    rule: Exemption
    stands: Because[bool]
    facts: Mapping[str, Because[bool]] = field(default_factory=dict)


def exemptions(law: EnforcementLaw, breach: Breach, on: date) -> tuple[Hint, ...]:
    """Every ground of not punishing, with what stands and what is missing. It decides nothing: a person does."""
    known = known_facts(law, breach, on)
    return tuple(_hint(rule, known) for rule in law.exemptions)


def _hint(rule: Exemption, known: Mapping[str, Because[bool]]) -> Hint:
    facts = {name: known[name] for name in rule.needs}
    assumed = rule.cite.assumed or any(one.assumed for one in facts.values())
    said = {name: bool(one) for name, one in facts.items()}
    return Hint(rule, Because(all(said.values()), rule.cite.text, said, assumed), facts)


def banded(bands: Sequence[Band], key: str, least: int, most: int) -> Because[tuple[int, int]]:
    """From which to which fine a band reaches within the range of the law, in fen. Raises KeyError for no such band."""
    band = {one.key: one for one in bands}[key]
    width = most - least
    reach = (least + width * band.least // HUNDRED, least + width * band.most // HUNDRED)
    return Because(reach, band.cite.text, {"least": yuan(least), "most": yuan(most)}, band.cite.assumed)


@dataclass(frozen=True)
class Sold:
    """What a flag of crime is judged by: the facts that an officer ticked, what was sold for in fen, how many fell ill."""

    facts: frozenset[str] = frozenset()
    sales: int = 0
    ill: int = 0


def crime_flags(law: EnforcementLaw, sold: Sold) -> tuple[Because[Flag], ...]:
    """The hints that stand, each with its clause and threshold. A person looks at them; nothing follows by itself."""
    return tuple(_flagged(flag, sold) for flag in law.flags if _stands(flag, sold))


def _stands(flag: Flag, sold: Sold) -> bool:
    return (
        (not flag.any_of or bool(sold.facts & set(flag.any_of)))
        and sold.sales >= flag.sales_least
        and (not flag.sales_below or sold.sales < flag.sales_below)
        and sold.ill >= flag.ill_least
    )


def _flagged(flag: Flag, sold: Sold) -> Because[Flag]:
    facts: dict[str, object] = {}
    if flag.sales_least:
        facts |= {"sales": yuan(sold.sales), "threshold": yuan(flag.sales_least)}
    if flag.ill_least:
        facts |= {"ill": sold.ill, "threshold": flag.ill_least}
    facts |= {name: True for name in flag.any_of if name in sold.facts}
    return Because(flag, flag.cite.text, facts, flag.cite.assumed)


def public_until(term: Term, published: date, calendar: Calendar) -> Because[date | None]:
    """The last day on which a penalty is public; None where its class is not shown."""
    until = months_after(published, term.most) if term.most else None
    return Because(until, term.cite.text, {"from": published, "months": term.most}, term.cite.assumed)


def mark(place: str, series: str, year: int, number: int) -> str:
    """The number of a case or of one of its papers, by office, series and year (no leading zero)."""
    return f"{place}市监{series}〔{year}〕{number}号"


def masked(name: str) -> str:
    """A name as the public reads it: the first sign and 某某, as the courts write; of a single sign nothing is left."""
    return f"{name[0]}某某" if len(name) > 1 else "某某"


def redacted(text: str, names: Iterable[str]) -> str:
    """A text without these names; the longest first, so that a name within a name leaves no rest."""
    for name in sorted({one for one in names if one}, key=len, reverse=True):
        text = text.replace(name, masked(name))
    return text


def day_words(day: date | None) -> str:
    """A date as official paper writes it; a day that nobody knows yet is left open."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "    年  月  日"
