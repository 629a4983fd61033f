from django.urls import path

from shian.doors.report import desk, views

urlpatterns = [
    path("report", views.photo, name="report"),
    path("report/what", views.what, name="report_what"),
    path("report/want", views.want, name="report_want"),
    path("report/look", views.look, name="report_look"),
    path("report/sent", views.sent, name="report_sent"),
    path("report/anew", views.anew, name="report_anew"),
    path("report/picture/<slug:sha256>", views.picture, name="report_picture"),
    path("receipt", views.ask, name="receipt"),
    path("receipt/file", views.file, name="receipt_file"),
    path("receipt/leave", views.leave, name="receipt_leave"),
    path("c/<slug:code>", views.call, name="call_for_clues"),
    path("calls", desk.calls, name="calls"),
    path("calls/<uuid:key>", desk.call, name="call"),
    path("calls/<uuid:key>/end", desk.end, name="end_call"),
    path("calls/looks/<uuid:key>", desk.look, name="first_look"),
]
