from django.urls import path

from shian.doors.shop import disputes, helping, keeping, more, posting, risks, school, views

urlpatterns = [
    path("b/<slug:code>", posting.board, name="board"),
    path("b/<slug:code>/print", posting.board_print, name="board_print"),
    path("shop/assisted", views.assisted, name="shop_assisted"),
    path("shop", views.home, name="shop"),
    path("shop/kept", keeping.day, name="shop_kept"),
    path("shop/<uuid:key>", views.day, name="shop_day"),
    path("behalf/<uuid:key>", views.behalf, name="behalf"),
    path("shop/<uuid:key>/week", views.week, name="shop_week"),
    path("shop/<uuid:key>/month", views.month, name="shop_month"),
    path("shop/<uuid:key>/own", views.own, name="shop_own"),
    path("shop/<uuid:key>/findings", more.findings, name="shop_findings"),
    path("shop/<uuid:key>/more", more.more, name="shop_more"),
    path("shop/<uuid:key>/posts", more.posts, name="shop_posts"),
    path("shop/<uuid:key>/rests", more.rests, name="shop_rests"),
    path("shop/<uuid:key>/risks", risks.risk_list, name="shop_risks"),
    path("shop/<uuid:key>/help", helping.help_page, name="shop_help"),
    path("shop/<uuid:key>/complaints", disputes.every, name="shop_complaints"),
    path("shop/<uuid:key>/complaints/<uuid:sheet>", disputes.one, name="shop_complaint"),
    path("shop/<uuid:key>/meal", school.shared_meal, name="shop_shared_meal"),
    path("shop/<uuid:key>/samples", school.samples, name="shop_samples"),
    path("shop/<uuid:key>/menu", school.menu, name="shop_menu"),
    path("shop/<uuid:key>/menu/day", school.menu_day, name="shop_menu_day"),
    path("shop/<uuid:key>/suppliers", school.suppliers, name="shop_suppliers"),
    path("shop/<uuid:key>/survey", school.survey, name="shop_survey"),
    path("shop/<uuid:key>/history", more.history, name="shop_history"),
    path("shop/<uuid:key>/records/<uuid:sheet>", more.record, name="shop_record"),
]
