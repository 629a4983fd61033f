"""What knocks at public doors cost is written when the answer is made: a refusal rolls its request back, and must cost all the same."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.utils import timezone

from shian.doors.entrance.limits import RECEPTION
from shian.doors.ui.asked import Asked
from shian.kernel.wall import worn
from shian.people.queries import system
from shian.reception.actions import charge


class TollMiddleware:
    """Outside the request's transaction, in one of its own."""

    def __init__(self, get_response: Callable[[Asked], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Asked) -> HttpResponseBase:
        answer = self.get_response(request)
        if tolls := getattr(request, "tolls", ()):
            with worn(system(RECEPTION)) as house:
                for one in tolls:
                    charge(one.key, one.cost, one.patience, by=house, now=timezone.now())
        return answer
