"""The same letter as Word: the same words and fields, for an office that goes on writing in it."""

from io import BytesIO

from docx import Document
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from shian.kernel.written import speakable
from shian.letters.paper.sheet import Paper

FANG, HEAD, SONG = "仿宋_GB2312", "方正小标宋简体", "宋体"
RED = RGBColor(0xD7, 0x00, 0x0F)
THREE, TWO, FOUR = Pt(16), Pt(22), Pt(14)
UNNUMBERED = "（未编号）"


def word(paper: Paper) -> bytes:
    """The letter as docx. Word takes the office's own 仿宋 and 小标宋, which every such office has."""
    book = Document()
    _page(book)
    if paper.is_letter:
        _letter_head(book, paper)
    else:
        _head(book, paper)
    _line(book, paper.subject, face=HEAD, size=TWO, centred=True)
    _line(book, f"{paper.addressee}：")
    for part in (*paper.parts, *paper.attached):
        _line(book, part, indented=True)
    _line(book, "")
    for words in (paper.organ, paper.day):
        _line(book, words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if paper.unsealed:
        _line(book, paper.unsealed).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if paper.copies:
        _line(book, f"抄送：{paper.copies}。", size=FOUR)
    if not paper.is_letter:
        _line(book, f"{paper.organ}    {paper.printed}", size=FOUR)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _head(book: Book, paper: Paper) -> None:
    """文件: the red head, the number under it, a red line."""
    _line(book, paper.organ_mark, face=HEAD, size=Pt(36), red=True, centred=True)
    _line(book, paper.mark or UNNUMBERED, centred=True)
    _ruled(_line(book, ""), "single", 12)


def _letter_head(book: Book, paper: Paper) -> None:
    """函: the mark 30 mm below the paper's edge with a double line under it, another 20 mm above its foot, on the first page
    alone and without a page number there; the number on the right."""
    section = book.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    mark, foot = section.first_page_header.paragraphs[0], section.first_page_footer.paragraphs[0]
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _written(mark, paper.organ_mark, HEAD, Pt(30)).font.color.rgb = RED
    _ruled(mark, "thickThinSmallGap", 24)
    _ruled(foot, "thinThickSmallGap", 24)
    for line in (mark, foot):  # 170 mm, wider than the type area
        line.paragraph_format.left_indent, line.paragraph_format.right_indent = Mm(-8), Mm(-6)
    _line(book, paper.mark or UNNUMBERED).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _line(book, "")


def _page(book: Book) -> None:
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _written(foot, "— ", SONG, FOUR)
    _page_number(foot)
    _written(foot, " —", SONG, FOUR)


def _line(
    book: Book,
    words: str,
    *,
    face: str = FANG,
    size: Pt = THREE,
    red: bool = False,
    centred: bool = False,
    indented: bool = False,
) -> Paragraph:
    line: Paragraph = book.add_paragraph()
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(max(28.99, size.pt * 1.3))
    if indented:
        line.paragraph_format.first_line_indent = Pt(32)
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = _written(line, words, face, size)
    if red:
        run.font.color.rgb = RED
    return line


def _written(line: Paragraph, words: str, face: str, size: Pt) -> Run:
    run = line.add_run(speakable(words))
    run.font.name, run.font.size = face, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    return run


def _ruled(line: Paragraph, style: str, eighths: int) -> None:
    """A red line under a paragraph, as wide as it is."""
    border, drawn = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", style), ("sz", str(eighths)), ("space", "4"), ("color", str(RED))):
        drawn.set(qn(f"w:{name}"), value)
    border.append(drawn)
    line._p.get_or_add_pPr().append(border)


def _page_number(line: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
