from django.urls import path

from shian.doors.portal import views

urlpatterns = [
    path("public", views.search, name="public"),
    path("p/<slug:code>", views.business, name="public_business"),
    path("a/<slug:code>", views.association, name="public_association"),
    path("public/cases", views.typical_cases, name="public_cases"),
    path("public/cases/<slug:code>", views.typical_case, name="public_case"),
    path("q/<slug:code>", views.survey, name="public_survey"),
]
