"""What a batch of submissions needs, fetched with a few statements for all its people, shown to each through the lens.

The shelf fetches by key, behind the wall its people wear; a desk is one actor's view of it, and judges each row in hand by
the lens: the same rule as a query's, read the other way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

# Django's, for the one of Python 3.11 lets one thread at a time ask: two writers would wait for each other's questions.
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion, Sheet
from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.lens import Scoped, may
from shian.kernel.refused import Missing, Refused
from shian.kernel.rows import listed, stored
from shian.loop.law import Law, law_of, planned_id
from shian.loop.models import Duty, Task
from shian.loop.submission import Submission
from shian.packs import queries as packs
from shian.packs.schema import Subject
from shian.registry.models import Appointment, Business

# What a draft reads of them; of a morning's thousands of rows the rest would only be carried about.
OF_BUSINESS = (
    "path", "secrecy", "name", "kind", "status", "household", "identity_kind", "uscc", "guarantee_grade", "risk_grade", "tags",
)  # fmt: skip
OF_DUTY = ("path", "secrecy", "programme", "business_id", "holder_id", "valid_from", "valid_to")
_INT = attrgetter("int")
EXPECTED = "business_id = ANY(%s) AND programme = ANY(%s) AND superseded_at IS NULL"
R = TypeVar("R", bound=Scoped)


@dataclass(frozen=True, slots=True)
class Handed:
    """A sheet, and who hands it in; `taken` are the answers not looked at again, each with the sheet it was seen on."""

    by: Actor
    submission: Submission
    taken: tuple[tuple[str, UUID], ...] = ()


class Shelf:
    """The rows of a batch, each table asked once."""

    def __init__(self, handed: Sequence[Handed], now: datetime) -> None:
        self.now = now
        self.today = timezone.localdate(now)
        self.submissions = [one.submission for one in handed]
        self._desks = {id(by): Desk(by, self, own) for by, own in _by_actor(handed)}
        self._laws: dict[tuple[date, str], Law] = {}
        self._subjects: dict[tuple[UUID, int], Subject] = {}
        self._versions: dict[tuple[UUID, str, int], ChecklistVersion] = {}
        self._offers: dict[tuple[UUID, str], tuple[list[ChecklistVersion], ChecklistVersion]] = {}

    def desk(self, by: Actor) -> "Desk":
        return self._desks[id(by)]

    def clear(self) -> None:
        """Let go of the desks, which know this shelf: as a ring the whole batch would lie in memory until the garbage
        collector stops everything to look for it, a tenth of a second for some thousand sheets."""
        self._desks.clear()

    @cached_property
    def _releases(self) -> packs.Releases:
        return packs.Releases()

    @cached_property
    def _actors(self) -> list[Actor]:
        return [desk.by for desk in self._desks.values()]

    @cached_property
    def tasks(self) -> dict[UUID, Task]:
        return self._tasks(key for s in self.submissions for key in s.tasks)

    @cached_property
    def expected(self) -> dict[UUID, Task]:
        """Rows that already stand for the expected days of this batch (handed in before, or lapsed)."""
        return self._tasks(key for desk in self._desks.values() for key in desk.expected_keys)

    def _tasks(self, wanted: Iterable[UUID]) -> dict[UUID, Task]:
        keys = sorted(set(wanted), key=_INT)
        if not keys:
            return {}
        # The bounds let the database pass over the years in which none of the keys can lie.
        rows = stored(Task, (), "id = ANY(%s) AND id BETWEEN %s AND %s", [listed(keys), keys[0], keys[-1]])
        return {task.pk: task for task in rows}

    @cached_property
    def corrected(self) -> dict[UUID, tuple[Sheet, list[Task]]]:
        """Sheets that are being corrected, each with the done tasks behind it."""
        keys = {s.corrects for s in self.submissions if s.corrects}
        if not keys:
            return {}
        sheets = Sheet.objects.visible_to_any(self._actors).filter(pk__in=keys, superseded_at__isnull=True)
        found: dict[UUID, tuple[Sheet, list[Task]]] = {sheet.pk: (sheet, []) for sheet in sheets}
        rows = Task.objects.visible_to_any(self._actors, "hand_in").filter(sheet_id__in=list(found), state="done")
        for task in rows:
            found[task.sheet_id][1].append(task)
        return found

    def sheet_before(self, key: UUID) -> Sheet | None:
        """The sheet which is being corrected."""
        return self.corrected.get(key, (None, []))[0]

    @cached_property
    def businesses(self) -> dict[UUID, Business]:
        named = {s.business for s in self.submissions if s.business}
        behind = [*self.tasks.values(), *(task for _sheet, tasks in self.corrected.values() for task in tasks)]
        keys = named | {task.business_id for task in behind if task.business_id}
        rows = stored(Business, OF_BUSINESS, "id = ANY(%s)", [listed(keys)]) if keys else []
        return {row.pk: row for row in rows}

    @cached_property
    def duties(self) -> dict[tuple[UUID, str], list[Duty]]:
        """Dated duties behind submissions that name no task: days and weeks are expected, not stored."""
        wanted = [s for s in self.submissions if not s.tasks and s.business]
        found: dict[tuple[UUID, str], list[Duty]] = {}
        if not wanted:
            return found
        asked = [listed({s.business for s in wanted if s.business}), list({s.programme for s in wanted})]
        for duty in stored(Duty, OF_DUTY, EXPECTED, asked):
            if duty.business_id is not None:
                found.setdefault((duty.business_id, duty.programme), []).append(duty)
        return found

    @cached_property
    def seats(self) -> dict[tuple[UUID, UUID], set[str]]:
        """Which posts the people of this batch hold today in the businesses whose records they bring."""
        people = {by.person for by in self._actors if by.person and by.businesses}
        rows = Appointment.objects.on(self.today).filter(person_id__in=people, business_id__in=list(self.businesses))
        found: dict[tuple[UUID, UUID], set[str]] = {}
        for person, business, role in rows.values_list("person_id", "business_id", "role") if people else ():
            found.setdefault((person, business), set()).add(role)
        return found

    @cached_property
    def evidence(self) -> dict[UUID, Evidence]:
        keys = {p for s in self.submissions for a in s.answers.values() for p in a.photos}
        keys |= {s.signature for s in self.submissions if s.signature}
        rows = Evidence.objects.visible_to_any(self._actors).filter(pk__in=keys) if keys else ()
        return {row.pk: row for row in rows}

    def law(self, day: date, path: str) -> Law:
        """The law on a day at a place; all releases in force are asked for once a batch, not once a place."""
        if (day, path) not in self._laws:
            self._laws[day, path] = law_of(packs.nearest(self._releases.on(day), path, day))
        return self._laws[day, path]

    def subject(self, law: Law, business: Business) -> Subject:
        """A business as the rules of a release see it, looked at once a batch."""
        key = (law.release, id(business))  # it stands on this shelf as long as the answer does
        if key not in self._subjects:
            self._subjects[key] = law.subject(business)
        return self._subjects[key]

    def version(self, law: Law, key: str, number: int | None, path: str) -> ChecklistVersion:
        """The version a sheet names, else what is asked at its place: the nearest office's form, or the law's list."""
        if number is None:
            return self._offered(law, key, path)
        named = (law.release, key, number)
        if named not in self._versions:
            self._versions[named] = checklists.version(key, number)
        return self._versions[named]

    def _offered(self, law: Law, key: str, path: str) -> ChecklistVersion:
        """The forms on a list are asked for once a batch, not once a place."""
        if (law.release, key) not in self._offers:
            asked = law.pack.checklists[key]
            self._offers[law.release, key] = checklists.standing_on(asked), checklists.version_of(asked)
        forms, below = self._offers[law.release, key]
        return checklists.nearest(forms, path) or below


class Desk:
    """One actor's view of the shelf, and his own submissions."""

    def __init__(self, by: Actor, shelf: Shelf, submissions: list[Submission]) -> None:
        self.by, self.shelf, self.submissions = by, shelf, submissions
        self.now, self.today, self.law, self.subject = shelf.now, shelf.today, shelf.law, shelf.subject
        self._businesses: dict[UUID, Business | None] = {}

    def _seen(self, row: R | None, verb: str = "see") -> R | None:
        return row if row is not None and may(self.by, verb, row) else None

    def task(self, key: UUID) -> Task | None:
        return self._seen(self.shelf.tasks.get(key), "hand_in")

    def business(self, key: UUID) -> Business | None:
        if key not in self._businesses:
            self._businesses[key] = self._seen(self.shelf.businesses.get(key))
        return self._businesses[key]

    def expected(self, key: UUID) -> Task | None:
        return self._seen(self.shelf.expected.get(key), "hand_in")

    def seated_in(self, business: UUID) -> set[str]:
        """The posts which this actor holds in a business today."""
        return self.shelf.seats.get((self.by.person, business), set()) if self.by.person else set()

    def has_evidence(self, key: UUID) -> bool:
        return self._seen(self.shelf.evidence.get(key)) is not None

    def corrected(self, key: UUID) -> list[Task]:
        """The tasks which a sheet discharged, where this actor sees the sheet and may hand in for them."""
        sheet, tasks = self.shelf.corrected.get(key, (None, []))
        return [task for task in tasks if self._seen(task, "hand_in")] if self._seen(sheet) else []

    def failed_before(self, key: UUID | None) -> frozenset[str]:
        """The items that had failed on the sheet which is being corrected."""
        sheet, _tasks = self.shelf.corrected.get(key, (None, [])) if key else (None, [])
        answers = sheet.answers if sheet else {}
        return frozenset(code for code, answer in answers.items() if answer.get("answer") == "fail")

    def duty_on(self, s: Submission, day: date) -> Duty:
        rows = self.shelf.duties.get((s.business, s.programme), []) if s.business else []
        for duty in rows:
            if (
                duty.valid_from <= day
                and (duty.valid_to is None or day < duty.valid_to)
                and self._seen(duty, "hand_in")
            ):
                return duty
        raise Missing(_("这一天没有这项应做的事，或者它不归您做"), code="not_owed")

    @property
    def expected_keys(self) -> list[UUID]:
        return [key for s in self.submissions if (key := self._expected_key(s))]

    def _expected_key(self, s: Submission) -> UUID | None:
        business = self.business(s.business) if s.business and not s.tasks else None
        if business is None:
            return None
        try:
            day = s.on_day or self.today
            law = self.law(day, business.path)
            period = law.period_of(law.programme(s.programme), self.subject(law, business), day)
            return planned_id(period, s.programme, business.pk)
        except Refused:
            return None  # judged, with its sentence, when this submission is drafted


def _by_actor(handed: Sequence[Handed]) -> Iterable[tuple[Actor, list[Submission]]]:
    """By the actor in hand: to compare two actors by their grants costs more than to judge twice."""
    found: dict[int, tuple[Actor, list[Submission]]] = {}
    for one in handed:
        found.setdefault(id(one.by), (one.by, []))[1].append(one.submission)
    return found.values()
