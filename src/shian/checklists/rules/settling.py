"""Answers judged against the form they answer: what was not to be asked, what breaks a rule, what is missing.

An answer is a word (`conform`, `fail`, `not_applicable`) and a note. What asks for a value has it in its note: its word is
the verdict of the choice, else `not_applicable`, for a value alone says neither good nor bad.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shian.checklists.rules.evaluating import BLANK, DAY, Given, Value, days_of, number, true_of, value_of, words
from shian.checklists.rules.expressions import Node, parsed
from shian.checklists.rules.form import CHOSEN, JUDGED, Choice, Form, Question, verdict_names

WHOLE = re.compile(r"-?[0-9]{1,15}")
BROKEN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
# The shapes a page or a field app sends, and not all that Python can read (2026-W05, 20260201): the phone judges by the same.
HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?")
NO_VERDICT = "not_applicable"
UNSEEN = "not_checked"  # said by whoever checks himself: honest, and no answer to any question


@dataclass(frozen=True)
class Said:
    """An answer as the rules see it."""

    word: str
    note: str = ""
    photos: int = 0


@dataclass(frozen=True)
class Trouble:
    """What is wrong with the answer to a question: `kind` is constraint, choice, value or verdict; `says` the form's own words."""

    code: str
    kind: str
    says: str = ""
    says_en: str = ""


@dataclass(frozen=True)
class Settled:
    """The codes of answers that count, of those that were not to be given, of those left out; and what is wrong."""

    kept: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)


def settled(form: Form, answers: Mapping[str, Said], today: date) -> Settled:
    """Judge all answers. A question that is not asked counts as unanswered for the others, as on the telephone."""
    found = Settled()
    for one in form.in_order:
        given = Given(found.values, today=today)
        if not all(true_of(condition, given) for condition in form.conditions_of(one)):
            found.ignored.extend([one.code] * (one.code in answers))
        elif one.kind == "calculate":
            found.values[one.code] = worked_out(parsed(one.calculation), given) if one.calculation else ""
        elif one.code in answers:
            found.kept.append(one.code)
            found.values[one.code] = typed(form, one, answers[one.code])
        elif one.asked and one.required:
            found.missing.append(one.code)
    for code in found.kept:
        found.troubles.extend(_trouble(form, form.by_code[code], answers[code], Given(found.values, today=today)))
    found.missing.sort(key=list(form.by_code).index)
    return found


def worked_out(calculation: Node, given: Given) -> Value:
    """What a calculation came to, as the others read it: what is no number is no answer, as in a field app."""
    value = value_of(calculation, given)
    return "" if isinstance(value, float) and math.isnan(value) else value


def typed(form: Form, one: Question, said: Said) -> Value:
    """The answer as an expression reads it: a number where one is asked for, the name of the choice where one is chosen."""
    if said.word == UNSEEN:
        return ""
    if one.kind == JUDGED:
        return verdict_names(form.choices_of(one)).get(said.word, said.word)
    if one.kind in ("integer", "decimal"):
        return number(said.note) if said.note else ""
    if one.kind == "date":
        return days_of(date.fromisoformat(said.note)) if _is_day(said.note) else said.note
    if one.kind == "photo":
        return "1" if said.photos else ""
    return said.note


def _trouble(form: Form, one: Question, said: Said, given: Given) -> list[Trouble]:
    if said.word == UNSEEN:
        return []
    if one.kind == JUDGED:
        names = verdict_names(form.choices_of(one))
        if names and said.word not in names:
            return [Trouble(one.code, "choice")]
    elif one.kind == "photo":
        return [] if said.photos or not one.required else [Trouble(one.code, "value")]
    elif not said.note and not one.required:
        return []
    elif not _fits(one.kind, said.note):
        return [Trouble(one.code, "value")]
    elif one.kind in CHOSEN and not _offered(form, one, said.note, given):
        return [Trouble(one.code, "choice")]
    if one.kind != JUDGED and said.word != verdict_of(form, one, said.note):
        return [Trouble(one.code, "verdict")]
    own = Given(given.answers, given.answers[one.code], today=given.today)
    if one.constraint and not true_of(parsed(one.constraint), own):
        return [Trouble(one.code, "constraint", one.constraint_says, one.constraint_says_en)]
    return []


def verdict_of(form: Form, one: Question, note: str) -> str:
    """What a value says of the place: the worst verdict among its choices, nothing where they have none."""
    chosen = [choice.verdict for choice in form.choices_of(one) if choice.name in words(note)]
    return next((word for word in ("fail", "conform") if word in chosen), NO_VERDICT)


def offered(form: Form, one: Question, given: Given) -> list[Choice]:
    """The choices that stand to choose, given the other answers."""
    choices = list(form.choices_of(one))
    if not one.choice_filter:
        return choices
    tree = parsed(one.choice_filter, form.columns_of(one))

    def stands(choice: Choice) -> bool:
        columns = {"name": choice.name, **choice.columns}
        return true_of(tree, Given(given.answers, given.own, columns, given.today))

    return [choice for choice in choices if stands(choice)]


def _offered(form: Form, one: Question, note: str, given: Given) -> bool:
    names = {choice.name for choice in offered(form, one, given)}
    chosen = words(note) if one.kind == "select_multiple" else [note]
    return set(chosen) <= names and len(chosen) == len(set(chosen))


def _fits(kind: str, note: str) -> bool:
    match kind:
        case "integer":
            return WHOLE.fullmatch(note) is not None
        case "decimal":
            return BROKEN.fullmatch(note) is not None
        case "date":
            return _is_day(note)
        case "time":
            return HOUR.fullmatch(note) is not None
        case "datetime":
            day, _t, hour = note.partition("T")
            return _is_day(day) and HOUR.fullmatch(hour) is not None
    return bool(note.strip(BLANK))


def _is_day(note: str) -> bool:
    if not DAY.fullmatch(note):
        return False
    try:
        date.fromisoformat(note)
    except ValueError:
        return False
    return True
