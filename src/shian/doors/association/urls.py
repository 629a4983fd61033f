from django.urls import path

from shian.doors.association import publishing, views

urlpatterns = [
    path("association", views.mine, name="association"),
    path("association/promise", views.promise, name="association_promise"),
    path("association/sign", views.sign, name="association_sign"),
    path("association/admit", views.admit, name="association_admit"),
    path("association/members/<uuid:key>/<slug:verb>", views.act, name="association_member"),
    path("public-pages", publishing.pages, name="public_pages"),
    path("public-pages/<uuid:key>/withdraw", publishing.withdraw, name="withdraw_public_page"),
]
