from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from shian.doors.api.mount import api


@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> JsonResponse:
    """A program that mistook an address is told so in its own form, not with a page."""
    return JsonResponse({"code": "missing", "message": _("没有这个接口，见 /api/v1/openapi.json")}, status=404)


urlpatterns = [path("api/v1/", api.urls), path("api/v1/<path:rest>", nowhere)]
