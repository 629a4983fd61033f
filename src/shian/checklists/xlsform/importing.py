"""From the rows of an XLSForm to a form; what cannot be taken is named, row by row, with its reason."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from shian.checklists.rules.expressions import parsed, renamed, written
from shian.checklists.rules.form import JUDGED, PHOTOS, SEVERITIES, Choice, Form, Group, Question, verdict_names
from shian.checklists.xlsform import words
from shian.checklists.xlsform.cells import LONGEST, days_of, read, required, within
from shian.checklists.xlsform.choosing import Lists, lists_of
from shian.checklists.xlsform.closing import closed
from shian.checklists.xlsform.headers import SETTINGS, SURVEY
from shian.checklists.xlsform.left import Left, Untaken
from shian.checklists.xlsform.sheets import Book, Row, read_book

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
    work = _Work(book, lists_of(book))
    for row in book.survey:
        work.take(row)
    work.end()
    form = closed(_form(work, filename), work.rows, work.left)
    rows = {code: row for code, row in work.rows.items() if code in form.by_code}
    left = sorted(work.left, key=lambda one: (one.sheet != SURVEY, one.row))
    notes = sorted([*_passed_over(book), *work.notes], key=lambda one: (one.sheet != SURVEY, one.row))
    return Imported(form, tuple(left), tuple(notes), rows)


def _passed_over(book: Book) -> Iterator[Left]:
    """Whole columns and sheets that nobody reads: named once, at their head."""
    for sheet, row, header in book.unread():
        yield Left(sheet, row, header, _("「%(column)s」一列不取") % {"column": header})
    for sheet in book.passed:
        yield Left(sheet, 1, "", _("这张工作表不取"))


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
        Left(SETTINGS, work.book.heads[SETTINGS] + 1, name, _("太长，只取前 %(most)d 字") % {"most": LONGEST[name]})
        for name, text in names.items()
        if len(text) > LONGEST[name]
    ]
    return Form(
        key, said["form_title"], said["form_title_en"], said["version"],
        tuple(work.groups.values()), work.lists.choices, tuple(work.questions),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Begun:
    """A block that is open; `why` it is not taken, nor what stands inside."""

    name: str
    row: int
    repeated: bool
    why: str = ""


@dataclass
class _Work:
    """The survey on its way: in which group we stand, what was taken, what was left."""

    book: Book
    lists: Lists
    questions: list[Question] = field(default_factory=list)
    groups: dict[tuple[str, ...], Group] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    notes: list[Left] = field(default_factory=list)
    begun: list[_Begun] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left += self.lists.left

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.begun)

    @property
    def outside(self) -> str:
        """Why nothing is taken here; empty where it is."""
        return self.begun[-1].why if self.begun else ""

    def take(self, row: Row) -> None:
        kind = " ".join(row["type"].split())
        lower = kind.lower()
        block = words.BLOCK.fullmatch(lower)
        try:
            if row["disabled"].lower() in words.YES:
                raise Untaken(_("这一行写了 disabled，不问"))
            if block and block["side"] == "begin":
                self._begin(row, repeated=block["kind"] != "group")
            elif block:
                self._leave(repeated=block["kind"] != "group")
            elif self.outside:
                raise Untaken(self.outside)
            elif not lower:
                raise Untaken(_("没有 type"))
            elif lower not in words.BUILT_IN:
                self._question(row, kind)
        except Untaken as why:
            self.left.append(Left(SURVEY, row.number, row["name"], str(why)))

    def end(self) -> None:
        """All expressions by the codes of the questions, whatever their rows were called."""
        codes = self.names
        self.questions = [_by_code(one, codes, self.lists.choices) for one in self.questions]
        self.groups = {path: _group_by_code(one, codes) for path, one in self.groups.items()}
        self.left += [
            Left(SURVEY, one.row, one.name, _("没有与它对应的 end_group，后面的题都算在这一组里"))
            for one in self.begun
            if not one.why
        ]

    def _begin(self, row: Row, *, repeated: bool) -> None:
        name = row["name"]
        why = self.outside or self._wrong_block(name, repeated=repeated)
        try:
            relevant = "" if why else read(row, "relevant")
        except Untaken as wrong:
            why = _("在组「%(name)s」里，它的条件看不懂：%(why)s") % {"name": name, "why": wrong}
        self.begun.append(_Begun(name, row.number, repeated, why))
        if why:
            raise Untaken(why)
        self.groups[self.path] = Group(self.path, self._heading(row, "label"), self._heading(row, "label_en"), relevant)

    def _wrong_block(self, name: str, *, repeated: bool) -> str:
        if repeated:
            return _("在重复组「%(name)s」里：一张表一题只答一次，重复组不取") % {"name": name}
        if not words.NAME.fullmatch(name) or words.RESERVED in name or len(name) > LONGEST["name"]:
            return _("组名「%(name)s」不能用") % {"name": name}
        if (*self.path, name) in self.groups:
            return _("组名「%(name)s」重复") % {"name": name}
        return ""

    def _heading(self, row: Row, column: str) -> str:
        """A group stays a group, with its condition, where its heading cannot be taken."""
        try:
            return within(row, column)
        except Untaken as why:
            self.notes.append(Left(SURVEY, row.number, row["name"], str(why)))
            return ""

    def _leave(self, *, repeated: bool) -> None:
        if not self.begun or self.begun[-1].repeated is not repeated:
            raise Untaken(_("没有与它对应的 begin_repeat") if repeated else _("没有与它对应的 begin_group"))
        if why := self.begun.pop().why:
            raise Untaken(why)

    def _question(self, row: Row, kind: str) -> None:
        code = self._code(row)
        question = self._read(row, kind, code)
        self.questions.append(question)
        self.rows[code], self.names[row["name"]] = row.number, code
        passed = [column for column in words.SILENT_COLUMNS if row[column]]
        passed += ["calculation"] if row["calculation"] and question.kind != "calculate" else []
        read_only = row["read_only"].lower() not in words.NO and question.kind not in ("note", "calculate")
        passed += ["read_only"] if read_only else []
        self.notes += [
            Left(SURVEY, row.number, row["name"], _("「%(column)s」一列不取") % {"column": column}) for column in passed
        ]
        if question.kind == "select_one" and not any(one.verdict for one in self.lists.choices[question.choices]):
            self.notes.append(Left(SURVEY, row.number, row["name"], _("选项没有 verdict：答案只记录，不会成为问题")))

    def _code(self, row: Row) -> str:
        name = row["name"]
        code = row["question_code"] or name
        for word in {name, code}:
            if not words.NAME.fullmatch(word) or words.RESERVED in word:
                raise Untaken(_("name「%(name)s」只能用字母、数字、点和单个下划线，以字母开头") % {"name": word})
            if word.lower() in words.TAKEN_NAMES:
                raise Untaken(_("name「%(name)s」现场应用自己要用，请换一个") % {"name": word})
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
            self._module(row), required(row), read(row, "relevant"), read(row, "constraint"),
            within(row, "constraint_message"), within(row, "constraint_message_en"),
            read(row, "calculation") if kind == "calculate" else "", choices, self._filter(row, choices),
            severity, row["key"].lower() in words.YES, photo, days_of(row), tuple(sorted(set(row["applies"].split()))), within(row, "source"),
            within(row, "unit") if kind in words.NUMBERS else "",
        )  # fmt: skip

    def _kind(self, row: Row, typed: str) -> tuple[str, str]:
        """Our kind of question, and its list of choices."""
        lower = typed.lower()
        for word, kind in words.SELECTS.items():
            if lower.startswith(f"{word} "):
                if words.OUTSIDE.search(row["appearance"]):
                    raise Untaken(str(words.UNTAKEN["select_one_from_file"]))
                return self._select(kind, typed[len(word) + 1 :].strip())
        if lower in words.TYPES:
            kind = words.TYPES[lower]
            shown = kind == "text" and row["read_only"].lower() in words.YES and not row["calculation"]
            return ("note" if shown else kind), ""
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
