"""Seating, leaving, handing over."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.wall import worn
from shian.ledger import queries as ledger
from shian.people import queries
from shian.people.actions.persons import NewPerson, register_persons
from shian.people.actions.posts import close_post, open_post
from shian.people.actions.tenure import Seat, appoint, appoint_many, end_tenure, hand_over
from shian.people.models import Organisation, Post, Role, Tenure
from shian.people.tests.conftest import FOUNDER, SPRING, TODAY, County
from shian.territory.models import Place

pytestmark = pytest.mark.django_db


def tenure_of(county: County, post: str) -> Tenure:
    return queries.holders([county.posts[post].pk], on=TODAY)[county.posts[post].pk]


def test_a_held_post_takes_nobody_else(county: County) -> None:
    with worn(FOUNDER), pytest.raises(Conflict, match="王五"):
        appoint(county.posts["village"], county.people["heir"], on=TODAY, by=FOUNDER)
    assert tenure_of(county, "village").person_name == "王五"


def test_the_database_too_refuses_two_holders(county: County) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.create(
            post=county.posts["village"], person_key=county.people["heir"].pk, person_name="孙七", valid_from=TODAY
        )


def test_a_handover_closes_one_tenure_and_opens_the_next(county: County) -> None:
    office = county.actor("office")
    with worn(office):
        hand_over(county.posts["village"], county.people["heir"], on=TODAY, reason="轮岗", by=office)
    assert tenure_of(county, "village").person_name == "孙七"
    yesterday = queries.holders([county.posts["village"].pk], on=TODAY - timedelta(days=1))
    assert [t.person_name for t in yesterday.values()] == ["王五"]


def test_what_was_known_before_the_handover_stays_readable(county: County) -> None:
    known = Tenure.objects.get(post=county.posts["village"]).recorded_at
    with worn(FOUNDER):
        hand_over(county.posts["village"], county.people["heir"], on=TODAY, reason="轮岗", by=FOUNDER)
    then = queries.holders([county.posts["village"].pk], on=TODAY, known=known)
    assert [t.person_name for t in then.values()] == ["王五"]


def test_a_superior_takes_over_for_a_leaver_with_a_reason(county: County) -> None:
    town = county.actor("town")
    with worn(town):
        with pytest.raises(Refused, match="原因"):
            hand_over(county.posts["village"], county.people["heir"], on=TODAY, reason=" ", by=town)
        hand_over(county.posts["village"], county.people["heir"], on=TODAY, reason="本人住院", by=town)
        assert ledger.entries(town).values_list("verb", flat=True)[0] == "take_over"
    assert tenure_of(county, "village").person_name == "孙七"


@pytest.mark.parametrize("who", ["neighbour", "heir", "village"])
def test_nobody_else_hands_a_post_over(county: County, who: str) -> None:
    actor = county.actor(who)
    with worn(actor), pytest.raises(Refused):
        hand_over(county.posts["village"], county.people["heir"], on=TODAY, reason="我要", by=actor)
    assert tenure_of(county, "village").person_name == "王五"


def test_a_subordinate_may_not_take_over_upwards(county: County) -> None:
    village = county.actor("village")
    with worn(village), pytest.raises(Refused):
        hand_over(county.posts["town"], county.people["village"], on=TODAY, reason="接任", by=village)
    assert tenure_of(county, "town").person_name == "李四"


def test_an_empty_post_raises_an_alarm_with_its_days(county: County) -> None:
    office, left = county.actor("office"), TODAY - timedelta(days=9)
    with worn(office):
        end_tenure(tenure_of(county, "village"), on=left, reason="调离", by=office)
        (alarm,) = queries.vacancies(office, on=TODAY)
    assert (alarm.post.title, alarm.since, alarm.days) == ("社区书记", left, 9)
    assert not queries.vacancies(county.actor("neighbour"), on=TODAY)


def test_a_post_never_held_is_vacant_since_it_opened(county: County) -> None:
    old = county.posts["village"]
    post = Post(organisation=old.organisation, place=old.place, role=old.role, title="网格员", opened_on=TODAY)
    with worn(FOUNDER):
        open_post(post, by=FOUNDER)
    (alarm,) = queries.vacancies(FOUNDER, on=TODAY + timedelta(days=3))
    assert (alarm.post, alarm.days) == (post, 3)


def test_a_closed_post_is_left_and_raises_no_alarm(county: County) -> None:
    with worn(FOUNDER):
        close_post(county.posts["village"], on=TODAY, by=FOUNDER)
        with pytest.raises(Refused):
            close_post(county.posts["village"], on=TODAY, by=FOUNDER)
        with pytest.raises(Refused):
            appoint(county.posts["village"], county.people["heir"], on=TODAY, by=FOUNDER)
    assert not queries.holders([county.posts["village"].pk], on=TODAY)
    assert not queries.vacancies(FOUNDER, on=TODAY)


def test_a_role_of_the_house_is_nobodys_post(county: County) -> None:
    old = county.posts["village"]
    post = Post(
        organisation=old.organisation,
        place=old.place,
        role=Role.objects.get(pk="clock"),
        title="时钟",
        opened_on=TODAY,
    )
    with worn(FOUNDER), pytest.raises(Refused, match="系统角色"):
        open_post(post, by=FOUNDER)


def test_many_are_seated_at_once_and_a_wrong_one_stands_alone(county: County) -> None:
    office = county.actor("office")
    old = county.posts["village"]
    with worn(office):
        posts = [
            open_post(
                Post(organisation=old.organisation, place=old.place, role=old.role, title=str(n), opened_on=SPRING),
                by=FOUNDER,
            )
            for n in range(5)
        ]
        heir = county.people["heir"]
        seats = [Seat(post, heir.pk, heir.name, TODAY) for post in [*posts, old]]
        verdicts = appoint_many(seats, by=office)
    assert [v.ok for v in verdicts] == [True] * 5 + [False]
    assert "王五" in verdicts[-1].message


def test_a_number_is_one_person_and_is_nowhere_in_plain(county: County) -> None:
    with worn(FOUNDER):
        again, fresh, wrong = register_persons(
            [
                NewPerson("冒名", "cn/33/04/83/", "13800000003"),
                NewPerson("周八", "cn/33/04/83/", "13900000009"),
                NewPerson("吴九", "cn/33/04/83/", "12345"),
            ],
            by=FOUNDER,
        )
        assert (again.ok, fresh.ok, wrong.ok) == (False, True, False)
        assert queries.persons_by_phone(FOUNDER, ["13900000009"]) == {"13900000009": fresh.item}
        assert fresh.item.phone_index != "13900000009"


def test_a_cadre_may_not_seat_anybody(county: County) -> None:
    village = county.actor("village")
    with worn(village), pytest.raises(Denied):
        end_tenure(tenure_of(county, "village"), on=TODAY, reason="不干了", by=village)
    assert tenure_of(county, "village").valid_to is None


class TestAnyOrderOfTenures(TestCase):
    """Whatever is asked in whatever order, a post has one holder a day, and what is refused changes nothing."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=8))
    def test_no_day_has_two_holders(self, spans: list[tuple[int, int]]) -> None:
        from_world = world_for_property()
        taken: set[int] = set()
        with worn(FOUNDER):
            for number, (start, length) in enumerate(spans):
                days = set(range(start, start + length))
                first = SPRING + timedelta(days=start)
                seat = Seat(from_world, Tenure().pk, f"p{number}", first, first + timedelta(days=length))
                (verdict,) = appoint_many([seat], by=FOUNDER)
                assert verdict.ok == taken.isdisjoint(days)
                taken |= days if verdict.ok else set()
        assert all(_holders_on(from_world, SPRING + timedelta(days=d)) == (d in taken) for d in range(55))


def world_for_property() -> Post:
    place = Place.objects.create(name="x", path="cn/33/", level="province", code="33")
    role = Role.objects.create(key="r", title="r", title_en="r", verbs=["see"])
    organisation = Organisation.objects.create(
        name="o", kind="government", place=place, path=place.path
    )
    return Post.objects.create(
        organisation=organisation, place=place, path=place.path, role=role, title="t", opened_on=SPRING
    )


def _holders_on(post: Post, day: date) -> int:
    return Tenure.objects.on(day).filter(post=post).count()
