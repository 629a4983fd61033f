"""Other people's programs over HTTP: a client from the package registry reads what we answer, in JSON and in XML; and what bad input gets."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import requests
from defusedxml.ElementTree import fromstring
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from georeport import GeoReport

from shian.complaints.models import Complaint
from shian.doors.report.places import EXTENT
from shian.people.models import Installation
from shian.registry.models import Premises
from tests.at_the_doors import entered, stand_still
from tests.roles import as_root
from tests.world import COUNTY, NOW, World, business, small_county

BASE = "/open311/v2"
SENT = {"service_code": "spoiled", "description": "牛奶结块", "address_string": "文昌路菜场东门"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Iterator[World]:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    world = small_county()
    with as_root():
        Installation.objects.create(kind=Installation.Kind.REAL, path=COUNTY)
    cache.delete(EXTENT)
    yield world
    cache.delete(EXTENT)


def rows(**where: Any) -> Any:
    with as_root():
        return list(Complaint._base_manager.filter(**where).order_by("pk"))


def created(client: Client, form: str = "json", **said: str) -> Any:
    return client.post(f"{BASE}/requests.{form}", SENT | said)


def told(answer: Any) -> Any:
    return json.loads(answer.content)


@pytest.mark.django_db(transaction=True)
@pytest.mark.mechanism("M19")
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_from_the_registry_creates_and_reads(
    world: World, live_server: Any, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    client = GeoReport(f"{live_server}{BASE}", jurisdiction=COUNTY, output_format=form)
    services = client.get_service_list()
    assert {"service_code": "spoiled", "service_name": "变质、发霉、有异味"}.items() <= _named(
        services, "spoiled"
    ).items()
    asked = client.get_service_definition("spoiled")
    assert asked["service_code"] == "spoiled" and "respondent" in str(asked["attributes"])
    # The client has no call that creates: this one goes by its own address, key and jurisdiction.
    said = SENT | {
        "jurisdiction_id": client.jurisdiction or "",
        "lat": "30.63",
        "long": "120.54",
        "phone": "13912345678",
    }
    made = requests.post(f"{client.root_address}/requests.{form}", data=said, timeout=120)
    assert made.status_code == 201 and made.encoding and made.encoding.lower() == "utf-8"
    key = (
        made.json()[0]["service_request_id"]
        if form == "json"
        else fromstring(made.content).findtext(".//service_request_id")
    )
    one = client.get_service_request(key)
    assert (one["status"], one["service_code"], one["agency_responsible"]) == ("open", "spoiled", "桐乡市")
    assert one["requested_datetime"] == "2026-09-14T10:00:00+08:00"
    listed = client.get_service_requests(service_code="spoiled", status="open", start_date="2026-09-01T00:00:00Z")
    assert _named(listed, key, "service_request_id")["updated_datetime"]
    assert client.get_service_requests(service_request_id=key)
    for hidden in ("牛奶结块", "13912345678", "文昌路", "30.63"):
        assert hidden not in str(one) + str(listed), hidden


def _named(found: Any, key: str, name: str = "service_code") -> Any:
    """One of a list; XML of one thing is read as that thing by the client."""
    return next(one for one in (found if isinstance(found, list) else [found]) if one[name] == key)


def test_what_was_brought_stands_with_the_office_and_its_receipt_opens_it(world: World) -> None:
    answer = created(
        Client(),
        **{"attribute[respondent]": "乙摊", "last_name": "钱", "first_name": "二", "media_url": "http://x/y.jpg"},
    )
    (row,) = told(answer)
    (one,) = rows()
    assert (one.channel, one.kind, one.respondent, one.reporter_name) == ("open311", "report", "乙摊", "钱二")
    assert "照片地址：http://x/y.jpg" in one.text and str(one.pk) == row["service_request_id"]
    code = row["service_notice"].split()[1].partition("：")[0]
    assert Client().post("/receipt", {"code": code}).headers["Location"] == "/receipt/file"
    assert told(Client().get(f"{BASE}/tokens/{one.pk}.json")) == [
        {"token": str(one.pk), "service_request_id": str(one.pk)}
    ]


def test_what_nobody_agreed_to_is_not_public_and_reads_like_nothing(world: World) -> None:
    created(Client())
    (one,) = rows()
    with as_root():
        Complaint._base_manager.update(wants_publicity=False)
    assert told(Client().get(f"{BASE}/requests.json")) == []
    hidden, nothing = (Client().get(f"{BASE}/requests/{key}.json") for key in (one.pk, uuid4()))
    assert hidden.status_code == nothing.status_code == 404 and hidden.content == nothing.content


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"service_code": ""}, 400, "没有 service_code"),
        ({"service_code": "potholes"}, 404, "没有这个 service_code：potholes"),
        ({"address_string": ""}, 400, "没有位置"),
        ({"lat": "30.6", "long": "x"}, 400, "lat、long 应是度数"),
        ({"lat": "95", "long": "120"}, 400, "lat、long 应是度数"),
        ({"description": "臭" * 4001}, 400, "最多 4000 字"),
        ({"description": " "}, 400, "没有 description"),
        ({"jurisdiction_id": "chicago.gov"}, 404, "没有这个 jurisdiction_id"),
        ({"api_key": "nothing"}, 403, "api_key"),
        ({"attribute[happened]": "yesterday"}, 400, "happened 应写成"),
        ({"attribute[happened]": "2027-01-01"}, 400, "发生的时间还没有到"),
        ({"attribute[happened]": "0001-01-01T00:00:00+08:00"}, 400, "happened 应写成"),
    ],
)
def test_what_cannot_be_taken_is_said_as_the_specification_says_it(
    world: World, said: dict[str, str], status: int, sentence: str
) -> None:
    answer = created(Client(), **said)
    (error,) = told(answer)
    assert answer.status_code == status == error["code"] and sentence in error["description"] and rows() == []
    as_xml = created(Client(), "xml", **said)
    error_too = fromstring(as_xml.content).find("error")
    assert error_too is not None and error_too.findtext("code") == str(status) and rows() == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("start_date=2026-01-01T00:00:00Z&end_date=2026-09-01T00:00:00Z", 400),
        ("start_date=soon", 400),
        ("status=lost", 400),
        ("status=open,closed&service_code=spoiled,label", 200),
        ("start_date=2026-09-01T00:00:00%2B08:00", 200),
        ("start_date=2026-09-01T00:00:00+08:00", 200),
        ("service_request_id=no,such,thing", 200),
        ("start_date=9999-12-31", 400),
        ("end_date=0001-01-01", 400),
        ("start_date=9999-12-31T23:59:59-12:00&end_date=9999-12-31", 400),
    ],
)
def test_filters(world: World, query: str, status: int) -> None:
    answer = Client().get(f"{BASE}/requests.json?{query}")
    assert answer.status_code == status, answer.content


def test_a_moment_before_the_year_one_closes_no_list_to_anybody(world: World) -> None:
    """Kept, it could not be read back: one request of anybody's would have shut the lists of the whole county."""
    created(Client(), **{"attribute[happened]": "0001-01-01T00:00:00+08:00"})
    assert Client().get(f"{BASE}/requests.json").status_code == 200
    assert entered(world, "office").get("/complaints?tab=all").status_code == 200


def test_one_request_is_listed_once_however_often_its_service_is_asked_for(world: World) -> None:
    created(Client())
    created(Client(), service_code="label")
    for query, count in (("spoiled,spoiled", 1), ("spoiled,label,spoiled", 2), ("nothing", 0), (",", 2)):
        assert len(told(Client().get(f"{BASE}/requests.json?service_code={query}"))) == count, query


@pytest.mark.parametrize(
    ("where", "form"),
    [("services/食品", "json"), ("services/a.b", "xml"), ("requests/a.b", "json"), ("tokens/一", "xml")],
)
def test_a_name_that_can_be_none_is_answered_in_the_form_that_was_asked_for(
    world: World, where: str, form: str
) -> None:
    answer = Client().get(f"{BASE}/{where}.{form}")
    assert answer.status_code == 404 and answer.headers["Content-Type"].partition(";")[0].endswith(form)
    code = told(answer)[0]["code"] if form == "json" else int(fromstring(answer.content).findtext("error/code") or 0)
    assert code == 404


def test_head_is_answered_wherever_get_is(world: World) -> None:
    for where in ("discovery", "services", "services/spoiled", "requests"):
        answer = Client().head(f"{BASE}/{where}.json")
        assert answer.status_code == 200 and answer.content == b"", where


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"address_string": "长" * 201}, "最多 200 字"),
        ({"attribute[respondent]": "长" * 121}, "最多 120 字"),
        ({"last_name": "长" * 61}, "写得太长"),
        ({"phone": "1" * 31}, "写得太长"),
        ({"media_url": "http://x/" + "y" * 2000}, "media_url 太长"),
        ({"address_string": "", "address_id": "A-17"}, "没有位置"),
    ],
)
def test_what_would_not_be_kept_whole_is_refused_and_not_cut(world: World, said: dict[str, str], sentence: str) -> None:
    answer = created(Client(), **said)
    assert answer.status_code == 400 and sentence in told(answer)[0]["description"] and rows() == []


def test_discovery_says_when_it_changed_and_not_what_time_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = told(Client().get(f"{BASE}/discovery.json"))["changeset"]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(hours=3))
    assert told(Client().get(f"{BASE}/discovery.json"))["changeset"] == first


def test_other_methods_other_formats_and_discovery(world: World) -> None:
    assert Client().delete(f"{BASE}/requests.json").headers["Allow"] == "GET, POST"
    assert Client().get(f"{BASE}/services.yaml").status_code == 404
    found = told(Client().get(f"{BASE}/discovery.json"))["endpoints"][0]
    assert found["url"].endswith(BASE) and found["formats"] == ["text/xml", "application/json"]
    assert (
        fromstring(Client().get(f"{BASE}/discovery.xml").content).findtext("endpoints/endpoint/formats/format")
        == "text/xml"
    )


def test_a_key_may_be_required(world: World, settings: Any) -> None:
    settings.SHIAN_OPEN311_KEY = True
    assert created(Client()).status_code == 403 and rows() == []


def test_a_flood_without_a_key_waits(world: World) -> None:
    answers = [created(Client(REMOTE_ADDR="203.0.113.30")) for _n in range(21)]
    assert [one.status_code for one in answers] == [201] * 20 + [429]
    assert answers[20].headers["Retry-After"] == "10" and len(rows()) == 20


def test_a_place_outside_the_county_is_told_who_answers(world: World) -> None:
    shop, places = business(world), []
    for n in range(20):
        places.append(Premises(business=shop, path=shop.path, address="路", latitude=30.6 + n / 1000, longitude=120.5))
    with as_root():
        Premises.objects.bulk_create(places)
    answer = created(Client(), lat="45.8", long="126.5")
    assert answer.status_code == 400 and "12315" in told(answer)[0]["description"] and rows() == []
    assert created(Client(), lat="30.61", long="120.51").status_code == 201


def test_a_name_that_xml_cannot_hold_is_answered_in_xml_all_the_same(world: World) -> None:
    answer = created(Client(), "xml", service_code="a\x01b<c>")
    assert answer.status_code == 404 and "a\ufffdb<c>" in (
        fromstring(answer.content).findtext("error/description") or ""
    )


def test_a_long_list_is_read_page_by_page(world: World) -> None:
    for n in range(5):
        created(Client(), address_string=f"{n}号")
    every = [one["service_request_id"] for one in told(Client().get(f"{BASE}/requests.json"))]
    pages = [told(Client().get(f"{BASE}/requests.json?page_size=2&page={n}")) for n in (1, 2, 3, 4)]
    assert [[one["service_request_id"] for one in page] for page in pages] == [every[:2], every[2:4], every[4:], []]
    keys = ",".join(every)
    two = told(Client().get(f"{BASE}/requests.json?service_request_id={keys}&page_size=2"))
    assert [one["service_request_id"] for one in two] == every[:2]
    assert len(told(Client().get(f"{BASE}/requests.json?page_size=99999"))) == 5
    for wrong in ("page=0", "page=-1", "page=x", "page_size=0", "page=1e3", "page=" + "9" * 40, "page_size=１"):
        assert Client().get(f"{BASE}/requests.json?{wrong}").status_code == 400, wrong


def test_a_file_or_another_jurisdiction_beside_the_address_is_refused_and_not_passed_over(world: World) -> None:
    file = SimpleUploadedFile("a.jpg", b"x", "image/jpeg")
    answer = Client().post(f"{BASE}/requests.json", SENT | {"media": file})
    assert answer.status_code == 400 and "media_url" in told(answer)[0]["description"]
    answer = Client().post(f"{BASE}/requests.json?jurisdiction_id=chicago.gov", SENT)
    assert answer.status_code == 404 and rows() == []
