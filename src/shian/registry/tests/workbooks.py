"""Little spreadsheets, as offices make them."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from shian.registry.rules.identity import organisation_check, uscc_check
from shian.registry.rules.licences import licence_check

HEADER = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "主体类别",
    "镇（街道）",
    "村（社区）",
    "经营场所",
    "许可证编号",
    "主体状态",
    "负责人姓名",
    "负责人手机号",
)


def credit_code(number: int, kind: str = "91", county: str = "330483") -> str:
    """A made-up code with right check characters."""
    body = f"MAX{number:05d}"
    first = kind + county + body + organisation_check(body)
    return first + uscc_check(first)


def business_licence(number: int, kind: str = "2") -> str:
    first = f"{kind}330483{number:06d}"
    return f"JY{first}{licence_check(first)}"


def shop(number: int, **changed: object) -> list[object]:
    """One right row; a named column may be spoilt."""
    right: dict[str, object] = {
        "序号": number, "企业名称": f"桐乡市试验饭店{number}号", "统一社会信用代码": credit_code(number), "主体类别": "餐饮服务",
        "镇（街道）": "梧桐街道", "村（社区）": "百花社区", "经营场所": f"试验路{number}号", "许可证编号": business_licence(number),
        "主体状态": "在营", "负责人姓名": f"沈{number}", "负责人手机号": f"15400{number:06d}",
    }  # fmt: skip
    return [{**right, **changed}[label] for label in HEADER]


def workbook(
    path: Path, rows: Sequence[Sequence[object]], *, header: Sequence[object] = HEADER, title: str = ""
) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if title:
        sheet.append([title])
        sheet.append([])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
