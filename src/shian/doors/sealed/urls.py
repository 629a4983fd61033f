from django.urls import path

from shian.doors.sealed.views import desk, telling

urlpatterns = [
    path("clue", telling.tell, name="tell_sealed"),
    path("clue/receipt", telling.receipt, name="sealed_receipt"),
    path("clue/write", telling.write, name="sealed_write"),
    path("clue/claim", telling.claim, name="sealed_claim"),
    path("sealed", desk.sealed, name="sealed"),
    path("sealed/channels/new", desk.new_channel, name="new_sealed_channel"),
    path("sealed/channels/<uuid:key>", desk.channel, name="sealed_channel"),
    path("sealed/channels/<uuid:key>/<slug:verb>", desk.act_on_channel, name="sealed_channel_act"),
    path("sealed/files/<uuid:key>", desk.file, name="sealed_file"),
    path("sealed/keys/<uuid:key>", desk.key, name="sealed_key"),
    path("sealed/keys/<uuid:key>/<slug:verb>", desk.act_on_key, name="sealed_key_act"),
    path("sealed/identities/<uuid:key>", desk.identity, name="sealed_identity"),
    path("sealed/identities/<uuid:key>/<slug:verb>", desk.act_on_identity, name="sealed_identity_act"),
    path("sealed/openings/<uuid:key>", desk.opening, name="sealed_opening"),
    path("sealed/openings/<uuid:key>/<slug:verb>", desk.act_on_opening, name="sealed_opening_act"),
    path("sealed/rewards/<uuid:key>", desk.reward, name="sealed_reward"),
    path("sealed/rewards/<uuid:key>/<slug:verb>", desk.act_on_reward, name="sealed_reward_act"),
    path("sealed/<uuid:key>", desk.clue, name="sealed_clue"),
    path("sealed/<uuid:key>/<slug:verb>", desk.act_on_clue, name="sealed_clue_act"),
]
