from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "shian.doors.campaign"
    label = "campaign"
