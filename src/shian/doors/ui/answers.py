"""A checklist as a form: its questions for the page, and what came back, photographs kept on the way."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shian.checklists.models import Item as Question
from shian.doors.ui.shapes.loop import Item
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused

Files = MultiValueDict[str, "UploadedFile[Any]"]


@dataclass
class Filled:
    """What a person filled in: an answer per question, and what is wrong with it, question by question."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def submitted(self) -> dict[str, dict[str, Any]]:
        """The answers in the shape of a submission; what was done at once stands behind what was found."""
        return {code: self._sent(code, answer) for code, answer in self.answers.items() if answer["answer"]}

    def _sent(self, code: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        if answer["answer"] != "fail":
            return {"answer": answer["answer"], "photos": answer["photos"]}
        measure = self.measures.get(code, "")
        note = "；".join(
            part for part in (answer["note"], _("措施：%(what)s") % {"what": measure} if measure else "") if part
        )
        return {**answer, "note": note}


def filled(
    post: QueryDict, files: Files, questions: Iterable[Question], *, path: str, business: UUID, by: Actor
) -> Filled:
    """Read a form. Photographs are kept at once, so that a form handed back need not bring them again."""
    found = Filled()
    for one in questions:
        photos = _kept(post.getlist(f"kept-{one.code}"), by)
        photos += _photos(files.getlist(f"photos-{one.code}"), one, found, path, business, by)
        found.answers[one.code] = {
            "answer": post.get(f"answer-{one.code}", ""),
            "note": post.get(f"note-{one.code}", "").strip(),
            "disposition": post.get(f"disposition-{one.code}", ""),
            "photos": [str(key) for key in dict.fromkeys(photos)],
        }
        found.measures[one.code] = post.get(f"measure-{one.code}", "").strip()
    return found


def _kept(said: list[str], by: Actor) -> list[UUID]:
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
            found.errors.append((one.code, f"{said_text(one)}：{refused}"))
    return keys


def keep_photo(file: "UploadedFile[Any]", *, path: str, business: UUID, by: Actor) -> UUID:
    """One photograph from a form. Raises Refused for what is too big, empty or no photograph."""
    refuse_by_size(file.size or 0)
    with transaction.atomic():
        return keep_evidence(Upload(file.read(), "photo"), path=path, business=business, by=by).pk


def said_text(question: Question) -> str:
    """The question in the reader's language."""
    chinese = (get_language() or "zh").startswith("zh")
    return question.text if chinese or not question.text_en else question.text_en


def asked(
    questions: Iterable[Question], *, typed: Filled | None = None, standing: Collection[str] = (), assumed: bool = False
) -> tuple[Item, ...]:
    """The questions for a page: fresh, with answers that still hold, or as they were typed a moment ago."""
    return tuple(_item(one, typed, one.code in standing, assumed) for one in questions)


def _item(one: Question, typed: Filled | None, standing: bool, assumed: bool) -> Item:
    back = typed.answers.get(one.code, {}) if typed else {}
    return Item(
        one.code,
        said_text(one),
        one.module,
        said=back.get("answer", "") if typed else ("conform" if standing else ""),
        assumed=assumed,
        standing=standing,
        note=back.get("note", ""),
        measure=typed.measures.get(one.code, "") if typed else "",
        chosen=back.get("disposition", ""),
        kept=tuple(back.get("photos", ())),
        photo=one.photo != "never",
        must=one.photo == "always",
    )
