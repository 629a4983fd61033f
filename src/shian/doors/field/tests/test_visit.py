"""A visit as a plain form: what a phone without script does, and what bad input gets."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.evidence.models import Evidence
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.models import Finding, Task
from shian.registry.actions.standing import close_business
from shian.registry.models import Business
from tests.at_the_doors import entered, photo
from tests.world import COUNTY, FOUNDER, TODAY, World

pytestmark = pytest.mark.django_db


def task(**chosen: Any) -> Task:
    with worn(FOUNDER):
        found: Task = Task.objects.get(**({"act": "inspect"} | chosen))
        return found


def codes() -> list[str]:
    return [item.code for item in checklists.items(checklists.version("village_caterer").pk)]


def answered(*failed: str, **more: Any) -> dict[str, Any]:
    form: dict[str, Any] = {f"answer-{code}": "conform" for code in codes()}
    for code in failed:
        form |= {f"answer-{code}": "fail", f"note-{code}": "台面有积水", f"disposition-{code}": "fix_by"}
    form |= {"mode": "on_site", "started_at": "2026-09-14T10:00:00+08:00"} | more
    return form if "tasks" in form else form | {"tasks": [str(task().pk)]}


def count(model: Any) -> int:
    with worn(FOUNDER):
        return int(model.objects.count())


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_door_names_the_shop_and_the_way_in(cadre: Client) -> None:
    today = page(cadre, "/today")
    assert "甲饭店" in today
    door = page(cadre, f"/visit/{task().pk}")
    assert "甲饭店" in door
    assert f"/visit/{task().pk}/sheet" in door


@pytest.mark.mechanism("M43")
def test_a_whole_visit_without_script(cadre: Client, owner: Client) -> None:
    here, wrong = f"/visit/{task().pk}/sheet", codes()[0]
    assert "甲饭店" in page(cadre, here)
    answer = cadre.post(here, answered(wrong, **{f"photos-{wrong}": [photo()]}), follow=True)
    assert answer.redirect_chain[-1][0].startswith("/receipt/")
    assert "收到了" in answer.content.decode()
    with worn(FOUNDER):
        finding = Finding.objects.get()
        assert (finding.code, finding.note, finding.state, len(finding.photos_before)) == (
            wrong,
            "台面有积水",
            "urged",
            1,
        )
    assert task().state == "done"
    assert finding.text in page(owner, "/today")


def test_a_form_sent_twice_is_one_visit(cadre: Client) -> None:
    here, form = f"/visit/{task().pk}/sheet", answered()
    first, again = cadre.post(here, form), cadre.post(here, form)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert count(Sheet) == 1


def test_what_was_typed_and_photographed_stands_again_after_a_refusal(cadre: Client) -> None:
    here, (wrong, open_) = f"/visit/{task().pk}/sheet", codes()[:2]
    form = answered(wrong, **{f"photos-{wrong}": [photo()]})
    del form[f"answer-{open_}"]
    text = cadre.post(here, form).content.decode()
    assert "没有回答" in text
    assert "台面有积水" in text
    with worn(FOUNDER):
        kept = str(Evidence.objects.get().pk)
    assert f'name="kept-{wrong}" value="{kept}"' in text
    cadre.post(here, answered(wrong, **{f"kept-{wrong}": kept}))
    with worn(FOUNDER):
        assert Finding.objects.get().photos_before == [kept]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.jpg", b"not a picture", "image/jpeg"), "不是照片"),
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"0" * 30 * 1024 * 1024, "image/jpeg"), "文件太大"),
        (SimpleUploadedFile("a.jpg", b"", "image/jpeg"), "空的"),
    ],
    ids=["no photo", "30 MB", "empty"],
)
def test_a_photo_that_is_none_is_a_sentence_and_the_work_stays(
    cadre: Client, file: SimpleUploadedFile, sentence: str
) -> None:
    here, wrong = f"/visit/{task().pk}/sheet", codes()[0]
    file.seek(0)
    text = cadre.post(here, answered(wrong, **{f"photos-{wrong}": [file]})).content.decode()
    assert sentence in text
    assert "台面有积水" in text
    assert count(Sheet) == 0


def test_an_expired_session_keeps_the_words(cadre: Client, world: World) -> None:
    here, wrong = f"/visit/{task().pk}/sheet", codes()[0]
    cadre.logout()
    answer = cadre.post(here, answered(wrong))
    assert answer["Location"].startswith("/login")
    entered(world, "village", cadre)
    text = page(cadre, here)
    assert "登录过期了" in text
    assert "台面有积水" in text
    assert count(Sheet) == 0
    assert "登录过期了" not in page(cadre, here), "given once"


@pytest.mark.parametrize("outcome", ["shut", "moved", "not_found", "refused", "closed_for_good"])
def test_one_tap_one_confirm_where_nobody_could_be_visited(cadre: Client, outcome: str) -> None:
    here = f"/visit/{task().pk}/cannot"
    assert f'value="{outcome}"' in page(cadre, here)
    asks = cadre.post(here, {"outcome": outcome}).content.decode()
    assert "监管所要在" in asks
    assert count(Sheet) == 0
    answer = cadre.post(
        here, {"outcome": outcome, "confirmed": "1", "note": "卷帘门关着", "lat": "30.6", "lon": "120.5"}
    )
    assert answer["Location"].startswith("/receipt/")
    with worn(FOUNDER):
        sheet = Sheet.objects.get()
        assert (sheet.outcome, sheet.narrative, sheet.latitude) == (outcome, "卷帘门关着", 30.6)
    assert task().state == "excluded"
    assert task(act="report_status").state == "open"


def test_nonsense_for_a_place_is_no_place(cadre: Client) -> None:
    form = {"outcome": "shut", "confirmed": "1", "lat": "here", "lon": ""}
    cadre.post(f"/visit/{task().pk}/cannot", form)
    with worn(FOUNDER):
        assert Sheet.objects.get().latitude is None


def test_a_task_somebody_else_finished_says_so(cadre: Client) -> None:
    here = f"/visit/{task().pk}/sheet"
    cadre.post(here, answered(started_at="2026-09-14T09:00:00+08:00"))
    assert "不用再办" in page(cadre, here)
    text = cadre.post(here, answered(codes()[0])).content.decode()
    assert "已经有人交过" in text
    assert "台面有积水" in text
    assert count(Sheet) == 1


def test_a_closed_business_is_a_sentence(cadre: Client, world: World, shop: Business) -> None:
    here = f"/visit/{task().pk}/sheet"
    with worn(FOUNDER):
        close_business(shop, on=TODAY, reason="注销", by=FOUNDER)
    answer = cadre.get(here)
    assert answer.status_code == 422
    assert "已经注销" in answer.content.decode()


def test_a_neighbour_and_a_superior_cannot_do_it_for_him(world: World, shop: Business) -> None:
    here = f"/visit/{task().pk}/sheet"
    assert entered(world, "neighbour").get(here).status_code == 404
    superior = entered(world, "office").get(here)
    assert superior.status_code == 403
    assert "不归您办" in superior.content.decode()


def test_the_lists_of_the_phone(cadre: Client, owner: Client) -> None:
    charges = page(cadre, "/charges")
    assert "甲饭店" in charges
    assert "待督导" in charges
    assert "甲饭店" not in page(cadre, "/charges?q=没有这家")
    assert "village某" in page(cadre, "/me")
    assert "甲饭店" not in page(owner, "/charges")


def test_what_was_conform_lately_is_offered_again(cadre: Client, world: World, shop: Business) -> None:
    version = checklists.version("village_caterer")
    lasting = [item.code for item in checklists.items(version.pk) if item.valid_days]
    cadre.post(f"/visit/{task().pk}/sheet", answered())
    with worn(world.actor("village")) as viewer:
        assert checklists.standing_answers(viewer, shop.pk, version, on=TODAY).keys() == set(lasting)


def test_one_sheet_settles_every_visit_it_covers_at_a_door(cadre: Client, world: World) -> None:
    office = world.actor("office")
    with worn(office):
        actions.plan("guarantee_visit", "2026", within=COUNTY, by=office, now=world.now)
        missed = _visits(period_start__lte=TODAY)[0]  # a visit of spring that nobody made
        missed.pk, missed.period_start, missed._state.adding = new_id(), date(2026, 4, 1), True
        missed.save(force_insert=True)
        due, later = _visits(period_start__lte=TODAY), _visits(period_start__gt=TODAY)
        keys = [str(one.pk) for one in due]
    assert len(due) > 1
    assert later, "a quarter to come is not settled beforehand"
    here = f"/visit/{keys[0]}/sheet"
    shown = page(cadre, here)
    assert all(f'name="tasks" value="{key}"' in shown for key in keys)
    assert not any(str(one.pk) in shown for one in later)
    form = answered(tasks=keys)
    first, again = cadre.post(here, form), cadre.post(here, form)
    assert first["Location"] == again["Location"], "sent twice, it is the same visit"
    with worn(FOUNDER):
        sheet = Sheet.objects.get().pk
        assert {(one.state, one.sheet_id) for one in _visits(period_start__lte=TODAY)} == {("done", sheet)}
        assert {one.state for one in _visits(period_start__gt=TODAY)} == {"open"}


def _visits(**when: Any) -> list[Task]:
    return list(Task.objects.filter(act="inspect", **when))
