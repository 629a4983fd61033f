"""The page of one letter: its paper beside what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.letters.figures import figures_of
from shian.doors.letters.forms import PROMISES
from shian.doors.letters.verbs import Verb, held
from shian.doors.letters.words import FACTS, MOVES, state_badge
from shian.doors.ui.said import due_of, released_on, spoken, stored_why, why
from shian.doors.ui.shapes.parts import Act, Badge, Due, Field, Link, Moment, Photo, Table, Why
from shian.doors.ui.terms import SYSTEMS, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.refused import Refused
from shian.letters import queries
from shian.letters.actions.issuing import refused_words
from shian.letters.models import Interview, Letter, LetterStep
from shian.letters.paper import pages, paper_of
from shian.letters.states import AWAITING


@dataclass(frozen=True)
class Answered:
    """One answer with its papers."""

    when: datetime
    who: str
    text: str
    papers: tuple[Link, ...]


@dataclass(frozen=True)
class LetterPage:
    """A letter: its paper as pictures, its state, what is owed, what was said, what may be done."""

    template: ClassVar[str] = "letters/letter.html"
    title: str
    kicker: str
    badge: Badge
    sheets: tuple[Photo, ...]
    no_paper: str
    pdf: str
    word: str
    due: Due | None
    changed: str
    facts: tuple[tuple[str, str], ...]
    frozen: tuple[tuple[str, str], ...]
    answers: tuple[Answered, ...]
    interviews: tuple[Interview, ...]
    figures: Table | None
    acts: tuple[Act, ...]
    others: tuple[Act, ...]
    history: tuple[Moment, ...]
    links: tuple[Link, ...] = ()
    why: tuple[Why, ...] = ()


def letter_page(viewer: Actor, found: Letter, *, now: datetime, typed: Typed | None = None) -> LetterPage:
    on, taken = timezone.localdate(now), list(queries.steps(found, viewer=viewer))
    verbs = held(viewer, found, on=on)
    acts = [(verb, _act(verb, found, typed or Typed())) for verb in verbs]
    sheets, no_paper = _sheets(found)
    return LetterPage(
        title=found.subject,
        kicker=f"{spoken(queries.kind_of(found).title)} · {found.mark or _('未编号')}",
        badge=state_badge(found.state),
        sheets=sheets,
        no_paper=no_paper,
        pdf=reverse("letter_pdf", args=[found.pk]),
        word=reverse("letter_word", args=[found.pk]),
        due=due_of(found.due, today=on, path=found.path) if found.state in AWAITING else None,
        changed=_changed(viewer, found, on),
        facts=_facts(found, queries.added(found, viewer=viewer)),
        frozen=() if found.about == "figures" else _frozen(found),
        figures=figures_of(found) if found.about == "figures" else None,
        answers=tuple(_answered(step) for step in taken if step.move in ("answer", "be_heard")),
        interviews=tuple(queries.interviews(found, viewer=viewer)),
        acts=tuple(act for verb, act in acts if verb.look == "primary"),
        others=tuple(act for verb, act in acts if verb.look != "primary"),
        history=tuple(_moment(step) for step in reversed(taken)),
        links=_links(viewer, found),
        why=_reasons(found),
    )


def _frozen(found: Letter) -> tuple[tuple[str, str], ...]:
    return tuple((said(FACTS, name), str(value)) for name, value in found.facts.items() if value != "")


def _sheets(found: Letter) -> tuple[tuple[Photo, ...], str]:
    """The pages by their addresses. Where no font is there, the words stand alone and the reason is said."""
    try:
        count = len(pages(paper_of(found)))
    except Refused as refused:
        return (), str(refused)
    alt = _("第 %(n)s 页")
    return tuple(Photo(reverse("letter_page", args=[found.pk, n]), alt % {"n": n}) for n in range(1, count + 1)), ""


def _changed(viewer: Actor, found: Letter, on: date) -> str:
    """The difference is shown while it matters: before the letter has its number."""
    if found.state not in ("drafted", "submitted", "approved") or not viewer.may_at("draft_letter", found.path):
        return ""
    try:
        return refused_words(queries.differences(found, viewer=viewer, on=on))
    except Refused as refused:
        return str(refused)


def _facts(found: Letter, added: int) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("发文机关"), found.organ),
        (_("发给"), found.addressee_name),
        (_("抄送"), found.copies),
        (_("起草后又有"), _("%(n)s 件逾期") % {"n": added} if added else ""),
        (_("印发"), full_day_words(found.issued_on) if found.issued_on else ""),
        (_("发出"), full_day_words(found.sent_on) if found.sent_on else ""),
        (_("第几次回复"), str(found.round) if found.round > 1 else ""),
        (
            _("本人陈述"),
            found.heard or (_("%(day)s 前可以陈述") % {"day": found.hear_until} if found.hear_until else ""),
        ),
        (_("延期"), full_day_words(found.extended_on) if found.extended_on else ""),
    )
    return tuple((name, words) for name, words in facts if words)


def _answered(step: LetterStep) -> Answered:
    papers = tuple(
        Link(_("附件 %(n)s") % {"n": n}, f"/evidence/{key}", "file") for n, key in enumerate(step.documents, 1)
    )
    return Answered(timezone.localtime(step.at), said(SYSTEMS, step.by_label), step.note, papers)


def _moment(step: LetterStep) -> Moment:
    note = "" if step.move in ("answer", "be_heard", "interview") else step.note
    return Moment(timezone.localtime(step.at), said(SYSTEMS, step.by_label), said(MOVES, step.move), note)


def _links(viewer: Actor, found: Letter) -> tuple[Link, ...]:
    links = []
    if found.about == "finding" and found.facts_key:
        links.append(Link(_("看这个问题"), f"/findings/{found.facts_key}"))
    if found.business_id:
        links.append(Link(_("看主体"), f"/businesses/{found.business_id}"))
    if found.replaces_id and queries.letters_named([found.replaces_id], viewer=viewer):
        links.append(Link(_("看前一份函"), f"/letters/{found.replaces_id}"))
    return tuple(links)


def _reasons(found: Letter) -> tuple[Why, ...]:
    cite = queries.kind_of(found).cite
    reasons = [why(Because("", cite.text, {}, cite.assumed), cite.note, question=_("这种函从哪里来"))]
    due = stored_why(
        found.task.because if found.task else {},
        full_day_words(found.due) if found.due else "",
        question=_("为什么是这一天"),
        released=released_on(found.release_id),
    )
    return tuple([due, *reasons] if due else reasons)


def _act(verb: Verb, found: Letter, typed: Typed) -> Act:
    return Act(
        verb.key,
        str(verb.word),
        reverse("letter_act", args=[found.pk, verb.key]),
        tuple(_fields(verb, found, typed)),
        str(verb.confirm) if verb.confirm else "",
        verb.look,
        files=verb.files,
    )


def _fields(verb: Verb, found: Letter, typed: Typed) -> Iterable[Field]:
    if verb.form == "edit":
        yield Field(
            "subject",
            _("标题"),
            value=typed.word(verb.key, "subject", found.subject),
            error=typed.wrong(verb.key),
            required=True,
        )
        yield Field("body", _("正文"), "textarea", typed.word(verb.key, "body", found.body), required=True)
        yield Field("copies", _("抄送"), value=typed.word(verb.key, "copies", found.copies))
    elif verb.form == "interview":
        yield from _interview_fields(typed)
    elif verb.note:
        yield Field("note", str(verb.note), "textarea", typed.word(verb.key, "note"), error=typed.wrong(verb.key))
    if verb.files:
        yield Field(
            "documents", _("附件"), "file", help=_("PDF、Word 或照片，可以不传"), accept="application/pdf,.docx,image/*"
        )


def _interview_fields(typed: Typed) -> Iterable[Field]:
    yield Field(
        "held_on",
        _("约谈日期"),
        "date",
        typed.word("interview", "held_on"),
        error=typed.wrong("interview"),
        required=True,
    )
    yield Field("host", _("主持人"), value=typed.word("interview", "host"), required=True)
    yield Field("present", _("参加的人"), value=typed.word("interview", "present"))
    yield Field("note", _("说了什么"), "textarea", typed.word("interview", "note"), required=True)
    for n in range(PROMISES):
        yield Field(f"promise-{n}", _("承诺 %(n)s") % {"n": n + 1}, value=typed.word("interview", f"promise-{n}"))
        yield Field(f"by-{n}", _("什么时候做到"), "date", typed.word("interview", f"by-{n}"))
