"""A checklist as a form: its questions, groups and lists of choices. Values only, the same whatever they were read from."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from shian.checklists.rules.expressions import Node, asks_for, parsed

VERDICTS = ("conform", "fail", "not_applicable")
JUDGED = "judged"
# What is answered by a value, what is shown or worked out and never answered, and where the telephone is.
VALUES = frozenset({"select_one", "select_multiple", "text", "integer", "decimal", "date", "time", "datetime", "photo"})
UNASKED = frozenset({"note", "calculate", "place"})
KINDS = frozenset({JUDGED}) | VALUES | UNASKED
CHOSEN = frozenset({"select_one", "select_multiple"})
SEVERITIES = ("general", "serious", "critical")
PHOTOS = ("never", "on_fail", "always")


class Choice(msgspec.Struct, frozen=True):
    """One choice of a list; `columns` are what a filter may ask, `verdict` what it says of the place."""

    name: str
    label: str
    label_en: str = ""
    verdict: str = ""
    columns: Mapping[str, str] = {}


class Group(msgspec.Struct, frozen=True):
    """Questions under one heading, asked together or not at all; `path` are the names from the outside in."""

    path: tuple[str, ...]
    label: str = ""
    label_en: str = ""
    relevant: str = ""


class Question(msgspec.Struct, frozen=True):
    """One line of a form. Expressions are kept as they are written; `expression` reads them."""

    code: str
    kind: str
    text: str
    text_en: str = ""
    hint: str = ""
    hint_en: str = ""
    group: tuple[str, ...] = ()
    module: str = ""
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_says: str = ""
    constraint_says_en: str = ""
    calculation: str = ""
    choices: str = ""
    choice_filter: str = ""
    severity: str = "general"
    key: bool = False
    photo: str = "never"
    valid_for: int | None = None
    applies: tuple[str, ...] = ()
    source: str = ""
    unit: str = ""

    @property
    def asked(self) -> bool:
        return self.kind not in UNASKED


class Form(msgspec.Struct, frozen=True, dict=True):
    """A whole checklist; `version` is what its author calls it."""

    key: str
    title: str
    title_en: str = ""
    version: str = ""
    groups: tuple[Group, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = {}
    questions: tuple[Question, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Question]:
        return {one.code: one for one in self.questions}

    @cached_property
    def by_path(self) -> dict[tuple[str, ...], Group]:
        return {one.path: one for one in self.groups}

    @cached_property
    def plain(self) -> bool:
        """Whether every question is judged and asked of everybody: what the law's own lists are."""
        return not self.groups and all(
            one.kind == JUDGED and one.required and not (one.relevant or one.constraint or one.choices)
            for one in self.questions
        )

    def choices_of(self, one: Question) -> tuple[Choice, ...]:
        return self.lists.get(one.choices, ()) if one.choices else ()

    def conditions_of(self, one: Question) -> Iterator[Node]:
        """What must hold for a question to be asked: its own condition and those of its groups, the outermost first."""
        for depth in range(1, len(one.group) + 1):
            group = self.by_path.get(one.group[:depth])
            if group and group.relevant:
                yield parsed(group.relevant)
        if one.relevant:
            yield parsed(one.relevant)

    def columns_of(self, one: Question) -> frozenset[str]:
        """The columns which a choice filter of this question may name."""
        return frozenset({"name"}).union(*(choice.columns for choice in self.choices_of(one)))

    def reads(self, one: Question) -> frozenset[str]:
        """The questions whose answers decide whether this one is asked, or what it comes to."""
        trees = [*self.conditions_of(one), *([parsed(one.calculation)] if one.calculation else [])]
        return frozenset().union(*map(asks_for, trees))

    def all_read(self, one: Question) -> frozenset[str]:
        """The same with its constraint and its choices."""
        trees = [parsed(one.constraint)] if one.constraint else []
        trees += [parsed(one.choice_filter, self.columns_of(one))] if one.choice_filter else []
        return self.reads(one).union(*map(asks_for, trees))

    @cached_property
    def in_order(self) -> tuple[Question, ...]:
        """The questions so that each comes after those it reads. Raises Circle."""
        ordered: list[Question] = []
        state: dict[str, bool] = {}
        for one in self.questions:
            self._settle(one, state, ordered)
        return tuple(ordered)

    def _settle(self, first: Question, state: dict[str, bool], ordered: list[Question]) -> None:
        """Depth first, by a stack of its own: a long chain of questions is no deep recursion."""
        stack = [(first, iter(sorted(self.reads(first))))] if first.code not in state else []
        state.setdefault(first.code, False)
        while stack:
            one, rest = stack[-1]
            code = next(rest, None)
            if code is None:
                stack.pop()
                state[one.code] = True
                ordered.append(one)
            elif code not in state and code in self.by_code:
                state[code] = False
                stack.append((self.by_code[code], iter(sorted(self.reads(self.by_code[code])))))
            elif state.get(code) is False:
                raise Circle(one.code)


class Circle(ValueError):
    """Whether a question is asked depends on itself; `code` is one of the circle."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def verdict_names(choices: tuple[Choice, ...]) -> dict[str, str]:
    """Verdict → the name of the choice that says it, where the list is a judgement: each verdict once, good and bad among them."""
    said = [choice.verdict for choice in choices]
    judged = all(said) and len(set(said)) == len(said) and {"conform", "fail"} <= set(said)
    return {choice.verdict: choice.name for choice in choices} if judged else {}
