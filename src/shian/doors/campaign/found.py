"""Premises that are not in the register: added on the phone, looked at by the office."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.campaign.shapes import DiscoveryPage, FoundPage
from shian.doors.ui.asked import Asked
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option, Photo
from shian.doors.ui.show import show
from shian.doors.ui.words import moment_words
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_phone
from shian.kernel.refused import Denied, Refused
from shian.kernel.spelled import noted
from shian.loop import actions
from shian.loop.actions.discovering import VERB, Premises
from shian.loop.models import Discovery
from shian.loop.queries import discoveries
from shian.loop.states import DISCOVERY
from shian.registry.models import Business, Kind
from shian.registry.queries import register
from shian.territory import queries as territory
from shian.territory.models import Level

SMALLEST = (Level.VILLAGE, Level.GRID)


@dataclass(frozen=True)
class Typed:
    """The form as it came, to be shown again as it was."""

    premises: Premises
    programme: str

    @classmethod
    def of(cls, request: Asked) -> "Typed":
        said = request.POST if request.method == "POST" else request.GET
        words = {
            name: said.get(name, "").strip().replace("\x00", "")
            for name in ("name", "kind", "path", "address", "phone", "number")
        }
        return cls(Premises(**words, photo=_kept(request)), said.get("programme", "")[:60])


def _kept(request: Asked) -> UUID | None:
    """The photograph that an earlier sending of this form left with us."""
    try:
        key = UUID(request.POST.get("kept", ""))
    except ValueError:
        return None
    return key if key in seen_among([key], viewer=request.actor) else None


@require_http_methods(["GET", "POST"])
def found(request: Asked) -> HttpResponseBase:
    """Said once it is asked whether it is one of those alike; said again it enters the register."""
    if not request.actor.grounds(VERB):
        raise Denied(_("您没有登记新发现的权限"))
    typed = Typed.of(request)
    if request.method == "GET":
        return show(request, _page(request.actor, typed))
    try:
        typed = _with_photo(request, typed)
        typed.premises.checked()
        known = _alike(request.actor, typed.premises)
        if known and not request.POST.get("sure"):
            return show(request, _page(request.actor, typed, known))
        with transaction.atomic():
            actions.report_discovery(typed.premises, programme=typed.programme, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, _page(request.actor, typed, error=str(refused)), status=422)
    messages.success(request, _("已登记「%(name)s」，它已经在名册里了。") % {"name": typed.premises.name})
    return redirect("today")


def _with_photo(request: Asked, typed: Typed) -> Typed:
    file, premises = request.FILES.get("photo"), typed.premises
    if file is None or not request.actor.may_at("keep_evidence", premises.path):
        return typed
    refuse_by_size(file.size or 0)
    with transaction.atomic():
        kept = keep_evidence(Upload(file.read(), "photo"), path=premises.path, business=None, by=request.actor)
    return Typed(_but(premises, kept.pk), typed.programme)


def _but(premises: Premises, photo: UUID) -> Premises:
    words = {name: getattr(premises, name) for name in ("name", "kind", "path", "address", "phone", "number")}
    return Premises(**words, photo=photo)


def _alike(viewer: Actor, one: Premises) -> list[Business]:
    return discoveries.alike(viewer, name=one.name, address=one.address, number=one.number)


def _page(viewer: Actor, typed: Typed, known: list[Business] | None = None, error: str = "") -> FoundPage:
    one = typed.premises
    kinds = tuple(Option(kind.value, str(kind.label), chosen=kind.value == one.kind) for kind in Kind)
    fields = (
        Field("name", _("名称"), value=one.name, required=True, help=_("门头上写什么就写什么")),
        Field("kind", _("做什么的"), "select", options=kinds, required=True),
        Field("path", _("在哪里"), "select", options=_spots(viewer, one.path), required=True),
        Field("address", _("地址"), value=one.address, required=True),
        Field("phone", _("电话（可不填）"), "tel", one.phone),
        Field("number", _("证号（没有就空着）"), value=one.number),
        Field("programme", "", "hidden", typed.programme),
    )
    links = tuple(Link(other.name, f"/businesses/{other.pk}", hint=other.address) for other in known or ())
    return FoundPage(
        _("登记名册里没有的"),
        _("先看看是不是已经在名册里；不在，就当场登记。"),
        fields,
        links,
        error,
        str(one.photo or ""),
    )


def _spots(viewer: Actor, chosen: str) -> tuple[Option, ...]:
    """The villages and grids of one's own ground; the way down to each where there are several."""
    grounds = viewer.grounds(VERB)
    places = [place for ground in grounds for place in territory.places_within(ground) if place.level in SMALLEST]
    towns = territory.names(place.path.rsplit("/", 2)[0] + "/" for place in places)
    return tuple(
        Option(
            place.path,
            f"{towns.get(place.path.rsplit('/', 2)[0] + '/', '')} {place.name}".strip(),
            chosen=place.path == chosen,
        )
        for place in places
    )


@require_http_methods(["GET", "POST"])
def judge(request: Asked, key: UUID) -> HttpResponseBase:
    """What was found; the office confirms it, merges it into what was there, or says that it does not count."""
    row = discoveries.discovery(key, viewer=request.actor)
    if request.method == "GET":
        return show(request, _judging(request.actor, row))
    try:
        _judge(request, row)
    except Refused as refused:
        row = discoveries.discovery(key, viewer=request.actor)
        return show(request, _judging(request.actor, row, error=str(refused)), status=422)
    messages.success(request, _("记下了：%(state)s") % {"state": DISCOVERY.words[row.state]})
    return redirect("discovery", key)


def _judge(request: Asked, row: Discovery) -> None:
    by, now, said = request.actor, request.now, request.POST
    match said.get("act", ""):
        case "confirm":
            actions.confirm_discovery(row, by=by, now=now)
        case "merge":
            actions.merge_discovery(row, _same(by, said.get("same_as", "")), by=by, now=now)
        case "reject":
            actions.reject_discovery(row, reason=said.get("reason", ""), by=by, now=now)
        case _:
            raise Refused(_("请选一样：确认、并入或不算"))


def _same(viewer: Actor, typed: str) -> Business:
    try:
        return register.business(viewer, UUID(typed))
    except ValueError as error:
        raise Refused(_("请选名册里原来的那一家"), code="same") from error


def _judging(viewer: Actor, row: Discovery, *, error: str = "") -> DiscoveryPage:
    one = row.business
    facts = (
        (_("做什么的"), str(one.get_kind_display())),
        (_("地址"), one.address),
        (_("联系电话"), mask_phone(one.phone) if one.phone else _("没有")),
        (_("谁发现"), row.post.title if row.post else ""),
        (_("何时"), moment_words(row.found_at)),
        (_("为什么"), row.reason),
    )
    return DiscoveryPage(
        one.name,
        Badge(str(DISCOVERY.words[row.state]), "soon" if row.state == DISCOVERY.initial else ""),
        tuple((name, value) for name, value in facts if value),
        Link(_("看一企一档"), f"/businesses/{one.pk}"),
        Photo(f"/evidence/{row.photo}", _("门头照片")) if row.photo else None,
        _acts(viewer, row) if viewer.may_at("judge_discovery", row.path) else (),
        error,
        Link(_("重点时段和专项"), "/campaigns"),
    )


def _acts(viewer: Actor, row: Discovery) -> tuple[Act, ...]:
    """What the table of states still allows."""
    one, to = row.business, f"/found/{row.pk}"
    known = discoveries.alike(viewer, name=one.name, address=one.address, number=one.uscc, but=one.pk)
    options = tuple(Option(str(other.pk), noted(other.name, other.address)) for other in known)
    reason = (Field("reason", _("为什么"), required=True, help=_("例如：不是做食品的")),)
    acts = {
        "confirm": Act("confirm", _("确认"), to, look="primary"),
        "merge": Act(
            "merge", _("并入已有的"), to, (Field("same_as", _("是哪一家"), "select", options=options, required=True),)
        ),
        "reject": Act("reject", _("不算"), to, reason, look="danger"),
    }
    shown = acts if options else {key: act for key, act in acts.items() if key != "merge"}
    return tuple(act for key, act in shown.items() if DISCOVERY.may(row.state, key))
