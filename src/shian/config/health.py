"""Two questions from outside: does the process live, and could it answer a person now."""

from django.apps import apps
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from shian.config.cluster.access import Trouble
from shian.config.posture import refuse_wrong_role
from shian.kernel.tables import steps_behind


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"alive": True})


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    try:
        reason = why_not_ready()
    except DatabaseError:
        reason = "the database does not answer"
    return JsonResponse({"ready": not reason, "reason": reason}, status=503 if reason else 200)


def why_not_ready() -> str:
    try:
        refuse_wrong_role()
    except Trouble as trouble:
        return str(trouble)
    if missing := steps_behind():
        return f"{missing} migrations are not applied: run `shian migrate`"
    return "" if law_is_loaded() else "no law is loaded: run `shian packs load`"


def law_is_loaded() -> bool:
    if not apps.is_installed("shian.packs"):
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM packs_release)")
        return bool(cursor.fetchone()[0])
