"""The eight questions of a programme file."""

import re
from datetime import timedelta
from functools import partial
from pathlib import PurePath

from shian.packs import words
from shian.packs.build.campaign import CLOSING, DAILY, campaign
from shian.packs.build.selector import selector
from shian.packs.cite import ALWAYS, UNCITED, Cite, Span
from shian.packs.limits import Limit
from shian.packs.node import Node
from shian.packs.periods import SHORTEST
from shian.packs.schema import (
    EVERYBODY,
    ChecklistChoice,
    Conclusion,
    Consequence,
    Frequency,
    OwesRule,
    Programme,
    Recheck,
    Rung,
    Second,
    What,
    When,
    Who,
    Whom,
)

# By how much the same day of the moon comes earlier in one year than in the year before.
MOON = 12
_KEY = re.compile(r"[a-z][a-z0-9_]{0,49}")
_TOGETHER = re.compile(rf"^(?P<several>[2-9]|[1-9]\d) (?P<every>{'|'.join(words.RHYTHMS)})s$")


def programme(node: Node) -> Programme:
    source, key_period = node.cite(), node.optional("campaign")
    if not source.sources:
        node.bad("source", "a programme needs its source: an id in sources.toml")
    made = Programme(
        key=_key(node),
        title=node.title(),
        source=source,
        span=node.span(),
        when=node.child("when").make(_when),
        who=node.child("who").make(_who),
        whom=node.child("whom").make(_whom),
        what=node.child("what").make(_what),
        by_when=_limits(node.child("by_when")),
        recheck=node.child("recheck").make(_recheck),
        ladder=tuple(step.make(rung) for step in node.children("ladder")),
        and_then=tuple(step.make(_consequence) for step in node.children("and_then")),
        campaign=key_period.make(campaign) if key_period else None,
    )
    _fits_together(node, made)
    return made


def _fits_together(node: Node, one: Programme) -> None:
    """What each answer allows alone and two of them do not."""
    if one.whom.subject in ("grid", "territory") and one.who.holder in ("duty", "business_post"):
        node.child("who").bad(
            "holder", f"who.holder = '{one.who.holder}' answers for businesses, not for a {one.whom.subject}"
        )
    if one.what.act in words.ACTS_OF_PLACES and one.whom.subject not in ("grid", "territory"):
        node.child("what").bad(
            "act", f"what.act = '{one.what.act}' is owed on a place: whom.subject is territory or grid"
        )
    if one.who.holder == "business_post" and one.whom.sample < EVERYBODY:
        node.child("whom").bad(
            "sample", "what a business owes of itself it owes always; a sample is for who comes to it"
        )
    if one.campaign:
        _fits_a_campaign(node, one)
    if (one.whom.subject == "finding") != (one.what.act == "look_back"):
        node.child("whom").bad("subject", "a look_back is on a finding, and nothing else is")
    if one.whom.subject == "finding" and one.who.holder in ("duty", "business_post"):
        node.child("who").bad(
            "holder", f"who.holder = '{one.who.holder}': who answers for a business does not look back"
        )
    if one.whom.subject == "finding" and one.when.trigger != "order":
        node.child("when").bad(
            "trigger", "findings are looked back at when somebody draws them: the trigger is 'order'"
        )
    if one.when.trigger == "event":
        _fits_an_event(node, one)
    if one.when.trigger == "window":
        _fits_a_window(node, one)
    if one.what.act in ("inspect", "self_check"):
        _can_be_filled_in(node, one)
    if one.who.second and one.whom.subject != "business":
        node.child("who").bad("second", "who.second stands beside whoever goes to a business: whom.subject is business")
    if one.who.second and one.who.second.among == "business_post" and one.who.holder != "business_post":
        node.child("who").bad("second", "a second post of the business belongs to what the business owes of itself")
    rhythms = {(row.every, row.several, row.on_days) for row in one.when.frequencies}
    daily = any(row.plain and row.every in ("day", "week") for row in one.when.frequencies)
    if one.who.holder == "business_post" and daily and len(rhythms) > 1:
        node.child("when").bad(
            "frequency", "a business's own daily or weekly record has one rhythm; make two programmes of it"
        )


def _fits_a_window(node: Node, one: Programme) -> None:
    """A window opens while its programme is in force, and has closed again before the next year's opens."""
    when, days = one.when, one.when.window
    if days.start and days.end and not one.span.meets(days.start, days.end):
        node.child("when").bad(
            "opens", f"the window lies outside the time the programme is in force: {_said(one.span)}"
        )
    if when.around and when.opens_before + when.around.lasts + when.closes_after > SHORTEST["year"] - MOON:
        node.child("when").bad("opens_before", "the window would not have closed before the next year's opens")


def _said(span: Span) -> str:
    return " ".join(part for part in (f"from {span.start}", f"until {span.end}" if span.end else "") if part)


def _can_be_filled_in(node: Node, one: Programme) -> None:
    """Whoever goes, or looks at home, needs a list to fill in."""
    if not one.what.checklists and not (one.campaign and one.campaign.over):
        node.child("what").bad(
            "checklist", f"what.act = '{one.what.act}' needs a [[what.checklist]]: what is filled in?"
        )


def _fits_an_event(node: Node, one: Programme) -> None:
    """A room's own act belongs to its own event; every other event calls forth an act on the business it speaks of."""
    own = words.ACTS_OF_ROOMS.get(one.what.act, "")
    if own != one.when.event and (own or one.when.event not in words.EVENTS):
        node.child("when").bad("event", f"when.event = '{one.when.event}' does not go with what.act = '{one.what.act}'")
    if not own and one.whom.subject != "business":
        node.child("whom").bad("subject", "an event calls forth an act on a business: whom.subject is business")
    if one.whom.sample < EVERYBODY:
        node.child("whom").bad("sample", "an event speaks of one business; a sample is drawn among many")


def _fits_a_campaign(node: Node, one: Programme) -> None:
    if one.when.trigger != "window":
        node.child("when").bad("trigger", "a [campaign] stands in a window: when.trigger = 'window'")
    if one.campaign and one.campaign.over and (one.when.frequencies or one.whom.subject != "business"):
        node.child("when").bad(
            "frequency",
            "campaign.over gives the visits of businesses; it has no frequency of its own and no other subject",
        )


def _key(node: Node) -> str:
    key, stem = node.text("key"), PurePath(node.file).stem
    if key != stem:
        node.bad("key", f"key = '{key}' but the file is called {stem}.toml")
    if not _KEY.fullmatch(key):
        node.bad("key", f"key = '{key}': write small letters, digits and _, a letter first, 50 at most")
    if parent := next((one for one in node.context.programmes if key in (one + DAILY, one + CLOSING)), ""):
        node.bad("key", f"key = '{key}' is how the reports of {parent} are called: choose another")
    return key


def _when(node: Node) -> When:
    trigger = node.word("trigger", words.TRIGGERS)
    rows = node.children("frequency")
    if trigger == "rhythm" and not rows:
        node.bad("frequency", "a rhythm needs at least one [[when.frequency]]")
    frequencies = tuple(row.make(_frequency) for row in rows)
    if trigger == "event" or node.has("event"):
        return _called(node, trigger, frequencies)
    if node.has("around"):
        return _around(node, trigger, frequencies)
    return When(trigger, frequencies, _window(node, trigger), cite=node.cite())


def _called(node: Node, trigger: str, frequencies: tuple[Frequency, ...]) -> When:
    """Called forth by what another room announces; `only` chooses by the words of the announcement."""
    if trigger != "event" or not node.has("event"):
        node.bad("event", "when.event names an event if, and only if, the trigger is 'event'")
    if frequencies:
        node.bad("frequency", "an event calls the act forth each time; it has no frequency")
    event = node.word("event", (*words.EVENTS, *words.ACTS_OF_ROOMS.values()))
    only = node.child("only").make(partial(_only, event=event)) if node.has("only") else ()
    return When(trigger, event=event, only=only, cite=node.cite())


def _only(node: Node, event: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = tuple(words.EVENTS.get(event, ()))
    for name in node.table:
        node.known(name, name, known)
    return tuple((name, node.words(name)) for name in node.table)


def _around(node: Node, trigger: str, frequencies: tuple[Frequency, ...]) -> When:
    """Every year around a key day: so many days before its first, so many after its last."""
    if trigger != "window" or node.has("opens") or node.has("closes"):
        node.bad("around", "when.around belongs to a window that has no when.opens and when.closes of its own")
    name = node.word("around", tuple(node.context.key_days))
    return When(
        trigger,
        frequencies,
        around=node.context.key_days[name],
        opens_before=node.number("opens_before", 0),
        closes_after=node.number("closes_after", 0),
        cite=node.cite(),
    )


def _window(node: Node, trigger: str) -> Span:
    """From the day it opens to the day it closes, that day included."""
    opens, closes = node.day("opens"), node.day("closes")
    if trigger != "window":
        if opens or closes:
            node.bad("opens", f"when.opens and when.closes belong to a window, not to '{trigger}'")
        return ALWAYS
    if opens is None or closes is None:
        node.bad("opens", "a window needs when.opens and when.closes, or a key day that it is when.around")
    if closes < opens:
        node.bad("closes", f"when.closes = {closes} lies before when.opens = {opens}")
    return Span(opens, closes + timedelta(days=1))


def _frequency(node: Node) -> Frequency:
    every, several = _every(node)
    on_days = node.words("on_days", words.WEEKDAYS)
    if node.has("on_days") and not on_days:
        node.bad("on_days", f"{node.name('on_days')} is empty: name days, or leave it out")
    if on_days and (several > 1 or every not in ("day", "week")):
        node.bad("on_days", f"{node.name('on_days')} belongs to every = 'day' or 'week'")
    return Frequency(
        every=every,
        times=_times(node, SHORTEST[every] * several, [words.WEEKDAYS.index(day) for day in on_days]),
        selector=selector(node),
        span=node.span(),
        on_site=node.truth("on_site", default=False),
        cite=node.cite(),
        several=several,
        on_days=on_days,
    )


def _every(node: Node) -> tuple[str, int]:
    """A rhythm, or so many of its periods together: `week`, `2 weeks`."""
    said = node.text("every")
    if together := _TOGETHER.match(said):
        return together["every"], int(together["several"])
    return node.word("every", words.RHYTHMS), 1


def _times(node: Node, days: int, weekdays: list[int]) -> int:
    """So often; each time has a day of its own, so that a period holds no more times than days."""
    most = min(days, max(weekdays) - min(weekdays) + 1) if weekdays else days
    times = node.number("times", 1)
    if not 1 <= times <= most:
        node.bad("times", f"{node.name('times')} = {times}: write how often, 1 to {most} in this time")
    return times


def _who(node: Node) -> Who:
    holder = node.word("holder", words.HOLDERS)
    roles = node.words("roles", words.BUSINESS_ROLES)
    if (holder == "business_post") != bool(roles):
        node.bad("roles", "who.roles names posts of the business if, and only if, the holder is 'business_post'")
    second = node.optional("second")
    return Who(holder, roles, second.make(_second) if second else None)


def _second(node: Node) -> Second:
    """Whom the law wants beside the holder: two of the business, or the other department come along."""
    among = node.word("from", words.SECONDS)
    department = node.word("department", node.context.departments, "")
    if (among == "department") != bool(department):
        node.bad("department", "who.second.department names a line if, and only if, from = 'department'")
    return Second(among, department, node.cite())


def _whom(node: Node) -> Whom:
    subject = node.word("subject", words.SUBJECTS)
    level = node.word("level", words.PLACES, "")
    if (subject == "territory") != bool(level):
        node.bad("level", "whom.level names a level of places if, and only if, the subject is 'territory'")
    drawn = node.optional("sample")
    sample, strata, cite = drawn.make(_sample) if drawn else (EVERYBODY, "", UNCITED)
    after = node.text("after", "")
    if after:
        node.known("after", after, node.context.programmes)
    if after and after == PurePath(node.file).stem:
        node.bad("after", f"whom.after = '{after}' is this programme itself")
    if subject != "business" and (drawn or after):
        node.bad("sample", f"whom.sample and whom.after choose among businesses, not among what is a {subject}")
    rules = tuple(row.make(_owes) for row in node.children("rule"))
    if not any(rule.owes for rule in rules):
        node.bad("rule", "whom needs a [[whom.rule]] with owes = true: as it is, nobody owes it")
    return Whom(subject, rules, level, sample, cite, after, strata)


def _sample(node: Node) -> tuple[int, str, Cite]:
    """So many of a hundred, of all or of each stratum, chosen anew in every period."""
    share = node.number("of_100")
    if not 1 <= share <= EVERYBODY:
        node.bad("of_100", f"{node.name('of_100')} = {share} is no share: write 1 to {EVERYBODY}")
    return share, node.word("by", words.STRATA, ""), node.cite()


def _owes(node: Node) -> OwesRule:
    return OwesRule(node.truth("owes"), selector(node), node.span(), node.cite())


def _what(node: Node) -> What:
    return What(
        act=node.word("act", words.ACTS),
        modes=node.words("modes", words.MODES),
        checklists=tuple(row.make(_choice) for row in node.children("checklist")),
        rolls_up=_rolled(node),
        zero_report=node.truth("zero_report", default=False),
        conclusions=tuple(row.make(_conclusion) for row in node.children("conclusion")),
        cite=node.cite(),
    )


def _rolled(node: Node) -> str:
    """Which programme's records a roll-up is drafted from."""
    name = node.text("rolls_up", "")
    if name:
        node.known("rolls_up", name, node.context.programmes)
    return name


def _choice(node: Node) -> ChecklistChoice:
    if node.has("categories"):
        node.bad(
            "categories", "what.checklist cannot ask for classes of food: make a programme of each class with its list"
        )
    return ChecklistChoice(node.word("use", node.context.checklists), selector(node), node.span())


def _conclusion(node: Node) -> Conclusion:
    return Conclusion(node.text("key"), node.title(), node.cite())


def _limits(node: Node) -> dict[str, Limit]:
    """One limit a key; the act itself and each severity must have one."""
    for key in node.table:
        node.known(key, key, words.LIMIT_KEYS)
    for key in ("act", *words.SEVERITIES):
        if not node.has(key):
            node.bad(key, f"by_when.{key} is missing")
    limits = {key: node.child(key).make(_limit) for key in node.table}
    for key, limit in limits.items():
        if key != "act" and limit.unit == "end of period":
            node.child(key).bad("within", f"by_when.{key}: only the act itself has a period to end with")
    return limits


def _limit(node: Node) -> Limit:
    return node.limit("within", _needed(node, "within"))


def _needed(node: Node, key: str) -> Cite:
    """A limit rests on something, even where its words carry no number."""
    cite = node.cite()
    if not cite.sources and not cite.assumed:
        node.bad(key, f"{node.name(key)} cites no source and does not say assumed = true")
    return cite


def _recheck(node: Node) -> Recheck:
    return Recheck(node.word("by", words.RECHECKERS), node.cite())


def rung(node: Node) -> Rung:
    """One rung of a ladder: after how long, what, to whom."""
    act = node.word("act", words.RUNG_ACTS)
    letter = node.text("letter", "")
    if (act == "letter") != bool(letter):
        node.bad("letter", "ladder.letter names a letter if, and only if, the rung's act is 'letter'")
    if letter:
        node.known("letter", letter, node.context.letters)
    return Rung(node.limit("after", _needed(node, "after")), act, node.word("to", words.RUNG_TARGETS), letter)


def _consequence(node: Node) -> Consequence:
    return Consequence(node.word("on", words.MOMENTS), node.word("do", words.CONSEQUENCES), node.cite())
