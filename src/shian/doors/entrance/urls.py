from django.urls import path

from shian.doors.entrance import views

urlpatterns = [
    path("login", views.enter, name="login"),
    path("login/demo", views.enter_demo, name="enter_demo"),
    path("logout", views.leave, name="logout"),
    path("password", views.change_password, name="change_password"),
    path("offline", views.offline, name="offline"),
    path("sw.js", views.keeper, name="keeper"),
    path("ui/gallery", views.gallery, name="gallery"),
    path("ui/gallery/<slug:name>", views.gallery, name="gallery_sample"),
    path("language", views.set_language, name="set_language"),
]
