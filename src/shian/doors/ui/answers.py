"""A checklist as a form: its questions for the page, and what came back, photographs kept on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from shian.checklists.models import Item as Question
from shian.checklists.rules.form import JUDGED, UNASKED, Form
from shian.doors.ui import asking
from shian.doors.ui.modules import module_words
from shian.doors.ui.shapes.loop import Item
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.spelled import apart, headed, in_chinese

NO_FORMS: Mapping[str, Form] = {}
Files = MultiValueDict[str, "UploadedFile[Any]"]


@dataclass
class Filled:
    """What a person filled in: an answer per question, and what is wrong with it, question by question."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    valued: set[str] = field(default_factory=set)  # what was answered by a value: its note is the answer
    measures: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def submitted(self) -> dict[str, dict[str, Any]]:
        """The answers in the shape of a submission; what was done at once stands behind what was found."""
        return {code: self._sent(code, answer) for code, answer in self.answers.items() if answer["answer"]}

    def _sent(self, code: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        if code in self.valued:
            return {name: said for name, said in answer.items() if said}
        if answer["answer"] != "fail":
            return {"answer": answer["answer"]} | ({"photos": answer["photos"]} if answer["photos"] else {})
        measure = self.measures.get(code, "")
        note = apart(
            part for part in (answer["note"], _("措施：%(what)s") % {"what": measure} if measure else "") if part
        )
        return {**answer, "note": note}


def filled(
    post: QueryDict,
    files: Files,
    questions: Iterable[Question],
    *,
    path: str,
    business: UUID,
    by: Actor,
    forms: Mapping[str, Form] = NO_FORMS,
) -> Filled:
    """Read a form. Photographs are kept at once, so that a form handed back need not bring them again."""
    found = Filled()
    for one in questions:
        if one.kind in UNASKED:
            continue
        photos = kept_among(post.getlist(f"kept-{one.code}"), by)
        photos += _photos(files.getlist(f"photos-{one.code}"), one, found, path, business, by)
        found.answers[one.code] = {
            "answer": post.get(f"answer-{one.code}", ""),
            "note": post.get(f"note-{one.code}", "").strip(),
            "disposition": post.get(f"disposition-{one.code}", ""),
            "photos": [str(key) for key in dict.fromkeys(photos)],
        }
        if one.code in forms and one.kind != JUDGED:
            found.valued.add(one.code)
            form = forms[one.code]
            found.answers[one.code] |= asking.answered(form, form.by_code[one.code], post, bool(photos))
        found.measures[one.code] = post.get(f"measure-{one.code}", "").strip()
    return found


def kept_among(said: list[str], by: Actor) -> list[UUID]:
    """The photographs that a form handed back already holds; a number that is none of theirs is passed over."""
    keys = []
    for text in said:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    seen = seen_among(keys, viewer=by) if keys else frozenset()
    return [key for key in keys if key in seen]


def _photos(
    files: "list[UploadedFile[Any]]", one: Question, found: Filled, path: str, business: UUID, by: Actor
) -> list[UUID]:
    keys = []
    for file in files:
        try:
            keys.append(keep_photo(file, path=path, business=business, by=by))
        except Refused as refused:
            found.errors.append((one.code, headed(said_text(one), refused)))
    return keys


def keep_photo(file: "UploadedFile[Any]", *, path: str, business: UUID, by: Actor) -> UUID:
    """One photograph from a form. Raises Refused for what is too big, empty or no photograph."""
    refuse_by_size(file.size or 0)
    with transaction.atomic():
        return keep_evidence(Upload(file.read(), "photo"), path=path, business=business, by=by).pk


def said_text(question: Question) -> str:
    """The question in the reader's language."""
    chinese = in_chinese()
    return question.text if chinese or not question.text_en else question.text_en


@dataclass(frozen=True)
class Beside:
    """What stands beside a question: the answer that still holds, in words, and which duties ask it."""

    standing: str = ""
    asked_by: tuple[str, ...] = ()


NOTHING = Beside()


def asked(
    questions: Iterable[Question],
    *,
    typed: Filled | None = None,
    beside: Mapping[str, Beside] | None = None,
    assumed: bool = False,
    forms: Mapping[str, Form] = NO_FORMS,
) -> tuple[Item, ...]:
    """The questions for a page: fresh, with answers that still hold, or as they were typed a moment ago."""
    shown = (one for one in questions if one.kind not in asking.SILENT)
    return tuple(
        _item(one, typed, (beside or {}).get(one.code, NOTHING), assumed, forms.get(one.code)) for one in shown
    )


def _item(one: Question, typed: Filled | None, beside: Beside, assumed: bool, form: Form | None) -> Item:
    back = typed.answers.get(one.code, {}) if typed else {}
    ask = asking.asking(form, form.by_code[one.code], back.get("note", "")) if form else None
    return Item(
        one.code,
        said_text(one),
        module_words(one.module) or (ask.group if ask else ""),
        look=ask.hint if ask else "",
        ask=ask,
        said=back.get("answer", "") if typed else ("still" if beside.standing else ""),
        assumed=assumed,
        standing=beside.standing,
        note=back.get("note", ""),
        measure=typed.measures.get(one.code, "") if typed else "",
        chosen=back.get("disposition", ""),
        kept=tuple(back.get("photos", ())),
        photo=one.photo != "never" and one.kind != "photo",
        always=one.photo == "always" and one.kind not in UNASKED | {"photo"},
        asked_by=beside.asked_by,
    )
