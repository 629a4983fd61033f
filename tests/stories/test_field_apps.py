"""A cadre works with a field app of the trade: the same visits, the same questions, the same loop behind it."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from shian.checklists.actions import publish_form, withdraw_form
from shian.checklists.models import Attachment, ChecklistVersion, Sheet
from shian.checklists.queries import items, version
from shian.checklists.rules.form import Form
from shian.checklists.tests.forms import forty_rows
from shian.checklists.xlsform.importing import import_file
from shian.doors.openrosa import entry
from shian.evidence.models import Evidence
from shian.kernel.refused import Missing, Refused
from shian.kernel.wall import worn
from shian.loop.law import law_on
from shian.loop.models import Finding, Task
from shian.people.actions.accounts import issue_token, revoke_token
from shian.registry.models import Business
from tests.at_the_doors import PASSWORD, bound_and_planned, entered, photo, stand_still
from tests.field_app import Fetched, FieldApp, said
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, NOW, TODAY, World, business, small_county

pytestmark = pytest.mark.django_db
LIST = "village_caterer"
FORM = f"guarantee_visit.{LIST}"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">%s]><data id="x">&z;</data>""" % b"".join(
    b'<!ENTITY e%d "&a;&a;&a;&a;&a;">' % n for n in range(10_000)
)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Iterator[World]:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    entry._known.clear()
    world = small_county()
    business(world)
    business(world, "乙饭店")
    bound_and_planned(world)
    yield world
    entry._known.clear()


def token_of(world: World, name: str) -> tuple[Any, str]:
    with worn(FOUNDER):
        return issue_token(world.people[name], name, expires_at=timezone.now() + timedelta(hours=1), by=FOUNDER)


@pytest.fixture
def cadre(world: World) -> FieldApp:
    return FieldApp("anything", token_of(world, "village")[1])


def shop(name: str = "甲饭店") -> Business:
    with as_root():
        return Business.objects.get(name=name)


def visit(form: Fetched, name: str = "甲饭店") -> str:
    return next(key for label, key in form.tasks.items() if label.startswith(name))


def all_good(form: Fetched, name: str = "甲饭店", **other: str) -> dict[str, str]:
    """Every question answered well, and what else the form asks of a visit."""
    codes = [item.code for item in items(version(LIST).pk)]
    return {
        "start": "2026-09-14T09:00:00.000+08:00", "end": "2026-09-14T09:20:00.000+08:00", "visit__task": visit(form, name),
        "visit__outcome": "done", "visit__place": "30.63 120.56 3.0 12.5", **dict.fromkeys(codes, "conform"), **other,
    }  # fmt: skip


def kept() -> tuple[int, int, int]:
    """Sheets, findings, and done visits, past the wall."""
    with as_root():
        return Sheet.objects.count(), Finding.objects.count(), Task.objects.filter(act="inspect", state="done").count()


def a_photo(red: int = 200) -> bytes:
    return photo(red=red).read()


def test_a_cadre_fetches_fills_in_sends_twice_and_the_finding_is_in_the_loop(world: World, cadre: FieldApp) -> None:
    assert [(one["formID"], one["version"]) for one in cadre.listed()] == [(FORM, str(version(LIST).number))]
    form = cadre.fetched(FORM)
    assert sorted(label.partition(" ")[0] for label in form.tasks) == ["乙饭店", "甲饭店"]
    first, client_id = items(version(LIST).pk)[0].code, uuid4()
    bad = {first: "fail", f"{first}__note": "执照过期", f"{first}__photo": "p.jpg", f"{first}__do": "fix_by"}
    xml = form.filled(all_good(form, **bad), client_id=client_id)
    answers = [cadre.sent(xml, **{"p.jpg": a_photo()}) for _n in range(2)]
    assert answers == [(201, "收到了，辛苦了")] * 2
    assert kept() == (1, 1, 1)
    with as_root():
        sheet, finding = Sheet.objects.get(), Finding.objects.get()
        assert (sheet.client_id, sheet.latitude, sheet.accuracy_m, sheet.datum) == (client_id, 30.63, 12.5, "wgs84")
        assert (finding.code, finding.note, finding.disposition) == (first, "执照过期", "fix_by")
        assert finding.photos_before == [str(Evidence.objects.get().pk)]
    assert [label.partition(" ")[0] for label in cadre.fetched(FORM).tasks] == ["乙饭店"]
    page = entered(world, "village").get(f"/fix/{finding.pk}").content.decode()
    assert "执照过期" in page


def test_the_same_id_with_other_words_is_told_so(world: World, cadre: FieldApp) -> None:
    form, client_id = cadre.fetched(FORM), uuid4()
    assert cadre.sent(form.filled(all_good(form), client_id=client_id))[0] == 201
    status, sentence = cadre.sent(form.filled(all_good(form, "乙饭店"), client_id=client_id))
    assert (status, sentence) == (409, "这个编号已经用在另一份记录上，请重新生成")
    assert kept() == (1, 0, 1)


def test_attachments_come_in_several_requests_and_none_is_lost(world: World, cadre: FieldApp) -> None:
    form = cadre.fetched(FORM)
    one, two = (item.code for item in items(version(LIST).pk)[:2])
    bad = {one: "fail", two: "fail", f"{one}__photo": "1.jpg", f"{two}__photo": "2.jpg", "visit__signature": "s.png"}
    xml = form.filled(all_good(form, **bad))
    assert cadre.sent_in_parts(xml, {"1.jpg": a_photo(10)}, more=True) == (202, "收到 1 个附件，等其余的")
    assert kept() == (0, 0, 0)
    assert cadre.sent_in_parts(xml, {"2.jpg": a_photo(90)})[0] == 422  # the signature has not come: nothing is written
    assert kept() == (0, 0, 0)
    last = {"2.jpg": a_photo(90), "s.png": png()}
    assert [cadre.sent_in_parts(xml, last)[0] for _n in range(2)] == [201, 201]
    assert kept() == (1, 2, 1)
    with as_root():
        assert Attachment.objects.count() == Evidence.objects.count() == 3
        assert Sheet.objects.get().signature is not None


def png() -> bytes:
    return base64.b64decode(
        b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )


def test_where_nobody_was_met_nothing_is_asked(world: World, cadre: FieldApp) -> None:
    form = cadre.fetched(FORM)
    status, _sentence = cadre.sent(form.filled({"visit__task": visit(form), "visit__outcome": "shut"}))
    assert (status, kept()) == (201, (1, 0, 0))


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"visit__task": ""}, 422, "没有选办哪一件"),
        ({"visit__task": str(uuid4())}, 404, "有一件任务找不到"),
        ({"licence.displayed": ""}, 422, "还有 1 项没有回答"),
        ({"licence.displayed": "perhaps"}, 422, "应是"),
        ({"visit__outcome": "eaten"}, 422, "应是"),
        ({"visit__place": "95 200 0 1"}, 422, "定位数据不对"),
        ({"licence.displayed": "fail", "licence.displayed__photo": "gone.jpg"}, 422, "没有一起传上来"),
    ],
)
def test_what_cannot_be_taken_is_a_sentence_and_nothing_is_written(
    world: World, cadre: FieldApp, change: dict[str, str], status: int, sentence: str
) -> None:
    form = cadre.fetched(FORM)
    answered = cadre.sent(form.filled(all_good(form) | change))
    assert (answered[0], sentence in answered[1]) == (status, True), answered
    assert kept() == (0, 0, 0)


def test_a_clock_that_is_wrong_by_a_year_costs_nobody_the_visit(world: World, cadre: FieldApp) -> None:
    form = cadre.fetched(FORM)
    assert cadre.sent(form.filled(all_good(form, end="2027-09-14T09:20:00.000+08:00")))[0] == 201
    with as_root():
        assert Sheet.objects.get().on_day == TODAY


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b'<?xml version="1.0"?><!DOCTYPE data SYSTEM "http://127.0.0.1/x"><data id="a.b"/>',
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d id="a.b">&x;</d>',
        BOMB,
        b"<data>" + b"<a/>" * 30_000 + b"</data>",
        b"<data>" + b"x" * 3_000_000 + b"</data>",
        b'<data id="a.b"><meta><instanceID>uuid:none</instanceID></meta></data>',
    ],
    ids=["empty", "text", "dtd", "entity", "bomb", "elements", "bytes", "no id"],
)
def test_hostile_xml_is_refused(world: World, cadre: FieldApp, data: bytes) -> None:
    status, sentence = cadre.sent(data)
    assert status in (413, 422)
    assert sentence
    assert kept() == (0, 0, 0)


def test_the_door_asks_for_a_password_and_takes_the_account_s(world: World) -> None:
    asked = Client().get("/openrosa/formList")
    assert (asked.status_code, asked["WWW-Authenticate"][:5]) == (401, "Basic")
    assert "手机号" in said(asked.content)
    entered(world, "village")  # makes the account
    phone = str(world.people["village"].phone)
    for _again in range(2):
        assert [one["formID"] for one in FieldApp(phone, PASSWORD).listed()] == [FORM]
    assert FieldApp(phone, "wrong-password").client.get("/openrosa/formList").status_code == 401


def test_wrong_passwords_make_one_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the lock looks at a watch of its own
    entered(world, "village")
    phone = str(world.people["village"].phone)
    tries = [FieldApp(phone, f"wrong-{n}").client.get("/openrosa/formList").status_code for n in range(6)]
    assert tries == [401] * 4 + [429] * 2
    assert FieldApp(phone, PASSWORD).client.get("/openrosa/formList").status_code == 429


def test_a_session_or_a_withdrawn_token_opens_nothing(world: World) -> None:
    assert entered(world, "village").get("/openrosa/formList").status_code == 401
    token, secret = token_of(world, "village")
    app = FieldApp("x", secret)
    assert app.client.get("/openrosa/formList").status_code == 200
    with worn(FOUNDER):
        revoke_token(token, now=timezone.now(), by=FOUNDER)
    assert app.client.get("/openrosa/formList").status_code == 401


def test_another_cadre_sees_neither_form_nor_visit(world: World, cadre: FieldApp) -> None:
    form = cadre.fetched(FORM)
    stranger = FieldApp("x", token_of(world, "stranger")[1])
    assert stranger.listed() == []
    assert stranger.client.get(f"/openrosa/forms/{FORM}").status_code == 404
    assert stranger.sent(form.filled(all_good(form)))[0] == 404
    assert kept() == (0, 0, 0)


def test_the_door_tells_where_it_takes_and_how_much(world: World, cadre: FieldApp) -> None:
    answer = cadre.client.head("/openrosa/submission")
    assert answer.status_code == 204
    assert answer["Location"].endswith("/openrosa/submission")
    assert int(answer["X-OpenRosa-Accept-Content-Length"]) > 1_000_000
    assert answer["Date"]
    assert cadre.client.get("/openrosa/submission").status_code == 405


# --- a form which the office published ---


@pytest.fixture
def spring(world: World, tmp_path: Any) -> ChecklistVersion:
    file = tmp_path / "spring.xlsx"
    file.write_bytes(forty_rows())
    form, office = import_file(file).form, world.actor("office")
    with worn(office):
        asked = law_on(TODAY, COUNTY).pack.checklists[LIST]
        return publish_form(form, asked, ground=COUNTY, by=office, now=NOW)


def test_a_form_of_which_nothing_was_taken_is_not_published(world: World) -> None:
    """It would stand as a new version that asks nothing of its own, under the name of a form that nobody sees."""
    office, nothing = world.actor("office"), Form("empty", "空", "", "", (), {}, ())
    with worn(office):
        asked = law_on(TODAY, COUNTY).pack.checklists[LIST]
        with pytest.raises(Refused, match="一题也没有取到"):
            publish_form(nothing, asked, ground=COUNTY, by=office, now=NOW)
        with pytest.raises(Missing, match="没有这份检查表的第 99 版"):
            version(LIST, 99)


def spring_answers(form: Fetched, **other: str) -> dict[str, str]:
    own = {f"spring.item_{n}": "good" for n in range(1, 29)}
    return all_good(form, **{**own, "spring.cold": "no", **other})


def test_a_published_form_is_what_the_app_fetches_with_the_law_s_questions_in_front(
    world: World, cadre: FieldApp, spring: ChecklistVersion
) -> None:
    form = cadre.fetched(FORM)
    assert form.version == str(spring.number) == str(version(LIST).number + 1)
    law = [item.code for item in items(version(LIST).pk)]
    asked = [name for name in form.fields if "__" not in name]
    assert [name for name in asked if name in law or name.startswith("spring")][: len(law) + 1] == [*law, "spring.cold"]
    status, sentence = cadre.sent(form.filled(spring_answers(form, **{"spring.item_3": "bad"})))
    assert status == 201, sentence
    with as_root():
        assert Finding.objects.get().code == "spring.item_3"
        assert Sheet.objects.get().version_id == spring.pk


def test_what_was_not_to_be_answered_is_left_out_and_said_so_each_time_alike(
    world: World, cadre: FieldApp, spring: ChecklistVersion
) -> None:
    form = cadre.fetched(FORM)
    xml = form.filled(spring_answers(form, **{"spring.cold_temp": "-18", "spring.cold_ok": "bad"}))
    answers = [cadre.sent(xml) for _n in range(2)]
    assert answers[0] == answers[1]
    assert answers[0][0] == 201
    assert "有 2 项不用答" in answers[0][1]
    with as_root():
        assert "spring.cold_ok" not in Sheet.objects.get().answers
    assert kept() == (1, 0, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"spring.cold": "yes", "spring.cold_temp": "99", "spring.cold_ok": "good"}, "温度应在 -40 到 30 之间"),
        ({"spring.cold": "yes", "spring.cold_temp": "cold", "spring.cold_ok": "good"}, "格式不对"),
        ({"spring.cold": "yes", "spring.cold_ok": "good"}, "还有 1 项没有回答"),
        ({"spring.town": "a", "spring.village": "b1"}, "不在可选的里面"),
        ({"spring.cold": "maybe"}, "不在可选的里面"),
        ({"spring.item_3": "splendid"}, "应是"),
    ],
)
def test_the_server_checks_again_what_the_app_should_have_checked(
    world: World, cadre: FieldApp, spring: ChecklistVersion, change: dict[str, str], sentence: str
) -> None:
    form = cadre.fetched(FORM)
    status, answered = cadre.sent(form.filled(spring_answers(form) | change))
    assert status == 422
    assert sentence in answered
    assert kept() == (0, 0, 0)


def test_a_value_is_kept_and_says_neither_good_nor_bad(world: World, cadre: FieldApp, spring: ChecklistVersion) -> None:
    form = cadre.fetched(FORM)
    more = {
        "spring.cold": "yes",
        "spring.cold_temp": "-18.5",
        "spring.cold_ok": "good",
        "spring.town": "a",
        "spring.village": "a1",
    }
    assert cadre.sent(form.filled(spring_answers(form) | more))[0] == 201
    with as_root():
        sheet = Sheet.objects.get()
    assert sheet.answers["spring.cold_temp"] == {"answer": "not_applicable", "note": "-18.5"}
    assert sheet.checked == len(items(version(LIST).pk)) + 29
    page = entered(world, "village").get(f"/receipt/{sheet.pk}")
    assert page.status_code == 200


def test_a_version_withdrawn_meanwhile_is_still_taken_and_offered_to_nobody(
    world: World, cadre: FieldApp, spring: ChecklistVersion
) -> None:
    form, office = cadre.fetched(FORM), world.actor("office")
    with worn(office):
        withdraw_form(spring, "措辞有误", by=office, now=NOW)
    status, sentence = cadre.sent(form.filled(spring_answers(form)))
    assert (status, "已经停用" in sentence) == (201, True)
    assert [one["version"] for one in cadre.listed()] == [str(version(LIST).number)]


def test_twenty_at_once_is_one(world: World, cadre: FieldApp) -> None:
    """The lock by which requests about one instance wait for each other stands in the request's transaction."""
    form = cadre.fetched(FORM)
    said_by: list[str] = []
    with connection.execute_wrapper(lambda run, sql, *rest: (said_by.append(sql), run(sql, *rest))[1]):
        assert cadre.sent(form.filled(all_good(form)))[0] == 201
    assert any("pg_advisory_xact_lock" in sql for sql in said_by)
