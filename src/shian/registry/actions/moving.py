"""A business moves: from a day on it lies elsewhere. What was before that day stays counted where it lay."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import act
from shian.kernel.refused import Conflict, Refused
from shian.registry.actions.dated import ended, written
from shian.registry.events import BusinessMoved
from shian.registry.models import Business, Premises, Standing, Status
from shian.territory.models import Level, Place

VERB = "move_business"
WIDE = frozenset({Level.COUNTRY, Level.PROVINCE, Level.CITY, Level.COUNTY})  # too wide for anybody to go and look


@dataclass(frozen=True, slots=True)
class Site:
    """Where a business goes: the place, the address there, and degrees north and east where somebody knows them."""

    place: Place
    address: str
    latitude: float | None = None
    longitude: float | None = None


def move_business(business: Business, to: Site, *, on: date, reason: str, by: Actor) -> Business:
    """From this day the business lies there. What is owed on it follows by the announcement.

    Raises Refused where it cannot be: no reason, no address, a place beyond the actor's reach, a day before it stood where it is.
    """
    refuse_move(business, to, by=by)
    with act(by, VERB, business) as announce:
        if not reason.strip():
            raise Refused(_("请写明原因"))
        old, new = business.path, to.place.path
        _write(business, to, on, reason)
        announce.note(before=old, after=new, on=on.isoformat(), reason=reason)
        if old != new:
            announce(BusinessMoved(business.pk, old, new, on))
    business.path, business.place, business.address = new, to.place, to.address.strip()
    return business


def refuse_move(business: Business, to: Site, *, by: Actor) -> None:
    """Raises Refused where the business cannot go there; nothing is written."""
    if not by.may_at(VERB, to.place.path):
        raise Refused(_("「%(place)s」不在您的辖区，迁不过去；请管得到两边的上级来办") % {"place": to.place.name})
    if to.place.closed_on is not None:
        raise Refused(_("「%(place)s」已经撤销") % {"place": to.place.name})
    if to.place.level in WIDE:
        raise Refused(_("请选到乡镇（街道）或村（社区）"))
    if business.status == Status.CLOSED:
        raise Refused(_("「%(name)s」已经注销，不能迁移") % {"name": business.name})
    _refuse_address(business, to)


def _refuse_address(business: Business, to: Site) -> None:
    address = to.address.strip()
    if not address:
        raise Refused(_("请填新的地址"))
    if (to.place.path, address) == (business.path, business.address):
        raise Refused(_("「%(name)s」本来就在那里") % {"name": business.name})
    there = Business.objects.filter(uscc=business.uscc, name=business.name, address=address).exclude(pk=business.pk)
    if business.uscc and there.exists():
        raise Refused(_("那个地址已经登记着「%(name)s」") % {"name": business.name})


def _write(business: Business, to: Site, on: date, reason: str) -> None:
    here = Business.objects.filter(pk=business.pk, path=business.path, address=business.address)
    address = to.address.strip()
    if here.update(path=to.place.path, place=to.place, address=address) != 1:
        raise Conflict(_("别人刚改过，请刷新后再看"))
    if to.place.path != business.path:
        _stand_elsewhere(business, to.place.path, on, reason, booked())
    _house(business, to, address)


def _stand_elsewhere(business: Business, path: str, on: date, reason: str, now: datetime) -> None:
    current = Standing.objects.known().filter(business=business, valid_to__isnull=True).get()
    ended(current, on=on, now=now)
    written(current, now=now, reason=reason, valid_from=on, valid_to=None, path=path, path_then=path)


def _house(business: Business, to: Site, address: str) -> None:
    """The premises it left become those it goes to; others that it has stay as they are."""
    where = {"address": address, "latitude": to.latitude, "longitude": to.longitude, "path": to.place.path}
    where |= {"datum": "", "accuracy_m": None}  # the old system says nothing of the new place
    if not Premises.objects.filter(business=business, address=business.address).update(**where):
        Premises.objects.create(business=business, secrecy=business.secrecy, **where)
