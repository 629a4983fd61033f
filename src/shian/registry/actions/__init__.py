"""Verbs of the registry."""

from shian.registry.actions.appointment import appoint, dismiss
from shian.registry.actions.business import register_business, register_many
from shian.registry.actions.category import record_categories
from shian.registry.actions.grade import change_grade
from shian.registry.actions.moving import move_business
from shian.registry.actions.placing import place_premises
from shian.registry.actions.rest import declare_rest, withdraw_rest
from shian.registry.actions.standing import close_business, mark_lost, reopen_business, suspend_business

__all__ = [
    "appoint",
    "change_grade",
    "close_business",
    "declare_rest",
    "dismiss",
    "mark_lost",
    "move_business",
    "place_premises",
    "record_categories",
    "register_business",
    "register_many",
    "reopen_business",
    "suspend_business",
    "withdraw_rest",
]
