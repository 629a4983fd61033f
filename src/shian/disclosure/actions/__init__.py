"""The verbs of what is public, by noun."""

from shian.disclosure.actions.members import admit_member, drop_member, remind_member
from shian.disclosure.actions.menus import Served, copy_week, publish_menu, withdraw_menu
from shian.disclosure.actions.pages import publish_association, publish_pages, withdraw_page
from shian.disclosure.actions.pledges import draft_pledge, sign_pledge
from shian.disclosure.actions.suppliers import publish_supplier, withdraw_supplier

__all__ = [
    "Served",
    "admit_member",
    "copy_week",
    "draft_pledge",
    "drop_member",
    "publish_association",
    "publish_menu",
    "publish_pages",
    "publish_supplier",
    "remind_member",
    "sign_pledge",
    "withdraw_menu",
    "withdraw_page",
    "withdraw_supplier",
]
