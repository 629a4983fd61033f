"""Who may come in: a token, or a session with its CSRF token. The middleware has already turned either into an actor."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer

from shian.doors.api.asked import Asked
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied
from shian.people.models import Account


class Token(HttpBearer):
    """`Authorization: Bearer …`: acts for the person it was issued to."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = cast(Asked, request).actor
        return actor if actor.person else None


class Session(APIKeyCookie):
    """The cookie of the pages; what changes something also needs the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        if self.param_name not in request.COOKIES or "Authorization" in request.headers:
            return None
        return super()._get_key(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        actor = cast(Asked, request).actor
        if key is None or actor.person is None:
            return None
        if isinstance(request.user, Account) and request.user.must_change_password:
            raise Denied(_("请先修改初始密码"))
        return actor
