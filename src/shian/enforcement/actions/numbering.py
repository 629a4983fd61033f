"""The series of an office: its cases, each kind of their papers, its penalties on the spot."""

from shian.enforcement.models import CasePaper, PenaltyCase, SpotPenalty
from shian.kernel.series import next_number
from shian.people.house import as_house
from shian.people.models import Organisation


def next_case_number(organ: Organisation, year: int) -> int:
    with as_house():
        return next_number(PenaltyCase.objects.filter(organ=organ, year=year), f"cases {organ.pk}", year)


def next_paper_number(organ: Organisation, kind: str, year: int) -> int:
    with as_house():
        return next_number(
            CasePaper.objects.filter(organ=organ, kind=kind, year=year), f"papers {organ.pk} {kind}", year
        )


def next_spot_number(organ: Organisation, year: int) -> int:
    with as_house():
        return next_number(SpotPenalty.objects.filter(organ=organ, year=year), f"spot {organ.pk}", year)
