"""`letter_pdf_ms`: one letter of two pages as PDF, beside an empty page of Typst in the same run.

The empty page opens the two faces of the installation each time, as Typst does when it is called alone; the letter keeps them open.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

import django
import typst

from benchmarks.figures import Measured

NAMES = ("letter_pdf_ms",)
TIMES = 40


def run() -> Iterator[Measured]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from shian.letters.paper import Paper, pdf  # noqa: PLC0415  settings come first
    from shian.letters.paper.faces import folders  # noqa: PLC0415  the same

    part = "经查，有三家食品经营主体的问题逾期未整改，其中两家已经两次复查未通过，请抓紧督促落实，并于期限内书面回复。"
    paper = Paper(
        "桐乡市食品安全委员会办公室",
        "桐食安办〔2026〕7号",
        "关于敦促落实食品安全责任的函",
        "梧桐街道办事处",
        (part,) * 12,
        "2026年11月22日",
    )
    pdf(paper)  # the fonts are opened once a process
    empty = _median_ms(
        lambda n: typst.compile(
            f'#set page(paper: "a4")\n// {n}\n'.encode(), font_paths=folders(), ignore_system_fonts=True
        )
    )
    # Another number each time: what Typst remembers of the last letter is no measure of the next.
    value = _median_ms(lambda n: pdf(replace(paper, mark=f"桐食安办〔2026〕{n}号", parts=(f"{n}．{part}",) * 12)))
    yield Measured("letter_pdf_ms", value, "ms", limit=empty, ratio=value / empty, n=TIMES)


def _median_ms(make: Callable[[int], object]) -> float:
    taken = []
    for n in range(TIMES):
        start = time.perf_counter()
        make(n)
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)
