"""A paper of a case in print: the layout of a letter, with the words that were frozen when it was issued."""

from django.http import HttpResponseBase
from django.utils import timezone

from shian.doors.ui.giving import KINDS, attached
from shian.enforcement.handed import Handed
from shian.enforcement.models import CasePaper, SpotPenalty, Transfer
from shian.enforcement.rules import day_words
from shian.enforcement.spot_wording import TITLE
from shian.enforcement.transfer_wording import body_of_paper
from shian.letters.paper import Paper, pdf


def paper_of(row: CasePaper) -> Paper:
    """The form of 函: no red head of 文件, the number on the right, the office below."""
    return Paper(
        organ=row.organ.name, mark=row.mark, subject=row.subject, addressee=row.addressee or row.case.party_name or "当事人",
        parts=tuple(line for line in row.body.splitlines() if line.strip()), day=day_words(row.issued_on), form="letter",
    )  # fmt: skip


def paper_of_spot(row: SpotPenalty) -> Paper:
    return Paper(
        organ=row.organ.name, mark=row.mark, subject=TITLE, addressee=row.party_name,
        parts=tuple(line for line in row.body.splitlines() if line.strip()), day=day_words(row.decided_on), form="letter",
    )  # fmt: skip


def spot_printed(row: SpotPenalty) -> HttpResponseBase:
    return attached(pdf(paper_of_spot(row)), f"{row.mark}.pdf", KINDS["pdf"])


def handed_printed(row: Transfer, one: Handed) -> HttpResponseBase:
    """A paper of a transfer, as it was handed over."""
    paper = Paper(
        organ=one.organ, mark=row.mark, subject=one.title, addressee=row.police.name if row.police else "公安机关",
        parts=tuple(body_of_paper(one.kind, row).splitlines()), day=day_words(timezone.localdate(row.handed_at) if row.handed_at else None), form="letter",
    )  # fmt: skip
    return attached(pdf(paper), f"{one.title}.pdf", KINDS["pdf"])


def printed(row: CasePaper) -> HttpResponseBase:
    return attached(pdf(paper_of(row)), f"{row.mark}.pdf", KINDS["pdf"])
