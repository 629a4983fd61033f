from django.urls import path

from shian.doors.field import assisting, blank, kept, records, signing, views

urlpatterns = [
    path("today", views.today_page, name="today"),
    path("charges", views.charges, name="charges"),
    path("me", views.me, name="me"),
    path("visit/<uuid:key>", views.start, name="visit"),
    path("visit/<uuid:key>/sheet", views.sheet, name="visit_sheet"),
    path("visit/<uuid:key>/cannot", views.cannot, name="visit_cannot"),
    path("visit/<uuid:key>/paper", blank.sheet_of_paper, name="visit_paper"),
    path("outbox", blank.outbox, name="outbox"),
    path("field/day", kept.day, name="kept_day"),
    path("receipt/<uuid:key>", views.receipt, name="receipt"),
    path("records/<uuid:key>", records.record, name="record"),
    path("records/<uuid:key>/correct", records.correct, name="correct_record"),
    path("sign/<uuid:key>", signing.sign, name="sign_letter"),
    path("fix/<uuid:key>", views.fix, name="fix"),
    path("assist/<uuid:key>", assisting.assist, name="assist"),
    path("offer/<uuid:key>", assisting.offer, name="offer"),
]
