"""One object's shared record, by phone: what became of it, what each department put down, what this viewer may add."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.operations.listing import after, what_of
from shian.doors.operations.verbs import target_offered
from shian.doors.operations.words import KINDS, OUTCOMES, target_badge
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option
from shian.doors.ui.terms import SEVERITIES, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import moment_words
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.spelled import in_a_row
from shian.operations import queries
from shian.operations.models import Result, Target
from shian.operations.states import CASE
from shian.packs.schema import Item
from shian.people.models import Organisation


@dataclass(frozen=True)
class Line:
    """One thing put down: its kind, what, all who named it, what became of it."""

    kind: str
    text: str
    sub: str
    who: str
    after: Badge | None = None
    href: str = ""
    photos: tuple[Link, ...] = ()


@dataclass(frozen=True)
class RecordPage:
    """The record of one object."""

    template: ClassVar[str] = "operations/object.html"
    title: str
    back: str
    operation: Link
    badge: Badge
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    due: tuple[Link, ...] = ()
    first: Act | None = None
    others: tuple[Act, ...] = ()
    open: str = ""
    links: tuple[Link, ...] = ()
    error: str = ""


def one(viewer: Actor, found: Target, *, on: date, typed: Typed | None = None) -> RecordPage:
    """The record as it stands; nothing can be added before the teams set out, nor after they are back."""
    asked = typed or Typed()
    results = list(queries.results_at(found, viewer=viewer))
    units = queries.departments(found.operation)
    seen = _seen(viewer, found, results)
    cases = [row for row in results if row.kind == CASE]
    untold = [row for row in cases if row.exposed_at is None]
    may = target_offered(viewer, found, cases=len([c for c in cases if not c.transferred_at]), untold=len(untold))
    asking = _Asked(found, asked, units, cases, queries.questions(found, on=on) if "problem" in may else ())
    acts = {key: _ACTS[key](asking) for key in may}
    return RecordPage(
        found.name,
        reverse("operation", args=[found.operation_id]),
        Link(found.operation.title, reverse("operation", args=[found.operation_id])),
        target_badge(found),
        _facts(found),
        tuple(_line(viewer, row, units, seen) for row in results),
        due=_due(viewer, found, on) if found.operation.state == "under_way" else (),
        first=acts.pop("record", None),
        others=tuple(acts.values()),
        open=asked.verb,
        links=(*_photos(found.evidence, seen), *_links(viewer, found)),
        error="" if asked.verb in may else asked.error,
    )


def _facts(found: Target) -> tuple[tuple[str, str], ...]:
    return (
        (_("地址"), found.address),
        (_("哪一组"), found.team.name),
        (_("组里的人"), found.team.names),
        (_("看到什么"), found.note),
        (_("谁记的"), f"{found.by_label} {moment_words(found.looked_at)}" if found.looked_at else ""),
    )


def _seen(viewer: Actor, found: Target, results: Sequence[Result]) -> frozenset[UUID]:
    """The photographs that this viewer may open: their own, and those of their ground."""
    keys = {*found.evidence, *(key for row in results for key in row.evidence)}
    return frozenset(seen_among(keys, viewer=viewer)) if keys else frozenset()


def _photos(keys: Sequence[UUID], seen: frozenset[UUID]) -> tuple[Link, ...]:
    shown = [key for key in keys if key in seen]
    return tuple(Link(_("照片 %(n)s") % {"n": n}, f"/evidence/{key}", "file") for n, key in enumerate(shown, 1))


def _line(viewer: Actor, row: Result, units: Sequence[Organisation], seen: frozenset[UUID]) -> Line:
    named = [row.department.name, *(unit.name for unit in units if unit.pk in row.also)]
    opens = row.finding_id is not None and viewer.may_at("see", row.path)
    return Line(
        said(KINDS, row.kind),
        what_of(row),
        row.number or (said(SEVERITIES, row.severity) if row.severity else ""),
        in_a_row(named),
        after(row),
        reverse("finding", args=[row.finding_id]) if opens else "",
        _photos(row.evidence, seen),
    )


def _due(viewer: Actor, found: Target, on: date) -> tuple[Link, ...]:
    """What else this viewer owes at the door: one way there does it too."""
    owed = queries.due_there(found, viewer=viewer, on=on)[:1]
    return tuple(Link(_("这一家还有到期的检查，一趟办完"), reverse("visit", args=[task.pk]), "today") for task in owed)


def _links(viewer: Actor, found: Target) -> tuple[Link, ...]:
    if not viewer.may_at("see", found.path):
        return ()
    return (Link(_("这一家的档案"), reverse("business", args=[found.business_id]), "subject"),)


@dataclass(frozen=True)
class _Asked:
    """What a form of the page is made from."""

    found: Target
    typed: Typed
    units: list[Organisation]
    cases: list[Result]
    items: tuple[Item, ...]

    def to(self, verb: str) -> str:
        return reverse("operation_object_act", args=[self.found.pk, verb])

    def field(self, verb: str, name: str, label: str, kind: Any = "text", **more: Any) -> Field:
        return Field(name, label, kind, self.typed.word(verb, name), **more)

    def chosen(self, verb: str, name: str, options: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
        typed = self.typed.word(verb, name)
        return tuple(Option(key, text, chosen=key == typed) for key, text in options)

    def parties(self, first: str) -> list[tuple[str, str]]:
        return [("", first), *((str(unit.pk), unit.name) for unit in self.units)]

    def listed_cases(self, verb: str, without: str) -> Field:
        rows = [row for row in self.cases if getattr(row, without) is None]
        options = self.chosen(verb, "case", [(str(row.pk), row.number) for row in rows])
        return Field("case", _("哪个案件"), "select", options=options, error=self.typed.wrong(verb))


def _record(asked: _Asked) -> Act:
    words = [(key, str(word)) for key, word in OUTCOMES.items()]
    fields = (
        Field("outcome", _("查成了没有"), "radio", options=_first(asked.chosen("record", "outcome", words))),
        asked.field("record", "note", _("看到什么，或者为什么没查成"), "textarea", error=asked.typed.wrong("record")),
        Field("photos", _("照片（可以不拍）"), "file"),
    )
    return Act("record", _("记下这一家"), asked.to("record"), fields, look="primary", files=True)


def _first(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """With the first chosen where none is."""
    if any(option.chosen for option in options):
        return options
    return (Option(options[0].value, options[0].text, chosen=True), *options[1:])


def _problem(asked: _Asked) -> Act:
    items = [("", _("请选")), *((item.code, spoken(item.text)) for item in asked.items)]
    fields = (
        Field("code", _("哪一项有问题"), "select", options=asked.chosen("problem", "code", items)),
        asked.field("problem", "note", _("具体情况"), "textarea", error=asked.typed.wrong("problem")),
        Field("photos", _("照片（可以不拍）"), "file"),
    )
    return Act("problem", _("记问题"), asked.to("problem"), fields, files=True)


def _case(asked: _Asked) -> Act:
    fields = (
        asked.field("case", "number", _("案号"), error=asked.typed.wrong("case")),
        asked.field("case", "text", _("案由")),
        Field(
            "department", _("哪个部门立的"), "select",
            options=asked.chosen("case", "department", asked.parties(_("我所在的部门"))),
        ),
    )  # fmt: skip
    return Act("case", _("记立案"), asked.to("case"), fields)


def _seize(asked: _Asked) -> Act:
    fields = (
        asked.field("seize", "name", _("扣押什么"), error=asked.typed.wrong("seize")),
        asked.field("seize", "quantity", _("数量"), "number"),
        asked.field("seize", "unit", _("单位"), help=_("如 公斤、瓶、盒")),
        asked.field("seize", "value", _("货值（元）")),
    )
    return Act("seize", _("记扣押"), asked.to("seize"), fields)


def _transfer(asked: _Asked) -> Act:
    parties = asked.parties(_("请选"))
    fields = (
        asked.listed_cases("transfer", "transferred_at"),
        Field("to", _("移送哪个公安机关"), "select", options=asked.chosen("transfer", "to", parties)),
    )
    return Act("transfer", _("记移送公安"), asked.to("transfer"), fields)


def _expose(asked: _Asked) -> Act:
    return Act("expose", _("定为典型案例"), asked.to("expose"), (asked.listed_cases("expose", "exposed_at"),))


def _tell(asked: _Asked) -> Act:
    fields = (
        Field("to", _("抄告哪个部门"), "select", options=asked.chosen("tell", "to", asked.parties(_("请选")))),
        asked.field("tell", "text", _("什么情况，要对方做什么"), "textarea", error=asked.typed.wrong("tell")),
    )
    return Act("tell", _("抄告"), asked.to("tell"), fields)


_ACTS = {
    "record": _record, "problem": _problem, "case": _case, "seize": _seize, "transfer": _transfer, "expose": _expose,
    "tell": _tell,
}  # fmt: skip
