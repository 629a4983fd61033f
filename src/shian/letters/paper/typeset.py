"""Words set into a template: a PDF for the archive (PDF/A-2u) with its fonts in it, or pictures of its pages."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from shian.letters.paper.faces import fonts

Kind = Literal["pdf", "png"]
ARCHIVAL: Literal["a-2u"] = "a-2u"
LAST_BASIC = 0xFFFF  # the fonts that come along hold every Chinese sign up to here
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def typeset(template: Path, told: Mapping[str, object], kind: Kind, *, ppi: float = 96.0) -> list[bytes]:
    """The PDF, or each page as a PNG of so many points an inch. A sign that no font here has stands as an empty box, and
    the PDF is an ordinary one: `unshown` names it."""
    with _laid_out(template, told) as source:
        if kind == "png":
            return _compiled(source, "png", ppi)
        try:
            return _compiled(source, "pdf", ppi, ARCHIVAL)
        except typst.TypstError as error:
            if not _UNSHOWN.search(str(error)):
                raise
            return _compiled(source, "pdf", ppi)


def unshown(template: Path, told: Mapping[str, object]) -> str:
    """The first words of which no font here has every sign, or nothing."""
    if all(ord(sign) <= LAST_BASIC for sign in json.dumps(told, ensure_ascii=False)):
        return ""
    with _laid_out(template, told) as source:
        try:
            _compiled(source, "pdf", 96.0, ARCHIVAL)
        except typst.TypstError as error:
            if found := _UNSHOWN.search(str(error)):
                return found[1]
            raise
    return ""


@contextmanager
def _laid_out(template: Path, told: Mapping[str, object]) -> Iterator[Path]:
    """The template in a folder of its own, beside what it reads."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        (here / template.name).write_bytes(template.read_bytes())
        (here / template.name).with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        yield here / template.name


def _compiled(source: Path, kind: Kind, ppi: float, standard: Literal["a-2u"] | None = None) -> list[bytes]:
    made: bytes | list[bytes] = typst.compile(
        str(source), root=str(source.parent), font_paths=fonts(), format=kind, ppi=ppi, pdf_standards=standard
    )
    return [bytes(one) for one in made] if isinstance(made, list) else [bytes(made)]
