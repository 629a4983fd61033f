"""What the pages of the shop have in common: a list to choose from, a page that says why there is nothing to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.shop.counter import Counter, tabs
from shian.doors.ui.said import spoken, why
from shian.doors.ui.shapes.loop import Charge, ChargesPage
from shian.doors.ui.shapes.parts import Link, State
from shian.doors.ui.shapes.shop import ShopPage
from shian.kernel.actor import Actor
from shian.registry.models import Status
from shian.registry.queries import register


def came_back() -> str:
    return _("登录过期了，刚才填的还在。请看一眼再交；照片要重新选。")


def choose(viewer: Actor) -> ChargesPage:
    """The businesses somebody works in."""
    own = register.register(viewer).filter(pk__in=viewer.businesses)
    rows = tuple(Charge(one.name, reverse("shop_day", args=[one.pk]), place=one.place.name) for one in own)
    empty = State(
        "empty", _("您现在没有在店里任职"), _("请店里的主要负责人登记您的任命。"), Link(_("我的"), reverse("me"))
    )
    return ChargesPage(_("选一家店"), charges=rows, state=None if rows else empty)


def standing(at: Counter, current: str) -> ShopPage | None:
    """A business that does not work owes nothing."""
    if at.business.status == Status.OPERATING:
        return None
    words = _("登记的状态是“%(state)s”，现在不用交记录。如果已经恢复营业，请告诉监管所。") % {
        "state": at.business.get_status_display()
    }
    return nothing(at, current, _("现在不用交"), words)


def nothing(at: Counter, current: str, title: str, words: str) -> ShopPage:
    """A page which says that there is nothing to hand in, and the way on."""
    way = Link(_("看问题"), reverse("shop_findings", args=[at.business.pk]))
    if at.behalf:
        way = Link(_("回这家的档案"), at.back)
    state = State("empty", title, words, way)
    return ShopPage(title, at.business.name, state=state, tabs=tabs(at, current), back=at.back)


def no_duty(at: Counter, current: str, programme: str) -> ShopPage | None:
    """Not owed by the law, with its clause; or owed, but nobody has written it down yet."""
    answer = at.owes(programme)
    title = spoken(at.programme(programme).title)
    if answer:
        words = _("按规定您要做“%(what)s”，但食安办还没有给您开通。请联系食安办。") % {"what": title}
        return nothing(at, current, _("还没有开通"), words)
    said = _("这一类主体不用做“%(what)s”") % {"what": title}
    reason = why(answer, said, question=_("为什么不用"))
    return ShopPage(
        said,
        at.business.name,
        lead=_("依据：%(clause)s") % {"clause": answer.clause},
        why=reason,
        links=_ways(at),
        tabs=tabs(at, current),
        back=at.back,
    )


def _ways(at: Counter) -> tuple[Link, ...]:
    if at.behalf:
        return (Link(_("回这家的档案"), at.back, "subject"),)
    return (
        Link(_("看要整改的问题"), reverse("shop_findings", args=[at.business.pk]), "problem"),
        Link(_("看本店岗位"), reverse("shop_posts", args=[at.business.pk]), "people"),
    )
