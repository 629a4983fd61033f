"""Files of a sealed clue while they come: in the memory of this process, never on its disk.

Django writes an upload of more than a few megabytes into the folder for temporary files, as it came and under no key.
"""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from shian.evidence.limits import limits
from shian.sealed.limits import SENDING_MOST


class InMemoryOnly(FileUploadHandler):
    """Keeps what comes in memory, without its name; one that is too big is read to its end and kept no further."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= limits().bytes:
            self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.held.seek(0)
        return InMemoryUploadedFile(self.held, self.field_name, "-", "", file_size, None)


def too_much(request: HttpRequest) -> bool:
    """Whether more is on its way than one sending may hold: asked before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > SENDING_MOST


def keep_in_memory(request: HttpRequest) -> None:
    """Before anything reads the body."""
    request.upload_handlers = [InMemoryOnly(request)]


def brought(request: HttpRequest) -> tuple[bytes, ...]:
    """The bytes of the files; empty fields of a form bring none."""
    found: MultiValueDict[str, Any] = request.FILES
    return tuple(file.read() for file in found.getlist("files"))
