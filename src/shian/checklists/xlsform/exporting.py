"""A form as an XLSForm again: read back it is the same form, and a telephone's form is made from the same rows."""

import io
from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from shian.checklists.rules.form import JUDGED, Form, Group, Question
from shian.checklists.xlsform.importing import STANDARD
from shian.checklists.xlsform.words import WRITTEN

ZH, EN = "::中文 (zh)", "::English (en)"
VERDICTS = "verdicts"
SURVEY_COLUMNS = (
    "type", "name", f"label{ZH}", f"label{EN}", f"hint{ZH}", f"hint{EN}", "required", "relevant", "constraint",
    f"constraint_message{ZH}", f"constraint_message{EN}", "calculation", "choice_filter",
    "severity", "key", "photo", "valid_for", "module", "applies", "source", "unit",
)  # fmt: skip
Line = dict[str, str]
Sheets = dict[str, list[Line]]


def sheets_of(form: Form) -> Sheets:
    """The rows of the three sheets, each cell under its header."""
    settings = {
        "form_id": form.key,
        "form_title": form.title,
        "form_title_en": form.title_en,
        "version": form.version,
    }
    return {"survey": list(_survey(form)), "choices": list(_choices(form)), "settings": [settings]}


def workbook(form: Form) -> bytes:
    """The same as a file. What begins like a formula is text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = sheets_of(form)
    columns: Mapping[str, Sequence[str]] = {
        "survey": SURVEY_COLUMNS, "choices": _choice_columns(form), "settings": list(sheets["settings"][0]),
    }  # fmt: skip
    for name, lines in sheets.items():
        _fill(book, name, columns[name], lines)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(book: Workbook, name: str, columns: Sequence[str], lines: list[Line]) -> None:
    sheet = book.create_sheet(name)
    for number, line in enumerate([dict(zip(columns, columns, strict=True)), *lines], start=1):
        for column, header in enumerate(columns, start=1):
            if text := line.get(header, ""):
                cell = sheet.cell(number, column, text)
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=header.startswith(("label", "hint")))
                if number == 1:
                    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8ECEB")
    for column, header in enumerate(columns, start=1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 44 if header.startswith("label") else 18
    sheet.freeze_panes = "C2"


def _survey(form: Form) -> Iterator[Line]:
    house = house_list(form)
    path: tuple[str, ...] = ()
    for one in form.questions:
        shared = _shared(path, one.group)
        yield from ({"type": "end_group"} for _ in range(len(path) - shared))
        yield from (begun(form.by_path[one.group[:depth]]) for depth in range(shared + 1, len(one.group) + 1))
        path = one.group
        yield _line(one, house)
    yield from ({"type": "end_group"} for _ in path)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def begun(group: Group) -> Line:
    """The row that opens a group."""
    return _filled(
        {
            "type": "begin_group", "name": group.path[-1], f"label{ZH}": group.label, f"label{EN}": group.label_en,
            "relevant": group.relevant,
        }
    )  # fmt: skip


def _line(one: Question, house: str) -> Line:
    return _filled(
        {
            "type": type_of(one, house), "name": one.code, f"label{ZH}": one.text, f"label{EN}": one.text_en,
            f"hint{ZH}": one.hint, f"hint{EN}": one.hint_en, "required": "yes" if one.required else "",
            "relevant": one.relevant, "constraint": one.constraint, f"constraint_message{ZH}": one.constraint_says,
            f"constraint_message{EN}": one.constraint_says_en, "calculation": one.calculation,
            "choice_filter": one.choice_filter, "severity": one.severity, "key": "yes" if one.key else "", "photo": one.photo,
            "valid_for": str(one.valid_for or ""), "module": one.module, "applies": " ".join(one.applies), "source": one.source,
            "unit": one.unit,
        }
    )  # fmt: skip


def house_list(form: Form) -> str:
    """What the list of the house's own three answers is called here: a form may have another list of that name."""
    return next(name for name in (VERDICTS, *(f"{VERDICTS}_{n}" for n in range(2, 100))) if name not in form.lists)


def type_of(one: Question, house: str = VERDICTS) -> str:
    """The word of XLSForm for a kind of question."""
    if one.kind == JUDGED:
        return f"select_one {one.choices or house}"
    return f"{one.kind} {one.choices}" if one.choices else WRITTEN[one.kind]


def _choices(form: Form) -> Iterator[Line]:
    if any(one.kind == JUDGED and not one.choices for one in form.questions):
        for name, zh, en in STANDARD:
            yield {"list_name": house_list(form), "name": name, f"label{ZH}": zh, f"label{EN}": en, "verdict": name}
    for name, choices in form.lists.items():
        for choice in choices:
            said = {
                "list_name": name, "name": choice.name, f"label{ZH}": choice.label, f"label{EN}": choice.label_en, "verdict": choice.verdict,
            }  # fmt: skip
            yield _filled(said | dict(choice.columns))


def _choice_columns(form: Form) -> list[str]:
    extra = {name for choices in form.lists.values() for choice in choices for name in choice.columns}
    return ["list_name", "name", f"label{ZH}", f"label{EN}", "verdict", *sorted(extra)]


def _filled(line: Line) -> Line:
    return {name: text for name, text in line.items() if text}
