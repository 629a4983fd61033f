"""Something is told: taken in whole or not at all, under a key of its own, answered with a receipt that is shown once."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.opening import local_day
from shian.packs.sealed import TalkLaw
from shian.sealed import boxes, queries, receipts
from shian.sealed.law import law_at
from shian.sealed.models import Channel, Half, Identity, Letter, SealedClue, SealedFile
from shian.sealed.owed import CLUE, Owed, owe
from shian.sealed.stripped import stripped

NAME_MOST = 200


@dataclass(frozen=True, repr=False)
class Name:
    """Who somebody is, or where their reward goes, as they wrote it: field by field, never kept but sealed."""

    fields: dict[str, str] = field(default_factory=dict)

    @property
    def given(self) -> bool:
        return any(text.strip() for text in self.fields.values())

    def text(self) -> str:
        """Raises Refused where a field is too long."""
        bare = {name: text.strip() for name, text in self.fields.items()}
        if any(len(text) > NAME_MOST for text in bare.values()):
            raise Refused(_("姓名、电话和账号每栏最多 %(most)d 字") % {"most": NAME_MOST}, code="too_long")
        return json.dumps(bare, ensure_ascii=False)


@dataclass(frozen=True, repr=False)
class Told:
    """What somebody tells, with what they bring; `name` where they say who they are."""

    text: str
    files: tuple[bytes, ...] = ()
    name: Name = field(default_factory=Name)


def take_clue(channel: Channel, told: Told, *, by: Actor, now: datetime) -> str:
    """Take a clue and answer its receipt. Raises Refused in a sentence; then nothing is kept."""
    law, said = law_at(channel.path, now)
    text = checked(told.text, said.talk)
    cleaned = cleaned_files(told.files, said.talk, already=0)
    receipt, key = receipts.new_receipt(), boxes.new_key()
    clue = SealedClue(
        id=new_id(),
        channel=channel,
        holder=channel.handler,
        receipt=receipts.digest(receipt, "receipt"),
        key=b64encode(key).decode(),
        received_at=now,
        path=channel.path,
        secrecy=int(Secrecy.SEALED),
    )
    with act(by, "take_clue", clue):
        due = said.check.due(local_day(now), law.calendar)
        owed = Owed(CLUE, clue.pk, clue.holder_id, clue.path, law.release, due)
        clue.task = owe(owed, now=now)
        clue.save(force_insert=True)
        add_letter(clue, text, ours=False, now=now)
        add_files(clue, cleaned, now=now)
        if told.name.given:
            seal_name(clue, "person", told.name, by=by, now=now)
    return receipt


def checked(text: str, law: TalkLaw) -> str:
    """What was written, without what frames it. Raises Refused where it is nothing or too long."""
    bare = text.replace("\x00", "").strip()
    if not bare:
        raise Refused(_("请写下您知道的事"), code="no_words")
    if len(bare) > law.letters_most:
        raise Refused(
            _("写得太长：一次最多 %(most)d 字，现在有 %(have)d 字。可以分几次写，拿回执号回来接着写。")
            % {"most": law.letters_most, "have": len(bare)},
            code="too_long",
        )
    return bare


def cleaned_files(files: Sequence[bytes], law: TalkLaw, *, already: int) -> list[tuple[bytes, str]]:
    """Each as it may be kept. Raises Refused for one that may not, and for too many."""
    if len(files) + already > law.files_most:
        raise Refused(_("一件最多附 %(most)d 个文件") % {"most": law.files_most}, code="too_many_files")
    return [stripped(data) for data in files]


def add_letter(clue: SealedClue, text: str, *, ours: bool, now: datetime) -> Letter:
    """Takes part in the verb that calls it."""
    letter = Letter(
        id=new_id(),
        clue=clue,
        holder_id=clue.holder_id,
        ours=ours,
        body=boxes.locked_text(queries.key_of(clue), text),
        sent_at=now,
        path=clue.path,
        secrecy=clue.secrecy,
    )
    letter.save(force_insert=True)
    return letter


def add_files(clue: SealedClue, cleaned: Sequence[tuple[bytes, str]], *, now: datetime) -> None:
    """Takes part in the verb that calls it."""
    key = queries.key_of(clue)
    for data, mime in cleaned:
        SealedFile(
            id=new_id(),
            clue=clue,
            holder_id=clue.holder_id,
            mime=mime,
            body=boxes.locked(key, data),
            sent_at=now,
            path=clue.path,
            secrecy=clue.secrecy,
        ).save(force_insert=True)


def seal_name(clue: SealedClue, kind: str, name: Name, *, by: Actor, now: datetime) -> Identity:
    """To both custodians, and to nobody else; the key is forgotten here. Raises Refused while one of them has none."""
    keys = queries.keys_in_force(by, clue.channel)
    if not queries.complete(keys):
        raise Refused(_("这里现在只能匿名举报：身份保管人还没有备好钥匙。请把姓名电话留空。"), code="no_custodians")
    parted = boxes.split(name.text())
    row = Identity(
        id=new_id(),
        clue=clue,
        custodians=clue.channel.custodians,
        kind=kind,
        body=parted.body,
        sealed_at=now,
        path=clue.path,
        secrecy=clue.secrecy,
    )
    row.save(force_insert=True)
    for key in keys:
        Half(
            id=new_id(),
            identity=row,
            key=key,
            holder_id=key.holder_id,
            box=boxes.sealed_to(key.public, parted.halves[key.side]),
            path=clue.path,
            secrecy=clue.secrecy,
        ).save(force_insert=True)
    return row
