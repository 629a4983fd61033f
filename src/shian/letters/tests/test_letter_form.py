"""函, the letter form of GB/T 9704-2012 (10.1), beside the 文件 form: chosen by the row of the kind, as PDF and as Word."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PageObject

from shian.letters.paper import word
from shian.letters.tests.test_paper import LETTER, MM, PART, pieces, read, text_of
from shian.packs.tests.cn import national

FORM = replace(LETTER, form="letter")
RULE = re.compile(r"q 1 0 0 -1 ([\d.]+) ([\d.]+) cm[^q]*?([\d.]+) w [^q]*?0 0 m ([\d.]+) 0 l")


def rules(page: PageObject) -> list[tuple[float, float, float, float]]:
    """The lines drawn on a page: from the left, from the top and how long in mm, how thick in points."""
    contents = page.get_contents()
    assert contents is not None
    drawn = RULE.findall(contents.get_data().decode("latin-1"))
    height = float(page.mediabox.height)
    return [(float(x) / MM, (height - float(y)) / MM, float(long) / MM, float(thick)) for x, y, thick, long in drawn]


def test_the_mark_is_the_name_alone_thirty_millimetres_below_the_edge() -> None:
    (page,) = read(FORM).pages
    text, _across, down, size = next(one for one in pieces(page) if one[0].startswith("桐乡市"))
    assert text.strip() == LETTER.organ, "no 文件"
    assert down - 0.88 * size / MM == pytest.approx(30, abs=0.5)


def test_two_red_double_lines_stand_on_the_first_page_alone() -> None:
    first, *others = read(replace(FORM, parts=(PART,) * 20)).pages
    lines = rules(first)
    assert [thick for *_rest, thick in lines] == [2.2, 0.7, 0.7, 2.2], "thick above thin, and at the foot the other way"
    assert [(round(across), round(long)) for across, _down, long, _thick in lines] == [(20, 170)] * 4
    (mark,) = (one for one in pieces(first) if one[0].startswith("桐乡市") and one[3] > 22)
    foot_of_mark = mark[2] + 0.12 * mark[3] / MM
    assert lines[0][1] - foot_of_mark == pytest.approx(4, abs=0.6)
    assert 297 - lines[3][1] == pytest.approx(20, abs=0.6)
    assert (lines[1][1] - lines[0][1]) * MM > (2.2 + 0.7) / 2 + 1, "they do not run into one another"
    assert others and all(rules(page) == [] for page in others)


def test_the_number_stands_on_the_right_under_the_line() -> None:
    (page,) = read(FORM).pages
    number = [one for one in pieces(page) if "桐食安办" in one[0]]
    assert number[0][1] > 105 and 0 < number[0][2] - rules(page)[1][1] < 16
    assert text_of(page).index(LETTER.mark) < text_of(page).index(LETTER.subject)


def test_no_page_number_on_the_first_page_and_no_printing_line_at_all() -> None:
    pages = read(replace(FORM, parts=(PART,) * 20)).pages
    texts = [text_of(page) for page in pages]
    assert [f"—{n}—" in text for n, text in enumerate(texts, 1)] == [False] + [True] * (len(texts) - 1)
    whole = "".join(texts)
    assert LETTER.printed not in whole and whole.count("抄送：市市场监督管理局。") == 1
    assert whole.count(PART) == 20, "every word can be taken out"


def test_word_has_the_same_layout_and_words() -> None:
    book = Document(BytesIO(word(FORM)))
    section = book.sections[0]
    assert section.different_first_page_header_footer
    (mark,), (foot,) = section.first_page_header.paragraphs, section.first_page_footer.paragraphs
    assert (mark.text, foot.text) == (LETTER.organ, "")
    drawn = [line._p.pPr.find(qn("w:pBdr"))[0] for line in (mark, foot)]
    assert [one.get(qn("w:val")) for one in drawn] == ["thickThinSmallGap", "thinThickSmallGap"]
    assert {one.get(qn("w:color")) for one in drawn} == {"D7000F"}
    said = [line.text for line in book.paragraphs]
    assert [words for words in (LETTER.mark, LETTER.subject, *LETTER.parts, LETTER.day) if words not in said] == []
    assert LETTER.organ_mark not in said and not [line for line in said if LETTER.printed in line]


def test_the_row_of_the_kind_chooses() -> None:
    forms = {key: kind.form for key, kind in national().pack.letters.items() if kind.official}
    assert (forms["reminder"], forms["notify_department"]) == ("letter", "letter")
    assert {forms["rectification_notice"], forms["order_to_rectify"], forms["bulletin"]} == {"document"}
