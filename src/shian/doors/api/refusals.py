"""How a refusal leaves: `{"code", "message"}` with a number, the sentence in the language that was asked for."""

from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from shian.doors.api.malformed import complaint
from shian.doors.ingest.statuses import status_of
from shian.kernel.refused import Refused


class Refusal(Schema):
    """Why it cannot be done; `code` is for programs, `message` for people."""

    code: str
    message: str


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 503), Refusal)


def answer_refusals(api: NinjaAPI) -> None:
    """Everything that can go wrong on the way, as a sentence."""

    def said(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
        answer = api.create_response(request, {"code": code, "message": message}, status=status)
        if status == 503:
            answer["Retry-After"] = "2"
        if status == 401:
            answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return said(request, status_of(type(error).code, error.code), error.code, str(error))

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return said(request, 401, "unknown", _("请先登录，或带上有效的令牌"))

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return said(request, 422, "malformed", complaint(error.errors))

    @api.exception_handler(DataError)
    def unstorable(request: HttpRequest, error: DataError) -> HttpResponse:
        return said(request, 422, "malformed", _("有一处内容不能保存，请检查长度和数值"))

    @api.exception_handler(OperationalError)
    def busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
        return said(request, 503, "busy", _("数据库正忙，请稍后再试"))

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return said(request, 413, "too_big", _("提交的内容太大，请分几次提交"))

    @api.exception_handler(BadRequest)
    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(MultiPartParserError)
    def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
        return said(request, 400, "malformed", _("提交的内容看不懂"))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return said(request, 404, "missing", _("这里没有这个地址"))

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        codes = {400: "malformed", 403: "csrf"}
        sentences = {400: _("提交的内容看不懂"), 403: _("页面已过期，请刷新后再提交")}
        status = error.status_code
        return said(request, status, codes.get(status, "refused"), sentences.get(status, str(error)))
