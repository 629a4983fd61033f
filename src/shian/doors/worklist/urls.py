from django.urls import path

from shian.doors.worklist import views

urlpatterns = [
    path("", views.home, name="home"),
    path("worklist", views.worklist, name="worklist"),
    path("worklist/overdue", views.overdue, name="overdue"),
    path("help", views.help_page, name="help"),
]
