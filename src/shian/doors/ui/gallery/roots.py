"""The addresses of the gallery when it stands alone."""

from django.urls import path
from django.views.i18n import set_language

from shian.doors.ui.gallery.urls import urlpatterns as gallery

urlpatterns = [*gallery, path("i18n/set", set_language, name="ui-gallery-language")]
