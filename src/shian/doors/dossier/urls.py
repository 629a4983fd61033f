from django.urls import path

from shian.doors.dossier import views

urlpatterns = [
    path("businesses", views.businesses, name="businesses"),
    path("businesses/<uuid:key>", views.business, name="business"),
    path("businesses/<uuid:key>/change", views.change, name="change_business"),
    path("businesses/<uuid:key>/move", views.move, name="move_business"),
    path("businesses/<uuid:key>/rest", views.rest_days, name="rest_days"),
    path("rest/<uuid:key>/withdraw", views.withdraw_rest, name="withdraw_rest"),
]
