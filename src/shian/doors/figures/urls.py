from django.urls import path

from shian.doors.figures import views

urlpatterns = [
    path("figures/completion", views.completion, name="completion"),
    path("figures/completion/rows", views.completion_rows, name="completion_rows"),
    path("figures/burden", views.burden, name="burden"),
    path("figures/burden/rows", views.burden_rows, name="burden_rows"),
    path("figures/<slug:key>/rows", views.indicator_rows, name="indicator_rows"),
]
