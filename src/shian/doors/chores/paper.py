"""A letter on A4 by Typst: black on white, official margins (GB/T 9704), page x of y, a code at the upper right."""

import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
import typst
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused

SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "FangSong", "Songti SC", "Noto Sans CJK SC")
LETTER = """
#let told = json("letter.json")
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  header: align(right, image("code.svg", width: 18mm)),
  footer: context align(center, text(9pt, counter(page).display("1 / 1", both: true))))
#set text(font: FONTS, lang: "zh", region: "cn", size: 16pt)
#set par(first-line-indent: (amount: 2em, all: true), leading: 1em, justify: true)
#align(center, text(22pt, weight: "bold", told.title))
#v(1em)
#for part in told.text [#par(part)]
#v(2em)
#for (name, words) in told.facts [#par(first-line-indent: 0em)[#name：#words]]
#v(3em)
#align(right)[#told.sign：#box(width: 40mm, stroke: (bottom: 0.5pt), SIGNATURE)#h(2em) \\ #v(0.6em) #told.day]
#v(1fr)
#text(9pt, told.foot)
"""


@dataclass(frozen=True)
class Letter:
    """What stands on the paper, in words."""

    title: str
    text: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sign: str
    day: str
    foot: str
    code: str
    signature: Path | None = None  # a drawing, where it was signed on a screen


def printed(letter: Letter) -> bytes:
    """The letter as PDF. Raises Refused where this machine has no Chinese font: a paper of empty boxes is worse than none."""
    fonts = [name for name in SERIF if name in _families()]
    if not fonts:
        raise Refused(_("这台机器没有中文字体，生成不了 PDF；请管理员安装 fonts-noto-cjk 后再试"), code="no_font")
    with TemporaryDirectory() as folder:
        here = Path(folder)
        told = asdict(replace(letter, signature=None))
        (here / "letter.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        picture = segno.make(letter.code, micro=False)
        picture.save(str(here / "code.svg"))
        named = "(" + ", ".join(json.dumps(name) for name in fonts) + ",)"
        (here / "letter.typ").write_text(_source(named, letter.signature, here), "utf-8")
        return bytes(typst.compile(str(here / "letter.typ"), root=folder))


def _source(fonts: str, signature: Path | None, here: Path) -> str:
    """The words of the page for Typst; the drawing is copied beside them, for it may read nothing else."""
    if signature is None:
        return LETTER.replace("FONTS", fonts).replace(", SIGNATURE", "")
    (here / "signature.png").write_bytes(signature.read_bytes())
    return LETTER.replace("FONTS", fonts).replace("SIGNATURE", '[#image("signature.png", height: 12mm)]')


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    """The font families which Typst finds on this machine."""
    return frozenset(typst.Fonts().families())
