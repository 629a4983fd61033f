from django.urls import path

from shian.doors.clues import views

urlpatterns = [
    path("clues", views.clues, name="clues"),
    path("clues/claim", views.claim, name="claim_clues"),
    path("clues/new", views.new, name="new_clue"),
    path("clues/rate", views.rate, name="clue_rate"),
    path("clues/mine", views.mine, name="my_clues"),
    path("clues/mine/new", views.tell, name="tell_clue"),
    path("clues/mine/<uuid:key>", views.my_one, name="my_clue"),
    path("clues/mine/<uuid:key>/<slug:verb>", views.act_on_mine, name="my_clue_act"),
    path("clues/shops", views.shop_lists, name="shop_lists"),
    path("clues/shops/<uuid:key>", views.shop_list, name="shop_list"),
    path("clues/shops/<uuid:key>/<slug:verb>", views.act_on_shops, name="shop_list_act"),
    path("clues/supervisors", views.supervisors, name="supervisors"),
    path("clues/supervisors/<slug:verb>", views.act_on_supervisors, name="supervisors_act"),
    path("clues/supervisors/of/<uuid:key>", views.supervisor, name="supervisor"),
    path("clues/supervisors/of/<uuid:key>/<slug:verb>", views.act_on_supervisor, name="supervisor_act"),
    path("clues/<uuid:key>", views.clue, name="clue"),
    path("clues/<uuid:key>/<slug:verb>", views.act, name="clue_act"),
]
