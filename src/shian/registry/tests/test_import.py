"""From a file to the register, and back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from shian.kernel.actor import Actor
from shian.kernel.refused import Conflict, Refused
from shian.ledger.models import Entry
from shian.people.models import Person
from shian.registry.actions.imports import apply_businesses, apply_slice, remember_columns, stage_file
from shian.registry.actions.standing import close_business
from shian.registry.actions.undoing import undo_businesses
from shian.registry.annotated import annotated_copy
from shian.registry.models import (
    Appointment,
    Business,
    GradeRecord,
    ImportBatch,
    ImportRow,
    Licence,
    Premises,
    Standing,
)
from shian.registry.queries.imports import batch as batch_of
from shian.registry.queries.imports import remembered
from shian.registry.rules.columns import Target
from shian.registry.spreadsheets.table import read_table
from shian.registry.tests.conftest import COUNTY, TODAY, official
from shian.registry.tests.workbooks import HEADER, credit_code, shop, workbook

pytestmark = pytest.mark.django_db


def stage(path: Path, by: Actor) -> tuple[ImportBatch, object]:
    return stage_file(path, Target.BUSINESSES, filename=path.name, ground=COUNTY, on=TODAY, by=by)


def bring_in(batch: ImportBatch, by: Actor, size: int = 1000) -> None:
    while batch.state != "done":
        apply_slice(batch, apply_businesses(on=TODAY, by=by), by=by, size=size)


def mixed(tmp_path: Path) -> Path:
    rows = [
        shop(1),
        shop(2),
        shop(3, 统一社会信用代码="9133048300000000XX"),
        shop(4, 主体状态="注销"),
        shop(5),
        shop(5, 序号=6),
    ]
    return workbook(tmp_path / "名册.xlsx", rows, title="桐乡市食品经营主体名册")


def test_staging_writes_no_business(tmp_path: Path, office: Actor) -> None:
    batch, report = stage(mixed(tmp_path), office)
    assert (batch.rows, batch.valid, batch.refused, batch.state) == (6, 3, 3, "staged")
    assert Business.objects.count() == 0 and ImportRow.objects.filter(errors=[]).count() == 3
    assert [one["row"] for one in report.duplicates] == [9] and [one["row"] for one in report.left_out] == [7]  # type: ignore[attr-defined]  # a report is plain JSON


def test_a_batch_comes_in_slice_by_slice_with_provenance(tmp_path: Path, office: Actor) -> None:
    batch, _report = stage(mixed(tmp_path), office)
    progress = apply_slice(batch, apply_businesses(on=TODAY, by=office), by=office, size=2)
    assert (progress.done, progress.total, progress.left, batch.state) == (2, 3, 1, "applying")
    bring_in(batch, office, size=2)
    assert (batch.state, batch.applied) == ("done", 3)
    assert list(Business.objects.order_by("batch_row").values_list("batch", "batch_row")) == [
        (batch.pk, row) for row in (4, 5, 8)
    ]
    first = Business.objects.get(batch_row=4)
    assert first.uscc == credit_code(1) and first.path == f"{COUNTY}001/001/" and first.place.name == "百花社区"
    assert Standing.objects.on(TODAY).filter(business=first, status="operating").count() == 1
    assert (
        Licence.objects.filter(business=first, kind="jy").count() == 1
        and Premises.objects.filter(business=first).count() == 1
    )
    seat = Appointment.objects.get(business=first)
    assert seat.role == "principal" and Person.objects.get(pk=seat.person_id).phone == "15400000001"
    assert Entry.objects.filter(verb="record_business").count() == 3


def test_numbers_of_persons_lie_sealed_and_remarks_mask_them(tmp_path: Path, office: Actor) -> None:
    batch, _report = stage(workbook(tmp_path / "a.xlsx", [shop(1, 负责人手机号="1540000000"), shop(2)]), office)
    wrong = ImportRow.objects.get(batch=batch, number=2)
    assert wrong.errors[0]["value"] == "********00" and "1540000000" not in str(wrong.errors)
    assert "1540000000" in wrong.data


def test_two_windows_do_not_bring_a_row_in_twice(tmp_path: Path, office: Actor) -> None:
    batch, _report = stage(mixed(tmp_path), office)
    other = ImportBatch.objects.get(pk=batch.pk)
    apply_slice(batch, apply_businesses(on=TODAY, by=office), by=office, size=1)
    with pytest.raises((Conflict, Refused)):
        apply_slice(other, apply_businesses(on=TODAY, by=office), by=office, size=1)
    assert Business.objects.count() == 1


def test_a_second_import_of_the_same_file_finds_everything_there(tmp_path: Path, office: Actor) -> None:
    batch, _report = stage(mixed(tmp_path), office)
    bring_in(batch, office)
    again, report = stage(mixed(tmp_path), office)
    assert again.valid == 0 and len(report.duplicates) == 4  # type: ignore[attr-defined]  # a report is plain JSON


def test_an_undone_batch_leaves_nothing_of_it(tmp_path: Path, office: Actor) -> None:
    batch, _report = stage(mixed(tmp_path), office)
    bring_in(batch, office)
    assert len(undo_businesses(batch, by=office)) == 3
    left = [
        model.objects.count() for model in (Business, Standing, GradeRecord, Licence, Premises, Appointment, Person)
    ]
    assert left == [0] * 7 and batch_of(office, batch.pk).state == "undone"
    with pytest.raises(Refused, match="已经撤销"):
        undo_businesses(batch, by=office)


def test_undo_is_refused_where_later_work_stands_and_then_nothing_goes(tmp_path: Path, office: Actor) -> None:
    batch, _report = stage(mixed(tmp_path), office)
    bring_in(batch, office)
    close_business(Business.objects.get(batch_row=5), on=TODAY, reason="已注销", by=office)
    with pytest.raises(Refused, match="第 5 行"):
        undo_businesses(batch, by=office)
    assert Business.objects.count() == 3 and batch_of(office, batch.pk).state == "done"


def test_the_annotated_copy_keeps_what_was_typed_and_says_what_to_do(tmp_path: Path, office: Actor) -> None:
    batch, _report = stage(mixed(tmp_path), office)
    annotated_copy(office, batch, tmp_path / "核对.xlsx")
    sheet = load_workbook(tmp_path / "核对.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == [*HEADER, "核对结果"]
    assert rows[1][-1].value == "可以导入"
    wrong = rows[3]
    assert "9133048300000000XX" in str(wrong[-1].value) and wrong[2].value == "9133048300000000XX"
    assert wrong[2].fill.fgColor.rgb == "FFF4C7C3" and wrong[1].fill.fgColor.rgb != "FFF4C7C3"


def test_an_office_is_asked_only_once_what_a_column_is(tmp_path: Path, office: Actor) -> None:
    header = [*HEADER[:2], "码", *HEADER[3:]]
    path = workbook(tmp_path / "b.xlsx", [shop(1)], header=header)
    assert "uscc" not in read_table(path, Target.BUSINESSES).header.mapping.values()
    remember_columns(COUNTY, Target.BUSINESSES, header, {1: "name", 2: "uscc", 3: "kind"}, by=office)
    table = read_table(path, Target.BUSINESSES, remembered=remembered(COUNTY, Target.BUSINESSES))
    assert table.header.mapping[2] == "uscc"


def test_a_stranger_stages_nothing(tmp_path: Path, office: Actor) -> None:
    with pytest.raises(Refused):
        stage(mixed(tmp_path), official(f"{COUNTY}102/", "see"))
    assert ImportBatch.objects.count() == 0 and ImportRow.objects.count() == 0
