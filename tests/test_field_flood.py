"""A field app at the mass door: the same sentences and the same one sheet as at the page server, in a batch with all others."""

import asyncio
import base64
import http.client
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from shian.checklists.models import Sheet
from shian.checklists.queries import items, version
from shian.doors.ingest.batches import Batches
from shian.doors.ingest.door import Door
from shian.doors.ingest.limits import limits
from shian.evidence.models import Evidence
from shian.loop.models import Finding
from tests.at_the_doors import PASSWORD, bound_and_planned, entered, photo, stand_still
from tests.field_app import SAID, FieldApp
from tests.roles import as_root
from tests.stories.test_field_apps import FORM, LIST, all_good, kept, token_of
from tests.world import business, small_county

PLACE = "/openrosa/submission"


@dataclass
class Flooded:
    """A telephone that sends its forms to the mass door."""

    port: int
    name: str = "anything"
    secret: str = ""
    host: str = "127.0.0.1"

    def asked(self, method: str, xml: bytes = b"", **files: bytes) -> tuple[int, str, http.client.HTTPMessage]:
        """Status, sentence and headers."""
        parts: dict[str, Any] = {
            name: SimpleUploadedFile(name, data) for name, data in {"xml_submission_file": xml, **files}.items()
        }
        words = base64.b64encode(f"{self.name}:{self.secret}".encode()).decode()
        headers = {"Content-Type": MULTIPART_CONTENT, "Host": self.host} | (
            {"Authorization": f"Basic {words}"} if self.secret else {}
        )
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        line.request(method, PLACE, encode_multipart(BOUNDARY, parts) if method == "POST" else None, headers)
        answer = line.getresponse()
        body = answer.read()
        line.close()
        return answer.status, fromstring(body).findtext(f"{SAID}message") or "" if body else "", answer.headers

    def sent(self, xml: bytes, **files: bytes) -> tuple[int, str]:
        return self.asked("POST", xml, **files)[:2]


def at_the_mass_door(story: Callable[[int], None]) -> None:
    """Let a telephone talk to a door that stands for as long as the story takes."""

    async def run() -> None:
        door = await Door.opened()
        house = door.house()
        server = await asyncio.get_running_loop().create_server(house.protocol, "127.0.0.1", 0)
        try:
            await asyncio.to_thread(story, server.sockets[0].getsockname()[1])
        finally:
            server.close()
            await house.close(1)
            await door.close()

    asyncio.run(run())


@pytest.mark.django_db(transaction=True)
def test_a_form_is_one_sheet_whichever_door_it_came_by(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT, settings.ALLOWED_HOSTS = tmp_path, ["127.0.0.1", "testserver"]
    world = small_county()
    for name in ("甲饭店", "乙饭店", "丙饭店"):
        business(world, name)
    bound_and_planned(world)
    secret = token_of(world, "village")[1]
    page = FieldApp("anything", secret)
    entered(world, "village")  # opens the account: telephone and password let in as well
    form, first, one, two = page.fetched(FORM), items(version(LIST).pk)[0].code, uuid4(), uuid4()
    plain = form.filled(all_good(form), client_id=one)
    bad = {first: "fail", f"{first}__note": "执照过期", f"{first}__photo": "p.jpg", f"{first}__do": "fix_by"}
    with_photo = form.filled(all_good(form, "乙饭店", **bad), client_id=two)

    def story(port: int) -> None:
        phone = Flooded(port, secret=secret)
        status, _sentence, said = phone.asked("HEAD")
        assert (status, said["X-OpenRosa-Accept-Content-Length"]) == (204, str(limits().body))
        assert said["Location"].endswith(PLACE) and said["X-OpenRosa-Version"] == "1.0"
        assert Flooded(port, world.people["village"].phone, PASSWORD).asked("HEAD")[0] == 204
        for stranger in (
            Flooded(port),
            Flooded(port, secret="wrong"),
            Flooded(port, world.people["village"].phone, "wrong"),
        ):
            status, sentence, said = stranger.asked("POST", plain)
            assert (status, said["WWW-Authenticate"][:5]) == (401, "Basic") and sentence.startswith("用户名")
        assert phone.asked("PUT")[0] == 405
        assert Flooded(port, secret=secret, host="elsewhere.example").sent(plain)[0] == 400
        assert kept() == (0, 0, 0)

        assert phone.sent(plain) == (201, "收到了，辛苦了")
        assert [phone.sent(plain), page.sent(plain)] == [(201, "收到了，辛苦了")] * 2
        assert kept() == (1, 0, 1)
        other = form.filled(all_good(form, "乙饭店"), client_id=one)
        assert [phone.sent(other), page.sent(other)] == [(409, "这个编号已经用在另一份记录上，请重新生成")] * 2

        assert phone.sent(with_photo)[0] == 422  # it has not come: nothing is written
        assert kept() == (1, 0, 1)
        answers = [phone.sent(with_photo, **{"p.jpg": photo(red=9).read()}) for _n in range(2)]
        assert answers == [page.sent(with_photo)] * 2 == [(201, "收到了，辛苦了")] * 2
        assert kept() == (2, 1, 2)
        with as_root():
            assert Evidence.objects.count() == 1 and Finding.objects.get().code == first
            assert set(Sheet.objects.values_list("client_id", flat=True)) == {one, two}

        for broken in (b"<data", b"", form.filled({"visit__task": ""}), form.filled({"visit__task": str(uuid4())})):
            assert phone.sent(broken) == page.sent(broken)
        assert kept() == (2, 1, 2)

        third = form.filled(all_good(form, "丙饭店"))
        with monkeypatch.context() as patch:
            patch.setattr(Batches, "full", property(lambda _self: True))
            status, sentence, said = phone.asked("POST", third)
        assert (status, said["Retry-After"]) == (503, "2") and "请稍后再试" in sentence
        assert kept() == (2, 1, 2)
        assert phone.sent(third)[0] == 201

    at_the_mass_door(story)
