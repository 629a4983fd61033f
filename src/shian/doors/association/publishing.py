"""The office opens public pages for the businesses and associations of its ground, and withdraws one with a reason."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.disclosure import actions, queries
from shian.disclosure.actions.pages import SLICE
from shian.disclosure.models import PublicPage
from shian.disclosure.states import PAGE
from shian.doors.ui.asked import Asked
from shian.doors.ui.paging import sliced
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Row, State, Table
from shian.doors.ui.show import show
from shian.doors.ui.terms import said
from shian.doors.ui.words import day_words
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import counted, plural
from shian.people.queries import organisations


@require_http_methods(["GET", "POST"])
def pages(request: Asked) -> HttpResponseBase:
    """The pages of the ground; POST opens one for whoever has none."""
    if not request.actor.grounds("publish_page"):
        raise Missing(_("没有这个页面"))
    if request.method == "POST":
        messages.success(request, plural("新开了 %(n)d 个公开页。", _open(request)))
        return redirect("public_pages")
    return show(request, _listed(request))


def _open(request: Asked) -> int:
    """Businesses slice by slice, then the associations."""
    found = list(queries.without_page(request.actor)[:SLICE])
    opened = actions.publish_pages(found, by=request.actor, now=request.now)
    for ground in request.actor.grounds("publish_page"):
        for one in organisations(ground).filter(kind="association"):
            if queries.page_of_association(request.actor, one) is None:
                actions.publish_association(one, by=request.actor, now=request.now)
                opened += 1
    return opened


def _listed(request: Asked) -> ListPage:
    words = request.GET.get("q", "").strip()[:60]
    page = sliced(queries.pages(request.actor, words=words), request)
    missing = queries.without_page(request.actor).count()
    table = Table(
        tuple(map(Column, (_("名称"), _("地方"), _("短地址"), _("从哪天起"), _("现在"), _("撤下")))),
        tuple(_row(one) for one in page.rows),
        _("公开页"),
        total=counted("共 %(n)s 条", page.total),
        filters=(Field("q", _("名称或地方"), "search", words),),
        reset_href=reverse("public_pages") if words else "",
        pager=page.pager,
        empty=State("empty", _("这里没有公开页"), _("点右上角的按钮，给在营的主体都开一个。")),
    )
    word = _("给其余 %(n)d 家开公开页") % {"n": min(missing, SLICE)}
    act = Act("open", word, reverse("public_pages"), look="primary")
    lead = _("谁都能看的页面：证照、谁负责、检查结果；学校还有食谱和陪餐。短地址不变，可印成二维码。")
    return ListPage(_("公开页"), table, lead=lead, acts=(act,) if missing else ())


def _row(one: PublicPage) -> Row:
    name = "public_association" if one.association_id else "public_business"
    href = reverse(name, args=[one.code])
    shown = one.state == PAGE.initial
    state = Badge(said(PAGE.words, one.state), "done" if shown else "soon", "check" if shown else "minus")
    away = Cell(_("撤下"), reverse("withdraw_public_page", args=[one.pk])) if shown else Cell(one.reason)
    day = Cell(day_words(timezone.localdate(one.published_at)))
    told = Cell(one.name, href if shown else "")
    return Row((told, Cell(one.place_name), Cell(href), day, Cell(badge=state), away))


@require_http_methods(["GET", "POST"])
def withdraw(request: Asked, key: UUID) -> HttpResponseBase:
    """Ask for the reason, then take the page down."""
    found = queries.page_by_key(key, viewer=request.actor)
    error = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                actions.withdraw_page(found, reason=request.POST.get("reason", ""), by=request.actor, now=request.now)
            messages.success(request, _("撤下了，公众看不到了。"))
            return redirect("public_pages")
        except Refused as refused:
            error = str(refused)
    return show(request, _withdrawing(found, error), status=422 if error else 200)


def _withdrawing(found: PublicPage, error: str) -> ListPage:
    field = Field("reason", _("为什么撤下"), error=error, required=True)
    act = Act("withdraw", _("撤下"), reverse("withdraw_public_page", args=[found.pk]), (field,), look="danger")
    lead = _("撤下以后，印好的二维码会打不开；原因留在这里。")
    title = _("撤下公开页 · %(name)s") % {"name": found.name}
    return ListPage(title, Table((), (), title), lead=lead, acts=(act,))
