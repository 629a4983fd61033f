"""Importing: stage and check, bring in slice by slice, remember the columns. Undo has its own file."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_values, pipelined, refresh_statistics, sealed
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.registry.actions.business import Grader, register_many
from shian.registry.checking import SLICE, Checked, Report, as_json, blocking, check_table, report_on
from shian.registry.events import RegisterImported
from shian.registry.models import ImportBatch, ImportMapping, ImportRow
from shian.registry.queries.bindings import settling
from shian.registry.queries.imports import StagedRow, known_on, register_of, remembered, waiting
from shian.registry.remarks import in_words
from shian.registry.rules.characters import text_of
from shian.registry.rules.columns import Target
from shian.registry.rules.headings import settled
from shian.registry.rules.lawbook import UNWRITTEN, Lawbook
from shian.registry.schemas import Applied, Progress, business_from_row
from shian.registry.spreadsheets.table import Table, read_table

VERB = "import_register"
Applier = Callable[[UUID, Sequence[StagedRow]], Sequence[Applied]]


def stage_file(
    path: Path,
    target: Target,
    *,
    filename: str,
    ground: str,
    on: date,
    by: Actor,
    lawbook: Lawbook = UNWRITTEN,
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
) -> tuple[ImportBatch, Report]:
    """Read and check the whole file; every row waits under a batch, sealed, until somebody says go."""
    table = read_table(path, target, remembered=remembered(ground, target) | dict(columns or {}), sheet=sheet)
    batch = ImportBatch(
        kind=target.value, filename=filename[-200:], sha256=digest(path), person_id=by.person, path=ground, mapping=_layout(table)
    )  # fmt: skip
    with act(by, VERB, batch) as announce:
        batch.save(force_insert=True)
        report, known = report_on(table, target), known_on(on, ground, lawbook)
        with pipelined():
            for checked in check_table(table, target, known, register_of(by), settling(target, by, on=on)):
                insert_values(ImportRow, [_row(batch, one) for one in checked])
                for _record, row in checked:
                    report.add(row)
        report.skipped = [{"row": number, "text": text} for number, text in table.skipped]
        _count(batch, report)
        announce.note(kind=target.value, rows=report.rows, valid=report.ok)
    return batch, report


def digest(path: Path) -> str:
    """By which a file is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _layout(table: Table) -> dict[str, object]:
    return {
        "sheet": table.sheet,
        "labels": list(table.header.labels),
        "columns": {key: place for place, key in table.header.mapping.items()},
    }


def _row(batch: ImportBatch, checked: Checked) -> dict[str, Any]:
    record, row = checked
    data = {"typed": [text_of(cell) for cell in record.typed], "values": row.values, "outcome": row.outcome.value}
    said = [as_json(problem, row.number) for problem in row.problems]
    return {
        "id": new_id(), "batch_id": batch.pk, "path": batch.path, "secrecy": batch.secrecy, "number": row.number,
        "data": sealed(msgspec.json.encode(data).decode()),
        "errors": _sealed(said) if blocking(row) else [], "warnings": [] if blocking(row) else _sealed(said),
    }  # fmt: skip


_PERSONAL = ("identity", "phone")


def _sealed(said: list[dict[str, object]]) -> list[dict[str, object]]:
    """Numbers of persons stay in the sealed part of the row; a remark beside it shows only their last two characters."""
    return [_masked(one) if str(one["field"]).endswith(_PERSONAL) else one for one in said]


def _masked(one: dict[str, object]) -> dict[str, object]:
    value, hidden = str(one["value"]), "*" * max(len(str(one["value"])) - 2, 0) + str(one["value"])[-2:]
    facts = {name: fact.replace(value, hidden) if value else fact for name, fact in dict(one["facts"]).items()}  # type: ignore[call-overload]  # remarks are plain JSON
    plain = facts | {"value": hidden, "suggestion": ""}
    return one | {"value": hidden, "facts": plain, "message": in_words(str(one["text"]), plain)}


def _count(batch: ImportBatch, report: Report) -> None:
    batch.rows, batch.valid = report.rows, report.ok
    batch.refused = report.rows - report.ok
    batch.summary = {
        "errors": len(report.errors), "warnings": len(report.warnings), "duplicates": len(report.duplicates),
        "left_out": len(report.left_out), "skipped": report.skipped, "notes": report.notes, "unknown_columns": report.unknown_columns,
    }  # fmt: skip
    batch.save(update_fields=["rows", "valid", "refused", "summary"])


def remember_columns(
    ground: str, target: Target, headers: Sequence[str], mapping: Mapping[int, str], *, by: Actor
) -> None:
    """Next month's file of this office is read the same way."""
    columns = settled(headers, mapping)
    fingerprint = hashlib.sha256("\x1f".join(sorted(columns)).encode()).hexdigest()
    kept = ImportMapping(path=ground, kind=target.value, fingerprint=fingerprint, columns=columns)
    with act(by, VERB, kept):
        ImportMapping.objects.update_or_create(
            path=ground, kind=target.value, fingerprint=fingerprint, defaults={"columns": columns}
        )


def apply_slice(batch: ImportBatch, apply: Applier, *, by: Actor, size: int = SLICE) -> Progress:
    """The next slice in one transaction. Two who press at once: the second is told, and nothing enters twice."""
    if batch.state in {"done", "undone", "lapsed"}:
        raise Refused(_("这次导入已经结束"))
    with act(by, VERB, batch) as announce:
        rows = waiting(by, batch, size)
        outcomes = apply(batch.pk, rows)
        _keep(batch, rows[-1][0] if rows else batch.cursor, outcomes)
        if batch.state == "done":
            announce(RegisterImported(batch.pk, batch.kind, batch.applied, batch.refused))
        announce.note(upto=batch.cursor)
    if batch.state == "done":
        refresh_statistics()
    return _progress(batch, outcomes)


def _keep(batch: ImportBatch, cursor: int, outcomes: Sequence[Applied]) -> None:
    """Compare-and-set on the cursor, then what each row became."""
    made = {one.row: one.made for one in outcomes if one.made is not None}
    refused = {one.row: one.refused for one in outcomes if one.made is None}
    left = waiting_after(batch, cursor)
    fresh = {
        "cursor": cursor,
        "applied": batch.applied + len(made),
        "refused": batch.refused + len(refused),
        "state": "applying" if left else "done",
    }
    moved = ImportBatch.objects.filter(pk=batch.pk, cursor=batch.cursor, state=batch.state).update(**fresh)
    if moved != 1:
        raise Conflict(_("另一个窗口正在导入这一批，请等它做完"))
    if batch.kind != Target.BUSINESSES.value:  # a business itself says from which row of which batch it came
        _mark_made(batch, made)
    for number, message in refused.items():
        ImportRow.objects.filter(batch=batch, number=number).update(errors=[_refusal(number, message)])
    for name, value in fresh.items():
        setattr(batch, name, value)


def _mark_made(batch: ImportBatch, made: Mapping[int, UUID]) -> None:
    """One statement for a slice: a CASE for every row, as bulk_update writes it, costs more than the import itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_importrow AS row SET made = said.made FROM unnest(%s::int[], %s::uuid[]) AS said (number, made)"
            " WHERE row.batch_id = %s AND row.number = said.number",
            [list(made), list(made.values()), batch.pk],
        )


def waiting_after(batch: ImportBatch, cursor: int) -> bool:
    return ImportRow.objects.filter(batch=batch, number__gt=cursor, errors=[]).exists()


def _refusal(row: int, message: str) -> dict[str, object]:
    """What the gate or the database said of a row, in the shape of every other remark."""
    where: dict[str, object] = {"row": row, "column": "", "field": "", "value": ""}
    return where | {"kind": "refused", "level": "error", "message": message, "text": message, "facts": {}}


def _progress(batch: ImportBatch, outcomes: Sequence[Applied]) -> Progress:
    messages = tuple((one.row, one.refused) for one in outcomes if one.refused)
    return Progress(batch.pk, batch.applied + len(messages), batch.valid, batch.applied, batch.refused, messages)


def apply_businesses(*, on: date, by: Actor, grade: Grader | None = None) -> Applier:
    """How a slice of the register enters."""

    def apply(batch: UUID, rows: Sequence[StagedRow]) -> Sequence[Applied]:
        news = [business_from_row(values, remark, batch, number) for number, values, remark in rows]
        verdicts = register_many(news, on=on, by=by, grade=grade)
        return [
            Applied(number, verdict.item.pk) if verdict.ok else Applied(number, refused=verdict.message)
            for (number, _values, _remark), verdict in zip(rows, verdicts, strict=True)
        ]

    return apply
