"""A form as a phone of 360 points shows it: the same parts and styles as a visit, nothing to send."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shian.checklists.rules.form import JUDGED, Choice, Form, Question, verdict_names

CONTROLS = {
    "text": "text",
    "integer": "number",
    "decimal": "number",
    "date": "date",
    "time": "time",
    "datetime": "datetime-local",
}


@dataclass(frozen=True)
class Asked:
    """One question on the screen: `answers` are the buttons of a judged one, `choices` what stands to choose."""

    code: str
    kind: str
    text: str
    hint: str = ""
    module: str = ""
    control: str = ""
    answers: tuple[tuple[str, str, str], ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    when: str = ""
    rule: str = ""
    photo: bool = False


@dataclass(frozen=True)
class PhonePreview:
    template: ClassVar[str] = "checklists/phone.html"
    title: str
    items: tuple[Asked, ...]
    back: str = ""


def shown(form: Form) -> PhonePreview:
    """Every question, those asked only under a condition too, with the condition in its words."""
    return PhonePreview(
        _both(form.title, form.title_en), tuple(_item(form, one) for one in form.questions if one.kind != "calculate")
    )


def _item(form: Form, one: Question) -> Asked:
    group = form.by_path.get(one.group)
    when = " · ".join(filter(None, [group.relevant if group else "", one.relevant]))
    return Asked(
        one.code, one.kind, _both(one.text, one.text_en), _both(one.hint, one.hint_en),
        one.module or (_both(group.label, group.label_en) if group else ""), CONTROLS.get(one.kind, ""),
        _answers(form, one), tuple((c.name, _label(c)) for c in form.choices_of(one)) if one.kind != JUDGED else (),
        one.required, when, _both(one.constraint_says, one.constraint_says_en) or one.constraint, one.photo == "always",
    )  # fmt: skip


def _answers(form: Form, one: Question) -> tuple[tuple[str, str, str], ...]:
    """Verdict, words and icon of each button."""
    if one.kind != JUDGED:
        return ()
    icons = {"conform": "check", "fail": "cross", "not_applicable": "minus"}
    house = {"conform": _("符合"), "fail": _("不符合"), "not_applicable": _("不适用")}
    names = verdict_names(form.choices_of(one))
    own = {choice.name: _label(choice) for choice in form.choices_of(one)}
    return tuple(
        (word, own.get(names.get(word, ""), house[word]), icons[word]) for word in icons if not names or word in names
    )


def _label(one: Choice) -> str:
    return _both(one.label, one.label_en)


def _both(chinese: str, english: str) -> str:
    return chinese if (get_language() or "zh").startswith("zh") or not english else english
