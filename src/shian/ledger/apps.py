from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "shian.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
