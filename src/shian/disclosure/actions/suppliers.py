"""供货者: from whom a canteen buys, with a licence number that was checked."""

from datetime import date

from django.utils.translation import gettext as _

from shian.disclosure.models import Supplier
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.registry.counties import county_codes
from shian.registry.models import Business
from shian.registry.remarks import in_words
from shian.registry.rules.licences import check_licence


def publish_supplier(business: Business, *, name: str, licence: str, goods: str, on: date, by: Actor) -> Supplier:
    """Show a supplier from this day. Raises Refused for a number that is none, or one that stands already."""
    name, goods = name.strip(), goods.strip()
    if not name or not goods:
        raise Refused(_("请写供货者名称和供应的食品"), code="no_words")
    if len(name) > 120 or len(goods) > 100:
        raise Refused(_("写得太长：名称最多 120 字，食品最多 100 字"), code="too_long")
    row = Supplier(
        id=new_id(),
        business=business,
        name=name,
        licence=_checked(licence),
        goods=goods,
        by_label=by.label,
        shown_from=on,
        path=business.path,
        secrecy=int(Secrecy.OPEN),
    )
    with act(by, "publish_supplier", row):
        if Supplier.objects.filter(business=business, licence=row.licence, shown_until__isnull=True).exists():
            raise Refused(_("这个证号的供货者已经公开了"), code="published")
        insert_many(Supplier, [row])
    return row


def withdraw_supplier(row: Supplier, *, reason: str, on: date, by: Actor) -> Supplier:
    """It is shown no more from this day; that it was stays on record."""
    said = reason.strip()[:200]
    if not said:
        raise Refused(_("请写明为什么撤下"), code="no_words")
    with act(by, "publish_supplier", row) as announce:
        fields = {"shown_until": on, "reason": said}
        if Supplier.objects.filter(pk=row.pk, shown_until__isnull=True).update(**fields) != 1:
            raise Conflict(_("别人刚刚处理过，请刷新后再看"))
        announce.note(reason=said)
    return row


def _checked(number: str) -> str:
    """The number as it is written on the paper. Raises Refused in the words of the register's own check."""
    if not number.strip():
        raise Refused(_("请填供货者的许可证号"), code="no_number")
    found = check_licence(number, county_codes()).verdict
    if not found.passes:
        raise Refused(in_words(found.sentence.text, found.sentence.facts), code=found.kind)
    return found.value
