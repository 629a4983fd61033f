"""What a field app hears: lists, forms and verdicts as OpenRosa 1.0 writes them, with its headers."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, SubElement, tostring

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from shian.doors.ingest.statuses import status_of
from shian.doors.openrosa.catalogue import FieldForm
from shian.doors.ui.asked import Asked
from shian.kernel.refused import Refused

XML = "text/xml; charset=utf-8"
LIST, MANIFEST, RESPONSE = (
    "http://openrosa.org/xforms/xformsList", "http://openrosa.org/xforms/xformsManifest", "http://openrosa.org/http/response",
)  # fmt: skip
NOTHING, UNKNOWN, BUSY, UNREADABLE = 204, 401, 503, 400
RETRY_AFTER = "2"
SUBMISSION = "/openrosa/submission"
View = Callable[..., HttpResponse]
T = TypeVar("T")


def openrosa(view: View) -> View:
    """A way in for field apps: no session, so no token against forged forms; who is not known is asked for a password."""

    @wraps(view)
    def answered(request: Asked, **named: Any) -> HttpResponse:
        answer = said(lambda: view(request, **named)) if request.actor.person else unknown()
        answer["Date"] = http_date(request.now.timestamp())
        return dressed(answer)

    return csrf_exempt(answered)


def dressed(answer: HttpResponse) -> HttpResponse:
    """With the headers that every answer has."""
    answer["X-OpenRosa-Version"] = "1.0"
    answer["Cache-Control"] = "no-store"
    return answer


def welcomed(request: HttpRequest, answer: HttpResponse, most: int) -> HttpResponse:
    """An answer where forms are handed in says where that is, and how many bytes one request may have."""
    answer["Location"] = request.build_absolute_uri(SUBMISSION)
    answer["X-OpenRosa-Accept-Content-Length"] = str(most)
    return answer


def said(work: Callable[[], T]) -> T | HttpResponse:
    """What comes of some work; a refusal is a verdict with its sentence."""
    try:
        return work()
    except Refused as refused:
        return verdict(str(refused), status=status_of(type(refused).code, refused.code), good=False)
    except DataError:
        return verdict(_("有一处内容不能保存，请检查长度和数值"), status=422, good=False)
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return verdict(_("提交的内容看不懂"), status=UNREADABLE, good=False)
    except OperationalError:
        return busy(_("数据库正忙，请稍后再试"))


def busy(sentence: str) -> HttpResponse:
    """Nothing was taken; the same again in a moment is right."""
    answer = verdict(sentence, status=BUSY, good=False)
    answer["Retry-After"] = RETRY_AFTER
    return answer


def unknown() -> HttpResponse:
    """The app asks for a name and a password, then comes again."""
    sentence = _("用户名填手机号，密码填登录密码（初始密码要先在网页上改过），或者填令牌")
    answer = verdict(sentence, status=UNKNOWN, good=False)
    answer["WWW-Authenticate"] = 'Basic realm="Shian", charset="UTF-8"'
    return answer


def verdict(sentence: str, *, status: int, good: bool) -> HttpResponse:
    """One sentence for the person with the telephone."""
    root = Element("OpenRosaResponse", xmlns=RESPONSE)
    SubElement(root, "message", nature="submit_success" if good else "submit_error").text = sentence
    return _xml(root, status)


def listed(request: HttpRequest, forms: "list[FieldForm]") -> HttpResponse:
    """The forms, each with its hash: an app fetches again what changed."""
    root = Element("xforms", xmlns=LIST)
    for one in forms:
        line = SubElement(root, "xform")
        words = {
            "formID": one.key, "name": one.title, "version": one.number, "hash": hash_of(one.xml),
            "downloadUrl": request.build_absolute_uri(f"/openrosa/forms/{one.key}"),
            "manifestUrl": request.build_absolute_uri(f"/openrosa/forms/{one.key}/manifest"),
        }  # fmt: skip
        for name, text in words.items():
            SubElement(line, name).text = text
    return _xml(root, 200)


def manifest(request: HttpRequest, form: str, files: Mapping[str, bytes]) -> HttpResponse:
    """The files that a form needs beside it."""
    root = Element("manifest", xmlns=MANIFEST)
    for name, data in files.items():
        line = SubElement(root, "mediaFile")
        SubElement(line, "filename").text = name
        SubElement(line, "hash").text = hash_of(data)
        SubElement(line, "downloadUrl").text = request.build_absolute_uri(f"/openrosa/forms/{form}/{name}")
    return _xml(root, 200)


def hash_of(data: bytes) -> str:
    """OpenRosa names content by MD5: no secret, only a name."""
    return f"md5:{hashlib.md5(data, usedforsecurity=False).hexdigest()}"


def _xml(root: Element, status: int) -> HttpResponse:
    return HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), status=status, content_type=XML)
