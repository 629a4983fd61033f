from django.urls import path

from shian.doors.campaign import found, reporting, views

urlpatterns = [
    path("campaigns", views.campaigns, name="campaigns"),
    path("campaigns/<slug:key>", views.campaign, name="campaign"),
    path("campaigns/<slug:key>/rows", views.rows, name="campaign_rows"),
    path("found", found.found, name="found"),
    path("found/<uuid:key>", found.judge, name="discovery"),
    path("reports/<uuid:key>", reporting.report, name="report"),
]
