"""Broken requests: a sentence of the asker's own language in the program's own form, whatever was broken, and never a 5xx."""

from typing import Any

import pytest
from django.test import Client

from shian.doors.api.malformed import complaint
from tests import world as stage
from tests.test_api import API, Caller, told
from tests.world import COUNTY

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Caller:
    return Caller(stage.small_county(), "office")


@pytest.mark.parametrize("period", ["9999-12-31", "9999Q4", "0001-01-01", "9999-W52", "1899"])
def test_a_period_at_the_end_of_the_calendar_is_no_period(office: Caller, period: str) -> None:
    asked = {"programme": "guarantee_visit", "period": period, "within": COUNTY}
    for status, said in (
        office.get("/figures/completion", **asked),
        office.get("/figures/completion/rows", **asked),
        office.post("/plans/preview", asked),
        office.post("/plans", asked),
    ):
        assert (status, period in said["message"]) == (422, True), said


@pytest.mark.parametrize(("method", "path", "allowed"), [("put", "/me", "GET"), ("get", "/plans", "POST")])
def test_a_method_that_is_not_taken_is_said_in_json(office: Caller, method: str, path: str, allowed: str) -> None:
    answer = getattr(office.client, method)(API + path)
    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (405, allowed, "method")
    assert allowed in answer.json()["message"]


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=\x00", "multipart/form-data; boundary="]
)
def test_a_broken_form_is_400_in_json(office: Caller, kind: str) -> None:
    status, said = told(office.client.generic("POST", f"{API}/evidence", b"{", content_type=kind))
    assert (status, said["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    ("path", "chinese", "english"),
    [
        ("/businesses?limit=x", "「limit」填得不对：要填整数", "“limit” is not right: it must be a whole number"),
        ("/businesses?limit=0", "「limit」填得不对：不能小于 1", "“limit” is not right: it cannot be less than 1"),
        ("/figures/completion?period=2026Q3", "「within」填得不对：", "“within” is not right: "),
    ],
)
def test_a_wrong_field_is_complained_of_in_one_language(office: Caller, path: str, chinese: str, english: str) -> None:
    for language, sentence in (("zh-CN", chinese), ("en", english)):
        said = office.client.get(API + path, headers={"Accept-Language": language}).json()
        assert said["message"].startswith(sentence)
        assert "Input should" not in said["message"]


def test_a_field_of_the_body_goes_by_its_own_name(office: Caller) -> None:
    _status, said = office.post("/bindings", {"pairs": [{"business": "x", "post": 1}]})
    assert said["message"] == "「pairs.0.business」填得不对：不是有效的编号"


def test_a_mistake_nobody_thought_of_is_still_a_sentence() -> None:
    assert complaint([{"type": "frozen_instance", "loc": ("query", "limit")}]) == "「limit」填得不对：这里看不懂"


def test_who_is_unknown_hears_how_to_come_in(client: Client) -> None:
    assert client.get(f"{API}/me")["WWW-Authenticate"] == "Bearer"


def test_a_bare_list_is_read_like_a_named_one(office: Caller) -> None:
    status, said = office.post("/submissions", [{"id": "x"}, None])
    assert (status, [one["code"] for one in said["verdicts"]]) == (200, ["malformed", "malformed"])


def test_our_own_mistake_is_a_sentence_too(office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise ZeroDivisionError("a telephone: 13800000000")

    monkeypatch.setattr("shian.doors.api.tasks.queries.worklist", broken)
    office.client.raise_request_exception = False
    status, said = office.get("/worklist")
    assert (status, said["code"]) == (500, "broken")
    assert "138" not in said["message"]


@pytest.mark.parametrize("word", ["\x00", "office\x00"])
def test_a_character_that_cannot_be_kept_is_no_mistake_of_ours(client: Client, word: str) -> None:
    answer = client.post("/login/demo", {"cast": word})
    assert answer.status_code == 400
    assert "不能保存" in answer.content.decode()


def test_a_page_asked_for_under_another_name_is_400_in_our_words(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = client.get("/login", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "提交的内容看不懂" in answer.content.decode()
