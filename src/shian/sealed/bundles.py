"""What a custodian carries from the desk to his own machine and back: one line of text each way, boxes only."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from shian.kernel.actor import Actor
from shian.sealed import boxes, queries
from shian.sealed.house import as_box
from shian.sealed.models import CustodianKey, Identity, Opening, SealedClue

PREFIX = "shian-sealed-1."
MOST = 2_000_000  # characters of a line


@dataclass(frozen=True, repr=False)
class Bundle:
    """What is to be done (pass, read, reseal), his own boxes by number, and what else is needed for it."""

    what: str
    boxes: dict[str, bytes] = field(default_factory=dict)
    body: bytes = b""
    half: bytes = b""
    to: str = ""

    def line(self) -> str:
        said = {
            "what": self.what,
            "boxes": {number: _told(box) for number, box in self.boxes.items()},
            "body": _told(self.body),
            "half": _told(self.half),
            "to": self.to,
        }
        return PREFIX + _told(json.dumps(said).encode())

    @classmethod
    def of(cls, line: str) -> "Bundle":
        """Raises Unopened where it is no such line."""
        bare = "".join(line.split())
        if not bare.startswith(PREFIX) or len(bare) > MOST:
            raise boxes.Unopened
        try:
            said = json.loads(b64decode(bare.removeprefix(PREFIX), validate=True))
            carried = {str(number): b64decode(box) for number, box in said["boxes"].items()}
            return cls(str(said["what"]), carried, b64decode(said["body"]), b64decode(said["half"]), str(said["to"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise boxes.Unopened from error


def to_pass(opening: Opening, *, viewer: Actor) -> Bundle:
    """For the one who agreed: his own half in its boxes, and the public key of the one who asked."""
    name = queries.identity(opening.identity_id, viewer=viewer)
    with as_box() as box:
        clue = SealedClue.objects.visible_to(box).select_related("channel").get(pk=name.clue_id)
        keys = queries.keys_in_force(box, clue.channel)
    to = next((one.public for one in keys if one.holder_id == opening.asked_post), "")
    return Bundle("pass", _own(name, viewer), to=to)


def to_read(opening: Opening, *, viewer: Actor) -> Bundle:
    """For the one who asked: the locked name, his own half, and the other one sealed to him."""
    name = queries.identity(opening.identity_id, viewer=viewer)
    return Bundle("read", _own(name, viewer), body=bytes(name.body), half=bytes(opening.passed or b""))


def to_reseal(old: CustodianKey, new: CustodianKey, *, viewer: Actor) -> Bundle:
    """Everything under one key, to be sealed anew to another of the same custodian."""
    held = {str(one.identity_id): bytes(one.box) for one in queries.halves_under(viewer, old)}
    return Bundle("reseal", held, to=new.public)


def _own(name: Identity, viewer: Actor) -> dict[str, bytes]:
    return {str(one.key_id): bytes(one.box) for one in queries.halves(viewer, name)}


def _told(data: bytes) -> str:
    return b64encode(data).decode()
