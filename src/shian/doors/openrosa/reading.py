"""What a field app sends: an XML instance and files, read into the one shape in which a sheet is handed in.

The XML comes from outside: no document type, no entities, bounded in bytes and in elements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from shian.checklists.models import ChecklistVersion
from shian.checklists.rules.form import JUDGED, Form, Question, verdict_names
from shian.checklists.rules.settling import verdict_of
from shian.doors.openrosa import field_form as names
from shian.doors.ui.seconds import second_said
from shian.kernel.refused import Refused
from shian.loop.submission import Submission

MOST_BYTES, MOST_ELEMENTS = 2 * 1024 * 1024, 20_000
MOST_DIGITS = 9  # of the number of a version
STALE_DAYS = 60  # a telephone whose clock is further behind has a wrong clock: then the day is ours
UUID_MARK = "uuid:"


@dataclass(frozen=True)
class Sent:
    """An instance as it came: which form, which version of it, the client's own id, and the text of every field."""

    form: str
    version: int | None
    client_id: UUID
    fields: Mapping[str, str]

    @property
    def task(self) -> UUID | None:
        """The visit it was filled in for."""
        try:
            return UUID(self.fields.get(names.TASK, ""))
        except ValueError:
            return None


def sent(data: bytes) -> Sent:
    """Raises Refused for what is no instance of a form of ours."""
    if len(data) > MOST_BYTES:
        raise Refused(_("提交的内容太大，请分几次提交"), code="too_big")
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused(_("提交的内容不是有效的 XML"), code="malformed") from error
    fields: dict[str, str] = {}
    for count, element in enumerate(root.iter()):
        if count > MOST_ELEMENTS:
            raise Refused(_("提交的内容太大，请分几次提交"), code="too_big")
        if len(element) == 0 and element.text and element.text.strip():
            fields[_local(element.tag)] = element.text.strip()
    if "deprecatedID" in fields:
        raise Refused(_("交上来的记录不能在现场应用里改，请在网页上更正"), code="correct_on_page")
    return Sent(root.get("id", ""), _version(root.get("version", "")), _client_id(fields), fields)


def _version(said: str) -> int | None:
    """Our versions are numbers; a form that names another kind was never ours."""
    if said and not (said.isascii() and said.isdecimal() and len(said) < MOST_DIGITS and int(said)):
        raise Refused(_("没有这份表的「%(version)s」版，请重新取表") % {"version": said[:40]}, code="missing")
    return int(said) if said else None


def _local(tag: Any) -> str:
    """The name without its namespace; what is no element has none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _client_id(fields: Mapping[str, str]) -> UUID:
    try:
        return UUID(fields.get("instanceID", "").removeprefix(UUID_MARK))
    except ValueError as error:
        raise Refused(_("这份记录没有编号（instanceID）"), code="malformed") from error


def pictures(form: Form, found: Sent) -> dict[str, str]:
    """The names of the files which an instance speaks of, each with what it is."""
    named = {found.fields[names.SIGNATURE]: "signature"} if names.SIGNATURE in found.fields else {}
    for one in form.questions:
        if name := found.fields.get(one.code if one.kind == "photo" else one.code + names.PHOTO):
            named[name] = "photo"
    return named


def submission(
    found: Sent, form: Form, version: ChecklistVersion, kept: Mapping[str, UUID], *, today: date
) -> Submission:
    """The sheet as every door hands it in. Raises Refused with one sentence."""
    said = found.fields
    programme, _dot, checklist = found.form.partition(".")
    done = said.get(names.OUTCOME, names.DONE) == names.DONE
    raw = {
        "id": str(found.client_id),
        "programme": programme,
        "checklist": checklist,
        "version": version.number,
        "tasks": [str(found.task)] if found.task else [],
        "outcome": said.get(names.OUTCOME, names.DONE),
        "mode": said.get(names.MODE, "on_site"),
        "on_day": _day(said.get("end", ""), today),
        "answers": _answers(form, said, kept) if done else {},
        "zero_risk": said.get(names.ZERO) == "yes",
        "conclusion": said.get(names.CONCLUSION, ""),
        "place": _place(said.get(names.PLACE) or _own_place(form, said)),
        "signature": _key(kept, said.get(names.SIGNATURE, "")),
        "started_at": said.get("start"),
        "finished_at": said.get("end"),
        **second_said("" if said.get(names.SECOND) == names.NOBODY else said.get(names.SECOND, "")),
    }
    return Submission.parsed(raw)


def _answers(form: Form, said: Mapping[str, str], kept: Mapping[str, UUID]) -> dict[str, dict[str, Any]]:
    read = {one.code: _answer(form, one, said, kept) for one in form.questions if one.asked}
    return {code: answer for code, answer in read.items() if answer is not None}


def _answer(form: Form, one: Question, said: Mapping[str, str], kept: Mapping[str, UUID]) -> dict[str, Any] | None:
    text = said.get(one.code, "")
    if not text:
        return None
    photo = _key(kept, said.get(one.code if one.kind == "photo" else one.code + names.PHOTO, ""))
    more = {"photos": [photo] if photo else [], "disposition": said.get(one.code + names.DO, "")}
    if one.kind == JUDGED:
        words = {name: verdict for verdict, name in verdict_names(form.choices_of(one)).items()}
        word = words.get(text, text if not words else "?")
        return {"answer": word, "note": said.get(one.code + names.NOTE, ""), **more}
    note = "" if one.kind == "photo" else text
    return {"answer": verdict_of(form, one, note), "note": note, **more}


def _key(kept: Mapping[str, UUID], name: str) -> str | None:
    return str(kept[name]) if name in kept else None


def _day(end: str, today: date) -> str | None:
    """The day on which it was filled in, by the telephone; a clock that stands elsewhere is not believed."""
    try:
        day = datetime.fromisoformat(end).date()
    except ValueError:
        return None
    return day.isoformat() if 0 <= (today - day).days <= STALE_DAYS else None


def _own_place(form: Form, said: Mapping[str, str]) -> str:
    return next((said[one.code] for one in form.questions if one.kind == "place" and one.code in said), "")


def _place(text: str) -> dict[str, Any] | None:
    """`lat lon altitude accuracy`, as satellites say it; anything else is no place."""
    try:
        parts = [float(part) for part in text.split()]
    except ValueError:
        return None
    if len(parts) < 2:
        return None
    return {"lat": parts[0], "lon": parts[1], "accuracy": parts[3] if len(parts) > 3 else None, "datum": "wgs84"}
