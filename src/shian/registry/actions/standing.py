"""A business stops, closes, is lost, or works again."""

from datetime import date

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import act
from shian.kernel.refused import Conflict, Refused
from shian.registry.actions.dated import ended, written
from shian.registry.events import StatusChanged
from shian.registry.models import Business, Standing, Status


def suspend_business(business: Business, *, on: date, reason: str, by: Actor) -> Business:
    return _stands(business, Status.SUSPENDED, on, reason, by)


def close_business(business: Business, *, on: date, reason: str, by: Actor) -> Business:
    """For good: 注销 or 吊销, as the reason says."""
    return _stands(business, Status.CLOSED, on, reason, by)


def mark_lost(business: Business, *, on: date, reason: str, by: Actor) -> Business:
    return _stands(business, Status.LOST, on, reason, by)


def reopen_business(business: Business, *, on: date, reason: str, by: Actor) -> Business:
    return _stands(business, Status.OPERATING, on, reason, by)


def _stands(business: Business, status: Status, on: date, reason: str, by: Actor) -> Business:
    with act(by, "record_status", business) as announce:
        before = business.status
        if before == status:
            raise Refused(_("%(name)s已经是“%(status)s”") % {"name": business.name, "status": status.label})
        _write(business, status, on, reason)
        announce.note(before=before, after=status.value, on=on.isoformat())
        announce(StatusChanged(business.pk, before, status.value, on, reason))
    business.status = status
    return business


def _write(business: Business, status: Status, on: date, reason: str) -> None:
    moved = Business.objects.filter(pk=business.pk, status=business.status).update(status=status)
    if moved != 1:
        raise Conflict(_("别人刚改过，请刷新后再看"))
    now = booked()
    current = Standing.objects.known().filter(business=business, valid_to__isnull=True).get()
    ended(current, on=on, now=now)
    written(current, now=now, status=status, reason=reason, valid_from=on, valid_to=None, path=business.path)
