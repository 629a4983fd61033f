"""Nobody acts, and a letter follows; nobody answers, and a heavier one does. A cadre is heard before a letter speaks of him."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shian.config.household import make_round
from shian.config.wiring import FOLLOWS
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.letters.models import Letter
from shian.loop.models import Task
from shian.people.actions.tenure import end_tenure
from shian.people.models import Tenure
from shian.registry.models import Business
from tests.at_the_doors import entered
from tests.letters_at_work import approved, done, drafted, letters, one_letter, owed, printed, refused, sent
from tests.world import FOUNDER, NOW, TODAY, World


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let it be another day for whoever looks at a watch."""

    def on(now: datetime) -> datetime:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        return now

    return on


def announced(name: str) -> list[dict[str, Any]]:
    with worn(FOUNDER):
        entries = Entry.objects.visible_to(FOUNDER).order_by("id")
        return [one for entry in entries for one in entry.events if one["name"] == name]


def follow(now: datetime) -> None:
    """The story's own transaction is open, so its entries lie above the courier's horizon: carried by hand."""
    for envelope in announced("loop.rung_climbed"):
        for follower in FOLLOWS[envelope["name"]]:
            follower.handle(envelope, now)


def months_later(at: Any, days: int) -> datetime:
    """The clock makes its round after so many days, and what it announced is followed."""
    now: datetime = at(NOW + timedelta(days=days))
    make_round(now)
    follow(now)
    return now


def reminder(of: str = "reminder") -> Letter:
    (found,) = [one for one in letters() if one.kind == of]
    return found


def test_a_visit_nobody_makes_drafts_a_reminder_to_the_superior_once(world: World, shop: Business, at: Any) -> None:
    now = months_later(at, 45)  # the quarter ended, and ten working days went by
    draft = reminder()
    assert draft.state == "drafted" and draft.drafted_by is None
    # The town that answers for the village has the visit by then, so word goes one post above it.
    assert draft.post_id == world.posts["leader"].pk and draft.facts["late"] == 1
    assert "甲饭店的督导（期限2026年9月30日）" in draft.body
    assert "提醒敦促函" in entered(world, "office").get("/letters").content.decode()
    follow(now)
    make_round(now)
    follow(now)
    assert len(letters()) == 1
    with worn(FOUNDER):
        assert draft.steps.count() == 1


def test_the_house_sends_nothing_by_itself_and_the_draft_is_stale_once_the_visit_is_made(
    world: World, shop: Business, at: Any
) -> None:
    months_later(at, 45)
    address = f"/letters/{reminder().pk}"
    assert reminder().number is None
    with worn(FOUNDER):
        Task.objects.visible_to(FOUNDER).filter(act="inspect").update(state="done")
    done(entered(world, "office"), address, "submit")
    assert "要由别人审批" in refused(entered(world, "office"), address, "approve")
    assert "起草时有 1 项逾期，现在是 0 项" in refused(entered(world, "leader"), address, "approve")


def test_what_no_font_can_print_is_not_approved(world: World, shop: Business, at: Any) -> None:
    address = drafted(world, copies="\U00020bb7野家")
    done(entered(world, "office"), address, "submit")
    assert "公文字体里没有" in refused(entered(world, "leader"), address, "approve")
    assert one_letter(address).state == "submitted"


@pytest.mark.mechanism("M04")
def test_a_letter_without_an_answer_draws_the_heavier_one_and_ends_when_that_leaves(
    world: World, shop: Business, at: Any
) -> None:
    first = sent(world, drafted(world))
    now = months_later(at, 40)  # ten working days to answer, five more in silence, the holiday between
    second = reminder("rectification_notice")
    assert second.replaces_id == one_letter(first).pk and second.post_id == world.posts["town"].pk
    assert "桐食安办〔2026〕1号" in second.body and "未回复" in second.body
    assert one_letter(first).state == "sent" and owed(first).state == "open"
    follow(now)
    assert reminder("rectification_notice").pk == second.pk  # followed twice, drafted once
    sent(world, f"/letters/{second.pk}")
    assert one_letter(first).state == "escalated" and owed(first).state == "withdrawn"
    assert owed(f"/letters/{second.pk}").state == "open"


def test_where_only_the_office_itself_is_left_to_hear_it_no_heavier_one_is_drafted_and_the_courier_goes_on(
    world: World, shop: Business, at: Any
) -> None:
    sent(world, drafted(world))
    with worn(FOUNDER):
        for seat in Tenure.objects.on(TODAY).filter(post__in=[world.posts["town"], world.posts["leader"]]):
            end_tenure(seat, on=TODAY + timedelta(days=1), reason="调离", by=FOUNDER)
    months_later(at, 40)  # the silence of a vacant post is told to whoever is left above it
    posts = [one["body"]["post"] for one in announced("loop.rung_climbed") if one["body"]["act"] == "letter"]
    assert str(world.posts["office"].pk) in posts
    assert [one.kind for one in letters()].count("rectification_notice") == 0


def test_an_answered_letter_draws_nothing(world: World, shop: Business, at: Any) -> None:
    first = sent(world, drafted(world))
    done(entered(world, "town"), first, "answer", note="已落实")
    months_later(at, 10)
    assert [one.kind for one in letters()] == ["reminder"]


def test_a_quarter_without_figures_says_nothing_about_a_cadre(world: World, shop: Business) -> None:
    told = {
        "kind": "interview_notice",
        "about": "performance",
        "post": str(world.posts["village"].pk),
        "addressee": "post",
    }
    answer = entered(world, "office").post("/letters/new", told)
    assert answer.status_code == 422 and "没有应完成的督导" in answer.content.decode()
    assert letters() == []


@pytest.mark.mechanism("M55")
def test_a_cadre_is_heard_before_a_letter_about_him_is_approved(world: World, shop: Business, at: Any) -> None:
    at(NOW + timedelta(days=30))  # the quarter in which he visited nobody is over
    address = drafted(world, kind="interview_notice", to="village", about="performance")
    village, office, leader = (entered(world, who) for who in ("village", "office", "leader"))
    assert {"counted", "load", "excluded", "vacant"} <= set(one_letter(address).facts)
    assert village.get(address).status_code == 404
    done(office, address, "submit")
    assert "要等本人陈述意见" in refused(leader, address, "approve")
    assert "陈述意见</button>" in village.get(address).content.decode()
    assert "不等您的陈述" in refused(entered(world, "office"), address, "be-heard", note="替他说")
    done(village, address, "be-heard", note="本季度借调防汛，已向街道报告。")
    done(leader, address, "approve")
    assert one_letter(address).state == "approved"
    paper = printed(office, address)
    assert "本人陈述意见" in paper and "本季度借调防汛" in paper and "包保主体1家" in paper


def test_silence_does_not_stop_the_letter_for_ever(world: World, shop: Business, at: Any) -> None:
    at(NOW + timedelta(days=30))
    address = drafted(world, kind="interview_notice", to="village", about="performance")
    done(entered(world, "office"), address, "submit")
    last = one_letter(address).hear_until
    assert last is not None
    at(NOW + timedelta(days=(last - NOW.date()).days))
    assert "要等本人陈述意见" in refused(entered(world, "leader"), address, "approve")
    at(NOW + timedelta(days=(last - NOW.date()).days + 1))
    done(entered(world, "leader"), address, "approve")
    assert "本人未陈述" in printed(entered(world, "office"), address)


@pytest.mark.mechanism("M55")
def test_an_interview_is_written_down_and_its_promises_are_owed(world: World, shop: Business) -> None:
    address = sent(world, drafted(world, kind="interview_notice"))
    office, town = entered(world, "office"), entered(world, "town")
    said = {
        "host": "李主任",
        "present": "王镇长",
        "note": "承认督导不到位",
        "promise-0": "补齐督导",
        "by-0": "2026-10-15",
    }
    assert "约谈日期还没有到" in refused(office, address, "interview", held_on="2026-09-15", **said)
    done(office, address, "interview", held_on="2026-09-14", **said)
    assert "承认督导不到位" in office.get(address).content.decode()
    assert "兑现约谈时的承诺" in town.get("/worklist").content.decode()
    done(town, address, "answer", note="已补齐")
    done(office, address, "accept")
    with worn(FOUNDER):
        promised = Task.objects.visible_to(FOUNDER).get(act="keep_promise")
        assert (promised.state, promised.due.isoformat()) == ("done", "2026-10-15")


def test_a_listed_hazard_is_extended_once_and_accepted_with_a_word(world: World, shop: Business) -> None:
    address = sent(world, drafted(world, kind="listed_supervision"))
    office, town = entered(world, "office"), entered(world, "town")
    done(town, address, "receive")
    before = owed(address).due
    done(office, address, "extend", note="设备到货推迟")
    assert owed(address).due is not None and before is not None and owed(address).due > before  # type: ignore[operator]  # asserted beside
    assert "已经延期过一次" in refused(office, address, "extend", note="再延")
    done(town, address, "answer", note="隐患已消除，申请验收")
    assert "请写一句话说明情况" in refused(office, address, "accept", note="")
    done(office, address, "accept", note="现场验收合格")
    assert one_letter(address).state == "closed"


def test_a_notice_to_another_department_comes_back_with_its_answer(world: World, shop: Business) -> None:
    address = sent(world, drafted(world, kind="notify_department", to="station", addressee="organisation"))
    station = entered(world, "station")
    assert "station单位" in one_letter(address).addressee_name
    done(station, address, "receive")
    done(station, address, "answer", note="已核实并立案")
    done(entered(world, "office"), address, "accept")
    assert one_letter(address).state == "closed"


def test_praise_is_done_once_it_is_signed_for(world: World, shop: Business) -> None:
    address = sent(world, drafted(world, kind="praise", about="none", to="village", words="连续三个季度督导到位。"))
    assert one_letter(address).task_id is None
    done(entered(world, "village"), address, "receive")
    assert one_letter(address).state == "closed"


def test_each_step_stands_in_the_ledger_and_nobody_answers_for_another(world: World, shop: Business) -> None:
    address = sent(world, drafted(world))
    assert [one["body"]["move"] for one in announced("letters.letter_moved")] == [
        "draft",
        "submit",
        "approve",
        "issue",
        "send",
    ]
    assert "不是发给您的" in refused(entered(world, "office"), address, "answer", note="替他回")
    done(entered(world, "town"), address, "answer", note="已落实")
    approved(world, drafted(world))
    assert len(announced("letters.letter_moved")) == 10
