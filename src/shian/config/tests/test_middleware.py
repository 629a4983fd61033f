"""What every request wears, and what a refusal looks like."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from shian.config.urls import urlpatterns as own
from shian.kernel.actor import NOBODY
from shian.kernel.refused import Conflict, Denied, Missing, Refused
from shian.kernel.wall import wearing, worn
from shian.ledger.models import Cursor
from shian.ledger.queries import entries
from shian.people import queries
from shian.people.actions.accounts import issue_token, open_account, revoke_token
from shian.people.models import Person
from shian.people.tests.conftest import FOUNDER, County, county

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
KINDS = {"denied": Denied, "missing": Missing, "conflict": Conflict, "refused": Refused}


def refuses(request: HttpRequest, kind: str) -> HttpResponse:
    """Does one thing, then is refused the next."""
    Cursor.objects.create(consumer="half")
    raise KINDS[kind]("这句话是给人看的")


def breaks(request: HttpRequest) -> HttpResponse:
    Cursor.objects.create(consumer="half")
    raise RuntimeError("secret detail")


def says_no(request: HttpRequest) -> HttpResponse:
    Cursor.objects.create(consumer="half")
    return HttpResponse("no", status=400)


def looks(request: HttpRequest) -> HttpResponse:
    """What the database itself shows, with no lens before it."""
    names = ",".join(Person._base_manager.order_by("name").values_list("name", flat=True))
    return HttpResponse(f"{wearing().label}|{names}")


@login_not_required
def lies_open(request: HttpRequest) -> HttpResponse:
    return looks(request)


def streams(request: HttpRequest) -> StreamingHttpResponse:
    def chunks() -> Iterator[str]:
        yield from Person._base_manager.order_by("name").values_list("name", flat=True)

    return StreamingHttpResponse(chunks())


def dawdles(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


urlpatterns = [
    *own,
    path("refuses/<kind>", refuses),
    path("api/refuses/<kind>", refuses),
    path("breaks", breaks),
    path("says-no", says_no),
    path("looks", looks),
    path("api/looks", looks),
    path("open", lies_open),
    path("streams", streams),
    path("dawdles", dawdles),
]


@pytest.fixture
def inside(client: Client, county: County) -> Client:
    with worn(FOUNDER):
        account = open_account(county.people["town"], "mulberry-silk-7", by=FOUNDER)
    account.must_change_password = False
    account.save()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("kind", "status"), [("denied", 403), ("missing", 404), ("conflict", 409), ("refused", 422)])
@pytest.mark.parametrize("where", ["/refuses/", "/api/refuses/"])
def test_a_refusal_is_its_sentence_with_the_right_number(inside: Client, kind: str, status: int, where: str) -> None:
    answer = inside.get(where + kind)
    assert answer.status_code == status
    assert "这句话是给人看的" in answer.content.decode()
    assert ("json" in answer["Content-Type"]) == where.startswith("/api/")


@pytest.mark.parametrize("where", ["/refuses/refused", "/api/refuses/conflict", "/breaks", "/says-no"])
def test_what_is_answered_with_an_error_leaves_nothing_half_written(inside: Client, where: str) -> None:
    answer = inside.get(where)
    assert answer.status_code >= 400
    assert not Cursor.objects.filter(consumer="half").exists()
    assert "secret detail" not in answer.content.decode()


def test_part_of_a_page_gets_the_bare_sentence(inside: Client) -> None:
    assert inside.get("/refuses/refused", headers={"HX-Request": "true"}).content.decode() == "这句话是给人看的"


def test_the_database_shows_a_request_only_its_actors_ground(inside: Client) -> None:
    assert inside.get("/looks").content.decode() == "街道主任 李四|孙七,李四,王五"


def test_a_stream_is_read_as_the_same_actor(inside: Client) -> None:
    assert inside.get("/streams").getvalue().decode() == "孙七李四王五"
    assert wearing() is NOBODY


def test_after_a_request_nobody_is_worn(inside: Client) -> None:
    inside.get("/looks")
    assert wearing() is NOBODY
    assert not Person._base_manager.exists()


def test_who_is_not_in_is_led_to_the_entrance(client: Client, county: County) -> None:
    answer = client.get("/looks")
    assert (answer.status_code, answer["Location"]) == (302, "/login?next=/looks")


def test_an_open_page_is_open_and_shows_nobody(client: Client, county: County) -> None:
    assert client.get("/open").content.decode() == "nobody|"


def test_a_question_that_takes_too_long_is_broken_off(inside: Client) -> None:
    with override_settings(SHIAN_STATEMENT_SECONDS=0.1):
        answer = inside.get("/dawdles")
    assert answer.status_code == 503
    assert "稍后再试" in answer.content.decode()


def test_a_token_lets_a_machine_in_until_it_ends(client: Client, county: County) -> None:
    now = timezone.now()
    with worn(FOUNDER):
        person = county.people["town"]
        token, secret = issue_token(person, "扫码枪", expires_at=now + timedelta(days=1), by=FOUNDER)
    assert token.digest != secret
    bearer = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/looks", headers=bearer).content.decode().startswith("街道主任")
    assert client.get("/api/looks", headers={"Authorization": "Bearer wrong"}).content.decode() == "nobody|"
    assert queries.token_holder(secret, now + timedelta(days=2)) is None
    with worn(FOUNDER):
        revoke_token(token, now=now, by=FOUNDER)
    assert client.get("/api/looks", headers=bearer).content.decode() == "nobody|"


def test_deeds_of_a_request_are_in_the_ledger(inside: Client) -> None:
    inside.post("/language", {"language": "en"})
    with worn(FOUNDER):
        assert entries(FOUNDER).filter(verb="choose_language").count() == 1
