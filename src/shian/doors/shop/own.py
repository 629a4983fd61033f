"""What else a business owes of itself, beside day, week and month: an association's self-check, a chain's."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.shop.counter import Counter, tabs
from shian.doors.shop.days import record
from shian.doors.ui.answers import Filled, asked
from shian.doors.ui.said import due_of, spoken, why
from shian.doors.ui.seconds import second_field
from shian.doors.ui.shapes.parts import Link, State
from shian.doors.ui.shapes.shop import ShopDay, ShopPage
from shian.doors.ui.words import period_words
from shian.kernel.refused import Missing
from shian.loop import queries as loop
from shian.packs.periods import Period
from shian.packs.schema import Programme

HERE = "shop_more"
# These have pages of their own; the last two because a meal is judged by a leader, and samples are weighed.
RECORDS = (loop.DAILY, loop.WEEKLY, loop.MONTHLY, "accompanied_meal", "sample_retention")


def owed(at: Counter) -> Iterator[Programme]:
    """The other programmes that this business has a duty for."""
    for programme in at.law.pack.programmes.values():
        own = programme.who.holder == "business_post" and programme.key not in RECORDS
        if own and at.has_duty(programme.key, at.on):
            yield programme


def one(at: Counter, key: str) -> Programme:
    """The one an address names. Raises Missing for what this business does not owe."""
    found = next((programme for programme in owed(at) if programme.key == key), None)
    if found is None:
        raise Missing(_("这不是您这家要做的检查"))
    return found


def address(at: Counter, programme: Programme) -> str:
    return f"{reverse('shop_own', args=[at.business.pk])}?programme={programme.key}"


def links(at: Counter) -> tuple[Link, ...]:
    return tuple(Link(spoken(programme.title), address(at, programme), "today") for programme in owed(at))


def every(at: Counter) -> ShopPage:
    """All of them, to choose from."""
    found = links(at)
    empty = State("empty", _("没有别的自查"), _("参加协会、连锁以后要做的自查会出现在这里。"))
    return ShopPage(
        _("别的自查"), at.business.name, links=found, state=None if found else empty, tabs=tabs(at, HERE), back=at.back
    )


def period(at: Counter, programme: Programme) -> Period:
    return at.law.period(programme, at.business, at.on)


def page(
    at: Counter,
    programme: Programme,
    *,
    typed: Filled | None = None,
    errors: tuple[tuple[str, str], ...] = (),
    chosen: str = "",
) -> ShopDay:
    """The questions of one of them for the period that runs, or the record that is handed in."""
    now, version, forms = period(at, programme), at.version(programme.key), at.form_of(programme.key)
    sheets = loop.handed_in(at.viewer, at.business, programme.key, now.start, now.last)
    due = at.law.limit(programme, "act", now.start, now).value.day
    return ShopDay(
        title=spoken(programme.title),
        business=at.business.name,
        day=period_words(now),
        officer=at.own_seat(),
        action=address(at, programme),
        items=asked(at.questions(programme.key), typed=typed, assumed=bool(version and version.assumed), forms=forms),
        forms=at.conditions(programme.key),
        due=due_of(due, today=at.on, path=at.business.path),
        record=record(at, sheets[-1]) if sheets else None,
        why=why(at.owes(programme.key), spoken(programme.title), question=_("为什么要做")),
        tabs=tabs(at, HERE),
        errors=errors,
        back=at.back,
        second=second_field(at.viewer, programme, at.business, at.on, chosen),
    )
