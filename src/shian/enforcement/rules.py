"""Penalty cases as plain rules: clocks with their pauses, who may, what is hinted at and why. Plain values in, reasons out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, pairwise

from shian.kernel.because import Because
from shian.kernel.money import yuan
from shian.kernel.stopped import Stop
from shian.kernel.workdays import Calendar, Due, months_after
from shian.packs.enforcement import Band, EnforcementLaw, Exemption, Flag, Term
from shian.packs.inspection import Number

HUNDRED = 100


def clock(law: EnforcementLaw, name: str, start: date, calendar: Calendar) -> Because[Due]:
    """The due day of one clock of the law."""
    return law.clocks[name].due(start, calendar)


def with_more(
    law: EnforcementLaw, name: str, more: str, start: date, calendar: Calendar, *, stops: Iterable[Stop] = (), on: date
) -> Because[Due]:
    """A clock with the time that was granted besides; what stood still up to a day is not counted."""
    first, added = law.clocks[name], law.clocks[more]
    due = replace(first, count=first.count + added.count).standing(start, calendar, stops, on=on)
    clause = first.cite.text if first.cite == added.cite else f"{first.cite.text}、{added.cite.text}"
    facts = {**due.facts, "limit": first.words, "more": added.words}
    return Because(due.value, clause, facts, first.cite.assumed or added.cite.assumed)


def check_due(
    law: EnforcementLaw, received: date, calendar: Calendar, *, stops: Iterable[Stop], on: date, extended: bool
) -> Because[Due]:
    """By when a source is checked: fifteen working days, fifteen more by the head, without the days of tests (art 18)."""
    if extended:
        return with_more(law, "check", "check_more", received, calendar, stops=stops, on=on)
    return law.clocks["check"].standing(received, calendar, stops, on=on)


def seized_until(
    law: EnforcementLaw, begun: date, calendar: Calendar, *, stops: Iterable[Stop], on: date, extended: bool
) -> Because[Due]:
    """Until when goods may be seized: thirty days, forty-five more by the head, without the days of tests (art 38)."""
    later = _from(begun, stops)
    if extended:
        return with_more(law, "seize", "seize_more", begun, calendar, stops=later, on=on)
    return law.clocks["seize"].standing(begun, calendar, later, on=on)


def _from(start: date, stops: Iterable[Stop]) -> list[Stop]:
    """What of these stops lies after a day: an earlier clock stood still then, not this one."""
    return [Stop(max(one.since, start), one.until) for one in stops]


def decision_due(
    law: EnforcementLaw,
    filed: date,
    calendar: Calendar,
    *,
    stops: Iterable[Stop],
    on: date,
    extended: bool,
    fixed: date | None,
) -> Because[Due]:
    """By when a case must be decided: ninety days, thirty more by the head, then the day that the head's meeting fixed."""
    if fixed is not None:
        return Because(Due(fixed), law.clocks["decide"].cite.text, {"from": filed, "fixed": fixed})
    later = _from(filed, stops)
    if extended:
        return with_more(law, "decide", "decide_more", filed, calendar, stops=later, on=on)
    return law.clocks["decide"].standing(filed, calendar, later, on=on)


def court_until(law: EnforcementLaw, served: date, urged: date, calendar: Calendar) -> Because[tuple[date, Due]]:
    """From which day on a court may be asked to enforce, and until when: after the time to sue and the urging, for three months."""
    sue, urge, apply = (law.clocks[name] for name in ("sue", "urge", "apply_court"))
    to_sue, to_pay = sue.due(served, calendar).value.day, urge.due(urged, calendar).value.day
    last = apply.due(max(to_sue, to_pay), calendar)
    facts = {"from": max(to_sue, to_pay), "limit": apply.words, "served": served, "urged": urged}
    return Because((max(to_sue, to_pay), last.value), last.clause, facts, last.assumed or sue.cite.assumed)


CONDITIONS = ("evidence", "punishable", "ours", "in_time")
NOT_FILING = ("slight", "first", "no_fault", "other")


def missing_conditions(said: Collection[str]) -> tuple[str, ...]:
    """Which of the four conditions of filing (art 19) nobody has affirmed."""
    return tuple(one for one in CONDITIONS if one not in said)


@dataclass(frozen=True)
class Weight:
    """How much a penalty takes: the fine and what is confiscated, in fen; `heavy` where it is more than money."""

    fine: int = 0
    confiscated: int = 0
    heavy: bool = False


def hearing_open(law: EnforcementLaw, weight: Weight, *, person: bool) -> Because[bool]:
    """Whether the party may ask for a hearing: a large fine, a large confiscation, or more than money (penalty law, art 63)."""
    limit = law.numbers["hearing_person" if person else "hearing_entity"]
    return _reached(limit, weight)


def collective(law: EnforcementLaw, weight: Weight, *, person: bool, serious: bool) -> Because[bool]:
    """Whether the heads must discuss it together: complex or serious (art 60), or as large as a hearing asks."""
    large = hearing_open(law, weight, person=person)
    return Because(bool(large) or serious, large.clause, {**large.facts, "serious": serious}, large.assumed)


def _reached(limit: Number, weight: Weight) -> Because[bool]:
    """Each sum by itself: a fine and a confiscation that are both small make nothing large together."""
    taken = {"confiscated": yuan(weight.confiscated)} if weight.confiscated else {}
    facts = {"fine": yuan(weight.fine), **taken, "threshold": yuan(limit.count), "heavy": weight.heavy}
    large = max(weight.fine, weight.confiscated) >= limit.count
    return Because(large or weight.heavy, limit.cite.text, facts, limit.cite.assumed)


def on_the_spot(law: EnforcementLaw, *, person: bool, fine: int) -> Because[bool]:
    """Whether a fine is small enough to be decided on the spot (art 66; the amount itself is included)."""
    limit = law.numbers["spot_person" if person else "spot_entity"]
    facts = {"fine": yuan(fine), "threshold": yuan(limit.count)}
    return Because(fine <= limit.count, limit.cite.text, facts, limit.cite.assumed)


def in_cash(law: EnforcementLaw, fine: int) -> Because[bool]:
    """Whether a fine is so small that it may be taken on the spot without a further reason (art 72)."""
    limit = law.numbers["spot_cash"]
    facts = {"fine": yuan(fine), "threshold": yuan(limit.count)}
    return Because(0 < fine <= limit.count, limit.cite.text, facts, limit.cite.assumed)


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


def province_of(uscc: str, path: str) -> str:
    """The province in which a party is registered, where it is another than that of a place; '' where it is not, or nobody knows."""
    own, here = uscc[2:4], path.split("/")[1:2]
    return own if own.isdigit() and here and own != here[0] else ""


def late_fee(law: EnforcementLaw, fine: int, due: date, on: date) -> Because[int]:
    """What is owed above a fine that was not paid in time, in fen: so many hundredths a day, never more than the fine."""
    share, days = law.numbers["late_fee_of_100"], max((on - due).days, 0)
    fee = min(fine * share.count * days // HUNDRED, fine)
    return Because(fee, share.cite.text, {"days": days, "of_100": share.count}, share.cite.assumed)


@dataclass(frozen=True)
class Amount:
    """So much in fen, by a day or on a day."""

    day: date
    fen: int


def split(fine: int, parts: int) -> tuple[int, ...]:
    """A fine in so many parts, as equal as whole fen allow, the larger first. They sum to the fine."""
    each, rest = divmod(fine, parts)
    return tuple(each + 1 if n < rest else each for n in range(parts))


def monthly(fine: int, parts: int, first: date) -> tuple[Amount, ...]:
    """A plan of equal parts, one a month from a day on; a single part is a deferral."""
    return tuple(Amount(months_after(first, n), fen) for n, fen in enumerate(split(fine, parts)))


def plan_fault(plan: Sequence[Amount], fine: int, after: date) -> str:
    """Why this is no plan of a fine: a part of nothing, days that do not follow each other after a day, another sum; '' where it is one."""
    days = (after, *(one.day for one in plan))
    if not plan or any(one.fen <= 0 for one in plan):
        return "empty"
    if any(later <= earlier for earlier, later in pairwise(days)):
        return "days"
    return "" if sum(one.fen for one in plan) == fine else "sum"


@dataclass(frozen=True)
class Standing:
    """How a part of a fine stands on a day: what of it is paid, what is left, what is added above it (all in fen), for how many days it is late."""

    part: Amount
    paid: int
    left: int
    added: int
    days: int


def standings(law: EnforcementLaw, plan: Sequence[Amount], paid: Iterable[Amount], on: date) -> tuple[Standing, ...]:
    """Each part of a plan: what is paid goes to the earliest part first, and each overdue fen bears its own days (art 75)."""
    came = sorted(paid, key=lambda one: one.day)
    reaches = list(zip(came, _reaches(came), strict=True))
    return tuple(_standing(law, part, reach, reaches, on) for part, reach in zip(plan, _reaches(plan), strict=True))


def _reaches(amounts: Sequence[Amount]) -> list[tuple[int, int]]:
    """From which to which fen of the whole each amount reaches."""
    return list(pairwise(accumulate((one.fen for one in amounts), initial=0)))


def _standing(
    law: EnforcementLaw, part: Amount, reach: tuple[int, int], came: Iterable[tuple[Amount, tuple[int, int]]], on: date
) -> Standing:
    taken = [(one.day, min(reach[1], to) - max(reach[0], since)) for one, (since, to) in came]
    held = [(day, fen) for day, fen in taken if fen > 0]
    paid = sum(fen for _day, fen in held)
    slices = [*held, (on, part.fen - paid)]
    added = sum(late_fee(law, fen, part.day, day).value for day, fen in slices)
    late = max((day - part.day).days for day, fen in slices if fen) if part.fen else 0
    return Standing(part, paid, part.fen - paid, added, max(late, 0))


def added_above(law: EnforcementLaw, fine: int, rows: Sequence[Standing], *, before: int = 0) -> Because[int]:
    """What is owed above a fine by its parts, and what stood already when a plan was granted; never more than the fine (art 75)."""
    share = law.numbers["late_fee_of_100"]
    facts: dict[str, object] = {"days": max((one.days for one in rows), default=0), "of_100": share.count}
    facts |= {"before": yuan(before)} if before else {}
    value = min(sum(one.added for one in rows) + before, fine)
    return Because(value, share.cite.text, facts, share.cite.assumed)


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
