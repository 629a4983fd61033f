"""The annotated copy of an imported file: made from what was staged, so that the file itself need not be kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.registry.models import ImportBatch, ImportRow
from shian.registry.queries.imports import rows_of
from shian.registry.rules.rows import CheckedRow, Outcome, Problem
from shian.registry.rules.verdict import Level, Sentence
from shian.registry.spreadsheets.writing import Remarked, write_annotated


def annotated_copy(viewer: Actor, batch: ImportBatch, to: Path | IO[bytes]) -> None:
    """Every row of the file as it was typed, with its remarks; nothing of it is kept in memory. Raises Missing where no row is left."""
    if "labels" not in batch.mapping:
        raise Missing(_("这次导入的表已经清除，没有可以下载的批注表；需要的话请重新上传"))
    write_annotated(batch.mapping["labels"], batch.mapping["columns"], _rows(viewer, batch), to)


def _rows(viewer: Actor, batch: ImportBatch) -> Iterator[Remarked]:
    for row in rows_of(viewer, batch).iterator(chunk_size=1000):
        data = json.loads(row.data)
        yield data["typed"], _checked(row, data)


def _checked(row: ImportRow, data: dict[str, Any]) -> CheckedRow:
    problems = tuple(_problem(said) for said in (*row.errors, *row.warnings))
    return CheckedRow(row.number, data["values"], problems, Outcome(data["outcome"]))


def _problem(said: dict[str, Any]) -> Problem:
    sentence = Sentence(said["text"], said["facts"])
    return Problem(said["field"], said["column"], said["value"], Level(said["level"]), said["kind"], sentence)
