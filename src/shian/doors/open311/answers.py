"""What a client hears: JSON or XML in UTF-8, errors as the specification writes them. No session, so no token against forged forms."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DataError
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from shian.doors.entrance.limits import TOO_MANY, Wait
from shian.doors.ui.asked import Asked
from shian.kernel.refused import Missing, Refused
from shian.kernel.written import speakable

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
BAD, FORBIDDEN, UNKNOWN, NO_SUCH_METHOD = 400, 403, 404, 405
View = Callable[..., HttpResponse]


class Bad(Refused):
    """A request that cannot be taken, with the number the specification gives it."""

    def __init__(self, sentence: str, status: int = BAD) -> None:
        super().__init__(sentence, code="malformed")
        self.status = status


@dataclass(frozen=True)
class Listed:
    """An answer that is a list in JSON, and in XML an element with one child for each."""

    root: str
    child: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Single:
    """An answer that is one thing in both."""

    root: str
    values: Mapping[str, Any]


def open311(*methods: str) -> Callable[[View], View]:
    """A way in for programs: whatever is wrong is said in the form that was asked for."""

    def wrapped(view: View) -> View:
        @wraps(view)
        def answered(request: Asked, form: str, **named: Any) -> HttpResponse:
            answer = _answered(view, request, form, methods, named)
            answer["Cache-Control"] = "no-store"
            answer["Access-Control-Allow-Origin"] = "*"
            return answer

        return login_not_required(csrf_exempt(answered))

    return wrapped


def _answered(view: View, request: Asked, form: str, methods: tuple[str, ...], named: dict[str, Any]) -> HttpResponse:
    asked = "GET" if request.method == "HEAD" else request.method  # the server leaves the body out
    if asked not in methods:
        answer = error(_("这个地址只收 %(allowed)s 请求") % {"allowed": " / ".join(methods)}, NO_SUCH_METHOD, form)
        answer["Allow"] = ", ".join(methods)
        return answer
    try:
        return view(request, form=form, **named)
    except Wait as wait:
        answer = error(str(wait), TOO_MANY, form)
        answer["Retry-After"] = str(wait.seconds)
        return answer
    except Bad as bad:
        return error(str(bad), bad.status, form)
    except Refused as refused:
        return error(str(refused), UNKNOWN if isinstance(refused, Missing) else BAD, form)
    except DataError:
        return error(_("有一处内容不能保存，请检查长度和数值"), BAD, form)
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return error(_("提交的内容看不懂"), BAD, form)


def error(sentence: str, status: int, form: str) -> HttpResponse:
    return said(Listed("errors", "error", [{"code": status, "description": sentence}]), form, status=status)


def said(answer: Listed | Single, form: str, *, status: int = 200) -> HttpResponse:
    body = _json(answer) if form == "json" else _xml(answer)
    return HttpResponse(body, status=status, content_type=TYPES[form])


def _json(answer: Listed | Single) -> bytes:
    plain = answer.values if isinstance(answer, Single) else list(answer.rows)
    return json.dumps(plain, ensure_ascii=False).encode()


def _xml(answer: Listed | Single) -> bytes:
    root = Element(answer.root)
    if isinstance(answer, Single):
        _fill(root, answer.values)
    else:
        for row in answer.rows:
            _fill(SubElement(root, answer.child), row)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


# The name of one among many, as the specification writes it.
ONE_OF = {"attributes": "attribute", "values": "value", "endpoints": "endpoint", "formats": "format"}


def _fill(parent: Element, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        child = SubElement(parent, name)
        if isinstance(value, list):
            for one in value:
                inner = SubElement(child, ONE_OF[name])
                if isinstance(one, Mapping):
                    _fill(inner, one)
                else:
                    inner.text = _text(one)
        else:
            child.text = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else speakable(str(value))
