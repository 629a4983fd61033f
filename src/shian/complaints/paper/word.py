"""The same form as Word: the same fields, for an office that goes on writing in it."""

from io import BytesIO

from docx import Document
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from shian.complaints.paper.filled import Filled
from shian.kernel.written import speakable

FANG, HEAD = "仿宋_GB2312", "方正小标宋简体"
BIG, NORMAL, SMALL = Pt(22), Pt(16), Pt(12)


def word(form: Filled) -> bytes:
    """The form as docx. Word takes the office's own 仿宋 and 小标宋, which every such office has."""
    book = Document()
    _page(book)
    _line(book, form.organ, HEAD, Pt(18)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(book, form.title, HEAD, BIG).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(book, form.mark, FANG, SMALL).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if form.rows:
        _table(book, form)
    if form.addressee:
        _line(book, f"{form.addressee}：", FANG, NORMAL)
    for part in form.parts:
        _line(book, part, FANG, NORMAL).paragraph_format.first_line_indent = Pt(32)
    for sign in form.signs:
        _line(book, f"{sign}：", FANG, SMALL)
    for words in (f"{form.organ}（印章）", form.day):
        _line(book, words, FANG, NORMAL).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if form.copies:
        _line(book, f"抄送：{form.copies}", FANG, SMALL)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _page(book: Book) -> None:
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(28)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _table(book: Book, form: Filled) -> None:
    table = book.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in form.rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(32), Mm(124)
        for cell, words in zip(cells, (label, value), strict=True):
            _written(cell.paragraphs[0], words, FANG, SMALL)


def _line(book: Book, words: str, face: str, size: Pt) -> Paragraph:
    line: Paragraph = book.add_paragraph()
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
    _written(line, words, face, size)
    return line


def _written(line: Paragraph, words: str, face: str, size: Pt) -> None:
    run = line.add_run(speakable(words))
    run.font.name, run.font.size = face, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
