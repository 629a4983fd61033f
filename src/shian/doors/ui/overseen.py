"""What a team of a superior does (督查), as the ledger says it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OVERSEEN: Mapping[str, Promise] = {
    "open_oversight": _("组织督查"),
    "sample_units": _("抽取督查单位"),
    "begin_oversight": _("督查进驻"),
    "change_team": _("督查组增减人员"),
    "close_oversight": _("督查收尾"),
    "look_at_unit": _("督查看了一家"),
    "record_talk": _("记了一次访谈"),
    "list_problem": _("列出督查问题"),
    "answer_problem": _("答复督查问题"),
    "judge_answer": _("认定督查整改"),
}
