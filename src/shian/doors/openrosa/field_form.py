"""A checklist as a field app shows it: the questions, and beside them what a hand-in needs: which visit, what came of it, where."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from pyxform.xls2xform import convert

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion
from shian.checklists.rules.form import JUDGED, Form, Question, verdict_names
from shian.checklists.xlsform.exporting import EN, ZH, Line, sheets_of
from shian.doors.ui.seconds import nobody, question, reason
from shian.doors.ui.terms import MODES, OUTCOMES
from shian.loop.law import law_of
from shian.loop.submission import DISPOSITIONS
from shian.packs.schema import Programme

TASK, OUTCOME, MODE, PLACE, SIGNATURE, BODY, ZERO, CONCLUSION, SECOND = (
    "visit__task", "visit__outcome", "visit__mode", "visit__place", "visit__signature", "visit__body", "visit__zero",
    "visit__conclusion", "visit__second",
)  # fmt: skip
NOTE, PHOTO, DO = "__note", "__photo", "__do"
TASKS, SECONDS = "tasks.csv", "seconds.csv"  # the files beside a form
NOBODY = "nobody"  # the one choice where nobody may come along: a list without choices would hold the form up and not say why
VISIT = "visit"  # the column of the second's file that says for which visit
DONE = "done"
AWAY = ("shut", "moved", "not_found", "refused", "closed_for_good")
WHICH, WHAT_CAME, WHERE, QUESTIONS, HOW = _("办哪一件"), _("这一趟怎么样"), _("位置"), _("检查项"), _("督导方式")
NOTHING_FOUND, ALL_IN_ALL, SIGNED = _("零风险报告：这次没有发现问题"), _("评价"), _("现场负责人签名")
SEEN, PICTURE, WHAT_NOW, DONE_WORDS, YES, NO = _("看到了什么"), _("照片"), _("怎么处置"), _("查了"), _("是"), _("否")
DISPOSED: Mapping[str, Promise] = {
    "fix_on_site": _("当场整改"), "fix_by": _("限期整改"), "push_to_station": _("移交监管所"),
}  # fmt: skip
LANGUAGES = ((ZH, "zh-hans"), (EN, "en"))


@lru_cache(maxsize=256)
def xform_of(key: str, title: str, version: ChecklistVersion, release: UUID, programme: str) -> bytes:
    """The XForm of a version for a programme as a release has it: neither ever changes, so it is made once."""
    form = checklists.form(version)
    return xform(form, law_of(release).programme(programme), key=key, title=title, number=version.number)


def xform(form: Form, programme: Programme, *, key: str, title: str, number: int) -> bytes:
    """Made by the field's own converter from the rows of our own export."""
    sheets = rows(form, programme, key=key, title=title, number=number)
    # The converter looks for a sheet's columns in its first hundred rows only, unless it is told.
    headers = {
        f"{name}_header": [dict.fromkeys(column for line in lines for column in line)] for name, lines in sheets.items()
    }
    made = convert(xlsform={**sheets, **headers}, validate=False)
    return str(made.xform).encode()


def rows(form: Form, programme: Programme, *, key: str, title: str, number: int) -> dict[str, list[Line]]:
    """The three sheets of the form as it is filled in."""
    sheets = sheets_of(form)
    inside = [line for one in _apart(sheets["survey"]) for line in _with_more(one, form)]
    survey = [*_before(programme), *inside, *_after(programme)]
    settings = {"form_id": key, "form_title": title, "version": str(number), "default_language": "中文 (zh)"}
    choices = [*sheets["choices"], *_lists(programme)]
    return {
        "survey": [_spoken(line, "label", "hint", "constraint_message") for line in survey],
        "choices": [_spoken(line, "label") for line in choices],
        "settings": [settings],
    }


def _apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Groups under names of our own: a group of a spreadsheet may be called like a question, which an XForm could not tell apart."""
    for number, line in enumerate(lines):
        yield line | {"name": f"visit__group_{number}"} if line["type"] == "begin_group" else line


def _spoken(line: Line, *names: str) -> Line:
    """What has no English is shown as it stands; the app would show a dash."""
    more = {f"{name}{EN}": line[f"{name}{ZH}"] for name in names if f"{name}{ZH}" in line and f"{name}{EN}" not in line}
    return line | more


def _said(name: str, kind: str, words: Mapping[str, str], **more: str) -> Line:
    return {"type": kind, "name": name, **words, **more}


def both(words: str | Promise, what: str = "label") -> dict[str, str]:
    """A sentence of ours in the two languages of the form."""
    found = {}
    for column, language in LANGUAGES:
        with override(language):
            found[f"{what}{column}"] = str(words)
    return found


def _before(programme: Programme) -> Iterator[Line]:
    yield {"type": "start", "name": "start"}
    yield {"type": "end", "name": "end"}
    yield _said(TASK, f"select_one_from_file {TASKS}", both(WHICH), required="yes")
    yield _said(OUTCOME, "select_one visit__outcomes", both(WHAT_CAME), required="yes", default=DONE)
    yield _said(PLACE, "geopoint", both(WHERE), relevant=f"${{{TASK}}} != ''")
    yield _said(BODY, "begin_group", both(QUESTIONS), relevant=f"${{{OUTCOME}}} = '{DONE}'")
    if len(programme.what.modes) > 1:
        yield _said(MODE, "select_one visit__modes", both(HOW), required="yes", default=programme.what.modes[0])
    if wanted := programme.who.second:
        words = both(lazy(question, str)(wanted)) | both(lazy(reason, str)(wanted), "hint")
        here, somebody = f"{VISIT} = ${{{TASK}}}", f". != '{NOBODY}'"
        words |= both(lazy(nobody, str)(), "constraint_message")
        kind = f"select_one_from_file {SECONDS}"
        yield _said(SECOND, kind, words, required="yes", choice_filter=here, constraint=somebody)


def _after(programme: Programme) -> Iterator[Line]:
    if programme.what.zero_report:
        yield _said(ZERO, "select_one visit__yes_no", both(NOTHING_FOUND), required="yes")
    if programme.what.conclusions:
        yield _said(CONCLUSION, "select_one visit__conclusions", both(ALL_IN_ALL), required="yes")
    yield {"type": "end_group"}
    yield _said(SIGNATURE, "image", both(SIGNED), appearance="signature")


def _with_more(line: Line, form: Form) -> Iterator[Line]:
    """A line of the checklist, and what is asked beside it: what was seen, a photograph, what is to be done."""
    yield {name: _with_unit(name, text, line) for name, text in line.items() if name not in OURS}
    one = form.by_code.get(line.get("name", "")) if line["type"] not in ("begin_group", "end_group") else None
    bad = _bad(form, one) if one else ""
    if one is None or not bad:
        return
    if one.kind == JUDGED:
        yield _said(one.code + NOTE, "text", both(SEEN), relevant=bad)
    if one.photo == "always":
        yield _said(one.code + PHOTO, "image", both(PICTURE), relevant=_seen(form, one), required="yes")
    elif one.photo == "on_fail":
        yield _said(one.code + PHOTO, "image", both(PICTURE), relevant=bad)
    yield _said(one.code + DO, "select_one visit__dispositions", both(WHAT_NOW), relevant=bad)


def _with_unit(name: str, text: str, line: Line) -> str:
    """A field app knows no units: the question says in which one it is answered."""
    unit = line.get("unit", "")
    return f"{text}（{unit}）" if unit and name.startswith("label") and unit not in text else text


# Columns of our own that a field app has no use for.
OURS = frozenset({"severity", "key", "photo", "valid_for", "module", "applies", "source", "unit"})


def _bad(form: Form, one: Question) -> str:
    """The condition that an answer says something is wrong; empty where none can."""
    if one.kind == JUDGED:
        return f"${{{one.code}}} = '{verdict_names(form.choices_of(one)).get('fail', 'fail')}'"
    names = [choice.name for choice in form.choices_of(one) if choice.verdict == "fail"]
    return " or ".join(f"selected(${{{one.code}}}, '{name}')" for name in names)


def _seen(form: Form, one: Question) -> str:
    """The condition that there was something to photograph."""
    if one.kind != JUDGED:
        return f"${{{one.code}}} != ''"
    names = verdict_names(form.choices_of(one))
    absent = names.get("not_applicable", "" if names else "not_applicable")
    return f"${{{one.code}}} != ''" + (f" and ${{{one.code}}} != '{absent}'" if absent else "")


def _lists(programme: Programme) -> Iterator[Line]:
    outcomes = {DONE: DONE_WORDS, **{key: OUTCOMES[key] for key in AWAY}}
    yield from _list("visit__outcomes", ((key, both(words)) for key, words in outcomes.items()))
    yield from _list("visit__dispositions", ((key, both(DISPOSED[key])) for key in DISPOSITIONS))
    if len(programme.what.modes) > 1:
        yield from _list("visit__modes", ((key, both(MODES[key])) for key in programme.what.modes))
    if programme.what.zero_report:
        yield from _list("visit__yes_no", (("yes", both(YES)), ("no", both(NO))))
    titles = ((one.key, {f"label{ZH}": one.title.zh, f"label{EN}": one.title.en}) for one in programme.what.conclusions)
    yield from _list("visit__conclusions", titles)


def _list(name: str, choices: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Line]:
    yield from ({"list_name": name, "name": key, **words} for key, words in choices)
