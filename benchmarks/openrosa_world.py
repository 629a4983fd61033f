"""A cadre with many visits to make, and a form of 250 questions published above the law's list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4
from xml.sax.saxutils import escape

from django.utils import timezone

from shian.checklists.actions import publish_form
from shian.checklists.models import ChecklistVersion
from shian.checklists.queries import items
from shian.checklists.rules.form import JUDGED, Form, Question
from shian.doors.openrosa.field_form import OUTCOME, PLACE, TASK
from shian.kernel.bulk import insert_many
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.loop.actions import bind_many, plan, preview_binding
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.people.actions.accounts import issue_token
from shian.registry.actions.business import register_many
from shian.registry.models import Business
from shian.registry.schemas import NewBusiness
from tests.world import COUNTY, FOUNDER, VILLAGE, World, small_county

LIST, VISIT, QUESTIONS = "village_caterer", "guarantee_visit", 250


@dataclass(frozen=True)
class Field:
    """The token of the cadre, and a filled form for each of their visits, under an id of its own."""

    token: str
    forms: list[tuple[UUID, bytes]]


def field(visits: int) -> Field:
    """Made through the verbs but for the tasks, which are copies of a planned one: no cadre is given so many."""
    world = small_county()
    now = timezone.now()
    world.now = now
    with worn(FOUNDER):
        names = [
            NewBusiness(name=f"第{n}饭店", kind="caterer", uscc="", path=VILLAGE, guarantee_grade="D")
            for n in range(visits)
        ]
        register_many(names, on=timezone.localdate(now) - timedelta(400), by=FOUNDER)
    published = _published(world)
    with worn(FOUNDER):
        _token, secret = issue_token(world.people["village"], "bench", expires_at=now + timedelta(days=1), by=FOUNDER)
    codes = [item.code for item in items(published.pk)]
    return Field(secret, [_filled(task, published, codes) for task in _tasks(world)])


def _published(world: World) -> ChecklistVersion:
    office, today = world.actor("office"), timezone.localdate(world.now)
    with worn(office):
        asked = law_on(today, COUNTY).pack.checklists[LIST]
        own = range(QUESTIONS - len(asked.items))
        questions = tuple(
            Question(f"soak.item_{n}", JUDGED, f"第 {n} 项符合要求", required=True, photo="on_fail") for n in own
        )
        return publish_form(
            Form(LIST, "二百五十题", questions=questions), asked, ground=COUNTY, by=office, now=world.now
        )


def _tasks(world: World) -> Iterator[Task]:
    office, today = world.actor("office"), timezone.localdate(world.now)
    with worn(office):
        pairs = preview_binding(Business.objects.visible_to(office).filter(name="第0饭店"), by=office, on=today).pairs
        bind_many(pairs, on=today, by=office, now=world.now)
        plan(VISIT, f"{today.year}Q{(today.month + 2) // 3}", within=COUNTY, by=office, now=world.now)
    with worn(FOUNDER):
        first = Task.objects.visible_to(FOUNDER).get(act="inspect")
        others = Business.objects.visible_to(FOUNDER).exclude(pk=first.business_id).values_list("pk", flat=True)
        copies = [_copy(first, business) for business in others]
        insert_many(Task, copies)
    yield from [first, *copies]


def _copy(task: Task, business: UUID) -> Task:
    said = {field.attname: getattr(task, field.attname) for field in Task._meta.concrete_fields}
    return Task(**said | {"id": new_id(), "business_id": business})


def _filled(task: Task, published: ChecklistVersion, codes: list[str]) -> tuple[UUID, bytes]:
    """An instance as a field app writes it: nearly all good, one item bad on every tenth."""
    key = uuid4()
    said = {TASK: str(task.pk), OUTCOME: "done", PLACE: "30.63 120.56 3 12"}
    body = "".join(
        f"<{code}>{'fail' if not key.int % 10 and not n else 'conform'}</{code}>" for n, code in enumerate(codes)
    )
    head = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in said.items())
    form = f'id="{VISIT}.{LIST}" version="{published.number}"'
    return key, (
        f'<?xml version="1.0" encoding="utf-8"?><data {form}>{head}<visit__body>{body}</visit__body>'
        f"<meta><instanceID>uuid:{key}</instanceID></meta></data>"
    ).encode()
