"""Pages beside the visit: what waits on this phone to be handed in, and the sheet of paper for when nothing else goes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.field.visit import Visit, visit_for
from shian.doors.ui.answers import said_text
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import spoken
from shian.doors.ui.show import show
from shian.doors.ui.words import full_day_words
from shian.loop import queries as loop


@dataclass(frozen=True)
class OutboxPage:
    """An empty frame: only the phone knows what waits on it."""

    template: ClassVar[str] = "field/outbox.html"
    title: str
    back: str


@dataclass(frozen=True)
class BlankQuestion:
    """One line of the paper."""

    number: int
    text: str
    module: str


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


def blank(visit: Visit) -> BlankPage:
    questions = enumerate(visit.questions, start=1)
    return BlankPage(
        title=_("纸质检查表"),
        business=visit.business.name,
        address=visit.business.address,
        duties=tuple(f"{spoken(e.programme.title)}（{e.version.key} v{e.version.number}）" for e in visit.errands),
        questions=tuple(BlankQuestion(n, said_text(one), one.module) for n, one in questions),
        back=reverse("visit", args=[visit.task.pk]),
        printed=_("%(day)s 打印") % {"day": full_day_words(visit.on)},
    )
