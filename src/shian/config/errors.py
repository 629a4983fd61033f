"""What is answered where the request itself is broken, or we are: to a program in its own form, to a person as a page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views import defaults

from shian.config.middleware import MACHINES, refusal


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request cannot be read at all: a broken form, too many fields, an address that is not ours."""
    return refusal(request, _("提交的内容看不懂"), 400, "malformed")


def broken(request: HttpRequest) -> HttpResponseBase:
    """A mistake of ours. Its details are in the log and nowhere else."""
    if request.path.startswith(MACHINES):
        said = {"code": "broken", "message": _("系统出了差错，已经记下，请稍后再试")}
        return JsonResponse(said, status=500, json_dumps_params={"ensure_ascii": False})
    return defaults.server_error(request)
