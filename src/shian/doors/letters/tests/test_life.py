"""A letter's life, through the pages: drafted, approved by another, numbered, sent, signed for, answered, assessed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shian.kernel.wall import worn
from shian.loop.queries import findings
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.letters_at_work import approved, done, drafted, letters, one_letter, owed, printed, refused, sent
from tests.world import FOUNDER, World

PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.mark.mechanism("M04")
def test_the_whole_way_of_a_reminder(world: World, shop: Business) -> None:
    visited(world, shop, failed=2)
    address = sent(world, drafted(world))
    town, office = entered(world, "town"), entered(world, "office")
    assert (owed(address).act, owed(address).holder_id) == ("answer_letter", world.posts["town"].pk)
    assert owed(address).due == one_letter(address).due
    assert "桐食安办〔2026〕1号" in town.get("/worklist").content.decode()
    assert "签收</button>" in town.get(address).content.decode()
    done(town, address, "receive")
    papers = SimpleUploadedFile("落实情况.pdf", PAPER, "application/pdf")
    done(town, address, "answer", note="两项都已改好", documents=papers)
    assert owed(address).state == "done"
    page = office.get(address).content.decode()
    assert "两项都已改好" in page and "附件 1" in page
    done(office, address, "return", note="请附照片")
    assert owed(address).state == "open"
    done(town, address, "answer", note="照片已补")
    done(office, address, "accept")
    assert (one_letter(address).state, one_letter(address).round) == ("closed", 2)


def test_who_drafts_does_not_approve(world: World, shop: Business) -> None:
    office, address = entered(world, "office"), drafted(world)
    done(office, address, "submit")
    assert "批准</button>" not in office.get(address).content.decode()
    assert "要由别人审批" in refused(office, address, "approve")
    assert one_letter(address).state == "submitted"


@pytest.mark.parametrize("who", ["town", "village", "station", "neighbour", "stranger", "甲饭店/principal"])
def test_nobody_below_sees_a_letter_before_it_is_sent(world: World, shop: Business, who: str) -> None:
    address = drafted(world)
    assert entered(world, who).get(address).status_code == 404
    assert entered(world, who).get(f"{address}/paper.pdf").status_code == 404
    assert entered(world, who).post(f"{address}/answer", {"note": "x"}).status_code == 404


def test_a_letter_to_one_cadre_is_not_read_by_his_neighbour(world: World, shop: Business) -> None:
    address = sent(world, drafted(world, to="village"))
    assert entered(world, "village").get(address).status_code == 200
    for who in ("town", "grid", "neighbour", "stranger"):
        assert entered(world, who).get(address).status_code == 404


@pytest.mark.mechanism("M04")
def test_changed_facts_are_refused_with_the_difference_and_redrafted_in_one_tap(world: World, shop: Business) -> None:
    found = visited(world, shop, failed=3)
    office, leader = entered(world, "office"), entered(world, "leader")
    address = drafted(world, to="village")
    done(office, address, "submit")
    for key in found[1:]:
        done(entered(world, "village"), f"/findings/{key}", "enter-fix", note="已改")
        done(entered(world, "town"), f"/findings/{key}", "verify", note="看过了")
    assert "起草时有 3 项未整改，现在是 1 项" in refused(leader, address, "approve")
    assert one_letter(address).state == "submitted"
    assert "起草时有 3 项未整改，现在是 1 项" in office.get(address).content.decode()
    done(office, address, "redraft")
    assert one_letter(address).facts["open"] == 1
    assert "食品安全问题1个" in printed(office, address)
    approved(world, address)


def test_changed_facts_are_refused_at_issue_too_and_no_number_is_spent(world: World, shop: Business) -> None:
    visited(world, shop, failed=1)
    address = drafted(world, to="village")
    approved(world, address)
    with worn(FOUNDER):
        (key,) = findings(FOUNDER).values_list("pk", flat=True)
    done(entered(world, "village"), f"/findings/{key}", "withdraw", note="看错了")
    assert "起草时有 1 项未整改，现在是 0 项" in refused(entered(world, "office"), address, "issue")
    assert one_letter(address).number is None
    assert "没有可说的" in refused(entered(world, "office"), address, "redraft")
    other = sent(world, drafted(world, kind="praise", about="none", words="成绩突出。"))
    assert one_letter(other).mark == "桐食安办〔2026〕1号"


@pytest.mark.parametrize("kind", ["reminder", "rectification_notice", "listed_supervision", "praise"])
def test_a_station_issues_no_letter_of_the_office(world: World, shop: Business, kind: str) -> None:
    told = {"kind": kind, "about": "open_findings", "post": str(world.posts["village"].pk), "addressee": "post"}
    answer = entered(world, "station").post("/letters/new", told)
    assert answer.status_code == 422 and "要由有权的机关发出" in answer.content.decode()
    assert letters() == []


@pytest.mark.parametrize("who", ["town", "village", "grid", "leader"])
def test_a_cadre_drafts_no_letter(world: World, shop: Business, who: str) -> None:
    told = {"kind": "reminder", "about": "open_findings", "post": str(world.posts["grid"].pk), "addressee": "post"}
    answer = entered(world, who).post("/letters/new", told)
    assert answer.status_code in (403, 422)
    assert letters() == []


def test_only_the_regulator_orders_and_the_shop_answers(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    office = entered(world, "office").post(
        "/letters/new", {"kind": "order_to_rectify", "about": f"finding:{key}", "business": str(shop.pk)}
    )
    assert office.status_code == 422 and letters() == []
    address = drafted(world, "station", kind="order_to_rectify", about=f"finding:{key}", business=str(shop.pk))
    sent(world, address, by="station")
    keeper = entered(world, "甲饭店/principal")
    assert "责令改正" in keeper.get(address).content.decode()
    assert one_letter(address).mark == "梧桐街道市监〔2026〕1号"
    done(keeper, address, "answer", note="已停业整改并清洗")
    assert owed(address).state == "done"
    assert one_letter(address).subject in entered(world, "village").get(f"/businesses/{shop.pk}").content.decode()


def test_a_letter_is_withdrawn_before_it_leaves_and_its_number_stays_its_own(world: World, shop: Business) -> None:
    office, address = entered(world, "office"), drafted(world)
    approved(world, address)
    done(office, address, "issue")
    assert "请写一句话说明情况" in refused(office, address, "withdraw", note=" ")
    done(office, address, "withdraw", note="情况已电话说明")
    assert (one_letter(address).state, one_letter(address).number) == ("withdrawn", 1)
    second = sent(world, drafted(world))
    assert one_letter(second).number == 2
    assert "现在是" in refused(office, second, "withdraw", note="不发了")


def test_an_office_writes_no_letter_to_itself_and_none_about_nothing(world: World, shop: Business) -> None:
    told = {"kind": "reminder", "about": "open_findings", "addressee": "post"}
    for to, words in (("office", "不能给自己发函"), ("town", "没有可说的")):
        answer = entered(world, "office").post("/letters/new", {**told, "post": str(world.posts[to].pk)})
        assert answer.status_code == 422 and words in answer.content.decode()
    assert letters() == []


def test_the_words_may_be_edited_and_what_was_typed_is_kept(world: World, shop: Business) -> None:
    office, address = entered(world, "office"), drafted(world)
    assert "另行说明" in refused(office, address, "edit", subject=" ", body="另行说明", copies="")
    done(office, address, "edit", subject="关于加强中秋期间督导的函", body="请抓紧。\n\n谢谢。", copies="市市场监管局")
    assert "关于加强中秋期间督导的函" in printed(office, address)


def test_the_list_shows_overdue_replies_first_and_counts(world: World, shop: Business) -> None:
    sent(world, drafted(world))
    page = entered(world, "office").get("/letters").content.decode()
    assert "共 1 份" in page and "桐食安办〔2026〕1号" in page
    assert "没有这样的函件" in entered(world, "neighbour").get("/letters").content.decode()


def test_a_new_letter_is_asked_for_in_three_questions(world: World, shop: Business) -> None:
    office = entered(world, "office")
    assert "提醒敦促函" in office.get("/letters/new").content.decode()
    assert "责令改正通知书" not in office.get("/letters/new").content.decode()
    found = office.get("/letters/new?kind=reminder&q=town").content.decode()
    assert str(world.posts["town"].pk) in found
    form = office.get(f"/letters/new?kind=reminder&post={world.posts['town'].pk}").content.decode()
    assert "逾期未办的事" in form and "写岗位名" in form
    assert "您的岗位不发函" in entered(world, "village").get("/letters/new").content.decode()


def test_word_and_the_pictures_of_the_pages_are_there(world: World, shop: Business) -> None:
    office, address = entered(world, "office"), drafted(world)
    assert office.get(f"{address}/paper.docx").content[:2] == b"PK"
    assert office.get(f"{address}/page-1.png").content[1:4] == b"PNG"
    assert office.get(f"{address}/page-9.png").status_code == 404
