from django.apps import AppConfig


class ShopConfig(AppConfig):
    """The shop. It holds no table."""

    name = "shian.doors.shop"
    label = "shop"
