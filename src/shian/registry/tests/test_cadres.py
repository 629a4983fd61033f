"""Cadres and bindings from files: persons seated on posts, pairs found for the loop to bind."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from shian.kernel.actor import Actor
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.people.models import Organisation, Person, Post, Role, Tenure
from shian.registry.actions.bindings import apply_bindings
from shian.registry.actions.cadres import apply_cadres
from shian.registry.actions.imports import Applier, apply_businesses, apply_slice, remember_columns, stage_file
from shian.registry.actions.undoing import undo_cadres
from shian.registry.models import Business, ImportBatch, ImportRow
from shian.registry.rules.columns import Target
from shian.registry.schemas import Applied, NewBinding
from shian.registry.tests.conftest import COUNTY, TODAY, official
from shian.registry.tests.workbooks import credit_code, shop, workbook

pytestmark = pytest.mark.django_db
CADRE_HEADER = ("姓名", "手机号", "工作单位", "职务", "包保层级", "镇（街道）", "村（社区）", "任职日期")
BINDING_HEADER = ("主体名称", "统一社会信用代码", "包保干部", "干部手机号")
SHEN = ("沈阿福", "15400000901", "百花社区委员会", "书记", "村级", "梧桐街道", "百花社区", "2024-03-01")
ZHU = ("朱建国", "15400000902", "梧桐街道办事处", "副主任", "乡镇级", "梧桐街道", "", "2025年1月6日")
YAO = ("姚伟", "15400000903", "桐乡市人民政府", "副市长", "县级", "", "", "")


@pytest.fixture
def roles(office: Actor) -> None:
    keys = ("city_leader", "county_leader", "township_cadre", "village_cadre")
    Role.objects.bulk_create(Role(key=key, title=key, title_en=key, verbs=["see"]) for key in keys)


def bring_in(path: Path, target: Target, apply: Applier, by: Actor) -> ImportBatch:
    batch, _report = stage_file(path, target, filename=path.name, ground=COUNTY, on=TODAY, by=by)
    while batch.state != "done":
        apply_slice(batch, apply, by=by)
    return batch


def cadres(tmp_path: Path, rows: Sequence[Sequence[object]], by: Actor) -> ImportBatch:
    path = workbook(tmp_path / "干部.xlsx", rows, header=CADRE_HEADER)
    return bring_in(path, Target.CADRES, apply_cadres(on=TODAY, by=by), by)


def test_cadres_are_seated_on_posts_of_their_place(tmp_path: Path, office: Actor, roles: None) -> None:
    batch = cadres(tmp_path, [SHEN, ZHU, YAO], office)
    assert (batch.applied, batch.refused) == (3, 0)
    seats = {t.person_name: (t.post.path, t.post.tier, t.post.role_id, str(t.valid_from)) for t in Tenure.objects.all()}
    assert seats == {
        "沈阿福": (f"{COUNTY}001/001/", "village", "village_cadre", "2024-03-01"),
        "朱建国": (f"{COUNTY}001/", "township", "township_cadre", "2025-01-06"),
        "姚伟": (COUNTY, "county", "county_leader", TODAY.isoformat()),
    }
    assert Post.objects.filter(batch=batch.pk).count() == 3 and Organisation.objects.count() == 3


def test_two_of_one_office_share_it(tmp_path: Path, office: Actor, roles: None) -> None:
    second = ("顾燕", "15400000904", *ZHU[2:])
    cadres(tmp_path, [ZHU, second], office)
    assert Organisation.objects.count() == 1 and Post.objects.count() == 2


def test_a_row_that_is_refused_late_leaves_no_person_behind(tmp_path: Path, office: Actor, roles: None) -> None:
    """The village lies outside what this clerk may open posts in: the person must not stay without a post."""
    clerk = Actor("录入员", grants=(*official(COUNTY, "see", "import_register", "register_person").grants, *official(f"{COUNTY}001/", "open_post", "seat").grants))  # fmt: skip
    far = ("吴凤仙", "15400000905", "湘溪村委员会", "书记", "村级", "洲泉镇", "湘溪村", "")
    batch = cadres(tmp_path, [SHEN, far], clerk)
    assert (batch.applied, batch.refused) == (1, 1)
    assert [person.name for person in Person.objects.all()] == ["沈阿福"]
    assert ImportRow.objects.get(batch=batch, number=3).errors[0]["kind"] == "refused"


def test_bindings_find_both_sides_or_say_which_is_missing(tmp_path: Path, office: Actor, roles: None) -> None:
    shops = workbook(tmp_path / "主体.xlsx", [shop(1), shop(2, 企业名称="同名店"), shop(3, 企业名称="同名店")])
    bring_in(shops, Target.BUSINESSES, apply_businesses(on=TODAY, by=office), office)
    cadres(tmp_path, [SHEN], office)
    rows = [
        ("", credit_code(1), "沈阿福", "15400000901"),
        ("同名店", "", "沈阿福", ""),
        ("没有的店", "", "沈阿福", ""),
        ("", credit_code(2), "不在的人", ""),
        ("", credit_code(3), "沈阿福", ""),
    ]
    seen: list[NewBinding] = []

    def bind(pairs: Sequence[NewBinding]) -> Sequence[Applied]:
        seen.extend(pairs)
        return [Applied(pair.row, new_id()) for pair in pairs]

    path = workbook(tmp_path / "包保.xlsx", rows, header=BINDING_HEADER)
    batch = bring_in(path, Target.BINDINGS, apply_bindings(bind, on=TODAY, by=office), office)
    post = Tenure.objects.get(person_name="沈阿福").post_id
    assert [(one.row, one.business, one.post) for one in seen] == [
        (2, Business.objects.get(uscc=credit_code(1)).pk, post),
        (6, Business.objects.get(uscc=credit_code(3)).pk, post),
    ]
    said = {row.number: row.errors[0]["message"] for row in ImportRow.objects.filter(batch=batch).exclude(errors=[])}
    assert "2 家" in said[3] and "没有的店" in said[4] and "不在的人" in said[5]


def test_a_binding_file_says_by_row_whom_it_cannot_mean_before_anything_is_written(
    tmp_path: Path, office: Actor, roles: None
) -> None:
    cadres(tmp_path, [SHEN], office)
    rows = [("没有的店", "", "沈阿福", ""), ("没有的店", "", "不在的人", "")]
    path = workbook(tmp_path / "包保.xlsx", rows, header=BINDING_HEADER)
    _batch, report = stage_file(path, Target.BINDINGS, filename="b", ground=COUNTY, on=TODAY, by=office)
    told = {(one["row"], one["kind"]) for one in [*report.errors, *report.duplicates]}
    assert (2, "business_unknown") in told and (3, "duplicate") in told and report.ok == 0


def test_undone_cadres_go_and_whoever_has_acted_since_stays(tmp_path: Path, office: Actor, roles: None) -> None:
    batch = cadres(tmp_path, [SHEN, ZHU, YAO], office)
    zhu = Person.objects.get(name="朱建国")
    acting = Actor("朱建国", person=zhu.pk, grants=office.grants)
    remember_columns(COUNTY, Target.CADRES, CADRE_HEADER, {0: "name"}, by=acting)
    undone = undo_cadres(batch, by=office)
    assert (undone.gone, undone.kept) == (2, (3,))
    assert [one.name for one in Person.objects.all()] == ["朱建国"]
    assert Post.objects.count() == Organisation.objects.count() == Tenure.objects.count() == 1
    with pytest.raises(Refused, match="已经撤销"):
        undo_cadres(batch, by=office)


def test_where_every_cadre_has_acted_nothing_is_undone(tmp_path: Path, office: Actor, roles: None) -> None:
    batch = cadres(tmp_path, [ZHU], office)
    zhu = Person.objects.get(name="朱建国")
    remember_columns(
        COUNTY, Target.CADRES, CADRE_HEADER, {0: "name"}, by=Actor("朱", person=zhu.pk, grants=office.grants)
    )
    with pytest.raises(Refused, match="不能撤销"):
        undo_cadres(batch, by=office)
    assert ImportBatch.objects.get(pk=batch.pk).state == "done" and Post.objects.count() == 1
