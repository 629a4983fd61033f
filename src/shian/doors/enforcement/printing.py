"""A paper of a case in print: the layout of a letter, with the words that were frozen when it was issued."""

from django.http import HttpResponseBase

from shian.doors.ui.giving import KINDS, attached
from shian.enforcement.models import CasePaper
from shian.enforcement.rules import day_words
from shian.letters.paper import Paper, pdf


def paper_of(row: CasePaper) -> Paper:
    """The form of 函: no red head of 文件, the number on the right, the office below."""
    return Paper(
        organ=row.organ.name, mark=row.mark, subject=row.subject, addressee=row.case.party_name or "当事人",
        parts=tuple(line for line in row.body.splitlines() if line.strip()), day=day_words(row.issued_on), form="letter",
    )  # fmt: skip


def printed(row: CasePaper) -> HttpResponseBase:
    return attached(pdf(paper_of(row)), f"{row.mark}.pdf", KINDS["pdf"])
