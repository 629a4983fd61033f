from django.urls import path

from shian.doors.double_random import public, views

urlpatterns = [
    path("random", views.plans, name="random_plans"),
    path("random/new", views.new, name="new_random_plan"),
    path("random/objects", views.object_list, name="random_objects"),
    path("random/officers", views.officer_list, name="random_officers"),
    path("random/<uuid:key>", views.plan, name="random_plan"),
    path("random/<uuid:key>/<slug:verb>", views.act, name="random_plan_act"),
    path("public/random", public.plans, name="public_random_plans"),
    path("public/random/<uuid:key>", public.plan, name="public_random_plan"),
    path("public/random/<uuid:key>/objects.json", public.objects_file, name="public_random_objects"),
    path("public/random/<uuid:key>/officers.json", public.officers_file, name="public_random_officers"),
]
