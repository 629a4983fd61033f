from django.urls import path

from shian.doors.open311 import views

urlpatterns = [
    path("open311/v2/discovery.<slug:form>", views.discovery, name="open311_discovery"),
    path("open311/v2/services.<slug:form>", views.services, name="open311_services"),
    path("open311/v2/services/<slug:code>.<slug:form>", views.definition, name="open311_definition"),
    path("open311/v2/requests.<slug:form>", views.requests, name="open311_requests"),
    path("open311/v2/requests/<slug:name>.<slug:form>", views.one, name="open311_request"),
    path("open311/v2/tokens/<slug:name>.<slug:form>", views.token, name="open311_token"),
]
