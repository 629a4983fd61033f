"""The steps of a letter, as the stories take them through the pages."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.test import Client
from pypdf import PdfReader

from shian.kernel.wall import worn
from shian.letters import queries
from shian.letters.models import Letter
from shian.loop.models import Task
from shian.loop.queries import findings
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.world import FOUNDER, World


def drafted(world: World, by: str = "office", *, to: str = "town", **told: str) -> str:
    """The address of a new draft: a reminder to a post about what is open there, unless it is told otherwise."""
    if told.get("about", "open_findings") == "open_findings":
        something_open(world)
    asked = {"kind": "reminder", "about": "open_findings", "words": "", "copies": ""} | told
    if "business" not in asked:
        asked |= {"post": str(world.posts[to].pk), "addressee": told.get("addressee", "post")}
    answer = entered(world, by).post("/letters/new", asked)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def something_open(world: World) -> None:
    """A problem that is not put right, where none is yet: a letter needs something to speak of."""
    with worn(FOUNDER):
        found = findings(FOUNDER).exists()
        shop = Business.objects.visible_to(FOUNDER).order_by("pk").first()
    if not found and shop is not None:
        visited(world, shop)


def done(client: Client, address: str, verb: str, **told: Any) -> None:
    answer = client.post(f"{address}/{verb}", told)
    assert answer.status_code == 302, answer.content.decode()


def refused(client: Client, address: str, verb: str, **told: Any) -> str:
    """The page that stands again."""
    answer = client.post(f"{address}/{verb}", told)
    assert answer.status_code == 422, answer.status_code
    return str(answer.content.decode())


def approved(world: World, address: str, by: str = "office") -> None:
    done(entered(world, by), address, "submit")
    done(entered(world, "leader"), address, "approve")


def sent(world: World, address: str, by: str = "office") -> str:
    approved(world, address, by)
    client = entered(world, by)
    done(client, address, "issue")
    done(client, address, "send")
    return address


def one_letter(address: str) -> Letter:
    with worn(FOUNDER):
        return queries.letter(UUID(address.rpartition("/")[2]), viewer=FOUNDER)


def owed(address: str) -> Task:
    """The reply that is owed on a letter."""
    with worn(FOUNDER):
        found: Task = Task.objects.visible_to(FOUNDER).get(pk=one_letter(address).task_id)
        return found


def letters() -> list[Letter]:
    with worn(FOUNDER):
        return list(Letter.objects.visible_to(FOUNDER).order_by("pk"))


def printed(client: Client, address: str) -> str:
    """The text of its paper, as a PDF reader takes it out."""
    data = client.get(f"{address}/paper.pdf").content
    return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).replace("\n", "")
