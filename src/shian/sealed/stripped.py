"""A file as a handler may see it: what can be seen on it, and nothing that rides along.

Nothing of the file that was sent is kept but what a person would see: pictures are decoded and written anew, a PDF is
drawn page by page into pictures (as if printed and scanned: no author, no hidden layer, no script, no second file behind
it survives), and of a Word file its words and its pictures are written into a new one. Names of files are dropped.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import pypdfium2 as pdfium
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from docx import Document
from docx.shared import Cm
from PIL import Image

from shian.evidence import rules
from shian.evidence.documents import checked_document
from shian.evidence.limits import limits
from shian.evidence.pictures import cleaned
from shian.kernel.refused import Refused
from shian.sealed.limits import PAGES_MOST, PIXELS_A_PAGE, UNPACKED_MOST

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_MOST = 20 * 1024 * 1024


def stripped(data: bytes) -> tuple[bytes, str]:
    """The bytes to keep, and their kind. Raises Refused in a sentence for what is empty, too big or none of these."""
    if not data:
        raise Refused(_("这个文件是空的，请重新选择"), code="empty")
    if len(data) > limits().bytes:
        raise Refused(
            _("文件太大：一个文件不能超过 %(mb)d MB，请压缩后再上传") % {"mb": limits().megabytes}, code="too_big"
        )
    mime = rules.mime_of(data[:16])
    if mime in rules.PICTURES and mime is not None:
        picture = cleaned(data, mime)
        return picture.data, picture.mime
    if mime == rules.PDF:
        return _drawn(checked_document(data, mime)), rules.PDF
    if mime == rules.DOCX:
        return _retold(checked_document(data, mime)), rules.DOCX
    raise Refused(_("这种文件收不了，请上传照片、PDF 或 Word（docx）"), code="wrong_kind")


def _drawn(data: bytes) -> bytes:
    """A PDF of pictures of its pages."""
    try:
        with pdfium.PdfDocument(data) as document:
            if not 0 < len(document) <= PAGES_MOST:
                raise Refused(_("这个 PDF 的页数太多，最多 %(most)d 页") % {"most": PAGES_MOST}, code="too_many_pages")
            pages = [_page(document[number]) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise Refused(_("这个 PDF 文件打不开（加了密码的请先去掉密码）"), code="not_a_document") from error
    out = io.BytesIO()
    picture, *others = pages
    picture.save(out, "PDF", save_all=True, append_images=others, producer="", creationDate=None, modDate=None)
    return out.getvalue()


def _page(page: "pdfium.PdfPage") -> Image.Image:
    width, height = page.get_size()
    scale = min(2.0, (PIXELS_A_PAGE / max(width * height, 1.0)) ** 0.5)
    drawn: Image.Image = page.render(scale=scale).to_pil()
    return drawn.convert("RGB")


def _retold(data: bytes) -> bytes:
    """A new Word file with the words and the pictures of this one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lines = list(_lines(_document(archive)))
            pictures = list(_pictures(archive))
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, OSError, NotImplementedError) as error:
        raise Refused(_("这不是一个能打开的 Word 文件，请上传 PDF、Word 或照片"), code="not_a_document") from error
    return _written(lines, pictures)


def _document(archive: zipfile.ZipFile) -> Element:
    part = archive.getinfo("word/document.xml")
    if part.file_size > _XML_MOST or sum(one.file_size for one in archive.infolist()) > UNPACKED_MOST:
        raise Refused(_("这个 Word 文件展开后太大，请分开上传"), code="too_big")
    found: Element = fromstring(archive.read(part))
    return found


def _lines(root: Element) -> Iterator[str]:
    """Paragraph by paragraph, tables too. What was struck out under tracking is not read: only <w:t> is."""
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
        yield "".join(sign for sign in text if sign.isprintable())


def _pictures(archive: zipfile.ZipFile) -> Iterator[bytes]:
    for name in archive.namelist():
        mime = rules.mime_of(archive.read(name)[:16]) if name.startswith("word/media/") else None
        if mime in rules.PICTURES and mime is not None:
            yield cleaned(archive.read(name), mime).data


def _written(lines: list[str], pictures: list[bytes]) -> bytes:
    document = Document()
    said = document.core_properties
    said.author = said.title = said.comments = said.last_modified_by = said.keywords = ""
    for line in lines:
        document.add_paragraph(line)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for picture in pictures:
            document.add_picture(io.BytesIO(picture), width=Cm(15))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
