"""Ways in for many at once."""

import pytest

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.people.actions.accounts import let_in_many, open_account
from shian.people.actions.persons import NewPerson, register_person
from shian.people.models import Account, Person
from shian.people.tests.conftest import FOUNDER, County

pytestmark = pytest.mark.django_db


def newcomers(county: County, number: int) -> list[Person]:
    path = county.places["county"].path if "county" in county.places else next(iter(county.places.values())).path
    return [register_person(NewPerson(f"新人{n}", path, f"1540070{n:04d}"), by=FOUNDER) for n in range(number)]


def test_one_without_a_number_is_refused_and_the_others_get_in(county: County) -> None:
    with worn(FOUNDER):
        some = newcomers(county, 4)
        mute = register_person(NewPerson("没号的", some[0].path), by=FOUNDER)
        old = some[0]
        open_account(old, "plum-rain-1987", by=FOUNDER)
        before = Account.objects.get(person_key=old.pk).password
        done = let_in_many([*some, mute, some[1]], by=FOUNDER)
        assert [slip.person for slip in done.slips] == some[1:] and list(done.kept) == [old]
        assert [(one.item, one.code) for one in done.refused] == [
            (mute, "refused")
        ] and "没有登记手机号" in done.refused[0].message
        assert Account.objects.get(person_key=old.pk).password == before
        assert all(Account.objects.get(person_key=s.person.pk).check_password(s.password) for s in done.slips)
        assert (
            Entry.objects.filter(verb="create_account", subject_id__in=[str(s.person.pk) for s in done.slips]).count()
            == 3
        )


def test_a_slip_does_not_show_its_password_when_it_is_printed_by_a_program(county: County) -> None:
    with worn(FOUNDER):
        (slip,) = let_in_many(newcomers(county, 1), by=FOUNDER).slips
    assert slip.password not in repr(slip) and slip.password not in f"{[slip]}"


def test_a_stranger_lets_nobody_in(county: County) -> None:
    with worn(FOUNDER):
        some = newcomers(county, 2)
        done = let_in_many(some, by=Actor("路人"))
        assert not done.slips and {one.code for one in done.refused} == {"denied"}
        assert not Account.objects.filter(person_key__in=[one.pk for one in some]).exists()
