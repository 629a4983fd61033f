from django.urls import path

from shian.doors.letters import views

urlpatterns = [
    path("letters", views.letters, name="letters"),
    path("letters/new", views.new, name="new_letter"),
    path("letters/<uuid:key>", views.letter, name="letter"),
    path("letters/<uuid:key>/paper.pdf", views.paper_pdf, name="letter_pdf"),
    path("letters/<uuid:key>/paper.docx", views.paper_word, name="letter_word"),
    path("letters/<uuid:key>/page-<int:number>.png", views.page, name="letter_page"),
    path("letters/<uuid:key>/<slug:verb>", views.act, name="letter_act"),
]
