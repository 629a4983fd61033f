"""A form on a list of the law: what the law asks is asked, as the law asks it; a form may add, never take away."""

from dataclasses import dataclass

import msgspec

from shian.checklists.rules.form import Form, Question


@dataclass(frozen=True)
class Joined:
    """The form with the law's questions in front, those it had left out, and those it would have asked otherwise."""

    form: Form
    added: tuple[Question, ...]
    restored: tuple[Question, ...]


def joined(form: Form, law: Form) -> Joined:
    """The law's questions first, in the law's words, asked of everybody; then the form's own."""
    known = form.by_code
    added = tuple(one for one in law.questions if one.code not in known)
    restored = tuple(one for one in law.questions if one.code in known and _as_asked(known[one.code]) != _as_asked(one))
    own = tuple(one for one in form.questions if one.code not in law.by_code)
    return Joined(_in_use(form, law, (*law.questions, *own)), added, restored)


def _as_asked(one: Question) -> Question:
    """A question without what a spreadsheet need not repeat."""
    return msgspec.structs.replace(one, applies=(), source="", module="")


def _in_use(form: Form, law: Form, questions: tuple[Question, ...]) -> Form:
    paths = {one.group[:depth] for one in questions for depth in range(1, len(one.group) + 1)}
    lists = {one.choices for one in questions}
    return msgspec.structs.replace(
        form,
        key=law.key,
        groups=tuple(one for one in form.groups if one.path in paths),
        lists={name: choices for name, choices in form.lists.items() if name in lists},
        questions=questions,
    )
