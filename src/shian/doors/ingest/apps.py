from django.apps import AppConfig


class IngestConfig(AppConfig):
    name = "shian.doors.ingest"
    label = "ingest"
