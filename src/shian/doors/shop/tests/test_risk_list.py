"""The shop's own risk control list drives its day; what was not looked at is said so; large type for whoever wants it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.wall import worn
from shian.loop.measured import Reading, read, written
from shian.registry.models import Business, RiskPoint
from tests.at_the_doors import entered
from tests.world import FOUNDER, TODAY, World

pytestmark = pytest.mark.django_db
CODES = "cold.working", "samples.kept"


def codes() -> list[str]:
    return [item.code for item in checklists.items(checklists.version("daily_caterer").pk)]


def answered(**more: Any) -> dict[str, Any]:
    return {f"answer-{code}": "conform" for code in codes()} | more


def sheets() -> list[Sheet]:
    with worn(FOUNDER):
        return list(Sheet.objects.order_by("on_day"))


def points(**chosen: Any) -> list[RiskPoint]:
    with worn(FOUNDER):
        return list(RiskPoint.objects.known().filter(**chosen).order_by("position"))


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def director(world: World, shop: Business) -> Client:
    return entered(world, "丙食品/director")


@pytest.fixture
def listed(director: Client, shop: Business) -> str:
    """The address of the shop, whose director took the draft over."""
    assert director.post(f"/shop/{shop.pk}/risks", {"act": "adopt"}).status_code == 302
    return f"/shop/{shop.pk}"


def numbers(**typed: str) -> dict[str, str]:
    by_name = {one.point: str(one.pk) for one in points(valid_to__isnull=True)}
    return {f"value-{by_name[name]}": number for name, number in typed.items()}


GOOD = {"冷藏柜温度": "4.2", "每样留样重量": "150", "留样存放时间": "48", "烧熟煮透": "75"}


def test_the_director_takes_the_draft_over_and_the_officer_may_not(
    director: Client, officer: Client, shop: Business
) -> None:
    here = f"/shop/{shop.pk}/risks"
    assert "还没有风险管控清单" in text(officer.get(here)) and "底稿" not in text(officer.get(here))
    assert officer.post(here, {"act": "adopt"}).status_code == 422
    assert points() == []
    assert "照底稿写 5 条" in text(director.get(here))
    director.post(here, {"act": "adopt"})
    assert [one.point for one in points()] == ["冷藏柜温度", "每样留样重量", "留样存放时间", "烧熟煮透", "晨检"]
    assert "0～8℃" in text(officer.get(here)) and "称重，贴标签" in text(officer.get(here))


@pytest.mark.mechanism("M31")
def test_the_list_drives_the_day_and_readings_are_kept_with_their_units(officer: Client, listed: str) -> None:
    page = text(officer.get(listed))
    assert "冷藏柜温度（℃）" in page and "看温度表，记下读数" in page
    assert page.index("冷藏设备正常") < page.index("个人卫生"), "what is on the list comes first"
    done = officer.post(listed, answered(zero_risk="1") | numbers(**GOOD), follow=True)
    assert "零风险，已交" in text(done)
    (sheet,) = sheets()
    assert sheet.answers["cold.working"] == {"answer": "conform", "note": "4.2℃ 冷藏柜温度"}
    assert sheet.answers["samples.kept"]["note"] == "150g 每样留样重量；48h 留样存放时间"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "请填读数（℃）"), ("冷", "请填数字"), ("12", "填的是 12℃，清单写的是 0～8℃"), ("４。2", "")],
)
def test_a_reading_that_cannot_be_in_order_is_said_at_once(
    officer: Client, listed: str, typed: str, sentence: str
) -> None:
    answer = officer.post(listed, answered(zero_risk="1") | numbers(**GOOD | {"冷藏柜温度": typed}))
    assert bool(sheets()) == (not sentence)
    assert sentence in text(answer)
    if sentence:
        assert f'value="{typed}"' in text(answer), "it stands as it was typed"
    else:
        assert sheets()[0].answers["cold.working"]["note"] == "4.2℃ 冷藏柜温度"


def test_a_reading_outside_is_a_problem_with_its_number(officer: Client, listed: str) -> None:
    form = answered(act="hand_in") | numbers(**GOOD | {"冷藏柜温度": "12.5"})
    form |= {"answer-cold.working": "fail", "note-cold.working": "门没关严", "measure-cold.working": "已关好"}
    assert "发现 1 项问题，已交" in text(officer.post(listed, form, follow=True))
    assert sheets()[0].answers["cold.working"]["note"] == "12.5℃ 冷藏柜温度；门没关严；措施：已关好"


def test_what_was_not_checked_is_said_so_and_is_no_zero_risk(officer: Client, listed: str) -> None:
    form = answered(zero_risk="1", **{f"answer-{code}": "not_checked" for code in CODES}) | numbers(烧熟煮透="80")
    assert "有 2 项没检查，不能报零风险" in text(officer.post(listed, form))
    assert sheets() == []
    del form["zero_risk"]
    assert "2 项没检查" in text(officer.post(listed, form | {"act": "hand_in"}, follow=True))
    (sheet,) = sheets()
    assert (sheet.zero_risk, sheet.failed, sheet.checked) == (False, 0, len(codes()) - 2)
    assert "没检查2项次" in text(officer.get(f"{listed}/week"))
    assert "没检查" in text(officer.get(f"{listed}/records/{sheet.pk}"))


def test_a_record_of_nothing_checked_is_none(officer: Client, listed: str) -> None:
    form = {f"answer-{code}": "not_checked" for code in codes()} | {"act": "hand_in"}
    assert "一项也没有检查" in text(officer.post(listed, form)) and sheets() == []


def test_a_change_holds_from_its_day_and_the_list_before_can_be_read(
    director: Client, officer: Client, listed: str
) -> None:
    with worn(FOUNDER):
        RiskPoint.objects.all().update(valid_from=date(2026, 9, 1))
    cold = points(point="冷藏柜温度")[0]
    said = {
        "line": str(cold.pk),
        "step": "贮存",
        "point": "一号冷藏柜",
        "every": "day",
        "code": "cold.working",
        "unit": "℃",
    }
    assert director.post(f"{listed}/risks", said | {"low": "6", "high": "2"}).status_code == 422
    assert director.post(f"{listed}/risks", said | {"low": "0", "high": "5"}).status_code == 302
    assert "一号冷藏柜（℃）" in text(officer.get(listed))
    assert [(one.point, one.valid_from) for one in points(valid_to__isnull=True, position=1)] == [("一号冷藏柜", TODAY)]
    assert "冷藏柜温度" in text(officer.get(f"{listed}/risks?day=2026-09-10"))
    again = director.post(f"{listed}/risks", said)
    assert again.status_code == 422 and "刚改过" in text(again), "somebody changed it meanwhile"
    now = points(point="一号冷藏柜")[0]
    director.post(f"{listed}/risks", {"act": "drop", "line": str(now.pk)})
    assert "一号冷藏柜" not in text(officer.get(listed))


def test_what_the_shop_has_not_is_not_asked_again(director: Client, officer: Client, listed: str) -> None:
    line = points(point="烧熟煮透")[0]
    said = {
        "line": str(line.pk),
        "step": "加工",
        "point": "烧熟煮透",
        "every": "day",
        "code": "cooking.through",
        "absent": "1",
    }
    assert director.post(f"{listed}/risks", said).status_code == 302
    page = text(officer.get(listed))
    assert "清单写明本店没有这一项" in page and "烧熟煮透（℃）" not in page
    assert 'name="answer-cooking.through" value="not_applicable" checked' in page


def test_large_type_has_three_buttons_and_stays_on_the_phone(officer: Client, listed: str) -> None:
    plain = text(officer.get(listed))
    assert "没检查" in plain and "不适用" in plain and "assisted" not in plain.split(">")[1]
    officer.post("/shop/assisted", {"big": "1", "to": listed})
    big = text(officer.get(listed))
    assert (
        'class="phone assisted"' in big
        and "念给我听" in big
        and "不适用" not in big.split("<form action")[1].split("</form>")[0]
    )
    assert officer.post("/shop/assisted", {"big": "", "to": "https://elsewhere"})["Location"] == "/shop"
    assert 'class="phone assisted"' not in text(officer.get(listed))


def test_unchanged_means_what_it_was_the_last_time(officer: Client, listed: str) -> None:
    wrong, none = "kitchen.clean", "kitchen.camera"
    form = answered(
        act="hand_in", **{f"answer-{wrong}": "fail", f"note-{wrong}": "油污", f"answer-{none}": "not_applicable"}
    )
    officer.post(f"{listed}?day=2026-09-13", form | numbers(**GOOD))
    assert len(sheets()) == 1
    officer.post("/shop/assisted", {"big": "1", "to": listed})
    page = text(officer.get(listed))
    item = {code: page.split(f'id="i-{code}"')[1].split("</fieldset>")[0] for code in (wrong, none, "cold.working")}
    assert "无变化" in item["cold.working"] and 'value="conform"' in item["cold.working"]
    assert "无变化" in item[none] and 'value="not_applicable"' in item[none]
    assert "无变化" not in item[wrong] and "没问题" in item[wrong], "what was wrong is looked at anew"
    assert " checked" not in "".join(item.values()), "the machine says nothing for a person"


def test_readings_are_written_and_read_alike() -> None:
    note = written([Reading("4.20", "℃", "柜；一"), Reading("-18", "℃"), Reading("125", "g", "样")], "霜厚")
    assert note == "4.20℃ 柜，一；-18℃；125g 样；霜厚"
    assert read(note, "℃") == ["4.20", "-18"] and read(note, "g") == ["125"]
    assert read("柜温 12 ℃", "℃") == [] and read("霜厚；4℃", "℃") == [] and read("", "℃") == []
