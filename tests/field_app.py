"""A field app that speaks OpenRosa: it fetches the list, a form and what belongs to it, fills it in, and sends it."""

import base64
import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

XFORMS, HTML = "http://www.w3.org/2002/xforms", "http://www.w3.org/1999/xhtml"
LIST, MANIFEST, SAID = (
    "{http://openrosa.org/xforms/xformsList}", "{http://openrosa.org/xforms/xformsManifest}", "{http://openrosa.org/http/response}",
)  # fmt: skip


@dataclass
class Fetched:
    """A form as it was fetched: its name, its version, its XML, the visits it may be filled in for, by their words."""

    key: str
    version: str
    xml: bytes
    tasks: dict[str, str] = field(default_factory=dict)
    beside: list[dict[str, str]] = field(default_factory=list)  # who may come along, and to which visit

    @property
    def fields(self) -> list[str]:
        return [_local(one.tag) for one in self._instance().iter() if len(one) == 0]

    def filled(self, values: Mapping[str, str], *, client_id: UUID | None = None) -> bytes:
        """An instance with these values, under an id of its own."""
        instance = self._instance()
        said = {**values, "instanceID": f"uuid:{client_id or uuid4()}"}
        for one in instance.iter():
            if _local(one.tag) in said:
                one.text = said[_local(one.tag)]
        return ElementTree.tostring(instance, encoding="utf-8")

    def _instance(self) -> Any:
        root = fromstring(self.xml)
        model = root.find(f"{{{HTML}}}head/{{{XFORMS}}}model")
        first = model.find(f"{{{XFORMS}}}instance") if model is not None else None
        if first is None:
            raise AssertionError("the form has no instance")
        return first[0]


class FieldApp:
    """Somebody's telephone with a field app in it."""

    def __init__(self, name: str, secret: str) -> None:
        words = base64.b64encode(f"{name}:{secret}".encode()).decode()
        self.client = Client(headers={"Authorization": f"Basic {words}", "X-OpenRosa-Version": "1.0"})

    def listed(self) -> list[dict[str, str]]:
        answer = self.client.get("/openrosa/formList")
        assert answer.status_code == 200, answer.content
        assert answer["X-OpenRosa-Version"] == "1.0"
        return [{_local(part.tag): part.text or "" for part in one} for one in fromstring(answer.content)]

    def fetched(self, key: str) -> Fetched:
        """A form by its name in the list, with the files of its manifest."""
        one = next(form for form in self.listed() if form["formID"] == key)
        form = self.client.get(one["downloadUrl"])
        manifest = fromstring(self.client.get(one["manifestUrl"]).content)
        files = {name: self._rows(file) for file in manifest if (name := file.findtext(f"{MANIFEST}filename"))}
        visits = {row["label"]: row["name"] for row in files["tasks.csv"]}
        return Fetched(key, one["version"], form.content, visits, files.get("seconds.csv", []))

    def _rows(self, file: Any) -> list[dict[str, str]]:
        data = self.client.get(file.findtext(f"{MANIFEST}downloadUrl") or "").content
        return list(csv.DictReader(io.StringIO(data.decode())))

    def sent(self, xml: bytes, **files: bytes) -> tuple[int, str]:
        """The status and the sentence."""
        return self.sent_in_parts(xml, files)

    def sent_in_parts(self, xml: bytes, files: Mapping[str, bytes], *, more: bool = False) -> tuple[int, str]:
        """One request of several: `more` says that others follow."""
        body: dict[str, Any] = {name: SimpleUploadedFile(name, data, "image/jpeg") for name, data in files.items()}
        body["xml_submission_file"] = SimpleUploadedFile("instance.xml", xml, "text/xml")
        answer = self.client.post("/openrosa/submission", body | ({"*isIncomplete*": "yes"} if more else {}))
        return answer.status_code, said(answer.content)


def said(content: bytes) -> str:
    """The sentence of an answer."""
    return fromstring(content).findtext(f"{SAID}message") or ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
