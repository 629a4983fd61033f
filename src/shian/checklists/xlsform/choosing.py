"""The lists of choices of an XLSForm."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shian.checklists.rules.form import VERDICTS, Choice
from shian.checklists.xlsform import words
from shian.checklists.xlsform.cells import LONGEST
from shian.checklists.xlsform.headers import CHOICES, TAKEN
from shian.checklists.xlsform.left import Left
from shian.checklists.xlsform.sheets import Book, Row


@dataclass
class Lists:
    """Every list by its name, and the rows that are in none."""

    choices: dict[str, tuple[Choice, ...]]
    left: list[Left]


def lists_of(book: Book) -> Lists:
    """The choices, each with the columns of its own that a filter may ask."""
    found: dict[str, list[Choice]] = {}
    left: list[Left] = []
    extra = sorted(one for one in book.columns.get(CHOICES, {}).keys() - TAKEN[CHOICES] if words.own_column(one))
    for row in book.choices:
        known = found.setdefault(row["list_name"], [])
        if why := _wrong_choice(row, known):
            left.append(Left(CHOICES, row.number, row["name"], why))
            continue
        columns = {name: row[name] for name in extra if row[name]}
        label = row["label"] or row["label_en"] or row["name"]
        known.append(Choice(row["name"], label, row["label_en"], _verdict(row), columns))
    return Lists({name: tuple(choices) for name, choices in found.items() if choices}, left)


def _wrong_choice(row: Row, known: list[Choice]) -> str:
    if not row["list_name"] or not row["name"]:
        return _("没有 list_name 或 name")
    if not words.LIST.fullmatch(row["list_name"]):
        return _("list_name 只能用字母、数字和下划线")
    if re.search(r"[\s'\"]", row["name"]):
        return _("选项的 name 里不能有空格和引号")
    if "${" in row["label"] + row["label_en"]:
        return _("%(name)s 里的 ${} 不取，请写成固定的文字") % {"name": "label"}
    if any(one.name == row["name"] for one in known):
        return _("同一组里选项重复")
    if (
        len(row["name"]) > LONGEST["name"]
        or len(row["label"]) > LONGEST["label"]
        or len(row["label_en"]) > LONGEST["label_en"]
    ):
        return _("太长：name 最多 80 字，label 最多 300 字")
    if row["verdict"] and row["verdict"] not in VERDICTS:
        return _("verdict 应是 conform、fail、not_applicable 之一")
    return ""


def _verdict(row: Row) -> str:
    said = row["verdict"] or words.VERDICTS.get(row["name"].lower(), "")
    return said or words.VERDICTS.get(row["label"], "")
