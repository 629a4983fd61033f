from django.urls import path
from django.views.i18n import set_language

from shian.doors.ui.gallery import views

urlpatterns = [
    path("ui/gallery", views.index, name="ui-gallery"),
    path("ui/gallery/<slug:name>", views.sample, name="ui-gallery-sample"),
    path("i18n/set", set_language, name="ui-gallery-language"),
]
