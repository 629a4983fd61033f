from django.urls import path

from shian.doors.complaints import views

urlpatterns = [
    path("complaints", views.complaints, name="complaints"),
    path("complaints/new", views.new, name="new_complaint"),
    path("complaints/figures", views.figures, name="complaint_figures"),
    path("complaints/papers/<uuid:key>.pdf", views.paper_pdf, name="complaint_pdf"),
    path("complaints/papers/<uuid:key>.docx", views.paper_word, name="complaint_word"),
    path("complaints/<uuid:key>", views.complaint, name="complaint"),
    path("complaints/<uuid:key>/<slug:verb>", views.act, name="complaint_act"),
]
