"""A form as Word, with what people paste into it."""

from io import BytesIO

from docx import Document

from shian.complaints.paper import Filled, word


def test_signs_that_a_word_file_cannot_hold_do_not_keep_it_from_being_made() -> None:
    form = Filled(2, "举报登记表", "局\x01", "号", "日", rows=(("姓名\x00", "钱\x0b二"),), parts=("坏了\x02 & <b>",))
    book = Document(BytesIO(word(form)))
    assert book.paragraphs[0].text == "局\ufffd"
    assert "坏了\ufffd & <b>" in [line.text for line in book.paragraphs]
    assert [cell.text for cell in book.tables[0].rows[0].cells] == ["姓名\ufffd", "钱\ufffd二"]
