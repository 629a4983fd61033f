"""Twenty people of the made-up Tongxiang who open pages, and the visits that are handed in between."""

from collections.abc import Iterator
from itertools import count
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.county import PROGRAMME
from benchmarks.pages import User
from shian.demo.settle import BUILDER
from shian.demo.sheets import clean
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.actions import hand_in
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.loop.submission import Submission
from shian.people.actions.accounts import Card, open_demo_account
from shian.people.models import Account, Person, Tenure
from shian.people.queries import account_of, actor_for, installation

CROWD = {"village_cadre": 8, "township_cadre": 8, "office": 4}
BACKEND = "django.contrib.auth.backends.ModelBackend"


def twenty() -> list[User]:
    """As many of each role as there are, spread over the county; the office's one post is looked at by several."""
    return [_user(role, person) for role, number in CROWD.items() for person in _spread(role, number)]


def _spread(role: str, number: int) -> list[Person]:
    found = installation()
    seats = Tenure.objects.on(timezone.localdate()).filter(
        post__role_id=role, post__path__startswith=found and found.path
    )
    keys = list(seats.order_by("post__path", "id").values_list("person_key", flat=True))
    chosen = [keys[n * len(keys) // number] for n in range(number)]
    with worn(BUILDER):
        people = Person.objects.visible_to(BUILDER).in_bulk(chosen)
    return [people[key] for key in chosen]


def _user(role: str, person: Person) -> User:
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(_account(role, person), backend=BACKEND)
    return User(role, f"sessionid={browser.cookies['sessionid'].value}", lambda page: _questions(browser, page))


def _account(role: str, person: Person) -> Account:
    with worn(BUILDER):
        card = Card(f"bench {person.pk}", role, person.name)
        return account_of(person.pk) or open_demo_account(person, card, by=BUILDER)


def _questions(browser: Client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as told:
        if browser.get(page).status_code != 200:
            raise SystemExit(f"{page} does not open")
    said = [str(query["sql"]) for query in told.captured_queries]
    return [sql for sql in said if sql.startswith("SELECT") and "set_config" not in sql]


def visit() -> None:
    """A cadre hands one of this quarter's visits in."""
    task, by = next(_WAITING)
    law = law_on(timezone.localdate(), task.path)
    checklist = law.checklist(law.programme(PROGRAMME), task.business, timezone.localdate()) or ""
    with worn(by):
        sheet = Submission(id=uuid4(), tasks=(task.pk,), checklist=checklist, mode="on_site", answers=clean(checklist))
        answer = hand_in(sheet, by=by, now=timezone.now())
    if not answer.ok:
        raise SystemExit(answer.message)


def _waiting() -> Iterator[tuple[Task, Actor]]:
    """Open visits of this quarter, each with whoever is to make it."""
    seats = dict(Tenure.objects.on(timezone.localdate()).values_list("post_id", "person_key"))
    for _n in count():
        with worn(BUILDER):
            rows = Task.objects.visible_to(BUILDER).filter(programme=PROGRAMME, act="inspect", state="open")
            rows = rows.filter(period_start__lte=timezone.localdate(), period_end__gte=timezone.localdate())
            task = rows.select_related("business").order_by("-id")[0]
        yield task, actor_for(seats[task.holder_id], timezone.now())


_WAITING = _waiting()
