from django.urls import path

from shian.doors.openrosa import views

urlpatterns = [
    path("openrosa/formList", views.form_list, name="openrosa_list"),
    path("openrosa/submission", views.submission, name="openrosa_submission"),
    path("openrosa/forms/<str:form>", views.form, name="openrosa_form"),
    path("openrosa/forms/<str:form>/manifest", views.manifest, name="openrosa_manifest"),
    path("openrosa/forms/<str:form>/<str:name>", views.beside, name="openrosa_beside"),
]
