from django.urls import path

from shian.doors.inspection import views

urlpatterns = [
    path("inspections", views.inspections, name="inspections"),
    path("inspections/unchecked", views.unchecked, name="unchecked"),
    path("inspections/<uuid:key>", views.inspection, name="inspection"),
    path("inspections/<uuid:key>/<slug:verb>", views.act, name="inspection_act"),
    path("businesses/<uuid:key>/inspect", views.send, name="send_inspection"),
    path("businesses/<uuid:key>/risk", views.risk, name="assess_risk"),
]
