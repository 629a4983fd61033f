"""投诉举报 (M19): what people bring is kept under a number and answered by receipt; every limit is owed by somebody."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from shian.complaints.actions import receive
from shian.complaints.house import at_the_counter
from shian.complaints.models import Clock, Complaint, Entry
from shian.complaints.queries import by_receipt, public_requests
from shian.complaints.schemas import Brought, Reporter
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry as Deed
from shian.loop.models import Task
from tests.at_the_doors import stand_still
from tests.world import FOUNDER, NOW, VILLAGE, World, business, small_county

WANG = Reporter("王小明", "13812345678", "330483199001011234", "梧桐街道1号")


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


def brought(kind: str = "complaint", **more: Any) -> Brought:
    words = {"text": "在店里买的卤肉里有一只虫子，要求退款。", "place": VILLAGE, "reporter": WANG, **more}
    return Brought(kind, **words)


def kept(kind: str = "complaint", **more: Any) -> Complaint:
    with at_the_counter() as counter:
        return receive(brought(kind, **more), by=counter, now=more.pop("now", NOW))


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


@pytest.mark.mechanism("M19")
def test_what_is_brought_is_owed_by_the_station_and_answered_by_receipt(world: World) -> None:
    shop = business(world)
    one = kept(business=shop.pk, category="foreign_matter", amount_fen=3800, wants_publicity=True)
    assert one.mark == "桐乡市诉〔2026〕1号" and one.regime == "order_121"
    (task,) = rows(Task, file_id=one.pk)
    assert (task.act, task.holder_id, task.due) == (
        "decide_complaint",
        world.posts["station"].pk,
        date(2026, 9, 22),
    )  # the 20th was worked
    told = by_receipt(one.receipt.upper().replace("-", " "))
    assert told is not None and told.state_words == "已登记" and told.next_by == task.due
    assert [line.text for line in told.lines] == [one.text]
    assert by_receipt("2222-2222-2222") is None and by_receipt("x") is None
    (public,) = public_requests()
    assert (public.category, public.open, public.photos) == ("foreign_matter", True, ())
    assert "卤肉" not in repr(public) and "王" not in repr(public)


def test_no_name_no_number_stands_where_it_can_be_read(world: World) -> None:
    one = kept()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM complaints_complaint c")
        stored = str(cursor.fetchall())
    told = str([(deed.facts, deed.verb) for deed in rows(Deed)])
    for word in ("王小明", "13812345678", "330483199001011234", one.receipt, one.receipt.replace("-", "")):
        assert word not in stored and word not in told


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reporter": None}, "no_name"),
        ({"text": "虫" * 10_001}, "too_long"),
        ({"text": " "}, "no_words"),
        ({"category": "weather"}, "unknown_category"),
        ({"latitude": 30.6}, "bad_place"),
        ({"amount_fen": -1}, "bad_amount"),
        ({"place": "cn/99/"}, "missing"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_stands(world: World, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        kept(**more)
    assert refused.value.code == code
    assert not rows(Complaint) and not rows(Clock) and not rows(Entry)


def test_ten_thousand_signs_are_kept_whole_and_a_nameless_report_too(world: World) -> None:
    one = kept("report", text="脏" * 10_000, reporter=None)
    assert len(rows(Complaint)[0].text) == 10_000 and not one.named
    assert [clock.name for clock in rows(Clock)] == ["check"] and public_requests() == []
