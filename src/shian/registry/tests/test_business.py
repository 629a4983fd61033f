"""Businesses by their verbs: registered, graded, stopped, searched, given out."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.refused import Denied, Missing, Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.people.models import Person
from shian.registry.actions import (
    appoint,
    change_grade,
    close_business,
    declare_rest,
    dismiss,
    register_business,
    reopen_business,
)
from shian.registry.actions.exports import export_register
from shian.registry.models import Appointment, Business, GradeRecord, Kind, Rest, Scale, Standing, Status
from shian.registry.queries.register import Filter, business, grade_on, register, search
from shian.registry.rules import kinds
from shian.registry.rules.grading import GuaranteeGrade, RiskGrade
from shian.registry.schemas import NewBusiness, NewOfficer
from shian.registry.tests.conftest import COUNTY, OFFICE_VERBS, TODAY, official
from shian.registry.tests.workbooks import credit_code

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


def inn(number: int = 1, **changed: Any) -> NewBusiness:
    known = {
        "name": f"水乡饭店{number}",
        "kind": "caterer",
        "path": f"{COUNTY}001/001/",
        "uscc": credit_code(number),
        "phone": f"1540000{number:04d}",
    }
    return NewBusiness(**{**known, **changed})


def test_the_words_of_rules_and_tables_are_the_same() -> None:
    assert {kind.value for kind in kinds.Kind} == set(Kind.values)
    assert {status.value for status in kinds.Status if status is not kinds.Status.REVOKED} == set(Status.values)


def test_a_business_is_registered_with_its_day(office: Actor) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    assert business(office, made.pk).household is False and made.identity_kind == "uscc"
    assert list(Standing.objects.on(MARCH).values_list("business", "status")) == [(made.pk, "operating")]
    assert not Standing.objects.on(MARCH - timedelta(days=1)).exists()


def test_a_neighbour_may_not_register_here(office: Actor) -> None:
    neighbour = official(f"{COUNTY}102/", *OFFICE_VERBS)
    with pytest.raises(Denied):
        register_business(inn(), on=MARCH, by=neighbour)
    assert Business.objects.count() == 0 and Entry.objects.count() == 0


def test_the_same_business_is_registered_once(office: Actor) -> None:
    register_business(inn(), on=MARCH, by=office)
    with pytest.raises(Refused):
        register_business(inn(), on=MARCH, by=office)
    assert (Business.objects.count(), Standing.objects.count()) == (1, 1)


def test_one_telephone_is_one_person_but_never_two_names(office: Actor) -> None:
    for number, name in enumerate(("沈一", "沈一", "朱二"), start=1):
        register_business(
            inn(number, officers=(NewOfficer("principal", name, phone="15400009999"),)), on=MARCH, by=office
        )
    assert sorted(Person.objects.values_list("name", flat=True)) == ["朱二", "沈一"]
    assert Person.objects.get(name="朱二").phone == ""


def test_closing_keeps_what_was_and_says_from_when(office: Actor) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    close_business(made, on=TODAY, reason="已注销", by=office)
    days = (TODAY - timedelta(days=1), TODAY)
    assert [Standing.objects.on(day).get(business=made).status for day in days] == ["operating", "closed"]
    assert Business.objects.get(pk=made.pk).status == "closed"
    (told,) = Entry.objects.get(verb="record_status").events
    assert told["name"] == "registry.status_changed" and told["body"]["after"] == "closed"
    with pytest.raises(Refused, match="已经是"):
        close_business(made, on=TODAY, reason="再报一次", by=office)


def test_what_was_known_before_stays_readable(office: Actor) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    before = Standing.objects.get(business=made).recorded_at
    close_business(made, on=MARCH, reason="登记时已关", by=office)
    assert Standing.objects.on(MARCH).get(business=made).status == "closed"
    assert Standing.objects.on(MARCH, known=before).get(business=made).status == "operating"


def test_nothing_ends_before_it_began(office: Actor) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    with pytest.raises(Refused, match="不能早于"):
        close_business(made, on=MARCH - timedelta(days=1), reason="早了", by=office)
    assert Business.objects.get(pk=made.pk).status == "operating"
    reopened = close_business(made, on=TODAY, reason="停", by=office)
    assert reopen_business(reopened, on=TODAY, reason="又开", by=office).status == "operating"


def test_the_two_grades_are_kept_apart_and_explain_themselves(office: Actor) -> None:
    made = register_business(inn(guarantee_grade="D"), on=MARCH, by=office)
    change_grade(made, Because(GuaranteeGrade.B, "第三条", {"从业人数": 120}), on=TODAY, by=office)
    change_grade(made, Because(RiskGrade.A, "第二十一条"), on=TODAY, by=office)
    stored = Business.objects.get(pk=made.pk)
    assert (stored.guarantee_grade, stored.risk_grade) == ("B", "A")
    now, then = (grade_on(office, made, Scale.GUARANTEE, on=day) for day in (TODAY, MARCH))
    assert now is not None and then is not None
    assert (now.grade, now.because["clause"], then.grade) == ("B", "第三条", "D")
    assert GradeRecord.objects.known().filter(scale="risk").count() == 1


def test_a_rest_without_end_is_a_stop(office: Actor) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    with pytest.raises(Refused, match="停业"):
        declare_rest(made, start=TODAY, until=None, by=office)
    declare_rest(made, start=TODAY, until=TODAY + timedelta(days=7), reason="寒假", by=office)
    assert Rest.objects.on(TODAY).count() == 1 and not Rest.objects.on(TODAY + timedelta(days=7)).exists()


def test_a_new_director_takes_the_place_of_the_old_one(office: Actor) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    first, second = (Person.objects.create(name=name, path=COUNTY) for name in ("沈一", "朱二"))
    appoint(made, first, Appointment.Role.DIRECTOR, on=MARCH, by=office)
    seat = appoint(made, second, Appointment.Role.DIRECTOR, on=TODAY, by=office)
    assert [one.person_name for one in Appointment.objects.on(TODAY)] == ["朱二"]
    dismiss(seat, on=TODAY + timedelta(days=1), by=office)
    assert not Appointment.objects.on(TODAY + timedelta(days=1)).exists()


@pytest.mark.parametrize("words", ["水乡", credit_code(1), "0001"])
def test_search_by_name_code_and_telephone(office: Actor, words: str) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    register_business(inn(2, name="别家面馆"), on=MARCH, by=office)
    assert [one.pk for one in search(office, words)] == [made.pk]


def test_search_finds_nothing_of_a_neighbour(office: Actor) -> None:
    made = register_business(inn(), on=MARCH, by=office)
    neighbour = official(f"{COUNTY}102/", "see")
    with worn(neighbour):
        assert list(search(neighbour, "水乡")) == [] and list(register(neighbour)) == []
        with pytest.raises(Missing):
            business(neighbour, made.pk)


def test_an_export_is_the_filtered_list_with_numbers_masked_and_no_formula(
    law: None, office: Actor, tmp_path: Path
) -> None:
    register_business(inn(1, name="=HYPERLINK(1)"), on=MARCH, by=office)
    register_business(inn(2, kind="stall"), on=MARCH, by=office)
    assert export_register(Filter(kind="caterer"), tmp_path / "a.xlsx", on=MARCH, by=office) == 1
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    row = [cell.value for cell in list(sheet.iter_rows())[1]]
    assert row[0] == "'=HYPERLINK(1)" and row[7] == "154****0001"
    assert export_register(Filter(), tmp_path / "a.csv", on=MARCH, by=office) == 2
    text = (tmp_path / "a.csv").read_bytes()
    assert (
        text.startswith(b"\xef\xbb\xbf") and b"\n'=HYPERLINK" in text and "15400000001" not in text.decode("utf-8-sig")
    )
    assert Entry.objects.filter(verb="export").count() == 2


def test_who_may_not_export_gets_no_file(office: Actor, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        export_register(Filter(), tmp_path / "a.xlsx", on=MARCH, by=official(COUNTY, "see"))
    assert not (tmp_path / "a.xlsx").exists()
