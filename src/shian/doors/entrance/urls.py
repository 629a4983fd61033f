from django.urls import path

from shian.doors.entrance import views
from shian.doors.entrance.cast import in_demo
from shian.doors.ui.gallery import views as gallery

urlpatterns = [
    path("login", views.enter, name="login"),
    path("login/demo", views.enter_demo, name="enter_demo"),
    path("logout", views.leave, name="logout"),
    path("password", views.change_password, name="change_password"),
    path("offline", views.offline, name="offline"),
    path("sw.js", views.keeper, name="keeper"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("ui/gallery", in_demo(gallery.index), name="gallery"),
    path("ui/gallery/<slug:name>", in_demo(gallery.sample), name="gallery_sample"),
    path("language", views.set_language, name="set_language"),
]
