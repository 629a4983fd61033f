"""The smaller files of a pack: sources, roles, tiers, loads, clocks, identity, calendar, indicators."""

import re
from datetime import date

from shian.packs import words
from shian.packs.board import Hotline
from shian.packs.cite import Cite
from shian.packs.identity import Category, Form, Identity, Kind, NumberKind
from shian.packs.limits import Limit, VisitTime
from shian.packs.node import Node
from shian.packs.recurrence import Recurrence
from shian.packs.schema import Department, Holiday, Indicator, Load, RoleDef, Source, Tier, YearOfDays
from shian.packs.titles import Title
from shian.packs.wording import Synonyms, plain

LONGEST_CATEGORY = 8  # characters of a code, as the register keeps it


def source(node: Node) -> Source:
    made = Source(
        key=str(node.path[-1]),
        title=node.text("title"),
        number=node.text("number", ""),
        issuer=node.text("issuer", ""),
        day=node.day("date"),
        url=node.text("url", ""),
        note=node.text("note", ""),
        confidence=node.word("confidence", words.CONFIDENCES),
    )
    if not made.url and not made.note:
        node.bad("url", f"source '{made.key}' says neither url nor note: where can it be read?")
    return made


def role(node: Node) -> RoleDef:
    verbs = node.words("verbs")
    if not verbs:
        node.bad("verbs", f"{node.name('verbs')} is empty: a role that may do nothing is no role")
    return RoleDef(
        key=str(node.path[-1]),
        title=node.title(),
        verbs=frozenset(verbs),
        clearance=node.word("clearance", words.CLEARANCES),
        reach=node.word("reach", words.REACHES, "ground"),
        system=node.truth("system", default=False),
    )


def department(node: Node) -> Department:
    return Department(str(node.path[-1]), node.title(), node.truth("police", default=False), node.cite())


def tiers(node: Node) -> dict[str, Tier]:
    """Who takes A, B, C and D under one number of layers."""
    layers = str(node.path[-1])
    node.known("", layers, words.LAYERS)
    for grade in words.GRADES:
        node.has(grade)
    return {grade: node.child(grade).make(_tier) for grade in words.GRADES}


def _tier(node: Node) -> Tier:
    return Tier(
        letter=node.word("tier", words.GRADES),
        level=node.word("level", words.LEVELS),
        role=node.word("role", node.context.roles),
        cite=node.cite(),
    )


def load(node: Node) -> Load:
    time = node.optional("visit_time")
    plan = node.optional("plan")
    made = Load(
        node.number("warn"),
        node.number("block"),
        node.cite(),
        time.make(_visit_time) if time else None,
        *(plan.make(_ask_above) if plan else ()),
    )
    if made.block < made.warn:
        node.bad("block", f"block = {made.block} comes before warn = {made.warn}")
    return made


def recurrence(node: Node) -> Recurrence:
    """How long a struck-off problem is watched, in days, each step longer than the one before."""
    days = node.value("watch", list)
    if not days or any(type(day) is not int or day <= 0 for day in days) or days != sorted(set(days)):
        node.bad(
            "watch", f"{node.name('watch')} = {days} are not days, each more than the one before: write [30, 60, 90]"
        )
    return Recurrence(tuple(days), node.truth("harder", default=False), node.cite())


def synonyms(node: Node) -> Synonyms:
    """Words that ask the same; one alone is no synonym of anything."""
    said = node.words("words")
    if len(set(map(plain, said))) < 2:
        node.bad("words", f"{node.name('words')} needs two words or more that say the same")
    return Synonyms(said, node.cite())


def hotline(node: Node) -> Hotline:
    """Whom anybody may call; the number is a text, for it may begin with a nought."""
    return node.child("hotline").make(lambda one: Hotline(one.text("number"), one.title(), one.cite()))


def _visit_time(node: Node) -> VisitTime:
    made = VisitTime(node.number("least_seconds"), node.number("most_seconds"), node.cite())
    if made.most <= made.least:
        node.bad("most_seconds", f"most_seconds = {made.most} is not after least_seconds = {made.least}")
    return made


def _ask_above(node: Node) -> tuple[int, Cite]:
    """Above how many tasks a plan is made only by whoever says the number."""
    return node.number("ask_above"), node.cite()


def clock(node: Node) -> Limit:
    node.text("zh", "")
    node.text("en", "")
    return node.limit("within", node.cite())


def identity(node: Node) -> Identity:
    numbers = {name: child.make(_number) for name, child in node.named("number").items()}
    kinds = {name: child.make(_kind) for name, child in node.named("kind").items()}
    for name, kind in kinds.items():
        for number in kind.numbers:
            node.child("kind").child(name).known("numbers", number, list(numbers))
    return Identity(
        kinds=kinds,
        forms={name: child.make(_form) for name, child in node.named("form").items()},
        numbers=numbers,
        tags={name: child.make(_tag) for name, child in node.named("tag").items()},
    )


def _kind(node: Node) -> Kind:
    numbers = node.words("numbers")
    return Kind(
        key=str(node.path[-1]),
        title=node.title(),
        sector=node.word("sector", words.SECTORS),
        numbers=numbers,
        code_required=node.truth("code_required", default="uscc" in numbers),
        licence_required=node.truth("licence_required"),
        cite=node.cite(),
    )


def _form(node: Node) -> Form:
    return Form(str(node.path[-1]), node.title(), node.words("uscc"), node.cite())


def _tag(node: Node) -> Title:
    return node.title()


def _number(node: Node) -> NumberKind:
    pattern = node.text("pattern", "")
    try:
        re.compile(pattern)
    except re.error as error:
        node.bad("pattern", f"{node.name('pattern')} is no pattern: {error}")
    check = node.word("check", ("none", "gb32100", "mod_11_10"))
    return NumberKind(
        key=str(node.path[-1]),
        title=node.title(),
        pattern=pattern,
        check=check,
        local=node.truth("local", default=False),
        example=_example(node, pattern),
        cite=node.cite(),
    )


def _example(node: Node, pattern: str) -> str:
    """An example must fit its own pattern, or one of the two is wrong."""
    example = node.text("example", "")
    if example and not re.fullmatch(pattern, example):
        node.bad("example", f"{node.name('example')} = '{example}' does not fit its pattern")
    return example


def category(node: Node) -> Category:
    code = str(node.path[-1])
    if len(code) > LONGEST_CATEGORY:
        node.bad("", f"{node.name('')} has more than {LONGEST_CATEGORY} characters")
    return Category(code, node.title(), node.word("sector", words.SECTORS), node.words("also"), node.cite())


def year(node: Node) -> YearOfDays:
    number, cite = node.number("year"), node.cite()
    seen: set[date] = set()
    rows = node.children("holiday")
    made = tuple(row.make(_holiday) for row in rows)
    for row, holiday in zip(rows, made, strict=True):
        for key, days in (("off", holiday.off), ("work", holiday.work)):
            _once(row, key, days, number, seen)
    return YearOfDays(number, made, cite)


def _once(node: Node, key: str, days: tuple[date, ...], year: int, seen: set[date]) -> None:
    for day in days:
        if day.year != year:
            node.bad(key, f"{day} is no day of {year}")
        if day in seen:
            node.bad(key, f"{day} stands twice")
        seen.add(day)


def _holiday(node: Node) -> Holiday:
    return Holiday(node.text("name"), node.days("off"), node.days("work"))


def indicator(node: Node) -> Indicator:
    return Indicator(
        key=str(node.path[-1]),
        title=node.title(),
        period=node.word("period", words.RHYTHMS),
        counted=node.child("counted").make(Node.title),
        out_of=node.child("out_of").make(Node.title),
        cite=node.cite(),
        days=node.number("days", 0),
    )
