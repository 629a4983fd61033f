"""The API as one: its endpoints by noun, its refusals, its description at /api/v1/openapi.json."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import msgspec
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from shian.doors.api import (
    bindings,
    businesses,
    checklists,
    evidence,
    figures,
    findings,
    ledger,
    people,
    plans,
    submissions,
    tasks,
    uploads,
)
from shian.doors.api.entry import Session, Token
from shian.doors.api.refusals import answer_refusals
from shian.doors.ingest.limits import limits as submission_limits
from shian.evidence.limits import limits as evidence_limits
from shian.loop.submission import Submission

ENVELOPE = 64 * 1024  # what a form adds around a file
Run = Callable[..., HttpResponseBase]


class Described(NinjaAPI):
    """Ninja's description, with the frozen shape of a submission, which is not pydantic's, among its components."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        return self._described(path_prefix or self.get_root_path(path_params or {}))

    @cache  # noqa: B019  there is one API in a process, and it lives as long
    def _described(self, path_prefix: str) -> OpenAPISchema:
        """Worked out once: it takes a third of a second, and whoever asks need not have entered."""
        schema = super().get_openapi_schema(path_prefix=path_prefix)
        _shapes, parts = msgspec.json.schema_components((Submission,), ref_template="#/components/schemas/{name}")
        schema["components"]["schemas"] |= parts
        return schema


def within_limits(run: Run) -> Run:
    """Refuse a body that is too big by its declared length, before a byte of it is kept."""

    @wraps(run)
    def limited(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        most = evidence_limits().bytes + ENVELOPE if _is_upload(request) else submission_limits().body
        if _length(request) > most:
            sentence = _("内容太大：最多 %(mb)d MB") % {"mb": most // (1024 * 1024)}
            return api.create_response(request, {"code": "too_big", "message": sentence}, status=413)
        return run(request, **kwargs)

    return limited


def _is_upload(request: HttpRequest) -> bool:
    return request.path.endswith("/evidence")


def _length(request: HttpRequest) -> int:
    declared = request.headers.get("Content-Length", "")
    return int(declared) if declared.isdigit() else 0


api = Described(
    title="食安 Shian",
    version="1",
    urls_namespace="api",
    docs_url=None,
    auth=[Token(), Session()],
    description="The verbs and questions of the main job. Rows outside your scope are answered as if they were not there.",
)
api.add_decorator(within_limits, mode="view")
answer_refusals(api)
for noun in (
    people, tasks, businesses, bindings, plans, submissions, findings, figures, checklists, evidence, uploads, ledger,
):  # fmt: skip
    api.add_router("", noun.router)
