"""What was done in random checks (双随机), as the ledger says it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DRAWN_TWICE: Mapping[str, Promise] = {
    "keep_random_lists": _("改了双随机名录库"),
    "plan_checks": _("拟定或取消双随机抽查"),
    "draw_checks": _("封存或抽取双随机"),
    "publish_checks": _("公开双随机抽查"),
}
