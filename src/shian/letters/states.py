"""The life of a letter. A number is given at issue and never again; a letter that has left cannot be withdrawn."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

LETTER = States(
    "letter",
    initial="drafted",
    moves={
        "edit": (("drafted",), "drafted"),
        "redraft": (("drafted", "submitted", "approved"), "drafted"),
        "submit": (("drafted",), "submitted"),
        "be_heard": (("submitted",), "submitted"),
        "send_back": (("submitted",), "drafted"),
        "approve": (("submitted",), "approved"),
        "issue": (("approved",), "issued"),
        "send": (("issued",), "sent"),
        "receive": (("sent",), "received"),
        "take_note": (("sent",), "closed"),
        "answer": (("received", "returned"), "answered"),
        "return": (("answered",), "returned"),
        "accept": (("answered",), "closed"),
        "extend": (("received", "returned"), "received"),
        "escalate": (("sent", "received", "returned"), "escalated"),
        "withdraw": (("drafted", "submitted", "approved", "issued"), "withdrawn"),
    },
    words={
        "drafted": _("起草中"),
        "submitted": _("待审批"),
        "approved": _("已审批"),
        "issued": _("已编号"),
        "sent": _("已发出"),
        "received": _("已签收"),
        "answered": _("已回复"),
        "returned": _("退回重报"),
        "closed": _("已办结"),
        "escalated": _("已升级"),
        "withdrawn": _("已撤回"),
        "draft": _("起草"),
        "edit": _("修改"),
        "redraft": _("按最新情况重拟"),
        "submit": _("送审"),
        "send_back": _("退回修改"),
        "approve": _("批准"),
        "issue": _("编号印发"),
        "send": _("发出"),
        "receive": _("签收"),
        "take_note": _("签收"),
        "answer": _("回复"),
        "return": _("退回重报"),
        "accept": _("认可，办结"),
        "extend": _("同意延期"),
        "escalate": _("升级"),
        "withdraw": _("撤回"),
        "be_heard": _("陈述意见"),
        "interview": _("约谈记录"),
        "add": _("并入一件"),
    },
)

UNSENT = frozenset({"drafted", "submitted", "approved", "issued"})
AWAITING = frozenset({"sent", "received", "returned"})
