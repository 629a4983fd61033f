"""A record as a paper on the desk: who, when, what failed, every answer, the text. It prints on A4."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists import spoken
from shian.checklists.models import Item, Sheet
from shian.checklists.rules.form import JUDGED, Form
from shian.doors.ui.answers import said_text
from shian.doors.ui.asking import answer_words
from shian.doors.ui.correcting import may_correct
from shian.doors.ui.said import sheet_title
from shian.doors.ui.shapes.parts import Link, Photo
from shian.doors.ui.shapes.record import Answered, RecordPage
from shian.doors.ui.terms import DISPOSITIONS, FINDING_STATES, MODES, OUTCOMES, finding_badge, said
from shian.doors.ui.words import day_words, full_day_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import in_chinese, plural
from shian.loop import queries as loop
from shian.loop.law import law_on
from shian.loop.models import Finding
from shian.people import queries as people
from shian.territory import queries as territory


def record(viewer: Actor, sheet: Sheet, *, on: date) -> RecordPage:
    found = {one.code: one for one in _raised(viewer, sheet)}
    questions = checklists.items(sheet.version_id) if sheet.version_id else ()
    names = _seers(viewer, sheet)
    form = checklists.form_of_version(sheet.version_id) if sheet.version_id else None
    answers = tuple(_answer(one, sheet, found, names, form) for one in questions if one.code in sheet.answers)
    failed = tuple(one for one in answers if one.failed)
    return RecordPage(
        title=sheet_title(sheet),
        business=Link(sheet.business.name, reverse("business", args=[sheet.business_id])) if sheet.business else None,
        facts=_facts(viewer, sheet),
        failed=failed,
        answers=tuple(one for one in answers if not one.failed),
        unasked=_unasked(form, sheet) if form and sheet.outcome == "done" else (),
        text=tuple(line for line in sheet.narrative.splitlines() if line.strip()),
        older=Link(_("更正前的那一份"), reverse("record", args=[sheet.supersedes])) if sheet.supersedes else None,
        newer=_newer(viewer, sheet),
        correct=Link(_("更正"), reverse("correct_record", args=[sheet.pk])) if may_correct(viewer, sheet) else None,
        signs=_signs(sheet),
        printed=_("%(day)s 打印") % {"day": full_day_words(on)},
    )


def _signs(sheet: Sheet) -> tuple[str, ...]:
    """Who signs the paper: the posts that the rule of its programme names; of two who did it, both."""
    if sheet.second_label and sheet.post_id is None:
        return (_("验收人签字"), _("同检人签字"))
    if sheet.second_label:
        return (_("督导人签字"), _("同检人签字"), _("现场负责人签字"))
    if sheet.post_id:
        return (_("督导人签字"), _("现场负责人签字"))
    if sheet.programme == loop.MONTHLY:
        return (_("主要负责人签字"), _("食品安全总监签字"))
    return (_("食品安全总监签字"), _("食品安全员签字")) if sheet.programme == loop.WEEKLY else (_("食品安全员签字"),)


def _raised(viewer: Actor, sheet: Sheet) -> list[Finding]:
    """The problems of this sheet, of the one it corrects, and those which a sheet of the same visit opened for both."""
    keys = [sheet.pk, *([sheet.supersedes] if sheet.supersedes else [])]
    shared = [UUID(one["finding"]) for one in sheet.answers.values() if "finding" in one]
    rows = loop.findings(viewer, states=sorted(FINDING_STATES))
    return list(rows.filter(Q(sheet_id__in=keys) | Q(pk__in=shared)))


def _unasked(form: Form, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """What was not asked this time, each with the condition under which it would have been, or that it was left open."""
    left = [one for one in form.questions if one.asked and one.code not in sheet.answers]
    return tuple((spoken.question_words(one), spoken.when_words(form, one) or _("可不答，没有答")) for one in left)


def _said(words: str, answer: dict[str, Any], names: Mapping[UUID, str]) -> str:
    """An answer that was taken over says so, with whose it is and its day: nobody saw it on this one."""
    taken = answer.get("taken")
    if not taken:
        return words
    whose = names.get(UUID(taken["person"]), "") if taken.get("person") else ""
    told = {"said": words, "day": full_day_words(date.fromisoformat(taken["on"])), "who": whose}
    return (_("%(said)s（沿用 %(day)s %(who)s看到的）") % told).strip()


def _seers(viewer: Actor, sheet: Sheet) -> dict[UUID, str]:
    """Who saw what was taken over."""
    keys = {UUID(one["taken"]["person"]) for one in sheet.answers.values() if one.get("taken", {}).get("person")}
    return people.names_of(keys, viewer=viewer) if keys else {}


def _answer(
    question: Item, sheet: Sheet, found: dict[str, Finding], names: Mapping[UUID, str], form: Form | None
) -> Answered:
    answer = sheet.answers[question.code]
    one = found.get(question.code)
    valued = form is not None and question.code in form.by_code and question.kind != JUDGED
    return Answered(
        said_text(question),
        _said(answer_words(form, question.code, answer), answer, names),
        answer["answer"] == "fail",
        answer.get("note", "") if not valued else "",
        said(DISPOSITIONS, answer["disposition"]) if answer.get("disposition") else "",
        Link(_("看这个问题"), reverse("finding", args=[one.pk])) if one else None,
        finding_badge(one.state) if one else None,
        tuple(Photo(f"/evidence/{key}", _("现场照片")) for key in answer.get("photos", ())),
    )


def _facts(viewer: Actor, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    seen = timezone.localtime(sheet.recorded_at)
    facts = (
        (_("哪一天的"), full_day_words(sheet.on_day)),
        (_("所在地"), territory.names([sheet.path_then], on=sheet.on_day).get(sheet.path_then, "")),
        (_("谁填的"), _by(viewer, sheet)),
        (_("同检人"), sheet.second_label),
        (_("何时交的"), f"{day_words(seen.date())} {seen:%H:%M}"),
        (_("方式"), said(MODES, sheet.mode) if sheet.post_id else ""),
        (_("结果"), _result(sheet)),
        (_("评价"), _conclusion(sheet)),
        (_("位置"), f"{sheet.latitude:.4f}, {sheet.longitude:.4f}" if sheet.latitude and sheet.longitude else ""),
        (_("签名"), _("已签") if sheet.signature else ""),
    )
    return tuple((name, words) for name, words in facts if words)


def _by(viewer: Actor, sheet: Sheet) -> str:
    name = people.names_of([sheet.person_id], viewer=viewer).get(sheet.person_id, "") if sheet.person_id else ""
    post = sheet.post.title if sheet.post else _("代录") if sheet.on_behalf else _("本店人员")
    return " ".join(part for part in (post, name) if part)


def _result(sheet: Sheet) -> str:
    if sheet.outcome != "done":
        return said(OUTCOMES, sheet.outcome)
    if sheet.zero_risk:
        return _("零风险")
    words = plural("查 %(n)s 项，%(f)s 项不符合", sheet.checked, f=sheet.failed) if sheet.checked else ""
    taken = sum("taken" in one for one in sheet.answers.values())
    return words + _("，沿用 %(n)s 项") % {"n": taken} if taken else words


def _conclusion(sheet: Sheet) -> str:
    if not sheet.conclusion:
        return ""
    rows = law_on(sheet.on_day, sheet.path).programme(sheet.programme).what.conclusions
    chinese = in_chinese()
    return next((one.title.zh if chinese else one.title.en for one in rows if one.key == sheet.conclusion), "")


def _newer(viewer: Actor, sheet: Sheet) -> Link | None:
    found = checklists.correction(sheet, viewer=viewer)
    return Link(_("看更正后的"), reverse("record", args=[found.pk])) if found else None
