"""What was signed: drawn on the pad with a finger, or the signed paper as a file."""

import binascii
from base64 import b64decode

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from shian.doors.ui.asked import Asked
from shian.evidence.actions import Upload, refuse_by_size
from shian.kernel.refused import Refused

DRAWN = "data:image/png;base64,"


def drawn_or_filed(request: Asked) -> Upload:
    """Raises Refused where nothing was signed, or what came is no drawing of the pad."""
    paper = request.FILES.get("paper")
    if paper is not None:
        return _filed(paper)
    drawn = request.POST.get("signature", "")
    if not drawn:
        raise Refused(_("还没有签名，请在方框里签上名字"), code="unsigned")
    if not drawn.startswith(DRAWN):
        raise Refused(_("这不是签名图片，请重新签名"), code="wrong_kind")
    try:
        return Upload(b64decode(drawn[len(DRAWN) :], validate=True), "signature")
    except binascii.Error as broken:
        raise Refused(_("这不是签名图片，请重新签名"), code="wrong_kind") from broken


def _filed(paper: "UploadedFile[bytes]") -> Upload:
    refuse_by_size(paper.size or 0)
    return Upload(paper.read(), "document")
