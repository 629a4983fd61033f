from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "shian.doors.dossier"
    label = "dossier"
