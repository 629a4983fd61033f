"""What one room announces another takes up: a report that is filed opens its case, what was told under seal comes to the inbox of clues."""

from typing import Any

import pytest
from django.core.cache import cache

from shian.clues.models import Clue
from shian.complaints.actions import begin_check, decide, receive
from shian.complaints.house import at_the_counter
from shian.complaints.models import Complaint
from shian.complaints.schemas import Brought, Reporter
from shian.config.wiring import FOLLOWS
from shian.enforcement.models import PenaltyCase
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.people.models import Organisation
from shian.sealed.models import SealedClue
from tests.sealed_channel import Sealed, receipt_of, sealed_county, told
from tests.world import FOUNDER, NOW, VILLAGE, World, business

WANG = Reporter("王小明", "13812345678", "", "")


@pytest.fixture
def sealed(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Sealed:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return sealed_county(monkeypatch)


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def delivered() -> None:
    """What was announced is followed; a follower that hears a thing twice does it once."""
    told = [event for entry in rows(Entry, announces=True) for event in entry.events] * 2
    for envelope in told:
        for follower in FOLLOWS.get(envelope["name"], []):
            if not follower.name.startswith("loop."):
                follower.handle(envelope, NOW)


def reported(world: World) -> Complaint:
    """A report that names its shop and, in its own words, whoever brought it."""
    brought = Brought(
        "report",
        text="后厨用罂粟壳熬汤。我叫王小明，电话13812345678。",
        place=VILLAGE,
        business=business(world).pk,
        reporter=WANG,
    )
    with at_the_counter() as counter:
        return receive(brought, by=counter, now=NOW)


@pytest.mark.mechanism("M19")
def test_a_report_that_is_filed_opens_one_case_without_the_words_of_its_bringer(sealed: Sealed) -> None:
    station = sealed.world.actor("station")
    with worn(FOUNDER):
        Organisation.objects.filter(name="office单位").update(kind="regulator", department="market")
    report = reported(sealed.world)
    with worn(station):
        begin_check(report, by=station, now=NOW)
        decide(report, "file_case", words="检出罂粟碱", by=station, now=NOW)
    delivered()
    (case,) = rows(PenaltyCase, source_id=report.pk)
    assert (case.source, case.business_id, case.state) == ("complaint", report.business_id, "checking")
    assert report.mark in case.summary
    assert "王小明" not in f"{case.title}{case.summary}" and "13812345678" not in f"{case.title}{case.summary}"


@pytest.mark.mechanism("B7")
def test_a_sealed_clue_comes_to_the_inbox_as_a_summary_and_nothing_leads_back(sealed: Sealed) -> None:
    receipt = receipt_of(told(sealed.at("handler"), "夜里两点把退回来的月饼重新包装，我在那里上班。"))
    (clue,) = rows(SealedClue)
    for verb, words in (("read", {}), ("hand", {"business": "某某糕点厂", "summary": "退货月饼改日期重新包装"})):
        assert sealed.at("handler").post(f"/sealed/{clue.pk}/{verb}", words).status_code == 302
    delivered()
    (passed,) = rows(Clue)
    assert (passed.source, passed.subject, passed.text) == ("sealed", "某某糕点厂", "退货月饼改日期重新包装")
    everything = repr({**passed.__dict__})
    assert str(clue.pk) not in everything and receipt.replace(" ", "") not in everything and passed.sender_id is None
