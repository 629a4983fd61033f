"""A form as PDF with its fonts in it, and its pages as pictures."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from shian.complaints.paper.filled import Filled
from shian.letters.paper.faces import faces, fonts

TEMPLATE = Path(__file__).with_name("form.typ")


def pdf(form: Filled) -> bytes:
    """The whole form. Raises Refused where the fonts are missing."""
    (made,) = _compiled(form, "pdf", 144.0)
    return made


def pages(form: Filled, *, ppi: float = 96.0) -> list[bytes]:
    """Each page as a PNG, at so many points an inch."""
    return _compiled(form, "png", ppi)


def _compiled(form: Filled, kind: Literal["pdf", "png"], ppi: float) -> list[bytes]:
    told = {**asdict(form), "faces": faces().as_json()}
    with TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "form.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        (here / "form.typ").write_bytes(TEMPLATE.read_bytes())
        made: bytes | list[bytes] = typst.compile(
            str(here / "form.typ"), root=folder, font_paths=fonts(), format=kind, ppi=ppi
        )
    return [bytes(one) for one in made] if isinstance(made, list) else [bytes(made)]
