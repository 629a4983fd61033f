"""A form as a phone of 360 points shows it: the same parts, words and conditions as a visit, nothing to send."""

from dataclasses import dataclass
from typing import ClassVar

from shian.checklists import spoken
from shian.checklists.rules.form import Form, Question
from shian.doors.ui.asking import SILENT, asking, told_to_phone
from shian.doors.ui.shapes.loop import Item


@dataclass(frozen=True)
class PhonePreview:
    template: ClassVar[str] = "checklists/phone.html"
    title: str
    items: tuple[Item, ...]
    forms: tuple[dict[str, object], ...]
    back: str = ""


def shown(form: Form) -> PhonePreview:
    """Every question that a phone shows; the script hides and shows them as it does on a visit."""
    items = tuple(_item(form, one) for one in form.questions if one.kind not in SILENT)
    return PhonePreview(spoken.both(form.title, form.title_en), items, tuple(told_to_phone([form])))


def _item(form: Form, one: Question) -> Item:
    ask = asking(form, one)
    return Item(
        one.code,
        spoken.both(one.text, one.text_en),
        one.module or ask.group,
        ask.hint,
        always=one.photo == "always",
        ask=ask,
    )
