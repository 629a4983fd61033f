"""Discovery, services, definition, requests read and created, tokens: GeoReport v2."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from shian.complaints import queries as complaints
from shian.complaints.actions import receive
from shian.complaints.house import at_the_counter
from shian.complaints.schemas import PublicRequest
from shian.doors.entrance.limits import owe, refuse_impatience
from shian.doors.open311 import reading, shapes
from shian.doors.open311.answers import UNKNOWN, Bad, Listed, Single, open311, said
from shian.doors.open311.reading import Sought
from shian.doors.report.law import categories, ground
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import spoken
from shian.doors.ui.typed import key_or_none
from shian.loop.law import law_of
from shian.packs.queries import current_release
from shian.territory import queries as territory

CREATED = 201


@open311("GET")
def discovery(request: Asked, form: str) -> HttpResponse:
    """Where the service is, and whom to ask."""
    release = current_release(today(request), ground())
    hotline = law_of(release.pk).pack.hotline
    base = request.build_absolute_uri("/").rstrip("/")
    told = shapes.discovery(base, spoken(hotline.title) if hotline else "", release.loaded_at)
    return said(Single("discovery", told), form)


@open311("GET")
def services(request: Asked, form: str) -> HttpResponse:
    reading.refuse_elsewhere(request.GET)
    rows = [shapes.service(code, name) for code, name in categories(today(request)).items()]
    return said(Listed("services", "service", rows), form)


@open311("GET")
def definition(request: Asked, form: str, code: str) -> HttpResponse:
    reading.refuse_elsewhere(request.GET)
    if code not in categories(today(request)):
        raise Bad(_("没有这个 service_code：%(code)s") % {"code": code[:40]}, UNKNOWN)
    return said(Single("service_definition", shapes.definition(code)), form)


@open311("GET", "POST")
def requests(request: Asked, form: str) -> HttpResponse:
    """Read by filter, or create one."""
    return _created(request, form) if request.method == "POST" else _listed(request, form)


def _created(request: Asked, form: str) -> HttpResponse:
    for given in (request.GET, request.POST):  # clients write the jurisdiction beside the address, too
        reading.refuse_elsewhere(given)
    reading.refuse_files(request)
    known = reading.holder_of(request, required=settings.SHIAN_OPEN311_KEY)
    brought = reading.brought(request)
    if known is None:
        owe(request, "request")
        refuse_impatience(request, "request", "")
    with at_the_counter() as counter:
        made = receive(brought, by=counter, now=request.now)
    notice = _("回执 %(code)s：凭它在 /receipt 看办到哪一步") % {"code": made.receipt}
    row = {"service_request_id": str(made.pk), "service_notice": notice, "account_id": None}
    return said(Listed("service_requests", "request", [row]), form, status=CREATED)


def _listed(request: Asked, form: str) -> HttpResponse:
    reading.refuse_elsewhere(request.GET)
    found = _found(reading.sought(request.GET, request.now))
    return said(Listed("service_requests", "request", _rows(found)), form)


def _found(sought: Sought) -> list[PublicRequest]:
    return complaints.public_requests(
        within=ground(), categories=sought.codes, open=sought.open, since=sought.since, until=sought.until, keys=sought.keys,
        leaving=sought.leaving, most=sought.most,
    )  # fmt: skip


def _rows(found: list[PublicRequest]) -> list[shapes.Values]:
    agency = territory.names([ground()]).get(ground(), "")
    return [shapes.request(one, agency) for one in found]


@open311("GET")
def one(request: Asked, form: str, name: str) -> HttpResponse:
    """One request. One that is not public and one that is not there are answered alike."""
    reading.refuse_elsewhere(request.GET)
    return said(Listed("service_requests", "request", _rows([_public(name)])), form)


@open311("GET")
def token(request: Asked, form: str, name: str) -> HttpResponse:
    """A request has its number at once, so its token is that number."""
    key = str(_public(name).key)
    return said(Listed("service_requests", "request", [{"token": key, "service_request_id": key}]), form)


def _public(name: str) -> PublicRequest:
    key: UUID | None = key_or_none(name)
    found = complaints.public_requests(within=ground(), keys=[key], most=1) if key else []
    if not found:
        raise Bad(_("没有这个 service_request_id"), UNKNOWN)
    return found[0]
