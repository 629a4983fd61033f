"""What was handed to the police, paper by paper: what may be opened on their desk, and nothing else of the case."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.models import Exhibit, PenaltyCase, Transfer
from shian.enforcement.transfer_wording import WRITTEN
from shian.evidence import queries as evidence
from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Missing
from shian.people.house import as_house


@dataclass(frozen=True)
class Handed:
    """One of them: a paper that is written from the transfer, or the file of a piece of evidence."""

    title: str
    kind: str
    file: UUID | None = None
    sha256: str = ""
    organ: str = ""


def handed(row: Transfer) -> tuple[Handed, ...]:
    """In the order in which they are listed; before the hand-over there are none."""
    if row.handed_at is None:
        return ()
    written = [Handed(WRITTEN[kind][0], kind) for kind in WRITTEN if kind in row.papers]
    with as_house():
        names = {
            one.file: one for one in Exhibit.objects.filter(case_id=row.case_id, file__in=row.files).order_by("-number")
        }
    files = [Handed(names[key].name, "tests", key, names[key].sha256) for key in row.files if key in names]
    return (*written, *files)


def open_handed(row: Transfer, n: int, *, by: Actor) -> tuple[Handed, Evidence | None]:
    """The n-th of them, with the file where it is one. Whoever opens it from the police stands in the ledger. Missing where there is none."""
    rows = handed(row)
    if not 0 < n <= len(rows):
        raise Missing(_("移送的材料里没有这一份"))
    one = rows[n - 1]
    if row.police_post_id in by.posts:
        with act(by, "answer_transfer", row) as announce:
            announce.note(what="open_paper", n=n, title=one.title, sha256=one.sha256)
    with as_house() as house:
        if one.file is not None:
            return one, evidence.evidence(one.file, viewer=house)
        organ = PenaltyCase.objects.filter(pk=row.case_id).values_list("organ__name", flat=True).get()
    return replace(one, organ=organ), None
