"""What the match of a platform's list is measured on: a county with its law and a register with licences."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from benchmarks import import_world
from shian.clues.actions import Listing, match_next, stage_shops
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.registry.actions import register_many
from shian.registry.schemas import NewBusiness, NewLicence
from shian.territory.models import Place
from tests.data.made_up import ROOT, licence, villages

VERBS = frozenset({"see", "match_shops", "record_business"})
OFFICE = Actor("office", grants=(Grant(VERBS, Reach.GROUND, ROOT, clearance=Secrecy.CASE),))
SLICE = 5_000


@dataclass(frozen=True)
class Matched:
    """Seconds to read and keep the list, seconds to match it, shops that were."""

    staging: float
    matching: float
    shops: int

    @property
    def seconds(self) -> float:
        return self.staging + self.matching


def county(licensed: int) -> list[tuple[str, str, str]]:
    """A register of so many caterers, each with a licence; their names, numbers and addresses."""
    import_world.county()
    shops = [_shop(n) for n in range(licensed)]
    with worn(OFFICE):
        for start in range(0, licensed, SLICE):
            register_many(shops[start : start + SLICE], on=date(2026, 1, 1), by=OFFICE)
    return [(one.name, one.licences[0].number, one.address) for one in shops]


def _shop(number: int) -> NewBusiness:
    at = villages()[number % len(villages())]
    return NewBusiness(
        name=f"桐乡市试验饭店{number}号", path=at.path, kind="caterer", address=f"{at.name}试验路{number}号",
        licences=(NewLicence("jy", licence("JY", number, "2"), expires_on=date(2036, 5, 20)),),
    )  # fmt: skip


def matched(file: Path) -> Matched:
    """What the page does: the list kept in one transaction, then matched slice by slice, each its own."""
    began = time.perf_counter()
    with worn(OFFICE):
        listing = Listing("某外卖平台", file.name, file, Place.objects.get(path=ROOT))
        made = stage_shops(listing, by=OFFICE, now=timezone.now())
    staged = time.perf_counter()
    while made.matched < made.shops:
        with worn(OFFICE):
            match_next(made, by=OFFICE)
    return Matched(staged - began, time.perf_counter() - staged, made.matched)
