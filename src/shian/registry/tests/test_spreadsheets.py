"""Files as they come: found, or refused in a sentence; never half read."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side

from shian.registry.rules.columns import Target
from shian.registry.spreadsheets import opening
from shian.registry.spreadsheets.opening import NotASpreadsheet
from shian.registry.spreadsheets.table import Table, read_table, refuse_missing
from shian.registry.spreadsheets.writing import write_xlsx
from shian.registry.tests.workbooks import HEADER, shop, workbook

GOOD: list[Any] = [HEADER, shop(1), shop(2)]


def csv_text(mark: str = ",") -> str:
    return "\r\n".join(mark.join(str(cell) for cell in row) for row in GOOD)


def names(table: Table) -> list[object]:
    return [record.cells["name"] for record in table.records()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_tables_in_the_encodings_of_offices(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(csv_text(mark).encode(encoding))
    table = read_table(path, Target.BUSINESSES)
    assert names(table) == ["桐乡市试验饭店1号", "桐乡市试验饭店2号"]


def refused(path: Path, raw: bytes, target: Target = Target.BUSINESSES) -> str:
    path.write_bytes(raw)
    with pytest.raises(NotASpreadsheet) as refusal:
        read_to_the_end(path, target)
    return str(refusal.value)


def read_to_the_end(path: Path, target: Target) -> None:
    table = read_table(path, target)
    refuse_missing(table, target)
    list(table.records())


def test_what_is_no_spreadsheet_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert "空" in refused(path, b"")
    assert "不是电子表格" in refused(path, b"\x89PNG\r\n\x1a\n\0\0\0\0")
    assert "损坏" in refused(path, b"PK\x03\x04 and then nothing")
    assert "损坏" in refused(path, b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "密码" in refused(path, b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert "表头" in refused(path, "姓名,年龄\n沈,3\n".encode())


def test_a_word_document_is_told_from_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert "不是电子表格" in refused(path, path.read_bytes())


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", [shop(1)]).read_bytes()
    assert "损坏" in refused(tmp_path / "half.xlsx", whole[: len(whole) // 2])


def test_a_file_too_big_or_too_big_inside_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [shop(1)])
    monkeypatch.setattr(opening, "MAX_UNPACKED", 100)
    assert "展开" in refused(path, path.read_bytes())
    monkeypatch.setattr(opening, "MAX_BYTES", 1024)
    assert "MB" in refused(path, path.read_bytes())


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_ROWS", 2)
    assert "分开导入" in refused(tmp_path / "a.csv", csv_text().encode())


def test_a_missing_column_is_named_with_the_row_of_the_header(tmp_path: Path) -> None:
    said = refused(tmp_path / "a.csv", "企业名称,统一社会信用代码\n甲,乙\n".encode())
    assert "主体类别" in said and "第 1 行" in said


def test_the_sheet_that_fits_best_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("名册")
    assert first is not None
    first.title = "摘要"
    first.append(["企业名称", "主体类别"])
    first.append(["某店", "餐饮服务"])
    for row in GOOD:
        second.append(list(row))
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx", Target.BUSINESSES)
    assert table.sheet == "名册" and any("摘要" in note for note in table.notes)
    assert read_table(tmp_path / "a.xlsx", Target.BUSINESSES, sheet="摘要").sheet == "摘要"


def test_a_group_above_names_only_the_columns_that_need_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "基本信息", None, None, "法定代表人", None, "食品安全员", None])
    sheet.append([None, "主体名称", "主体类别", "乡镇", "姓名", "身份证号", "姓名", "联系电话"])
    for span in ("A1:A2", "B1:D1", "E1:F1", "G1:H1"):
        sheet.merge_cells(span)
    sheet.append([1, "某店", "餐饮服务", "梧桐街道", "甲", "330483198001011000", "乙", "15400000001"])
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx", Target.BUSINESSES)
    keys = ["name", "kind", "town", "legal_person", "legal_identity", "officer_name", "officer_phone"]
    assert [table.header.mapping.get(place) for place in range(1, 8)] == keys


def test_rows_of_nothing_down_to_the_last_are_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_ROWS", 5)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in GOOD:
        sheet.append(list(row))
    sheet.cell(400, 1, " ")
    book.save(tmp_path / "a.xlsx")
    assert len(names(read_table(tmp_path / "a.xlsx", Target.BUSINESSES))) == 2


def test_a_number_kept_as_text_for_excel_is_that_number(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_text().replace("桐乡市试验饭店1号", '="桐乡市试验饭店1号"'), encoding="gb18030")
    assert names(read_table(path, Target.BUSINESSES))[0] == "桐乡市试验饭店1号"


def test_a_sheet_that_is_not_there_is_named_beside_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [shop(1)])
    with pytest.raises(NotASpreadsheet, match="“二季度”的工作表，有：Sheet"):
        read_table(path, Target.BUSINESSES, sheet="二季度")


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"{\\rtf1 ", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n"])
def test_a_picture_or_a_print_is_no_spreadsheet(tmp_path: Path, start: bytes) -> None:
    assert "不是电子表格" in refused(tmp_path / "a.xlsx", start + b"x" * 100)


@pytest.mark.parametrize(("top", "left"), [(1, 1), (4, 1), (21, 31)])
def test_rows_are_numbered_as_excel_shows_them_wherever_the_table_begins(tmp_path: Path, top: int, left: int) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for down, row in enumerate(GOOD):
        for along, cell in enumerate(row):
            sheet.cell(top + down, left + along, str(cell))
    book.save(tmp_path / "a.xlsx")
    records = list(read_table(tmp_path / "a.xlsx", Target.BUSINESSES).records())
    assert [record.number for record in records] == [top + 1, top + 2]


def test_a_stray_mark_in_the_last_corner_is_refused_before_it_eats_the_machine(tmp_path: Path) -> None:
    """A file of five kilobytes would be laid out as seventeen thousand million cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.cell(row=1_048_576, column=16_384, value="x")
    book.save(tmp_path / "corner.xlsx")
    assert "展开后太大" in refused(tmp_path / "a.xlsx", (tmp_path / "corner.xlsx").read_bytes())


def test_ruled_rows_that_say_nothing_are_no_reason_to_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shian.registry.spreadsheets.extent.MAX_CELLS", max(map(len, GOOD)) * 50)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in GOOD:
        sheet.append(list(row))
    for row in range(4, 200):
        sheet.cell(row=row, column=3).border = Border(bottom=Side("thin"))
    book.save(tmp_path / "ruled.xlsx")
    assert names(read_table(tmp_path / "ruled.xlsx", Target.BUSINESSES)) == ["桐乡市试验饭店1号", "桐乡市试验饭店2号"]


def test_a_binary_workbook_is_asked_for_as_an_ordinary_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.bin", b"x")
    assert ".xlsx" in refused(path, path.read_bytes())


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Completion, done / (due − excluded)", "Completion, done (due − exclude"),
        ("[x]: 'all'?*\\", "x 'all"),
        ("'", "1"),
        ("督导完成率", "督导完成率"),
    ],
)
def test_a_table_of_any_title_is_given_out(tmp_path: Path, title: str, called: str) -> None:
    path = tmp_path / "given.xlsx"
    assert write_xlsx(title, ["店名"], [["甲饭店"]], path) == 1
    (sheet,) = load_workbook(path).worksheets
    assert (sheet.title, [[cell.value for cell in row] for row in sheet]) == (called, [["店名"], ["甲饭店"]])
