"""A form as PDF with its fonts in it, and its pages as pictures."""

from dataclasses import asdict
from pathlib import Path

from shian.complaints.paper.filled import Filled
from shian.letters.paper.faces import faces
from shian.letters.paper.typeset import typeset

TEMPLATE = Path(__file__).with_name("form.typ")


def pdf(form: Filled) -> bytes:
    """The whole form. Raises Refused where the fonts are missing."""
    (made,) = typeset(TEMPLATE, _told(form), "pdf")
    return made


def pages(form: Filled, *, ppi: float = 96.0) -> list[bytes]:
    """Each page as a PNG, at so many points an inch."""
    return typeset(TEMPLATE, _told(form), "png", ppi=ppi)


def _told(form: Filled) -> dict[str, object]:
    return {**asdict(form), "faces": faces().as_json()}
