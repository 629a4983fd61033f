"""What a business makes or sells, said anew."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.registry.models import Business, ProductCategory
from shian.registry.queries.law import law_of


def record_categories(business: Business, codes: Collection[str], *, on: date, by: Actor) -> None:
    """These categories and no others. Raises Refused for a code that the law of the place does not know."""
    refuse_unknown(codes, business.path, on)
    with act(by, "record_categories", business) as announce:
        rows = ProductCategory.objects.filter(business=business)
        before = set(rows.values_list("code", flat=True))
        if before == set(codes):
            raise Refused(_("食品类别没有变"))
        rows.exclude(code__in=codes).delete()
        ProductCategory.objects.bulk_create(
            ProductCategory(business=business, path=business.path, secrecy=business.secrecy, code=code)
            for code in sorted(set(codes) - before)
        )
        announce.note(categories=" ".join(sorted(codes)), before=" ".join(sorted(before)))


def refuse_unknown(codes: Collection[str], path: str, on: date) -> None:
    """Raises Refused for a code that the law of the place does not know."""
    if codes and (unknown := set(codes) - law_of(path, on).categories.keys()):
        raise Refused(_("没有编号为“%(codes)s”的食品类别") % {"codes": in_a_row(sorted(unknown))})
