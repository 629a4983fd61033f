"""Public pages: opened for every business of a place at once, withdrawn one by one with a reason."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shian.disclosure.models import PublicPage
from shian.disclosure.states import PAGE
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.codes import new_code
from shian.kernel.gate import AnnounceMany, act, act_many
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.people.models import Organisation
from shian.registry.models import Business, Status

SLICE = 2000


def publish_pages(businesses: Sequence[Business], *, by: Actor, now: datetime) -> int:
    """Open a page for each of these that works and has none; one that was withdrawn stays so. Returns how many."""
    known = set(PublicPage.objects.filter(business__in=businesses).values_list("business_id", flat=True))
    new = [
        _page(one.name, one.place.name, one.path, by, now, business=one)
        for one in businesses
        if one.pk not in known and one.status == Status.OPERATING
    ]

    def work(pages: list[PublicPage], _announce: AnnounceMany[PublicPage]) -> None:
        insert_many(PublicPage, pages)

    return sum(verdict.ok for verdict in act_many(by, "publish_page", new, work))


def publish_association(association: Organisation, *, by: Actor, now: datetime) -> PublicPage:
    """Open a page for an association, once."""
    if association.kind != Organisation.Kind.ASSOCIATION:
        raise Refused(_("「%(name)s」不是协会") % {"name": association.name}, code="no_association")
    page = _page(association.name, association.place.name, association.path, by, now, association=association)
    with act(by, "publish_page", page):
        if PublicPage.objects.filter(association=association).exists():
            raise Refused(_("「%(name)s」已经有公开页了") % {"name": association.name}, code="published")
        insert_many(PublicPage, [page])
    return page


def withdraw_page(page: PublicPage, *, reason: str, by: Actor, now: datetime) -> PublicPage:
    """From now on nobody reads it without an account; its code is never given to another."""
    said = reason.strip()
    if not said:
        raise Refused(_("请写明为什么撤下"), code="no_words")
    with act(by, "withdraw_page", page) as announce:
        PAGE.move(page, "take_down", withdrawn_at=now, reason=said[:200], secrecy=int(Secrecy.INTERNAL))
        announce.note(reason=said[:200])
    return page


def _page(
    name: str,
    place_name: str,
    path: str,
    by: Actor,
    now: datetime,
    *,
    business: Business | None = None,
    association: Organisation | None = None,
) -> PublicPage:
    return PublicPage(
        id=new_id(),
        code=new_code(),
        business=business,
        association=association,
        name=name,
        place_name=place_name,
        published_at=now,
        published_by=by.label,
        path=path,
        secrecy=int(Secrecy.OPEN),
    )
