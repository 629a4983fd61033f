"""双随机一公开: whom to look at is drawn from one list, who goes from another, and everybody can make both draws again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from shian.double_random.models import ListedObject, ListedOfficer, Pick, RandomPlan
from shian.draws.models import Draw
from shian.inspection.models import Inspection
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.people.models import Person
from shian.registry.actions import appoint
from shian.registry.models import Appointment, Business
from tests.at_the_doors import entered, photo, stand_still
from tests.world import CAST, COUNTY, FOUNDER, OPENED, TODAY, TOWN, World, business, small_county

VERIFY = Path(__file__).parents[2] / "docs" / "verify_draw.py"
PLAN = {
    "title": "2026年秋季餐饮抽查", "item": "catering", "basis": "2026年度抽查工作计划", "place": COUNTY,
    "starts_on": str(TODAY), "ends_on": str(TODAY),
}  # fmt: skip


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    for name, where in (("section", COUNTY), ("colleague", TOWN), ("far", "cn/33/04/83/101/")):
        monkeypatch.setitem(CAST, name, (where, "station_officer", "", "office"))
    return small_county()


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def said(answer: Any) -> str:
    return str(answer.content.decode())


def done(answer: Any) -> None:
    assert answer.status_code == 302, said(answer)


def listed(client: Client, lines: str, credit: str) -> Any:
    return client.post("/random/objects", {"act": "list", "lines": lines, "credit": credit})


def officer(client: Client, world: World, name: str, *skills: str) -> Any:
    said = {"act": "list", "post": str(world.posts[name].pk), "certificate": f"浙0483-{name}", "skills": list(skills)}
    return client.post("/random/officers", said)


def checked(world: World, one: Inspection) -> None:
    """The table is filled by who leads and confirmed by who went along."""
    names = {post.pk: name for name, post in world.posts.items()}
    lead, second = entered(world, names[one.lead_id]), entered(world, names[one.second_id])
    page = said(lead.get(f"/visit/{one.task_id}/sheet"))
    codes = [part.split('"')[0] for part in page.split('name="answer-')[1:]]
    done(lead.post(f"/visit/{one.task_id}/sheet", {**{f"answer-{c}": "conform" for c in codes}, "mode": "on_site"}))
    done(second.post(f"/inspections/{one.pk}/confirm", {"signed": photo()}))


def proved(answer: Any, tmp_path: Path) -> dict[str, Any]:
    """The file, after a stranger's script made the draw again from it alone."""
    file = tmp_path / "draw.json"
    file.write_bytes(answer.content)
    again = subprocess.run([sys.executable, str(VERIFY), str(file)], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stdout
    return dict(json.loads(answer.content))


def test_a_round_from_its_lists_to_the_proof_that_anybody_can_make(world: World, tmp_path: Path) -> None:
    risky = [business(world, f"丁{n}饭店") for n in "甲乙丙丁"]
    calm = [business(world, f"安{n}饭店") for n in "甲乙"]
    own = risky[0]
    with worn(FOUNDER):
        appoint(
            own, Person.objects.get(pk=world.people["colleague"].pk), Appointment.Role.DIRECTOR, on=OPENED, by=FOUNDER
        )
    office = entered(world, "section")
    for name, *skills in (("station", "catering", "sale"), ("colleague", "catering"), ("section", "catering")):
        done(officer(office, world, name, *skills))
    done(officer(office, world, "far", "catering"))
    done(listed(office, "\n".join(one.name for one in risky), "D"))
    done(listed(office, "\n".join(one.name for one in calm), "A"))
    done(listed(office, "安乙饭店", "B"))
    assert sorted(row.credit for row in rows(ListedObject, superseded_at__isnull=True)) == [
        "A",
        "B",
        "D",
        "D",
        "D",
        "D",
    ]

    here = office.post("/random/new", PLAN)
    done(here)
    at = str(here["Location"])
    assert "现在是「已拟定」" in said(office.post(f"{at}/draw", {})), "nobody draws from a list that is not sealed"
    done(office.post(f"{at}/seal", {}))
    (plan,) = rows(RandomPlan)
    assert {key: (one["listed"], one["drawn"]) for key, one in plan.ratios.items()} == {
        "A": (1, 1), "B": (1, 1), "D": (4, 2)
    }  # fmt: skip
    done(office.post(f"{at}/draw", {"word": "三十七"}))
    picks = rows(Pick)
    assert sorted(pick.credit for pick in picks) == ["A", "B", "D", "D"]
    keys = {row.pk: row for row in rows(ListedOfficer)}
    for pick in picks:
        why = {keys[UUID(key)].name: reason for key, reason in pick.unfit}
        assert why.pop("far某") == "region"
        assert why == ({"colleague某": "recusal"} if pick.business_id == own.pk else {})
        assert pick.able == (2 if pick.business_id == own.pk else 3)
    done(office.post(f"{at}/match", {"word": "八"}))
    sent = rows(Inspection)
    assert len(sent) == 4 and all(one.basis == "2026年秋季餐饮抽查（双随机）" for one in sent)
    assert all(one.lead_id != one.second_id for one in sent)
    assert "为什么是他们" in said(office.get(at))

    # nobody is warned: not the cadre on the spot, not the public
    for stranger in (Client(), entered(world, "village"), entered(world, "office")):
        assert stranger.get(f"/public/random/{plan.pk}").status_code == 404
        assert "秋季餐饮抽查" not in said(stranger.get("/public/random"))
    assert entered(world, "village").get(at).status_code == 404
    assert "还有 4 家没有查完" in said(office.post(f"{at}/publish", {}))
    (owed,) = rows(Task, act="publish_checks")
    assert (owed.due.isoformat(), owed.because["assumed"]) == ("2026-10-16", True)
    assert at in said(office.get("/worklist"))

    for one in sent:
        checked(world, one)
    first = rows(Inspection, pk=sent[0].pk)[0]
    names = {post.pk: name for name, post in world.posts.items()}
    done(entered(world, names[first.lead_id]).post(f"/inspections/{first.pk}/publish", {}))
    done(office.post(f"{at}/publish", {}))
    assert rows(Task, act="publish_checks", state="open") == []
    assert {draw.secrecy for draw in rows(Draw)} == {int(Secrecy.OPEN)}

    public = f"/public/random/{plan.pk}"
    page = said(Client().get(public))
    assert page.count("结果待公开") == 3 and "符合" in page and "三十七" in page
    assert all(pick.name in page for pick in picks)
    assert not any(f"{name}某" in page for name in ("section", "station", "colleague")), "posts and surnames, no names"
    assert public in said(Client().get("/public/random"))
    objects = proved(Client().get(f"{public}/objects.json"), tmp_path)
    pairs = proved(Client().get(f"{public}/officers.json"), tmp_path)
    assert {row["id"] for row in objects["drawn"]} == {str(pick.listed_id) for pick in rows(Pick)}
    assert len(objects["frame"]) == 6 and objects["word"] == "三十七"
    drawn = {(row["stratum"], row["id"].split(":")[1]) for row in pairs["drawn"]}
    assert drawn == {(str(pick.listed_id), str(key)) for pick in rows(Pick) for key in pick.officers}


def test_where_two_cannot_go_nobody_is_sent_and_the_reason_stands(world: World) -> None:
    shop = business(world, "独一饭店")
    office = entered(world, "section")
    done(officer(office, world, "section", "catering"))
    done(officer(office, world, "station", "sale"))
    done(listed(office, shop.name, "D"))
    at = str(office.post("/random/new", PLAN)["Location"])
    for verb in ("seal", "draw", "match"):
        done(office.post(f"{at}/{verb}", {}))
    (pick,) = rows(Pick)
    assert (pick.able, pick.inspection_id) == (1, None) and "不到 2 人" in pick.unsent
    page = said(office.get(at))
    assert "不查这一项 1" in page and "没有派出" in page
    assert rows(Inspection) == []

    # somebody must go: two of the list are sent by hand, with the reason, and everybody reads it once it is public
    keys = {row.name: str(row.pk) for row in rows(ListedOfficer)}
    chosen = {
        "pick": str(pick.pk),
        "first": keys["section某"],
        "second": keys["station某"],
        "reason": "这一项只有一人会查，所里派人同去",
    }
    for wrong, words in (
        ({"second": keys["section某"]}, "2 位不同"), ({"reason": " "}, "每一栏都写上"), ({"pick": ""}, "请选抽到的一家"),
    ):  # fmt: skip
        refused = office.post(f"{at}/send", chosen | wrong)
        assert words in said(refused) and refused.status_code in (404, 422)
    assert rows(Inspection) == []
    done(office.post(f"{at}/send", chosen))
    (sent,) = rows(Inspection)
    assert "另行指派" in said(office.get(at)) and f"{at}/send" not in said(office.get(at))
    assert office.post(f"{at}/send", chosen).status_code == 422 and rows(Inspection) == [sent]
    checked(world, sent)
    done(office.post(f"{at}/publish", {}))
    (plan,) = rows(RandomPlan)
    public = said(Client().get(f"/public/random/{plan.pk}"))
    assert "另行指派：这一项只有一人会查，所里派人同去" in public and "结果待公开" in public


def test_what_is_refused_in_a_sentence_and_leaves_nothing(world: World) -> None:
    shop = business(world, "乙饭店")
    office = entered(world, "section")
    assert "名册里没有「没有的店」" in said(listed(office, "没有的店", "D"))
    assert "请选信用风险等级" in said(listed(office, shop.name, "E"))
    assert "请选至少一项" in said(officer(office, world, "station"))
    assert "请从抽查事项清单里选一项" in said(officer(office, world, "station", "fireworks"))
    assert "请选一个岗位" in said(officer(office, world, "village", "catering")), (
        "a cadre urges, only the regulator looks"
    )
    assert rows(ListedObject) == [] and rows(ListedOfficer) == []
    assert "日子早于" in said(office.post("/random/new", PLAN | {"ends_on": "2026-09-01"}))
    at = str(office.post("/random/new", PLAN)["Location"])
    assert "名单是空的" in said(office.post(f"{at}/seal", {}))
    assert rows(Draw) == []
    done(listed(office, shop.name, "D"))
    done(office.post(f"{at}/seal", {}))
    assert office.post(f"{at}/call_off", {"reason": " "}).status_code == 422
    done(office.post(f"{at}/call_off", {"reason": "与上级抽查重复"}))
    assert [(draw.state, draw.reason) for draw in rows(Draw)] == [("cancelled", "与上级抽查重复")]
    assert [one.state for one in rows(RandomPlan)] == ["called_off"]
    for nobody in ("village", "town", "乙饭店/principal"):
        assert entered(world, nobody).get("/random").status_code == 404
        assert listed(entered(world, nobody), shop.name, "A").status_code == 404


def test_the_lists_are_dated(world: World) -> None:
    shop: Business = business(world, "丙饭店")
    office = entered(world, "section")
    done(listed(office, shop.name, "C"))
    with worn(FOUNDER):
        ListedObject.objects.update(valid_from=OPENED)
    done(listed(office, shop.name, "B"))
    spans = [
        (row.credit, row.valid_from, row.valid_to) for row in sorted(rows(ListedObject), key=lambda r: r.valid_from)
    ]
    assert spans == [("C", OPENED, TODAY), ("B", TODAY, None)]
    done(office.post("/random/objects", {"act": "drop", "lines": shop.name}))
    assert shop.name not in said(office.get("/random/objects"))
    done(officer(office, world, "station", "catering"))
    (one,) = rows(ListedOfficer)
    done(office.post("/random/officers", {"act": "drop", "officer": str(one.pk)}))
    assert rows(ListedOfficer, superseded_at__isnull=True, valid_to__isnull=True) == []
