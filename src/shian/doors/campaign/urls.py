from django.urls import path

from shian.doors.campaign import reporting, views

urlpatterns = [
    path("campaigns", views.campaigns, name="campaigns"),
    path("campaigns/<slug:key>", views.campaign, name="campaign"),
    path("campaigns/<slug:key>/rows", views.rows, name="campaign_rows"),
    path("reports/<uuid:key>", reporting.report, name="report"),
]
