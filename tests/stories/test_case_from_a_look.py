"""案源 from an inspection's page: what was seen goes along, once, and what is decided in the case answers the inspection."""

from typing import Any

from shian.config.wiring import FOLLOWS
from shian.enforcement.models import Exhibit, PenaltyCase, SpotPenalty
from shian.inspection.models import Inspection
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.models import Finding, Task
from tests.at_the_doors import entered, photo
from tests.stories.test_penalty_case import ALL_FOUR, County, assigned, county, one, post, rows  # noqa: F401
from tests.stories.test_spot_penalty import BASE
from tests.stories.test_statutory_inspection import SENT, filled
from tests.world import FOUNDER, NOW


def delivered() -> None:
    """What was announced is followed; a follower that hears a thing twice does it once."""
    with worn(FOUNDER):
        told = [event for entry in Entry.objects.filter(announces=True).order_by("id") for event in entry.events]
    for envelope in told:
        for follower in FOLLOWS.get(envelope["name"], []):
            if follower.name.startswith("inspection."):
                follower.handle(envelope, NOW)


def looked(at: County, *failed: str) -> str:
    """The two officers looked, and the second confirmed it; the address of the inspection."""
    seats = {"lead": str(at.world.posts["station"].pk), "second": str(at.world.posts["mate"].pk)}
    sent = at.at("station").post(f"/businesses/{at.shop.pk}/inspect", {**SENT, **seats})
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    here = str(sent["Location"])
    filled(at.at("station"), here, *failed)
    assert at.at("mate").post(f"{here}/confirm", {"signed": photo(red=77)}).status_code == 302
    return here


def test_a_case_is_opened_from_an_inspection_with_what_was_seen(county: County) -> None:  # noqa: F811
    here = looked(county, "dishware.disinfected", "premises.clean")
    seen = one(Inspection)
    assert (seen.result, seen.decision) == ("not", "open")
    form = f"/cases/new?source=inspection&amp;source_id={seen.pk}"
    assert form in county.sees("station", here)
    # A cadre and the business see neither the button nor the form.
    assert county.at("village").get(form.replace("&amp;", "&")).status_code == 404
    assert "登记为案源" not in entered(county.world, "甲饭店/principal").get(here).content.decode()
    page = county.sees("station", form.replace("&amp;", "&"))
    for words in ("甲饭店", county.shop.uscc, "监督检查", "现场看到", "对方签字的告知页", "现场照片"):
        assert words in page, words
    photos = [part.split('"')[0] for part in page.split('name="photos" value="')[1:]]
    assert len(photos) == 3
    words: dict[str, Any] = {
        "title": "餐具未按规定消毒", "summary": "检查时餐具未消毒", "source": "inspection", "source_id": str(seen.pk), "photos": photos[:2]
    }  # fmt: skip
    made = county.at("station").post("/cases/new", words)
    case = one(PenaltyCase)
    assert (made["Location"], case.business_id, case.source) == (f"/cases/{case.pk}", county.shop.pk, "inspection")
    kept = sorted(rows(Exhibit), key=lambda row: row.number)
    assert [str(row.file) for row in kept] == photos[:2] and all(len(row.sha256) == 64 for row in kept)

    # Both pages lead to each other; a second case of this inspection, or of a problem it raised, is refused in a sentence.
    assert f"/cases/{case.pk}" in county.sees("station", here)
    assert here in county.sees("station", f"/cases/{case.pk}")
    again = county.at("station").post("/cases/new", words)
    assert (again.status_code, "不能再登记一件" in again.content.decode()) == (422, True)
    problem = rows(Finding)[0]
    words |= {"source": "finding", "source_id": str(problem.pk)}
    again = county.at("station").post("/cases/new", words)
    assert (again.status_code, "「餐具未按规定消毒」" in again.content.decode()) == (422, True)
    assert len(rows(PenaltyCase)) == 1

    # Filed: the inspection's own question is answered with the number, and nothing is owed on it any more.
    assigned(county, f"/cases/{case.pk}")
    county.does("chief", f"/cases/{case.pk}", "file", conditions=ALL_FOUR)
    for _twice in range(2):
        delivered()
    seen = one(Inspection)
    assert (seen.decision, seen.case_number) == ("filed", "桐乡市市监罚立〔2026〕1号")
    assert rows(Task, file_kind="inspection", act="decide_case", state="open") == []


def test_not_filed_is_told_to_the_inspection_and_the_problem_may_be_opened_then(county: County) -> None:  # noqa: F811
    here = looked(county, "dishware.disinfected")
    key = here.rsplit("/", 1)[1]
    words = {"title": "餐具未消毒", "summary": "轻微", "source": "inspection", "source_id": key}
    case = county.at("station").post("/cases/new", words)["Location"]
    county.does("chief", case, "not_file", ground="slight", note="当场改正，没有危害后果")
    delivered()
    seen = one(Inspection)
    assert (seen.decision, seen.decision_note) == ("not_filed", "当场改正，没有危害后果")
    words |= {"source": "finding", "source_id": str(one(Finding).pk)}
    assert county.at("station").post("/cases/new", words).status_code == 302


def test_where_nothing_failed_no_case_is_offered(county: County) -> None:  # noqa: F811
    here = looked(county)
    assert "登记为案源" not in county.sees("station", here)
    assert rows(PenaltyCase) == []


def test_a_small_breach_is_punished_on_the_spot_from_the_inspection_once(county: County) -> None:  # noqa: F811
    here = looked(county, "dishware.disinfected")
    seen = one(Inspection)
    form = f"/spot/new?source=inspection&amp;source_id={seen.pk}"
    page = county.sees("station", here)
    assert form in page and "登记为案源" in page
    assert "/spot/new" not in entered(county.world, "甲饭店/principal").get(here).content.decode()
    asked = county.sees("station", form.replace("&amp;", "&"))
    for words in ("甲饭店", county.shop.uscc, str(seen.pk), "对方签字的告知页", "现场照片"):
        assert words in asked, words
    photos = [part.split('"')[0] for part in asked.split('name="photos" value="')[1:]]
    said: dict[str, Any] = BASE | {
        "second": post(county, "mate"),
        "source": "inspection",
        "source_id": str(seen.pk),
        "photos": photos,
    }
    made = county.at("station").post("/spot/new", said)
    spot = one(SpotPenalty)
    assert (made["Location"], spot.business_id, spot.source_id) == (f"/spot/{spot.pk}", county.shop.pk, seen.pk)
    assert [str(key) for key in spot.photos] == photos and len(photos) == 2

    # Each page leads to the other; what was punished is not punished again, and a case may still be opened of the rest.
    page = county.sees("station", here)
    assert f"/spot/{spot.pk}" in page and spot.mark in page and form not in page and "登记为案源" in page
    assert here in county.sees("station", f"/spot/{spot.pk}")
    again = county.at("station").post("/spot/new", said)
    assert (again.status_code, "同一件事不再罚" in again.content.decode()) == (422, True)
    assert len(rows(SpotPenalty)) == 1


def test_what_has_a_case_is_not_punished_on_the_spot_beside_it(county: County) -> None:  # noqa: F811
    here = looked(county, "dishware.disinfected")
    key = here.rsplit("/", 1)[1]
    words = {"title": "餐具未消毒", "summary": "餐具未消毒", "source": "inspection", "source_id": key}
    case = county.at("station").post("/cases/new", words)["Location"]
    assert "/spot/new" not in county.sees("station", here)
    said = BASE | {"second": post(county, "mate"), "source": "inspection", "source_id": key}
    refused = county.at("station").post("/spot/new", said)
    assert (refused.status_code, "在案件里办" in refused.content.decode()) == (422, True)
    county.does("chief", case, "not_file", ground="slight", note="轻微")
    assert county.at("station").post("/spot/new", said).status_code == 302
