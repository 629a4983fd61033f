from django.urls import path

from shian.doors.oversight import views

urlpatterns = [
    path("oversight", views.oversights, name="oversights"),
    path("oversight/new", views.new, name="new_oversight"),
    path("oversight/problems/<uuid:key>", views.problem, name="oversight_problem"),
    path("oversight/problems/<uuid:key>/<slug:verb>", views.act_on_problem, name="oversight_problem_act"),
    path("oversight/<uuid:key>", views.oversight, name="oversight"),
    path("oversight/<uuid:key>/rows", views.rows, name="oversight_rows"),
    path("oversight/<uuid:key>/<slug:verb>", views.act, name="oversight_act"),
]
