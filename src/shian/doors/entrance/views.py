"""In, out, a new password, another language."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.entrance.cast import cast, to_try
from shian.doors.entrance.devices import remember
from shian.doors.entrance.forms import EntryForm, PasswordForm
from shian.doors.ui.asked import Asked
from shian.doors.ui.shapes.loop import LoginPage
from shian.doors.ui.show import show
from shian.kernel.concealed import blind_index
from shian.kernel.refused import Missing, Refused
from shian.people import queries
from shian.people.actions import accounts
from shian.people.models import Account

BUNDLE = Path(str(settings.SOURCE)) / "doors" / "ui" / "static" / "bundle"
PLAIN = tuple(static(f"ui/{name}") for name in ("js.js", "mark.svg", "icons.svg", "chevron.svg"))
SIZES = (192, 512)
ICONS = tuple(
    {"src": static(f"ui/mark-{n}.png"), "sizes": f"{n}x{n}", "type": "image/png", "purpose": "any"} for n in SIZES
)
BACKEND = "django.contrib.auth.backends.ModelBackend"
TOO_MANY = 429
YEAR = 365 * 24 * 3600
STYLES = ("tokens", "base", "parts", "desk", "phone", "print")
SCRIPTS = ("app.js", "visit.js", "chunk-*.js")  # what a phone needs without a network; charts are none of it


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """By phone and password. Which of the two was wrong is not said."""
    if request.method == "GET":
        return redirect(_next(request)) if isinstance(request.user, auth.get_user_model()) else _page(request)
    form = EntryForm(request.POST)
    if not form.is_valid():
        return _page(request, error=str(next(iter(form.errors.values()))[0]))
    index = blind_index(form.cleaned_data["phone"])
    account = auth.authenticate(request, phone_index=index, password=form.cleaned_data["password"])
    if account is None:
        return _page(request, error=_("手机号或密码不对"))
    return _let_in(request, account)


@login_not_required
@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """By one click, as one of the cast of a made-up world; elsewhere there is no such account."""
    account = queries.demo_account(request.POST.get("cast", ""))
    if account is None:
        raise Missing(_("没有这个演示人物"))
    return _let_in(request, account)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("login")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: Asked) -> HttpResponse:
    """Somebody changes their own password; other sessions of theirs end with the old one."""
    account: Any = request.user
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data
            accounts.change_password(account, words["old"], words["new"], by=request.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            auth.update_session_auth_hash(request, account)
            return redirect(settings.LOGIN_REDIRECT_URL)
    first = account.must_change_password
    return render(request, "entrance/password.html", {"form": form, "first": first})


@login_not_required
@require_POST
def set_language(request: Asked) -> HttpResponse:
    """Read in another language; remembered in a cookie, and for whoever is in, with their account."""
    language = request.POST.get("language", "")
    answer = redirect(_next(request))
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
        if isinstance(request.user, Account):
            accounts.choose_language(request.user, language, by=request.actor)
    return answer


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where there is no network: kept by the browser beforehand."""
    return HttpResponse(render_to_string("entrance/offline.html", {"styles": _styles()}))


@login_not_required
@require_GET
def keeper(request: HttpRequest) -> HttpResponse:
    """The script that keeps the offline page; it must stand at the root to speak for every page."""
    script = render_to_string("entrance/sw.js", {"files": [reverse("offline"), *_styles(), *_scripts(), *PLAIN]})
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """What a browser that can wants to know to put us among its applications; where it cannot, nothing is missing."""
    icon = {"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    told = {
        "name": _("食安"), "short_name": _("食安"), "id": "/today", "start_url": reverse("today"), "scope": "/",
        "display": "standalone", "background_color": "#f6f7f4", "theme_color": "#f6f7f4", "icons": [icon, *ICONS],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def _scripts() -> list[str]:
    """The built scripts: shared parts carry a hash in their names, so they are looked up."""
    found = {path.name for word in SCRIPTS for path in BUNDLE.glob(word)}
    return [static(f"bundle/{name}") for name in sorted(found)]


def _styles() -> list[str]:
    return [static(f"ui/{name}.css") for name in STYLES]


def locked_out(request: HttpRequest, *_details: object) -> HttpResponse:
    """The answer after too many wrong passwords for one number."""
    return _page(request, error=_("密码输错次数太多，请过一会儿再试，或请管理员重设密码"), status=TOO_MANY)


def _let_in(request: HttpRequest, account: Any) -> HttpResponseRedirect:
    auth.login(request, account, backend=BACKEND)
    answer = redirect(_next(request))
    remember(request, answer, account)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:  # whoever chose at the door has chosen last
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, max_age=YEAR, samesite="Lax")
    return answer


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    page = LoginPage(
        action=reverse("login"),
        phone=request.POST.get("phone", ""),
        next=_next(request),
        error=error,
        cast_action=reverse("enter_demo"),
        cast=cast(),
        to_try=to_try(),
    )
    return show(request, page, status=status)


def _next(request: HttpRequest) -> str:
    """Where to go on; only within this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or settings.LOGIN_REDIRECT_URL
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if own else settings.LOGIN_REDIRECT_URL
