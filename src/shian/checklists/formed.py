"""A form from the rows of a version, the rows from a form, and the law's list as a form: between values and tables."""

import hashlib
from typing import Any
from uuid import UUID

import msgspec

from shian.checklists.models import ChecklistVersion, Item
from shian.checklists.rules.form import JUDGED, Form, Question
from shian.packs.schema import Checklist

# What an item has a column for; the rest of a question stands in its `shape`.
COLUMNS = frozenset(
    {"code", "kind", "text", "text_en", "module", "severity", "key", "photo", "valid_for", "applies", "source"}
)


def law_form(asked: Checklist) -> Form:
    """A list of the law as a form: every question judged, every one asked."""
    questions = tuple(
        Question(
            one.code, JUDGED, one.text.zh, one.text.en, module=one.module, required=True, severity=one.severity, key=one.key,
            photo=one.photo, valid_for=one.valid_for, applies=tuple(sorted(one.applies)), source=one.cite.text[:120],
        )
        for one in asked.items
    )  # fmt: skip
    return Form(asked.key, asked.title.zh, asked.title.en, questions=questions)


def digest_on(form: Form, ground: str, stands_on: str) -> str:
    """What is asked, where, and above which list of the law, as one hash."""
    return hashlib.sha256(msgspec.json.encode([form, ground, stands_on], order="deterministic")).hexdigest()


def items_of(version: ChecklistVersion, form: Form) -> list[Item]:
    """The rows of a form's questions."""
    return [
        Item(
            version=version, position=position, code=one.code, kind=one.kind, text=one.text, text_en=one.text_en,
            module=one.module, severity=one.severity, key=one.key, applies=list(one.applies), photo=one.photo,
            valid_days=one.valid_for, source=one.source, shape=_rest(one),
        )
        for position, one in enumerate(form.questions, start=1)
    ]  # fmt: skip


def _rest(one: Question) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(one)
    return {name: value for name, value in said.items() if name not in COLUMNS}


def kept_form(form: Form) -> dict[str, Any]:
    """What of a form stands in its version: groups, lists, and what its author called the version."""
    said: dict[str, Any] = msgspec.to_builtins(form)
    return {name: said[name] for name in ("groups", "lists", "version") if name in said} | {"published": True}


# A published version never changes, so what it was read into is kept.
_KEPT: dict[UUID, Form] = {}
_MOST_KEPT = 256


def form_of(version: ChecklistVersion, items: tuple[Item, ...]) -> Form:
    """The form of a version, a list of the law's alike."""
    if not version.form:
        return _read(version, items)
    if version.pk not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[version.pk] = _read(version, items)
    return _KEPT[version.pk]


def _read(version: ChecklistVersion, items: tuple[Item, ...]) -> Form:
    kept = {name: value for name, value in version.form.items() if name != "published"}
    said = {"key": version.key, "title": version.title, "title_en": version.title_en, **kept}
    said["questions"] = [_question(one, bool(version.form)) for one in items]
    return msgspec.convert(said, Form)


def _question(one: Item, published: bool) -> dict[str, Any]:
    return {
        "code": one.code, "kind": one.kind, "text": one.text, "text_en": one.text_en, "module": one.module,
        "severity": one.severity, "key": one.key, "photo": one.photo, "valid_for": one.valid_days,
        "applies": list(one.applies), "source": one.source, **(one.shape if published else {"required": True}),
    }  # fmt: skip
