"""Without an account: search, the page of a business, of an association, the survey of a school. Everything as the visitor."""

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_GET, require_http_methods

from shian.canteen import queries as canteen
from shian.canteen.actions import answer_survey
from shian.disclosure import queries
from shian.disclosure.heralding import herald, visitor
from shian.doors.entrance.limits import TOO_MANY, Wait, owe, refuse_impatience
from shian.doors.portal import pages, warnings
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.doors.ui.typed import day_or_none
from shian.enforcement import queries as enforcement
from shian.kernel.refused import Refused

UNREADABLE = 422
A_TERM = 180 * 24 * 3600


@login_not_required
@require_GET
def search(request: Asked) -> HttpResponse:
    """By a few signs of a name or a place."""
    words = request.GET.get("q", "").strip()[:60]
    if not words:
        return show(request, pages.search(""))
    owe(request, "search")
    try:
        refuse_impatience(request, "search", words)
        with visitor() as by:
            return show(request, pages.search(words, list(queries.find_pages(by, words))))
    except Wait as wait:
        return show(request, pages.search(words, error=str(wait), slip=wait.slip), status=TOO_MANY)
    except Refused as refused:
        return show(request, pages.search(words, error=str(refused)), status=UNREADABLE)


@login_not_required
@require_GET
def business(request: Asked, code: str) -> HttpResponse:
    """公示牌, and a school's week."""
    on = today(request)
    with visitor() as by:
        found = queries.page(code, viewer=by)
        return show(request, pages.business(by, found, day_or_none(request.GET.get("week", "")) or on, on))


@login_not_required
@require_GET
def association(request: Asked, code: str) -> HttpResponse:
    with visitor() as by:
        return show(request, pages.association(by, queries.page(code, viewer=by), today(request)))


@login_not_required
@require_http_methods(["GET", "POST"])
def survey(request: Asked, code: str) -> HttpResponse:
    """A reply adds to counts and leaves nothing else; this browser remembers that it answered, we do not."""
    with visitor() as by:
        one = canteen.survey(code, viewer=by)
        page = queries.page_of(by, one.business_id)
    name, back = (page.name, page.code) if page else ("", "")
    cookie = f"answered-{one.code}"
    if cookie in request.COOKIES:
        return show(request, pages.thanks(one, name, back))
    if request.method == "GET":
        return show(request, pages.survey(one, name, QueryDict(), today(request)))
    owe(request, "survey")
    try:
        refuse_impatience(request, "survey", one.code)
        with herald() as by, transaction.atomic():
            answer_survey(one, request.POST.dict(), by=by, now=request.now)
    except Wait as wait:
        again = pages.survey(one, name, request.POST, today(request), error=str(wait), slip=wait.slip)
        return show(request, again, status=TOO_MANY)
    except Refused as refused:
        again = pages.survey(one, name, request.POST, today(request), error=str(refused))
        return show(request, again, status=UNREADABLE)
    answer = show(request, pages.thanks(one, name, back))
    answer.set_cookie(cookie, "1", max_age=A_TERM, samesite="Lax", httponly=True)
    return answer


@login_not_required
@require_GET
def typical_cases(request: Asked) -> HttpResponse:
    """典型案例 that were let out; nobody is named in them."""
    with visitor() as by:
        return show(request, warnings.cases(list(enforcement.typical_cases(by)[: warnings.MOST])))


@login_not_required
@require_GET
def typical_case(request: Asked, code: str) -> HttpResponse:
    with visitor() as by:
        return show(request, warnings.case(enforcement.typical_case(code, viewer=by)))
