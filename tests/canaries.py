"""Rows planted where somebody may not look: each carries a word that stands nowhere else in the world."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from django.db import models

from shian.complaints.paper import Filled
from shian.kernel.bulk import insert_many
from shian.kernel.concealed import blind_index
from shian.kernel.ids import new_id
from shian.kernel.lens import Scoped
from shian.kernel.secrecy import Secrecy
from shian.ledger.models import Entry
from shian.people.models import Person, Post
from shian.registry.models import Business
from shian.sealed.models import Channel
from shian.territory.models import Place
from tests.roles import as_root
from tests.rows import CODE, any_row, keys_may_dangle, scoped_models

# What people wrote. Columns that hold words of the machine (state, act, kind …) stay as they are, or a list would pass over the row.
WRITTEN = {
    "name", "address", "principal_name", "website", "note", "text", "narrative", "filename", "reason", "person_name", "number",
    "title", "by_label", "actor", "basis", "suspicion", "unsigned", "lead_name", "second_name", "papers", "decision_note", "case_number",
    "point",
    "dishes", "allergens", "leader", "goods", "place_name", "signed_by",
    "team", "answer", "answered_by", "judged_by", "judged_note",
    "mark", "names", "about", "sent_by", "received_by",
    "item_title", "who", "unsent", "certificate",
    "summary", "report", "body", "subject", "party_name", "plea", "decision_text", "lies_at", "taken_by", "joint_by",
    "offer", "mediator", "successor", "settlement", "superior", "asked",
}  # fmt: skip
FIRST = [
    "people_person",
    "registry_business",
    "checklists_sheet",
    "loop_duty",
    "loop_finding",
    "registry_importbatch",
    "loop_task",
    "inspection_inspection",
    "oversight_oversight",
    "oversight_unit",
    "canteen_survey",
    "disclosure_publicpage",
    "operations_operation",
    "operations_team",
    "operations_target",
    "double_random_listedobject",
    "double_random_randomplan",
    "clues_shoplist",
    "sealed_sealedclue",
    "sealed_identity",
    "complaints_complaint",
    "complaints_clock",
    "enforcement_penaltycase",
    "enforcement_exhibit",
]


@dataclass(frozen=True)
class Nest:
    """One hidden group of rows: its place, its class, its word, and the keys of what lies in it."""

    word: str
    ground: str
    secrecy: Secrecy
    phone: str
    holder: Post  # whose the rows are: somebody who is in every list, and asks nothing
    keys: dict[type[models.Model], UUID] = field(default_factory=dict)

    def signs(self) -> list[str]:
        """What must never be read by whom it is hidden from: what stays the same however an answer writes its text."""
        return [re.sub(r"\W|[^\x00-\x7f]", "", self.word), self.phone]


PAPER = Filled(5, "own", "own", "own", "own").as_json()
# What may stand once only beside a key that nests share.
ALONE = {
    ("clues_training", "person_key"), ("enforcement_casepaper", "mark"), ("clues_shoplist", "sha256"),
    ("enforcement_spotpenalty", "number"), ("enforcement_jointinquiry", "mark"),
}  # fmt: skip
TURNS, MADE_UP_FROM = count(), 10_000
# What a made-up row must say or its page would not open: a kind of letter that the law knows, a form that is one.
MADE_UP: dict[str, dict[str, Any]] = {
    "letters_letter": {"kind": "reminder"},
    "complaints_complaint": {"kind": "complaint", "regime": "order_121", "category": "other"},
    "complaints_paper": {"form": "acceptance", "content": PAPER},
    "checklists_formdraft": {"form": {"key": "own", "title": "own"}},
}


def templates() -> dict[type[Scoped], Scoped]:
    """One row of every scoped table, as the world made it, or made up where it made none."""
    with as_root():
        return {model: model._base_manager.first() or _made_up(model) for model in in_order()}


def _made_up(model: type[Scoped]) -> Any:
    return any_row(model, path="cn/", **MADE_UP.get(model._meta.db_table, {}))


def in_order() -> list[type[Scoped]]:
    """What others point at comes first."""
    place = {table: n for n, table in enumerate(FIRST)}
    return sorted(scoped_models(), key=lambda model: place.get(model._meta.db_table, len(place)))


def hide(nest: Nest, like: dict[type[Scoped], Scoped]) -> Nest:
    """Fill a nest: one row of every table, like those of the world, but elsewhere and with the nest's word in it."""
    for model, row in like.items():
        hidden = model(**_moved(row, nest))
        nest.keys[model] = hidden.pk
        if model is Business:  # with its triggers: the search by name must have it too
            with as_root():
                insert_many(model, [hidden])
        else:
            with keys_may_dangle():
                insert_many(model, [hidden])
    return nest


def _moved(row: Scoped, nest: Nest) -> dict[str, Any]:
    return {str(f.attname): _value(f, row, nest) for f in row._meta.concrete_fields if not f.has_db_default()}


def _value(column: "models.Field[Any, Any]", row: Scoped, nest: Nest) -> Any:
    name, value = str(column.attname), getattr(row, str(column.attname))
    special = {
        "path": nest.ground,
        "path_then": nest.ground,
        "secrecy": int(nest.secrecy),
        "phone": nest.phone,
        "phone_index": blind_index(nest.phone),
        "phone_tail_index": blind_index(nest.phone[-4:]),
        "business_key": nest.keys.get(Business),
        "uscc": "",
    }
    if column.primary_key or (row._meta.db_table, name) in ALONE:
        return MADE_UP_FROM + next(TURNS) if isinstance(column, models.IntegerField) else new_id()
    if column.unique and isinstance(column, models.CharField):
        return new_id().hex[-CODE:]
    if name in special:
        return special[name]
    if name in WRITTEN and isinstance(column, models.CharField | models.TextField):
        return nest.word
    if isinstance(row, Entry) and name == "facts":
        return {"note": nest.word}
    if isinstance(row, Channel) and name == "place_id":  # one stands in a place
        places = list(Place.objects.order_by("pk").values_list("pk", flat=True))
        return places[next(TURNS) % len(places)]
    if isinstance(column, models.ForeignKey) and value is not None:
        return _pointed_at(column.related_model, value, nest)
    return nest.keys[Person] if name == "person_id" else value


def _pointed_at(model: type[models.Model], value: Any, nest: Nest) -> Any:
    """Something that is there, or a list that joins would pass over the row."""
    if issubclass(model, Scoped):
        return nest.keys.get(model, value)
    if model is Post:
        return nest.holder.pk
    there = model._base_manager
    return value if there.filter(pk=value).exists() else there.values_list("pk", flat=True).first()


def untouched(nests: Iterable[Nest]) -> list[str]:
    """The hidden rows as they are now, to see whether anybody changed one."""
    with as_root():
        return [
            repr(list(model._base_manager.filter(pk=key).values_list()))
            for nest in nests
            for model, key in nest.keys.items()
        ]
