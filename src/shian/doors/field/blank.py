"""Pages beside the visit: what waits on this phone to be handed in, and the sheet of paper for when nothing else goes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.checklists.models import Item
from shian.checklists.rules.form import Form
from shian.doors.field.visit import Visit, visit_for
from shian.doors.ui.answers import said_text
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.asking import SILENT, asking
from shian.doors.ui.modules import module_words
from shian.doors.ui.said import spoken
from shian.doors.ui.show import show
from shian.doors.ui.words import full_day_words
from shian.kernel.spelled import noted
from shian.loop import queries as loop


@dataclass(frozen=True)
class OutboxPage:
    """An empty frame: only the phone knows what waits on it."""

    template: ClassVar[str] = "field/outbox.html"
    title: str
    back: str


@dataclass(frozen=True)
class BlankQuestion:
    """One line of the paper: what there is to tick, or the unit of what is written; `when` it is to be answered at all."""

    number: int
    text: str
    module: str
    boxes: tuple[str, ...] = ()
    unit: str = ""
    when: str = ""
    read_only: bool = False


@dataclass(frozen=True)
class BlankPage:
    """The questions of a visit on A4, to be filled by hand and typed in later; a phone that stores nothing offers it."""

    template: ClassVar[str] = "field/blank.html"
    title: str
    business: str
    address: str
    duties: tuple[str, ...]
    questions: tuple[BlankQuestion, ...]
    back: str
    printed: str


def outbox(request: Asked) -> HttpResponseBase:
    return show(request, OutboxPage(_("发件箱"), reverse("today")))


def sheet_of_paper(request: Asked, key: UUID) -> HttpResponseBase:
    task = loop.task(key, viewer=request.actor)
    visit = visit_for(task, viewer=request.actor, on=today(request))
    return show(request, blank(visit))


def _line(number: int, one: Item, form: Form | None) -> BlankQuestion:
    if form is None:
        return BlankQuestion(number, said_text(one), module_words(one.module), (_("符合"), _("不符合"), _("不适用")))
    ask = asking(form, form.by_code[one.code])
    boxes = tuple(words for _word, words, _icon in ask.answers) or tuple(choice.text for choice in ask.choices)
    return BlankQuestion(
        number,
        said_text(one),
        module_words(one.module) or ask.group,
        boxes,
        ask.unit,
        ask.when,
        read_only=one.kind == "note",
    )


def blank(visit: Visit) -> BlankPage:
    shown = [one for one in visit.questions if one.kind not in SILENT]
    return BlankPage(
        title=_("纸质检查表"),
        business=visit.business.name,
        address=visit.business.address,
        duties=tuple(noted(spoken(e.programme.title), f"{e.version.key} v{e.version.number}") for e in visit.errands),
        questions=tuple(_line(n, one, visit.form_of.get(one.code)) for n, one in enumerate(shown, start=1)),
        back=reverse("visit", args=[visit.task.pk]),
        printed=_("%(day)s 打印") % {"day": full_day_words(visit.on)},
    )
