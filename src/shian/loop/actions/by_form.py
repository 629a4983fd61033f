"""Answers to a form with conditions: judged on the server as on the phone, whatever the phone let through."""

from datetime import date
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion, Item
from shian.checklists.rules.form import JUDGED, Form
from shian.checklists.rules.settling import Said, Settled, Trouble, settled
from shian.checklists.spoken import value_words
from shian.kernel.paths import within
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row, in_chinese, plural
from shian.loop.states import OUTCOMES_NOT_DONE
from shian.loop.submission import LONGEST_NOTE, Answer, Submission

MOST_NAMED = 3


def judged_by_form(s: Submission, version: ChecklistVersion | None, on: date) -> tuple[Submission, tuple[str, ...]]:
    """The submission with the answers that count, and what to say of the others. A list of the law asks everything.

    Raises Refused for a rule that is broken, an answer left out, a question that is not there.
    """
    if version is None or not version.form or s.outcome in OUTCOMES_NOT_DONE:
        return s, ()
    form = checklists.form(version)
    if strange := sorted(code for code in s.answers if code not in form.by_code or not form.by_code[code].asked):
        raise Refused(_("这版检查表里没有这一项：%(code)s") % {"code": strange[0]}, code="unknown_item")
    said = {code: Said(one.answer, one.note, len(one.photos)) for code, one in s.answers.items()}
    found = settled(form, said, on)
    _refuse_missing(form, found)
    if found.troubles:
        raise Refused(_sentence(form, found.troubles[0]), code=f"answer_{found.troubles[0].kind}")
    counted = frozenset(found.kept)
    kept = {code: answer for code, answer in s.answers.items() if code in counted}
    return msgspec.structs.replace(s, answers=kept), _notices(form, found, version)


def in_words(version: UUID | None, item: Item, answer: Answer) -> Answer:
    """What was chosen, as the form calls it: a problem is read by people who never saw the spreadsheet."""
    form = checklists.form_of_version(version) if version and item.kind != JUDGED else None
    if form is None:
        return answer
    return msgspec.structs.replace(answer, note=value_words(form, form.by_code[item.code], answer.note)[:LONGEST_NOTE])


def refuse_list_of_elsewhere(version: ChecklistVersion | None, path: str) -> None:
    """A form that an office published is asked on its own ground only."""
    if version is not None and not within(path, version.ground):
        raise Refused(
            _("「%(list)s」第 %(number)d 版不是这里用的") % {"list": version.title, "number": version.number},
            code="wrong_checklist",
        )


def _refuse_missing(form: Form, found: Settled) -> None:
    if found.missing:
        first = _text(form, found.missing[0])
        raise Refused(
            plural("还有 %(n)d 项没有回答，先补上「%(first)s」", len(found.missing), first=first), code="unanswered"
        )


def _sentence(form: Form, trouble: Trouble) -> str:
    """The form's own words where it has some."""
    item = {"item": _text(form, trouble.code)}
    match trouble.kind:
        case "constraint":
            says = trouble.says if in_chinese() or not trouble.says_en else trouble.says_en
            return _("「%(item)s」填得不行：%(why)s") % (item | {"why": says or _("填的不在允许的范围里")})
        case "choice":
            return _("「%(item)s」选的不在可选的里面") % item
        case "verdict":
            return _("「%(item)s」的结论和选的不一致") % item
    return _("「%(item)s」填的格式不对") % item


def _notices(form: Form, found: Settled, version: ChecklistVersion) -> tuple[str, ...]:
    said = []
    if found.ignored:
        names = in_a_row(_text(form, code) for code in found.ignored[:MOST_NAMED])
        said.append(
            _("按前面的回答，有 %(count)d 项不用答，没有记入：%(names)s")
            % {"count": len(found.ignored), "names": names}
        )
    if version.withdrawn_at is not None:
        said.append(_("这版检查表已经停用，这一份照原版收下了"))
    return tuple(said)


def _text(form: Form, code: str) -> str:
    one = form.by_code[code]
    return one.text if in_chinese() or not one.text_en else one.text_en
