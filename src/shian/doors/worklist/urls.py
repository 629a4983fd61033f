from django.urls import path

from shian.doors.worklist import views

urlpatterns = [
    path("", views.home, name="home"),
    path("worklist", views.worklist, name="worklist"),
    path("worklist/overdue", views.overdue, name="overdue"),
    path("worklist/ladder", views.ladder_page, name="ladder"),
    path("worklist/ladder/seen", views.seen_page, name="ladder_page_seen"),
    path("worklist/ladder/<uuid:key>/seen", views.seen, name="ladder_seen"),
    path("help", views.help_page, name="help"),
]
