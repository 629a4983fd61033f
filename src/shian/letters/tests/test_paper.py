"""The paper of a letter: the layout of GB/T 9704, fonts in the file and from the installation, the same words in Word."""

import itertools
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from pypdf import PageObject, PdfReader

from shian.kernel.refused import Refused
from shian.letters.paper import Paper, faces, pages, pdf, unprintable, word

MM = 72 / 25.4
PART = "经查，梧桐街道辖区内有三家食品经营主体的问题逾期未整改，其中镕记面馆、喆喆小吃店已经两次复查未通过。"
LETTER = Paper(
    organ="桐乡市食品安全委员会办公室",
    mark="桐食安办〔2026〕7号",
    subject="关于敦促落实食品安全责任的函",
    addressee="梧桐街道办事处",
    parts=(PART, "请抓紧落实。", "请于本函发出之日起10个工作日内书面回复。"),
    day="2026年11月22日",
    copies="市市场监督管理局",
    printed="2026年11月22日印发",
)


def read(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(pdf(paper)))


def text_of(page: PageObject) -> str:
    return page.extract_text().replace("\n", "").replace(" ", "")


def pieces(page: PageObject) -> list[tuple[str, float, float, float]]:
    """Each piece of text with its place in mm from the left and from the top, and its size in points."""
    found: list[tuple[str, float, float, float]] = []
    height = float(page.mediabox.height)

    def seen(text: str, current: Any, line: Any, font: Any, size: float) -> None:
        if text.strip():
            across = line[4] * current[0] + line[5] * current[2] + current[4]
            down = height - (line[4] * current[1] + line[5] * current[3] + current[5])
            found.append((text, across / MM, down / MM, abs(size * line[0] * current[0]) or size))

    page.extract_text(visitor_text=seen)
    return found


def test_it_is_a4_and_every_word_can_be_taken_out() -> None:
    (page,) = read(LETTER).pages
    assert (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) == (210, 297)
    text = text_of(page)
    for words in (
        LETTER.organ_mark,
        LETTER.mark,
        LETTER.subject,
        LETTER.addressee,
        *LETTER.parts,
        LETTER.day,
        LETTER.printed,
    ):
        assert words in text, words
    assert "镕记面馆" in text and "喆喆" in text  # not in GB 2312: names of shops and of people are
    assert "抄送：市市场监督管理局。" in text and "—1—" in text


def fonts_of(reader: PdfReader) -> list[Any]:
    pages_: list[Any] = list(reader.pages)
    return [font.get_object() for page in pages_ for font in page["/Resources"]["/Font"].values()]


def test_every_font_lies_in_the_file() -> None:
    fonts = fonts_of(read(replace(LETTER, parts=LETTER.parts * 20)))
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        descriptor = inner["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), inner["/BaseFont"]
        assert "NotoSerifSC" in inner["/BaseFont"]


def test_it_is_a_paper_for_the_archive() -> None:
    metadata = read(LETTER).xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "U")


def test_a_sign_that_no_font_has_is_named_and_the_rest_is_printed() -> None:
    rare = replace(LETTER, addressee="\U00020bb7野家（桐乡）餐厅")
    assert "\U00020bb7" in unprintable(rare)
    assert LETTER.day in "".join(text_of(page) for page in read(rare).pages)
    assert unprintable(replace(LETTER, addressee="龘䶮㐂食品厂")) == ""


def test_the_type_area_is_that_of_the_standard() -> None:
    (page,) = read(LETTER).pages
    placed = {text.strip(): (across, down) for text, across, down, _size in pieces(page)}
    lines = [text for text in placed if text.startswith("梧桐街道办事处")]
    assert lines and placed[lines[0]][0] == pytest.approx(28, abs=1)  # the left margin
    assert min(down for _text, _across, down, _size in pieces(page)) > 37
    body = sorted(down for text, _across, down, _size in pieces(page) if text.strip() and 110 < down < 200)
    steps = [round(after - before, 1) for before, after in itertools.pairwise(body) if after - before > 5]
    assert steps and min(steps) == pytest.approx(225 / 22, abs=0.4)  # 22 lines in 225 mm


@pytest.mark.parametrize("times", [1, 4, 12, 30])
def test_a_long_letter_breaks_over_pages_and_loses_nothing(times: int) -> None:
    parts = tuple(f"{n}．{PART}" for n in range(1, times + 1))
    pages_ = read(replace(LETTER, parts=parts)).pages
    text = "".join(text_of(page) for page in pages_)
    assert all(f"{n}．经查" in text for n in range(1, times + 1))
    assert text.count(LETTER.day) >= 1 and text.count("抄送：") == 1
    last = text_of(pages_[-1])
    assert "抄送：" in last and LETTER.printed in last
    assert [f"—{n}—" in text_of(page) for n, page in enumerate(pages_, 1)] == [True] * len(pages_)


def test_the_name_and_the_day_are_never_torn_apart() -> None:
    for times in range(1, 16):
        for page in read(replace(LETTER, parts=(PART,) * times)).pages:
            text = text_of(page).replace(LETTER.printed, "").replace(LETTER.organ_mark, "")
            assert (LETTER.day in text) == (text.replace("抄送", "").count(LETTER.organ) > ("抄送：" in text)), times


def test_a_draft_says_that_it_is_one() -> None:
    draft = replace(LETTER, mark="", unsealed="（草稿，未经批准，不得外发）")
    text = text_of(read(draft).pages[0])
    assert "（未编号）" in text and "不得外发" in text


def test_the_machines_own_fonts_are_not_asked(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    """Where nothing was installed a letter is refused in words, not printed in empty boxes."""
    monkeypatch.setattr(faces, "SHIPPED", tmp_path)
    settings.DATA = tmp_path
    faces.fonts.cache_clear()
    faces.faces.cache_clear()
    try:
        with pytest.raises(Refused, match="make setup"):
            pdf(LETTER)
    finally:
        faces.fonts.cache_clear()
        faces.faces.cache_clear()


def test_word_says_the_same_words() -> None:
    book = Document(BytesIO(word(LETTER)))
    said = [line.text for line in book.paragraphs]
    wanted = [
        LETTER.organ_mark,
        LETTER.mark,
        LETTER.subject,
        f"{LETTER.addressee}：",
        *LETTER.parts,
        LETTER.organ,
        LETTER.day,
    ]
    assert [words for words in wanted if words not in said] == []
    section = book.sections[0]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)  # type: ignore[union-attr]  # they were set


def test_the_pages_are_pictures_too() -> None:
    drawn = pages(replace(LETTER, parts=(PART,) * 20))
    assert len(drawn) > 1 and all(one.startswith(b"\x89PNG") for one in drawn)


def test_no_signature_stands_on_a_page_without_words() -> None:
    for lines in range(8, 16):
        made = read(replace(LETTER, parts=tuple(f"第{n}条意见。" for n in range(1, lines + 1)), printed="印发"))
        (signed,) = (text for page in made.pages if LETTER.day in (text := text_of(page)))
        assert f"第{lines}条意见" in signed, f"{lines} lines"


def test_a_long_name_of_an_organ_moves_down_what_stands_below_it() -> None:
    organ = "新疆生产建设兵团第八师石河子市食品安全委员会办公室（石河子市市场监督管理局食品安全综合协调科）"
    page = read(replace(LETTER, form="letter", organ=organ)).pages[0]
    found = pieces(page)
    head = max(down for text, _across, down, size in found if size > 21.9 and text.strip() in organ and down < 75)
    number = next(down for text, _across, down, _size in found if "7号" in text)
    assert number > head + 5, "the number lies below the last line of the name"
