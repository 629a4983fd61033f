"""From the rows of an XLSForm to a form; what cannot be taken is named, row by row, with its reason."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from shian.checklists.rules.expressions import Unreadable, parsed, renamed, written
from shian.checklists.rules.form import (
    JUDGED,
    PHOTOS,
    SEVERITIES,
    VERDICTS,
    Choice,
    Form,
    Group,
    Question,
    verdict_names,
)
from shian.checklists.xlsform import words
from shian.checklists.xlsform.closing import closed
from shian.checklists.xlsform.left import Left, Untaken
from shian.checklists.xlsform.sheets import CHOICES, SETTINGS, SURVEY, Book, Row, read_book

LONGEST: Mapping[str, int] = {
    "name": 80, "label": 300, "label_en": 300, "hint": 500, "hint_en": 500, "constraint_message": 300, "constraint_message_en": 300,
    "source": 120, "module": 60, "unit": 20, "form_title": 120, "form_title_en": 120, "version": 40,
}  # fmt: skip
MOST_VALID_DAYS = 3660
_NO_KEY = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True)
class Imported:
    """A form, what of the file it does not hold, what its author should know, and the row of each question."""

    form: Form
    left: tuple[Left, ...]
    notes: tuple[Left, ...]
    rows: Mapping[str, int]

    @property
    def digest(self) -> str:
        return digest_of(self.form)


def digest_of(form: Form) -> str:
    """A form by its content."""
    return hashlib.sha256(msgspec.json.encode(form, order="deterministic")).hexdigest()


def import_file(path: Path, filename: str = "") -> Imported:
    """Raises NotASpreadsheet where the file is no XLSForm."""
    return imported(read_book(path), filename or path.name)


def imported(book: Book, filename: str) -> Imported:
    """The form of a book that was read."""
    work = _Work(book, _choices(book))
    for row in book.survey:
        work.take(row)
    work.end()
    form = closed(_form(work, filename), work.rows, work.left)
    rows = {code: row for code, row in work.rows.items() if code in form.by_code}
    left = sorted(work.left, key=lambda one: (one.sheet != SURVEY, one.row))
    return Imported(form, tuple(left), tuple(work.notes), rows)


def _form(work: "_Work", filename: str) -> Form:
    settings = work.book.settings
    key = _NO_KEY.sub("_", (settings.get("form_id") or Path(filename).stem).lower()).strip("_")[:60]
    key = key if key[:1].isalpha() else f"form_{key}".rstrip("_")
    title = settings.get("form_title") or key
    names = {
        "form_title": title,
        "form_title_en": settings.get("form_title_en", ""),
        "version": settings.get("version", ""),
    }
    said = {name: text[: LONGEST[name]] for name, text in names.items()}
    work.left += [
        Left(SETTINGS, 2, name, _("太长，只取前 %(most)d 字") % {"most": LONGEST[name]})
        for name, text in names.items()
        if len(text) > LONGEST[name]
    ]
    return Form(
        key, said["form_title"], said["form_title_en"], said["version"],
        tuple(work.groups.values()), work.lists.choices, tuple(work.questions),
    )  # fmt: skip


@dataclass
class _Lists:
    choices: dict[str, tuple[Choice, ...]]
    left: list[Left]


def _choices(book: Book) -> _Lists:
    found: dict[str, list[Choice]] = {}
    left: list[Left] = []
    own = {"list_name", "name", "label", "label_en", "verdict"}
    extra = sorted(one for one in book.columns.get(CHOICES, frozenset()) - own if words.COLUMN.fullmatch(one))
    for row in book.choices:
        known = found.setdefault(row["list_name"], [])
        if why := _wrong_choice(row, known):
            left.append(Left(CHOICES, row.number, row["name"], why))
            continue
        columns = {name: row[name] for name in extra if row[name]}
        label = row["label"] or row["label_en"] or row["name"]
        known.append(Choice(row["name"], label, row["label_en"], _verdict(row), columns))
    return _Lists({name: tuple(choices) for name, choices in found.items() if choices}, left)


def _wrong_choice(row: Row, known: list[Choice]) -> str:
    if not row["list_name"] or not row["name"]:
        return _("没有 list_name 或 name")
    if not words.LIST.fullmatch(row["list_name"]):
        return _("list_name 只能用字母、数字和下划线")
    if re.search(r"\s", row["name"]):
        return _("选项的 name 里不能有空格")
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


@dataclass
class _Work:
    """The survey on its way: in which group we stand, what was taken, what was left."""

    book: Book
    lists: _Lists
    questions: list[Question] = field(default_factory=list)
    groups: dict[tuple[str, ...], Group] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    notes: list[Left] = field(default_factory=list)
    path: tuple[str, ...] = ()
    outside: list[str] = field(default_factory=list)  # begun and not taken: what stands inside is not taken either

    def __post_init__(self) -> None:
        self.left += self.lists.left

    def take(self, row: Row) -> None:
        kind = " ".join(row["type"].split())
        lower = kind.lower()
        try:
            if lower in words.BEGIN_GROUP | words.BEGIN_REPEAT:
                self._begin(row, lower)
            elif lower in words.END_GROUP | words.END_REPEAT:
                self._leave(lower)
            elif self.outside:
                raise Untaken(self.outside[-1])
            elif lower and lower not in words.BUILT_IN:
                self._question(row, kind)
        except Untaken as why:
            self.left.append(Left(SURVEY, row.number, row["name"], str(why)))

    def end(self) -> None:
        """All expressions by the codes of the questions, whatever their rows were called."""
        codes = self.names
        self.questions = [_by_code(one, codes, self.lists.choices) for one in self.questions]
        self.groups = {path: _group_by_code(one, codes) for path, one in self.groups.items()}

    def _begin(self, row: Row, kind: str) -> None:
        name = row["name"]
        why = ""
        if self.outside:
            why = self.outside[-1]
        elif kind in words.BEGIN_REPEAT:
            why = _("在重复组「%(name)s」里：一张表一题只答一次，重复组不取") % {"name": name}
        elif not words.NAME.fullmatch(name) or words.RESERVED in name or len(name) > LONGEST["name"]:
            why = _("组名「%(name)s」不能用") % {"name": name}
        elif (*self.path, name) in self.groups:
            why = _("组名「%(name)s」重复") % {"name": name}
        try:
            relevant = "" if why else read(row, "relevant")
        except Untaken as wrong:
            why = _("在组「%(name)s」里，它的条件看不懂：%(why)s") % {"name": name, "why": wrong}
        if why:
            self.outside.append(why)
            raise Untaken(why)
        self.path = (*self.path, name)
        self.groups[self.path] = Group(self.path, within(row, "label"), within(row, "label_en"), relevant)

    def _leave(self, kind: str) -> None:
        if self.outside:
            raise Untaken(self.outside.pop())
        if kind in words.END_REPEAT:
            raise Untaken(_("没有与它对应的 begin_repeat"))
        if not self.path:
            raise Untaken(_("没有与它对应的 begin_group"))
        self.path = self.path[:-1]

    def _question(self, row: Row, kind: str) -> None:
        code = self._code(row)
        question = self._read(row, kind, code)
        self.questions.append(question)
        self.rows[code], self.names[row["name"]] = row.number, code
        for column in words.SILENT_COLUMNS:
            if row[column]:
                self.notes.append(
                    Left(SURVEY, row.number, row["name"], _("「%(column)s」一列不取") % {"column": column})
                )
        if question.kind == "select_one" and not any(one.verdict for one in self.lists.choices[question.choices]):
            self.notes.append(Left(SURVEY, row.number, row["name"], _("选项没有 verdict：答案只记录，不会成为问题")))

    def _code(self, row: Row) -> str:
        name = row["name"]
        code = row["question_code"] or name
        for word in {name, code}:
            if not words.NAME.fullmatch(word) or words.RESERVED in word:
                raise Untaken(_("name「%(name)s」只能用字母、数字、点和单个下划线，以字母开头") % {"name": word})
        if len(code) > LONGEST["name"]:
            raise Untaken(_("name 最多 80 字"))
        if code in self.rows or name in self.names:
            raise Untaken(_("name「%(name)s」重复") % {"name": name})
        return code

    def _read(self, row: Row, typed: str, code: str) -> Question:
        kind, choices = self._kind(row, typed)
        text = within(row, "label") or within(row, "label_en") or (code if kind == "calculate" else "")
        if not text:
            raise Untaken(_("没有 label"))
        severity, photo = row["severity"] or "general", row["photo"] or ("on_fail" if kind == JUDGED else "never")
        if severity not in SEVERITIES or photo not in PHOTOS:
            raise Untaken(_("severity 或 photo 填的不是认得的词"))
        if kind == "calculate" and not row["calculation"]:
            raise Untaken(_("没有 calculation"))
        if row["choice_filter"] and kind not in ("select_one", "select_multiple"):
            raise Untaken(_("choice_filter 只能用在选项题上，且选项不是「符合、不符合」"))
        return Question(
            code, kind, text, within(row, "label_en"), within(row, "hint"), within(row, "hint_en"), self.path,
            self._module(row), _required(row), read(row, "relevant"), read(row, "constraint"),
            within(row, "constraint_message"), within(row, "constraint_message_en"),
            read(row, "calculation") if kind == "calculate" else "", choices, self._filter(row, choices),
            severity, row["key"].lower() in words.YES, photo, _days(row), tuple(sorted(set(row["applies"].split()))), within(row, "source"),
            within(row, "unit") if kind in words.NUMBERS else "",
        )  # fmt: skip

    def _kind(self, row: Row, typed: str) -> tuple[str, str]:
        """Our kind of question, and its list of choices."""
        lower = typed.lower()
        for word, kind in words.SELECTS.items():
            if lower.startswith(f"{word} "):
                return self._select(kind, typed[len(word) + 1 :].strip())
        if lower in words.TYPES:
            return words.TYPES[lower], ""
        if lower in words.PERSONAL:
            raise Untaken(_("设备和个人的信息不收集"))
        why = words.UNTAKEN.get(lower.split(" ")[0])
        raise Untaken(str(why) if why else _("不认得的类型「%(type)s」") % {"type": typed})

    def _select(self, kind: str, name: str) -> tuple[str, str]:
        if name.lower().endswith((" or_other", " or specify other")):
            raise Untaken(_("or_other 不取，请把「其他」写成一个选项，再加一道文字题"))
        if name not in self.lists.choices:
            raise Untaken(_("choices 里没有「%(name)s」这组选项") % {"name": name})
        choices = self.lists.choices[name]
        if kind == "select_one" and (names := verdict_names(choices)):
            return JUDGED, "" if _standard(choices, names) else name
        return kind, name

    def _module(self, row: Row) -> str:
        if "module" in self.book.columns[SURVEY] or not self.path:
            return within(row, "module")
        return self.groups[self.path[:1]].label[: LONGEST["module"]]

    def _filter(self, row: Row, choices: str) -> str:
        columns = frozenset({"name"}).union(*(one.columns for one in self.lists.choices.get(choices, ())))
        return read(row, "choice_filter", columns)


def _standard(choices: tuple[Choice, ...], names: Mapping[str, str]) -> bool:
    """Whether a list is the house's own three answers under the house's own words: then it needs no list."""
    return tuple((one.name, one.label, one.label_en) for one in choices) == STANDARD and len(names) == len(STANDARD)


STANDARD = (
    ("conform", "符合", "Conforms"),
    ("fail", "不符合", "Fails"),
    ("not_applicable", "不适用", "Not applicable"),
)


def within(row: Row, name: str) -> str:
    """A cell that is not longer than what we keep of it. Raises Untaken."""
    if len(row[name]) > LONGEST[name]:
        raise Untaken(_("%(name)s 太长，最多 %(most)d 字") % {"name": name, "most": LONGEST[name]})
    if "${" in row[name]:
        raise Untaken(_("%(name)s 里的 ${} 不取，请写成固定的文字") % {"name": name})
    if "\x00" in row[name]:
        raise Untaken(_("%(name)s 里有不能保存的字符") % {"name": name})
    return row[name]


def read(row: Row, column: str, columns: frozenset[str] = frozenset()) -> str:
    """An expression in its one way of being written. Raises Untaken, naming what is not understood."""
    if not row[column]:
        return ""
    try:
        return written(parsed(row[column], columns))
    except Unreadable as unread:
        raise Untaken(_("%(column)s 里的「%(what)s」不取") % {"column": column, "what": unread.what}) from unread


def _required(row: Row) -> bool:
    said = row["required"].lower()
    if said in words.YES | words.NO:
        return said in words.YES
    raise Untaken(_("required 只取 yes 或空着，不取条件"))


def _days(row: Row) -> int | None:
    said = row["valid_for"]
    if not said:
        return None
    if not said.isdecimal() or not 0 < int(said) <= MOST_VALID_DAYS:
        raise Untaken(_("valid_for 要填天数"))
    return int(said)


def _by_code(one: Question, codes: Mapping[str, str], lists: Mapping[str, tuple[Choice, ...]]) -> Question:
    columns = frozenset({"name"}).union(*(choice.columns for choice in lists.get(one.choices, ())))
    changed: dict[str, Any] = {
        name: written(renamed(parsed(getattr(one, name), columns), codes))
        for name in ("relevant", "constraint", "calculation", "choice_filter")
        if getattr(one, name)
    }
    return msgspec.structs.replace(one, **changed) if changed else one


def _group_by_code(one: Group, codes: Mapping[str, str]) -> Group:
    return msgspec.structs.replace(one, relevant=written(renamed(parsed(one.relevant), codes))) if one.relevant else one
