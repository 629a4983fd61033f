from django.urls import path

from shian.doors.enforcement import views

urlpatterns = [
    path("cases", views.cases, name="cases"),
    path("cases/new", views.new, name="new_case"),
    path("cases/papers/<uuid:key>.pdf", views.paper, name="case_paper"),
    path("cases/<uuid:key>", views.case, name="case"),
    path("cases/<uuid:key>/<slug:verb>", views.act_on_case, name="case_act"),
    path("transfers", views.transfers, name="transfers"),
    path("transfers/<uuid:key>", views.transfer, name="transfer"),
    path("transfers/<uuid:key>/<slug:verb>", views.act_on_transfer, name="transfer_act"),
    path("typical", views.typical_cases, name="typical_cases"),
    path("typical/<slug:code>", views.typical_case, name="typical_case"),
    path("typical/<slug:code>/act", views.act_on_typical, name="typical_act"),
]
