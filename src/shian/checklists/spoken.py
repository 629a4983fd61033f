"""A form in the words of whoever reads it: when a question is asked, and what an answer says, never a name from a spreadsheet."""

from django.utils.translation import gettext as _

from shian.checklists.rules.expressions import Node, parsed, written
from shian.checklists.rules.form import CHOSEN, JUDGED, Choice, Form, Question, verdict_names
from shian.kernel.spelled import in_chinese


def both(chinese: str, english: str) -> str:
    """In the reader's language, where it stands in it."""
    return chinese if in_chinese() or not english else english


def question_words(one: Question) -> str:
    """What a question asks, with the unit it is answered in."""
    text = both(one.text, one.text_en)
    return f"{text}（{one.unit}）" if one.unit and one.unit not in text else text


def choice_words(one: Choice) -> str:
    return both(one.label, one.label_en)


def when_words(form: Form, one: Question) -> str:
    """When a question is asked: the conditions of its groups and its own; nothing where it always is."""
    trees = form.conditions_of(one)
    return "，".join(_said(form, tree) for tree in trees)


def value_words(form: Form, one: Question, note: str) -> str:
    """What was answered to a question that asks for a value."""
    if one.kind in CHOSEN:
        labels = {choice.name: choice_words(choice) for choice in form.choices_of(one)}
        names = note.split() if one.kind == "select_multiple" else [note]
        return "、".join(labels.get(name, name) for name in names)
    return f"{note} {one.unit}".strip() if note else ""


def verdict_words(form: Form, one: Question, word: str) -> str:
    """How a form's own list calls a verdict; nothing where the house's own words are meant."""
    name = verdict_names(form.choices_of(one)).get(word, "") if one.kind == JUDGED else ""
    return next((choice_words(choice) for choice in form.choices_of(one) if choice.name == name), "")


def _said(form: Form, tree: Node) -> str:
    """A condition as a person would say it where it is a plain one, else as its author wrote it."""
    match tree:
        case ["and", left, right]:
            return _("%(a)s 而且 %(b)s") % {"a": _said(form, left), "b": _said(form, right)}
        case ["or", left, right]:
            return _("%(a)s 或者 %(b)s") % {"a": _said(form, left), "b": _said(form, right)}
        case ["not", inside]:
            return _("不是（%(a)s）") % {"a": _said(form, inside)}
        case [("=" | "!=" | "<" | "<=" | ">" | ">=") as mark, ["$", code], said] if code in form.by_code:
            return _compared(form, form.by_code[code], str(mark), said)
        case ["selected", ["$", code], str() as name] if code in form.by_code:
            one = form.by_code[code]
            return _("“%(item)s”选了“%(answer)s”") % {
                "item": both(one.text, one.text_en),
                "answer": _name(form, one, name),
            }
    return written(tree)


def _compared(form: Form, one: Question, mark: str, said: Node) -> str:
    item = both(one.text, one.text_en)
    if said == "" and mark in ("=", "!="):
        return (_("“%(item)s”没有答") if mark == "=" else _("“%(item)s”答了")) % {"item": item}
    if not isinstance(said, str | float):
        return f"“{item}” {mark} {written(said)}"
    signs = {"=": _("是"), "!=": _("不是"), "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
    answer = _name(form, one, said) if isinstance(said, str) else f"{written(said)} {one.unit}".strip()
    return _("“%(item)s”%(sign)s“%(answer)s”") % {"item": item, "sign": signs[mark], "answer": answer}


def _name(form: Form, one: Question, name: str) -> str:
    return next((choice_words(choice) for choice in form.choices_of(one) if choice.name == name), name)


def tree_of(text: str, columns: frozenset[str] = frozenset()) -> Node:
    """An expression as a phone reads it; none is nothing."""
    return parsed(text, columns) if text else None
