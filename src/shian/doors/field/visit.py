"""A visit on its way: every duty of the viewer's that is due at one door, and the questions they ask between them.

One sheet for each programme and checklist (an errand); a question that several ask is put once.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion, Item
from shian.checklists.queries import Earlier
from shian.checklists.rules.form import Form
from shian.doors.field.verbs import held
from shian.doors.ui.typed import keys_in
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Refused
from shian.kernel.spelled import in_a_row
from shian.loop import queries as loop
from shian.loop.law import Law, law_of, law_on
from shian.loop.models import Finding, Task
from shian.loop.submission import Submission
from shian.packs.schema import Programme
from shian.registry.models import Business, Status

VISIT = "inspect"
Lists = Mapping[str, tuple[str, int]]
FRESH: Lists = {}
AT_A_DOOR = frozenset({VISIT, loop.LOOK_BACK})  # for these somebody goes there with a checklist


@dataclass(frozen=True)
class Errand:
    """What one programme wants at this door: the tasks that one sheet settles, and the checklist they ask."""

    tasks: tuple[Task, ...]
    law: Law
    programme: Programme
    version: ChecklistVersion

    @property
    def questions(self) -> tuple[Item, ...]:
        return checklists.items(self.version.pk)

    @property
    def fresh(self) -> bool:
        """Whether every question is asked anew: an inspector sees for himself."""
        return self.law.pack.checklists[self.version.key].fresh

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.questions)


@dataclass(frozen=True)
class Visit:
    """What a cadre stands before: the task at a door that was opened, the errands done there with it, fixes to look at."""

    task: Task
    business: Business
    errands: tuple[Errand, ...]
    on: date
    rechecks: tuple[Task, ...] = ()

    @property
    def lists(self) -> dict[str, tuple[str, int]]:
        """By which version of which checklist each programme is asked here: who answers without a network says so."""
        return {one.programme.key: (one.version.key, one.version.number) for one in self.errands}

    @property
    def fixes(self) -> tuple[Finding, ...]:
        """The fixes that are looked at on the way."""
        return tuple(task.finding for task in self.rechecks if task.finding)

    @property
    def named(self) -> tuple[str, ...]:
        """Everything that is done on this visit, as a form names it."""
        return tuple(str(task.pk) for task in (*self.tasks, *self.rechecks))

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for errand in self.errands for task in errand.tasks)

    @cached_property
    def questions(self) -> tuple[Item, ...]:
        """Every question once. Of several errands those of one heading stand together, in the order of the first."""
        once = {one.code: one for errand in reversed(self.errands) for one in errand.questions}
        order = list(dict.fromkeys(one.code for errand in self.errands for one in errand.questions))
        if len(self.errands) == 1:
            return tuple(once[code] for code in order)
        headings = list(dict.fromkeys(once[code].module for code in order))
        return tuple(once[code] for code in sorted(order, key=lambda code: headings.index(once[code].module)))

    @property
    def forms(self) -> tuple[Form, ...]:
        """What offices have published of what is asked here."""
        return tuple(checklists.form(errand.version) for errand in self.errands if errand.version.form)

    @property
    def form_of(self) -> dict[str, Form]:
        """The form behind each question that an office asks."""
        return checklists.forms_of(errand.version for errand in self.errands)

    def asked_by(self, code: str) -> tuple[Errand, ...]:
        """The errands which ask a question."""
        return tuple(errand for errand in self.errands if code in errand.codes)

    @property
    def modes(self) -> tuple[str, ...]:
        """The ways of visiting that are lawful for every errand; none named, none is forbidden. Raises Refused where
        no one way is lawful for all of them."""
        told = [errand for errand in self.errands if errand.programme.what.modes]
        if not told:
            return ()
        common = [mode for mode in told[0].programme.what.modes if all(mode in e.programme.what.modes for e in told)]
        if not common:
            names = in_a_row(f"「{errand.programme.title.zh}」" for errand in told)
            raise Refused(_("%(names)s规定的督导方式不同，请分两次办") % {"names": names}, code="unlawful_mode")
        return tuple(common)

    def kept(self, viewer: Actor) -> dict[str, Earlier]:
        """The questions that need not be asked again: by the rule of every errand that asks them."""
        each = [
            {} if errand.fresh else loop.kept_answers(viewer, self.business.pk, errand.version, on=self.on)
            for errand in self.errands
        ]
        found = {code: earlier for kept in each for code, earlier in kept.items()}
        return {
            code: earlier
            for code, earlier in found.items()
            if all(code in kept for errand, kept in zip(self.errands, each, strict=True) if code in errand.codes)
        }


def visit_for(task: Task, *, viewer: Actor, on: date, chosen: Collection[str] = (), lists: Lists = FRESH) -> Visit:
    """The visit behind a task of the viewer's: what else is due at that door too, or of that what was chosen.

    What was filled in without a network names the `lists` it was filled by: it is judged by those, also where the law has
    newer ones by now. Raises Refused in a sentence where there is nothing to visit.
    """
    business = _business(task, viewer)
    _errand_of([task], business, on, lists)  # says what is wrong with the one that was opened
    wanted = keys_in(chosen)
    if task.act == loop.LOOK_BACK:  # looked at for itself, by who had no hand in it
        return Visit(task, business, _errands([task], business, on, lists), on)
    rows = list(_named(business, wanted, viewer) if wanted else _due(task, business, viewer, on))
    mine = [one for one in rows if one.act == VISIT and one.holder_id in viewer.posts]
    if not mine:
        raise Refused(_("至少留下一件督导；只想复查，请打开那个问题"), code="nothing_chosen")
    rechecks = [one for one in rows if one.act == "recheck" and _on_the_way(one, viewer)]
    first = sorted(mine, key=lambda one: one.pk != task.pk)
    return Visit(task, business, _errands(first, business, on, lists), on, tuple(rechecks))


def _due(task: Task, business: Business, viewer: Actor, on: date) -> Iterable[Task]:
    others = [one for one in loop.tasks_at(business, viewer=viewer, on=on) if one.pk != task.pk]
    return [task, *others]


def _named(business: Business, keys: Collection[UUID], viewer: Actor) -> Iterable[Task]:
    """The tasks which the page showed: a form sent again names the same ones, though they are settled by then."""
    return loop.tasks_of(business, viewer=viewer).filter(pk__in=keys).order_by("due", "id")


def _on_the_way(task: Task, viewer: Actor) -> bool:
    """A fix that one word settles; where photographs are wanted it is looked at on its own page."""
    finding = task.finding
    if finding is None or (finding.disposition == "fix_on_site" and not finding.photos_after):
        return False
    return task.holder_id in viewer.posts and any(verb.key == "verify" for verb in held(viewer, finding))


def _errands(tasks: Iterable[Task], business: Business, on: date, lists: Lists) -> tuple[Errand, ...]:
    """By programme and version of the checklist; a task whose programme asks nothing here waits for its own page."""
    groups: dict[tuple[str, UUID], list[Task]] = {}
    made: dict[tuple[str, UUID], Errand] = {}
    for task in tasks:
        try:
            errand = _errand_of([task], business, on, lists)
        except Refused:
            continue
        key = (errand.programme.key, errand.version.pk)
        made.setdefault(key, errand)
        groups.setdefault(key, []).append(task)
    return tuple(Errand(tuple(groups[key]), one.law, one.programme, one.version) for key, one in made.items())


def _errand_of(tasks: list[Task], business: Business, on: date, lists: Lists) -> Errand:
    law = _law(tasks[0], on)
    programme = law.programme(tasks[0].programme)
    if programme.key in lists:
        filled, number = lists[programme.key]
        if filled in law.checklists(programme) and filled in law.pack.checklists:
            return Errand(tuple(tasks), law, programme, checklists.version(filled, number))
    key = law.checklist(programme, business, on)
    if key is None:
        raise Refused(_("这家主体的类别还没有对应的检查表，请联系食安办"), code="no_checklist")
    return Errand(tuple(tasks), law, programme, checklists.offered(law.pack.checklists[key], business.path))


def _business(task: Task, viewer: Actor) -> Business:
    if task.holder_id not in viewer.posts:
        raise Denied(_("这件任务不归您办，请找承办的干部"))
    if task.business is None:
        raise Refused(_("这件任务没有对应的主体，请联系食安办"))
    if task.business.status == Status.CLOSED:
        raise Refused(_("「%(name)s」已经注销，不用再督导") % {"name": task.business.name}, code="closed_business")
    return task.business


def _law(task: Task, on: date) -> Law:
    return law_of(task.release_id) if task.release_id else law_on(on, task.path)


def made_by(viewer: Actor, *parts: object) -> UUID:
    """The number of a form without script: the same form sent twice has the same one, so a replay is known."""
    return uuid5(NAMESPACE_URL, "/".join(["shian", str(viewer.person), *map(str, parts)]))


def number(first: UUID, at: int, errand: Errand) -> UUID:
    """The number of the sheet of an errand: the visit's own for the first, one made of it for each other."""
    return first if at == 0 else uuid5(first, f"{errand.programme.key}/{errand.version.pk}")


def away_by_form(visit: Visit, post: QueryDict, *, by: Actor) -> Submission:
    """The same from a form: the number is made of what it says, so that the form sent twice is known."""
    outcome = post.get("outcome", "")
    key = made_by(by, visit.task.pk, outcome, visit.on)
    return away_of(visit, key, outcome, post.get("note", ""), _place(post))


def away_of(
    visit: Visit, key: UUID, outcome: str, note: str, place: dict[str, object] | None, on_day: date | None = None
) -> Submission:
    """Nobody could be visited: one word for all that was due here, perhaps a sentence, perhaps a place."""
    return Submission.parsed(
        {
            "id": str(key),
            "tasks": [str(task.pk) for task in visit.tasks],
            "business": str(visit.business.pk),
            "outcome": outcome,
            "on_day": on_day.isoformat() if on_day else None,
            "narrative": note.strip(),
            "place": place,
        }
    )


def _place(post: QueryDict) -> dict[str, object] | None:
    """Where the phone says it is; a phone that says nothing, or nonsense, is nowhere known."""
    try:
        place = {"lat": float(str(post["lat"])), "lon": float(str(post["lon"]))}
        accuracy = float(str(post["accuracy"])) if post.get("accuracy") else None
    except (KeyError, ValueError):
        return None
    if not (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180):
        return None
    return {**place, "accuracy": accuracy, "datum": post.get("datum", "")}
