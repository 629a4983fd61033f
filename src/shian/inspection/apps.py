from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "shian.inspection"
    label = "inspection"
