"""A letter as PDF with its fonts in it, and its pages as pictures for the screen."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from shian.letters.paper.faces import faces, fonts
from shian.letters.paper.sheet import Paper

TEMPLATE = Path(__file__).with_name("letter.typ")
WIDEST = 442.0  # points of the type area, 156 mm


def pdf(paper: Paper) -> bytes:
    """The whole letter. Raises Refused where the fonts are missing."""
    (made,) = _compiled(paper, "pdf")
    return made


def pages(paper: Paper) -> list[bytes]:
    """Each page as a PNG, sharp enough to read on a phone."""
    return _compiled(paper, "png")


def _compiled(paper: Paper, kind: Literal["pdf", "png"]) -> list[bytes]:
    with TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "letter.json").write_text(json.dumps(_told(paper), ensure_ascii=False), "utf-8")
        (here / "letter.typ").write_bytes(TEMPLATE.read_bytes())
        made: bytes | list[bytes] = typst.compile(
            str(here / "letter.typ"), root=folder, font_paths=fonts(), format=kind, ppi=96.0
        )
    return [bytes(one) for one in made] if isinstance(made, list) else [bytes(made)]


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
