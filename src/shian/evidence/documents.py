"""An appointment or a commitment as a file: PDF, Word or a photograph of the paper."""

import io
import zipfile

from django.utils.translation import gettext as _

from shian.evidence import rules
from shian.kernel.refused import Refused

_WORD = "word/document.xml"
_MACROS = "vbaProject.bin"


def checked_document(data: bytes, mime: str) -> bytes:
    """The bytes to keep. Raises Refused where the file is not what its first bytes say."""
    return _pdf(data) if mime == rules.PDF else _docx(data)


def _pdf(data: bytes) -> bytes:
    whole = rules.whole_pdf(data)
    if whole is None:
        raise Refused(_("这个 PDF 文件不完整，请重新上传"), code="not_a_document")
    return whole


def _docx(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _not_word() from error
    if _WORD not in names:
        raise _not_word()
    if any(name.endswith(_MACROS) for name in names):
        raise Refused(_("这个 Word 文件带有宏，请另存为不带宏的文件再上传"), code="macros")
    return data


def _not_word() -> Refused:
    return Refused(_("这不是一个能打开的 Word 文件，请上传 PDF、Word 或照片"), code="not_a_document")
