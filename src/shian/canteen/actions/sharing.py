"""陪餐: a school leader ate with the pupils and says how it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.canteen.days import notes_of, refuse_day, school_law, sheet_of, written
from shian.canteen.models import SharedMeal
from shian.canteen.rules import together
from shian.canteen.words import MEAL_WORDS
from shian.checklists import queries as checklists
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.hand_in import Answered
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_on
from shian.people.rules import surname
from shian.registry.models import Appointment, Business
from shian.registry.queries import register

PROGRAMME = "accompanied_meal"
LONGEST_DISH = 40


@dataclass(frozen=True)
class Shared:
    """A meal as it was eaten: what was wrong by question, with what was done about it at once."""

    day: date
    meal: str
    diners: int
    dishes: tuple[str, ...]
    wrong: Mapping[str, str] = field(default_factory=dict)
    photos: tuple[UUID, ...] = ()
    signature: UUID | None = None


def accompany_meal(business: Business, shared: Shared, *, by: Actor, now: datetime) -> Answered:
    """Write down a meal; written again, the new words stand. Raises Refused for whoever is no leader of the school."""
    law = law_on(shared.day, business.path)
    numbers = school_law(law)
    leader = _leader(business, shared.day, law, by)
    refuse_day(shared.day, shared.meal, numbers, local_day(now))
    _refuse_slips(shared, numbers.menu.diners_most)
    codes = _codes(law)
    if strange := next((code for code in shared.wrong if code not in codes), ""):
        raise Refused(_("这版检查表里没有这一项：%(code)s") % {"code": strange}, code="unknown_item")
    with act(by, "accompany_meal", business) as announce:
        before = notes_of(sheet_of(business, PROGRAMME, shared.day, by=by))
        others = [str(word) for meal, word in MEAL_WORDS.items() if meal != shared.meal]
        wrong = together(before, shared.wrong, str(MEAL_WORDS[shared.meal]), others)
        answered = written(
            business, PROGRAMME, shared.day, wrong, codes, photos=shared.photos, signature=shared.signature, by=by, now=now
        )  # fmt: skip
        assert answered.sheet is not None
        SharedMeal.objects.filter(business=business, day=shared.day, meal=shared.meal).delete()
        insert_many(SharedMeal, [_row(business, shared, leader, answered.sheet, now)])
        announce.note(meal=shared.meal, diners=shared.diners, failed=sorted(shared.wrong))
    return answered


def _leader(business: Business, on: date, law: Law, by: Actor) -> str:
    """Post and surname of the actor, if the post is one that the programme names."""
    roles = law.programme(PROGRAMME).who.roles
    seats = register.own_seats(by, on=on).filter(business=business)
    seat = next((one for one in seats if one.role in roles), None)
    if seat is None:
        raise Refused(
            _("陪餐要由校领导本人登记；做饭的、管食堂的不能自己评自己的饭菜"), code="not_a_leader"
        )  # fmt: skip
    return f"{seat.title or Appointment.Role(seat.role).label} {surname(seat.person_name)}"


def _refuse_slips(shared: Shared, most: int) -> None:
    if not 0 < shared.diners <= most:
        raise Refused(
            _("就餐人数 %(n)d 不像真的，请填 1 到 %(most)d") % {"n": shared.diners, "most": most}, code="slip"
        )
    if not shared.dishes:
        raise Refused(_("请先填这一餐有哪些菜"), code="no_dishes")
    if long := next((dish for dish in shared.dishes if len(dish) > LONGEST_DISH), ""):
        raise Refused(
            _("菜名「%(dish)s…」太长，最多 %(n)d 字") % {"dish": long[:8], "n": LONGEST_DISH}, code="too_long"
        )


def _codes(law: Law) -> list[str]:
    version = checklists.version_of(law.pack.checklists[PROGRAMME])
    return [item.code for item in checklists.items(version.pk)]


def _row(business: Business, shared: Shared, leader: str, sheet: UUID, now: datetime) -> SharedMeal:
    return SharedMeal(
        id=new_id(),
        business=business,
        day=shared.day,
        meal=shared.meal,
        leader=leader,
        diners=shared.diners,
        dishes=list(shared.dishes),
        failed=sorted(shared.wrong),
        sheet=sheet,
        recorded_at=now,
        path=business.path,
        secrecy=int(Secrecy.OPEN),
    )
