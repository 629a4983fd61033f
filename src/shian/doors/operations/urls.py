from django.urls import path

from shian.doors.operations import views

urlpatterns = [
    path("operations", views.operations, name="operations"),
    path("operations/new", views.new, name="new_operation"),
    path("operations/objects/<uuid:key>", views.target, name="operation_object"),
    path("operations/objects/<uuid:key>/<slug:verb>", views.act_on_target, name="operation_object_act"),
    path("operations/notices/<uuid:key>", views.notice, name="operation_notice"),
    path("operations/notices/<uuid:key>/<slug:verb>", views.act_on_notice, name="operation_notice_act"),
    path("operations/<uuid:key>", views.operation, name="operation"),
    path("operations/<uuid:key>/rows", views.rows, name="operation_rows"),
    path("operations/<uuid:key>/<slug:verb>", views.act, name="operation_act"),
]
