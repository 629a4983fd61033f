"""A letter as PDF with its fonts in it, and its pages as pictures for the screen."""

from dataclasses import asdict
from pathlib import Path

from shian.letters.paper.faces import faces
from shian.letters.paper.sheet import Paper
from shian.letters.paper.typeset import typeset, unshown

TEMPLATE = Path(__file__).with_name("letter.typ")
WIDEST = 442.0  # points of the type area, 156 mm


def pdf(paper: Paper) -> bytes:
    """The whole letter. Raises Refused where the fonts are missing."""
    (made,) = typeset(TEMPLATE, _told(paper), "pdf")
    return made


def pages(paper: Paper) -> list[bytes]:
    """Each page as a PNG, sharp enough to read on a phone."""
    return typeset(TEMPLATE, _told(paper), "png")


def unprintable(paper: Paper) -> str:
    """The first words of a letter that no font here can print, or nothing."""
    return unshown(TEMPLATE, _told(paper))


def _told(paper: Paper) -> dict[str, object]:
    return {
        **asdict(paper),
        "organ_mark": paper.organ_mark,
        "organ_size": _size(paper.organ_mark),
        "is_letter": paper.is_letter,
        "faces": faces().as_json(),
    }


def _size(words: str) -> float:
    """The red head is as large as its line allows, and never smaller than the title beside it."""
    return max(22.0, min(42.0, WIDEST * 0.96 / (len(words) * 1.06)))
