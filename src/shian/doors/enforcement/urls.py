from django.urls import path

from shian.doors.enforcement import inquiry_views, spot_views, views

urlpatterns = [
    path("cases", views.cases, name="cases"),
    path("cases/new", views.new, name="new_case"),
    path("cases/papers/<uuid:key>.pdf", views.paper, name="case_paper"),
    path("cases/<uuid:key>", views.case, name="case"),
    path("cases/<uuid:key>/<slug:verb>", views.act_on_case, name="case_act"),
    path("inquiries", inquiry_views.inquiries, name="inquiries"),
    path("inquiries/new", inquiry_views.new, name="new_inquiry"),
    path("inquiries/<uuid:key>", inquiry_views.inquiry, name="inquiry"),
    path("inquiries/<uuid:key>/<slug:verb>", inquiry_views.act, name="inquiry_act"),
    path("spot", spot_views.spots, name="spots"),
    path("spot/new", spot_views.new, name="new_spot"),
    path("spot/<uuid:key>", spot_views.spot, name="spot"),
    path("spot/<uuid:key>/paper.pdf", spot_views.paper, name="spot_paper"),
    path("spot/<uuid:key>/<slug:verb>", spot_views.act, name="spot_act"),
    path("transfers", views.transfers, name="transfers"),
    path("transfers/<uuid:key>", views.transfer, name="transfer"),
    path("transfers/<uuid:key>/files/<int:n>", views.transfer_file, name="transfer_file"),
    path("transfers/<uuid:key>/<slug:verb>", views.act_on_transfer, name="transfer_act"),
    path("typical", views.typical_cases, name="typical_cases"),
    path("typical/<slug:code>", views.typical_case, name="typical_case"),
    path("typical/<slug:code>/act", views.act_on_typical, name="typical_act"),
]
