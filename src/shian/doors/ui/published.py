"""What the verbs of school canteens, associations and public pages are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PUBLIC_VERBS: Mapping[str, Promise] = {
    "publish_page": _("开公开页"),
    "withdraw_page": _("撤下公开页"),
    "publish_menu": _("公开食谱"),
    "publish_supplier": _("公开供货者"),
    "accompany_meal": _("登记陪餐"),
    "retain_sample": _("登记留样"),
    "open_survey": _("打开满意度调查"),
    "answer_survey": _("填满意度调查"),
    "draft_pledge": _("起草协会承诺"),
    "sign_pledge": _("签协会承诺"),
    "admit_member": _("会员入会、退会"),
    "remind_member": _("提醒会员自查"),
    "remind": _("提醒主体"),
    "tag_business": _("给主体打标签"),
}
