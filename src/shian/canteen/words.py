"""What the meals are called."""

from django.utils.translation import gettext_lazy as _

MEAL_WORDS = {"breakfast": _("早餐"), "lunch": _("午餐"), "dinner": _("晚餐")}
