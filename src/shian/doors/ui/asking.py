"""A question of an office's own form as every page asks it: preview, phone, shop and paper; and the rules a phone judges it by."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.checklists import spoken
from shian.checklists.rules.form import JUDGED, UNASKED, Form, Question, verdict_names
from shian.checklists.rules.settling import UNSEEN, verdict_of
from shian.doors.ui.shapes.asking import Asking, Choosable
from shian.doors.ui.terms import ANSWERS, said

CONTROLS = {
    "text": "text", "integer": "number", "decimal": "number", "date": "date", "time": "time", "datetime": "datetime-local",
}  # fmt: skip
ICONS = {"conform": "check", "fail": "cross", "not_applicable": "minus"}
SILENT = frozenset({"calculate", "place"})  # worked out, or taken with every sheet: nothing to show


def asking(form: Form, one: Question, value: str = "") -> Asking:
    """How a question is answered, in the reader's words."""
    group = form.by_path.get(one.group)
    return Asking(
        kind=one.kind,
        control=CONTROLS.get(one.kind, ""),
        many=one.kind == "select_multiple",
        unit=one.unit,
        hint=spoken.both(one.hint, one.hint_en),
        group=spoken.both(group.label, group.label_en) if group else "",
        when=spoken.when_words(form, one),
        rule=spoken.both(one.constraint_says, one.constraint_says_en),
        required=one.required and one.kind not in UNASKED,
        answers=_answers(form, one),
        choices=_choices(form, one, value),
        value=value,
    )


def _answers(form: Form, one: Question) -> tuple[tuple[str, str, str], ...]:
    """Verdict, words and icon of each button of a judged question, in the form's own words where it has some."""
    if one.kind != JUDGED:
        return ()
    house = {"conform": _("符合"), "fail": _("不符合"), "not_applicable": _("不适用")}
    names = verdict_names(form.choices_of(one))
    return tuple(
        (word, spoken.verdict_words(form, one, word) or house[word], ICONS[word])
        for word in ICONS
        if not names or word in names
    )


def _choices(form: Form, one: Question, value: str) -> tuple[Choosable, ...]:
    if one.kind == JUDGED:
        return ()
    chosen = value.split() if one.kind == "select_multiple" else [value]
    return tuple(Choosable(c.name, spoken.choice_words(c), c.name in chosen) for c in form.choices_of(one))


def answered(form: Form, one: Question, post: QueryDict, photos: bool) -> dict[str, str]:
    """Word and note of a question that asks for a value, as a plain form sends it; no word where nothing was said."""
    if post.get(f"answer-{one.code}", "") == UNSEEN:
        return {"answer": UNSEEN, "note": ""}
    names = [text.strip() for text in post.getlist(f"value-{one.code}") if text.strip()]
    note = " ".join(names) if one.kind == "select_multiple" else "".join(names[:1])
    given = photos if one.kind == "photo" else bool(note)
    return {"answer": verdict_of(form, one, note) if given else "", "note": note}


def answer_words(form: Form | None, code: str, answer: dict[str, Any]) -> str:
    """The answer as it was put on the page: a value as a value, a verdict in the form's own words."""
    one = form.by_code.get(code) if form else None
    house = said(ANSWERS, answer["answer"])
    if form is None or one is None or answer["answer"] == UNSEEN:
        return house
    if one.kind == JUDGED:
        return spoken.verdict_words(form, one, answer["answer"]) or house
    return spoken.value_words(form, one, answer.get("note", "")) or _("有照片")


def told_to_phone(forms: Iterable[Form]) -> list[dict[str, Any]]:
    """Forms with their conditions as the script reads them: no network is needed to know what is asked next."""
    return [_told(form) for form in forms]


def _told(form: Form) -> dict[str, Any]:
    return {
        "order": [one.code for one in form.in_order],
        "questions": {one.code: _rules(form, one) for one in form.questions},
    }


def _rules(form: Form, one: Question) -> dict[str, Any]:
    """What stands for nothing is left out; a tree may be a lone 0 or '' and still is one: never true."""
    trees: Mapping[str, Any] = {
        "rule": spoken.tree_of(one.constraint),
        "calculation": spoken.tree_of(one.calculation),
        "filter": spoken.tree_of(one.choice_filter, form.columns_of(one)),
    }
    rules: Mapping[str, Any] = {
        "when": list(form.conditions_of(one)),
        "says": spoken.both(one.constraint_says, one.constraint_says_en),
        "choices": [{"name": c.name, "verdict": c.verdict, "columns": dict(c.columns)} for c in form.choices_of(one)],
        "names": verdict_names(form.choices_of(one)) if one.kind == JUDGED else {},
    }
    return {
        "kind": one.kind,
        "required": one.required,
        **{name: tree for name, tree in trees.items() if tree is not None},
        **{name: value for name, value in rules.items() if value},
    }
