"""The main job through /api/v1: the same lens and gate as the pages, a sentence for whatever cannot be done."""

import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from shian.checklists.models import Sheet
from shian.checklists.queries import items, version
from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.people.actions.accounts import issue_token, open_account, revoke_token
from shian.people.queries import live_tokens
from shian.territory.queries import place
from tests import world as stage
from tests.world import COUNTY, FOUNDER, TOWN, VILLAGE, World

pytestmark = pytest.mark.django_db
API = "/api/v1"


class Caller:
    """Somebody with a token, and the sentences they get back."""

    def __init__(self, world: World, name: str) -> None:
        with worn(FOUNDER):
            until = timezone.now() + timedelta(hours=1)
            self.token, secret = issue_token(world.people[name], name, expires_at=until, by=FOUNDER)
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        return told(self.client.get(API + path, query))

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        return told(self.client.post(API + path, body, content_type="application/json"))

    def upload(self, data: bytes, **form: Any) -> tuple[int, Any]:
        return told(self.client.post(f"{API}/evidence", {"file": SimpleUploadedFile("p.jpg", data), **form}))


def told(answer: Any) -> tuple[int, Any]:
    return answer.status_code, answer.json()


@pytest.fixture
def world() -> World:
    return stage.small_county()


@pytest.fixture
def office(world: World) -> Caller:
    return Caller(world, "office")


@pytest.fixture
def stranger(world: World) -> Caller:
    return Caller(world, "stranger")


def photo(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def quarter() -> str:
    today = timezone.localdate()
    return f"{today.year}Q{(today.month + 2) // 3}"


def planned(world: World, office: Caller) -> tuple[Any, dict[str, Any]]:
    """A business, bound and planned through the API; and the village cadre's task there."""
    shop = stage.business(world)
    _status, preview = office.post("/bindings/preview", {"within": COUNTY})
    assert [pair["business"] for pair in preview["pairs"]] == [str(shop.pk)]
    status, bound = office.post("/bindings", {"pairs": preview["pairs"], "note": "按规则"})
    assert (status, bound["done"]) == (200, 1)
    wanted = {"programme": "guarantee_visit", "period": quarter(), "within": COUNTY}
    assert office.post("/plans/preview", wanted) == (200, {"tasks": 1})
    status, plan = office.post("/plans", wanted)
    assert (status, plan["new"], plan["kept"]) == (200, 1, 0)
    assert office.post("/plans", wanted)[1]["new"] == 0
    status, mine = Caller(world, "village").get("/worklist")
    assert (status, len(mine["items"]), mine["next"]) == (200, 1, None)
    return shop, mine["items"][0]


def visit(task: dict[str, Any], **changes: Any) -> dict[str, Any]:
    codes = [item.code for item in items(version("village_caterer").pk)]
    failed = codes[:1]
    answers = stage.answers(codes, failed=failed)
    return {"id": str(uuid4()), "tasks": [task["id"]], "checklist": "village_caterer", "answers": answers} | changes


def test_the_main_job_runs_from_a_register_to_a_closed_problem(world: World, office: Caller) -> None:
    shop, task = planned(world, office)
    village, owner = Caller(world, "village"), Caller(world, "甲饭店/principal")
    status, answered = village.post("/submissions", visit(task))
    assert (status, answered["ok"], len(answered["findings"])) == (200, True, 1), answered
    key = answered["findings"][0]
    assert village.get(f"/findings/{key}")[1]["state"] == "urged"
    status, kept = owner.upload(photo(), business=str(shop.pk))
    assert status == 201, kept
    fixed = {"note": "已擦干并换地垫", "photos": [kept["id"]]}
    assert owner.post(f"/findings/{key}/report-fix", fixed)[1]["state"] == "reported"
    status, closed = village.post(f"/findings/{key}/verify", {"note": "现场看过"})
    assert (status, closed["state"]) == (200, "closed"), closed
    stages = {stage["key"]: stage["reached"] for stage in village.get(f"/findings/{key}/way")[1]}
    assert stages["inspect"] and stages["rectify"] and stages["feedback"]
    status, figure = office.get("/figures/completion", programme="guarantee_visit", period=quarter(), within=COUNTY)
    assert [(f["due"], f["done"], f["open"]) for f in figure] == [(1, 1, 0)]
    rows = office.get(
        "/figures/completion/rows", programme="guarantee_visit", period=quarter(), within=COUNTY, part="done"
    )[1]
    assert [row["id"] for row in rows["items"]] == [task["id"]]
    verbs = {entry["verb"] for entry in office.get("/ledger", within=VILLAGE, limit=200)[1]["items"]}
    assert {"hand_in", "report_fix", "recheck"} <= verbs


def test_a_replay_is_answered_alike_and_writes_nothing(world: World, office: Caller) -> None:
    _shop, task = planned(world, office)
    village, sheet = Caller(world, "village"), visit(task)
    first, again = village.post("/submissions", sheet), village.post("/submissions", sheet)
    assert first[1] | {"replay": True} == again[1]
    status, other = village.post("/submissions", sheet | {"narrative": "另一份"})
    assert (status, other["code"]) == (409, "reused_id")
    with worn(FOUNDER):
        assert Sheet.objects.count() == 1


def test_a_list_gets_a_verdict_each(world: World, office: Caller) -> None:
    _shop, task = planned(world, office)
    village = Caller(world, "village")
    good, unread, unknown = visit(task), {"id": "no uuid"}, visit({"id": str(uuid4())})
    status, answer = village.post("/submissions", {"submissions": [unread, good, unknown]})
    assert status == 200
    assert [(v["ok"], v["code"]) for v in answer["verdicts"]] == [(False, "malformed"), (True, ""), (False, "missing")]
    assert [v["id"] for v in answer["verdicts"]][1:] == [good["id"], unknown["id"]]


def test_a_stranger_is_answered_as_if_nothing_were_there(world: World, office: Caller, stranger: Caller) -> None:
    shop, task = planned(world, office)
    answered = Caller(world, "village").post("/submissions", visit(task))[1]
    _status, kept = Caller(world, "甲饭店/principal").upload(photo(), business=str(shop.pk))
    assert stranger.get("/businesses", words="甲饭店")[1]["items"] == []
    assert stranger.get("/worklist")[1]["items"] == stranger.get("/findings")[1]["items"] == []
    hidden = [
        ("/businesses/%s", shop.pk), ("/tasks/%s", task["id"]), ("/findings/%s", answered["findings"][0]),
        ("/findings/%s/way", answered["findings"][0]), ("/evidence/%s", kept["id"]), ("/evidence/%s/file", kept["id"]),
    ]  # fmt: skip
    for path, key in hidden:
        assert stranger.get(path % key) == stranger.get(path % uuid4()), path
        assert stranger.get(path % key)[0] == 404
    with worn(FOUNDER):
        entries = Entry.objects.count()
    status, _told = stranger.post(f"/findings/{answered['findings'][0]}/withdraw", {"reason": "我说没有"})
    assert status == 404
    with worn(FOUNDER):
        assert Entry.objects.count() == entries


def test_who_may_not_is_told_so_and_nothing_is_written(world: World, office: Caller) -> None:
    village = Caller(world, "village")
    status, told_ = village.post("/plans", {"programme": "guarantee_visit", "period": quarter(), "within": TOWN})
    assert (status, told_["code"]) == (403, "denied")
    with worn(FOUNDER):
        assert not Entry.objects.filter(verb="plan").exists()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("get", "/me", None), ("post", "/plans", {}), ("post", "/submissions", {}), ("get", "/ledger", None)],
)
def test_nobody_comes_in_without_a_token(client: Client, method: str, path: str, body: Any) -> None:
    for headers in ({}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic eDp5"}):
        call = getattr(client, method)
        answer = call(API + path, *([json.dumps(body)] if body is not None else []), content_type="application/json", headers=headers)  # fmt: skip
        assert answer.status_code == 401, answer.content
        assert answer.json()["code"] == "unknown"


def test_a_withdrawn_token_opens_nothing(world: World, office: Caller) -> None:
    assert office.get("/me")[0] == 200
    with worn(FOUNDER):
        revoke_token(office.token, now=timezone.now(), by=FOUNDER)
    assert office.get("/me")[0] == 401


def test_a_session_needs_the_csrf_token_to_change_something(world: World) -> None:
    with worn(FOUNDER):
        account = open_account(world.people["office"], "Zhongqiu-2026-tuanyuan", by=FOUNDER)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(f"{API}/me").json()["code"] == "denied"  # the first password is still to be changed
    account.must_change_password = False
    account.save()
    assert browser.get(f"{API}/me").status_code == 200
    wanted = json.dumps({"programme": "guarantee_visit", "period": quarter(), "within": COUNTY})
    answer = browser.post(f"{API}/plans/preview", wanted, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_a_thirty_megabyte_upload_is_413_and_a_sentence(world: World, office: Caller) -> None:
    status, told_ = office.upload(b"\xff\xd8\xff" + bytes(30 * 1024 * 1024))
    assert (status, told_["code"]) == (413, "too_big")
    assert "15 MB" in told_["message"]
    with worn(FOUNDER):
        assert not Evidence.objects.exists()


@pytest.mark.parametrize(("data", "sentence"), [(b"", "空"), (b"I am a photo", "不是照片"), (photo()[:200], "不完整")])
def test_what_is_no_photo_is_refused_in_a_sentence(office: Caller, data: bytes, sentence: str) -> None:
    status, told_ = office.upload(data)
    assert status == 422
    assert sentence in told_["message"]


def test_a_photo_is_never_kept_by_anybody_between_us(world: World, office: Caller) -> None:
    _status, kept = office.upload(photo())
    answer = office.client.get(f"{API}/evidence/{kept['id']}/file")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_sentence_comes_in_the_language_asked_for(office: Caller) -> None:
    path = f"{API}/tasks/{uuid4()}"
    chinese = office.client.get(path, headers={"Accept-Language": "zh-CN"}).json()
    english = office.client.get(path, headers={"Accept-Language": "en"}).json()
    assert chinese["code"] == english["code"] == "missing"
    assert chinese["message"] == "没有这件任务，或者您看不到它"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/businesses", {"name": "乙\x00店", "kind": "caterer", "path": VILLAGE}),
        ("/businesses", {"name": "乙店", "kind": "casino", "path": VILLAGE}),
        ("/businesses", {"name": "乙店", "kind": "caterer", "path": "cn/33%"}),
        ("/plans", {"programme": "guarantee_visit", "period": "2026Q9", "within": COUNTY}),
        ("/plans", {"programme": "no_such", "period": "2026Q3", "within": COUNTY}),
        ("/plans", "not an object"),
    ],
)
def test_bad_input_gets_a_sentence(office: Caller, path: str, body: Any) -> None:
    status, told_ = office.post(path, body)
    assert status == (400 if isinstance(body, str) else 422)
    assert told_["code"]
    assert told_["message"]


def test_pages_have_a_size_and_an_end(world: World, office: Caller) -> None:
    for n in range(3):
        stage.business(world, f"第{n}饭店")
    status, first = office.get("/businesses", limit=2)
    assert (status, len(first["items"]), first["next"]) == (200, 2, 2)
    assert (len(office.get("/businesses", limit=2, offset=2)[1]["items"])) == 1
    assert office.get("/businesses", limit=100_000)[0] == 422


def test_a_business_is_registered_and_rests(world: World, office: Caller) -> None:
    status, made = office.post("/businesses", {"name": "丙食堂", "kind": "canteen", "path": VILLAGE, "diners": 300})
    assert status == 201, made
    assert office.get(f"/businesses/{made['id']}")[1]["name"] == "丙食堂"
    owner_shop = stage.business(world)
    owner = Caller(world, "甲饭店/principal")
    status, rest = owner.post(f"/businesses/{owner_shop.pk}/rest-days", {"start": "2026-10-01", "until": "2026-10-08"})
    assert (status, rest["valid_to"]) == (201, "2026-10-08")
    status, told_ = owner.post(f"/businesses/{owner_shop.pk}/rest-days", {"start": "2026-10-01"})
    assert (status, told_["code"]) == (422, "refused")


def test_a_business_moves_as_it_does_on_the_page(world: World, office: Caller, stranger: Caller) -> None:
    shop = stage.business(world, "迁移饭店")
    there = {"path": "cn/33/04/83/101/001/", "address": "新街8号", "reason": "租约到期"}
    assert stranger.post(f"/businesses/{shop.pk}/move", there)[0] == 404
    later = there | {"on": (timezone.localdate() + timedelta(days=1)).isoformat()}
    assert office.post(f"/businesses/{shop.pk}/move", later)[1]["message"] == "不能填以后的日期，到那天再办"
    assert office.post(f"/businesses/{shop.pk}/move", there | {"reason": " "})[0] == 422
    assert office.get(f"/businesses/{shop.pk}")[1]["path"] == VILLAGE
    status, moved = office.post(f"/businesses/{shop.pk}/move", there)
    assert status == 200, moved
    assert (moved["path"], moved["address"]) == ("cn/33/04/83/101/001/", "新街8号")
    assert office.post(f"/businesses/{shop.pk}/move", there)[1]["message"] == "「迁移饭店」本来就在那里"


def test_a_business_enters_with_its_categories_of_food(office: Caller) -> None:
    dairy = {"name": "丁乳品", "kind": "producer", "path": VILLAGE, "categories": ["0501", "0501", "04"]}
    status, made = office.post("/businesses", dairy)
    assert status == 201
    assert [one["id"] for one in office.get("/businesses", category="05")[1]["items"]] == [made["id"]]
    status, refused = office.post("/businesses", dairy | {"name": "戊乳品", "categories": ["99zz"]})
    assert status == 422 and "没有编号为“99zz”的食品类别" in refused["message"]
    assert office.get("/businesses", words="戊乳品")[1]["items"] == []
    assert office.post("/businesses", dairy | {"categories": ["05-01"]})[0] == 422


def test_a_post_changes_hands(world: World, office: Caller) -> None:
    post, person = world.posts["village"], world.people["grid"]
    status, held = office.post(
        f"/posts/{post.pk}/hand-over", {"person": str(person.pk), "on": str(timezone.localdate()), "reason": "轮岗"}
    )
    assert (status, held["person"]) == (200, str(person.pk)), held
    assert office.get("/posts/vacant")[0] == 200


def test_the_description_is_open_and_whole(client: Client) -> None:
    answer = client.get(f"{API}/openapi.json")
    described = answer.json()
    assert described["openapi"].startswith("3.1")
    assert "Submission" in described["components"]["schemas"]
    assert f"{API}/submissions" in described["paths"]


def test_the_hand_in_is_announced_to_the_ledger_by_its_actor(world: World, office: Caller) -> None:
    _shop, task = planned(world, office)
    Caller(world, "village").post("/submissions", visit(task))
    with worn(FOUNDER):
        entry = Entry.objects.get(verb="hand_in")
    assert entry.person_id == world.people["village"].pk


def test_a_phones_ticket_opens_until_the_password_is_new(world: World) -> None:
    with worn(FOUNDER):
        account = open_account(world.people["village"], "Zhongqiu-2026-tuanyuan", by=FOUNDER)
    account.must_change_password = False
    account.save()
    browser = Client()
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    told_ = browser.post(f"{API}/me/ticket").json()
    phone = Client(headers={"Authorization": f"Bearer {told_['token']}"})
    assert phone.get(f"{API}/me").json()["person"] == str(world.people["village"].pk)
    assert phone.post(f"{API}/me/ticket").status_code == 401  # a ticket makes no tickets
    broken = Client(headers={"Authorization": f"Bearer {told_['token'][:-2]}xx"})
    assert broken.get(f"{API}/me").status_code == 401
    assert live_tokens([told_["token"], "other"], timezone.now()) == {told_["token"]}
    account.set_password("Zhongqiu-2027-tuanyuan")
    account.save()
    assert phone.get(f"{API}/me").status_code == 401
    assert live_tokens([told_["token"]], timezone.now()) == frozenset()


def test_an_address_that_is_not_there_is_answered_in_the_programs_own_form(client: Client) -> None:
    answer = client.post("/api/v1/nothing-here", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (404, "missing")


def test_a_place_goes_by_its_code_everywhere_and_a_figure_is_told_as_it_stood(world: World, office: Caller) -> None:
    stage.business(world)
    with worn(FOUNDER):
        code = place(COUNTY).code
    preview = office.post("/bindings/preview", {"within": code})[1]
    assert office.post("/bindings", {"pairs": preview["pairs"]})[0] == 200
    before = timezone.now()
    wanted = {"programme": "guarantee_visit", "period": quarter(), "within": code}
    assert office.post("/plans/preview", wanted) == (200, {"tasks": 1})
    assert office.post("/plans", wanted)[1]["new"] == 1
    for path in ("/businesses", "/findings", "/ledger", "/posts", "/posts/vacant"):
        assert office.get(path, within=code) == office.get(path, within=COUNTY)
        assert office.get(path, within="999999")[0] == 404
    now = office.get("/figures/completion", period=quarter(), within=code)[1]
    then = office.get("/figures/completion", period=quarter(), within=code, as_of=before.isoformat())[1]
    rows = office.get("/figures/completion/rows", period=quarter(), within=code, as_of=before.isoformat())[1]
    assert ([f["due"] for f in now], [f["due"] for f in then], rows["items"]) == ([1], [0], [])
