from collections.abc import Iterator

from django.urls import URLPattern, path

from shian.doors.open311 import views
from shian.doors.open311.answers import TYPES


def ways(form: str) -> Iterator[URLPattern]:
    """The addresses of one format."""
    told, v2 = {"form": form}, "open311/v2"
    yield path(f"{v2}/discovery.{form}", views.discovery, told)
    yield path(f"{v2}/services.{form}", views.services, told)
    yield path(f"{v2}/services/<str:code>.{form}", views.definition, told)
    yield path(f"{v2}/requests.{form}", views.requests, told)
    yield path(f"{v2}/requests/<str:name>.{form}", views.one, told)
    yield path(f"{v2}/tokens/<str:name>.{form}", views.token, told)


urlpatterns = [way for form in TYPES for way in ways(form)]
