"""An office's own form: staged from a spreadsheet, published on a list of the law, withdrawn with a reason; never changed."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from shian.checklists.digest import digest_of
from shian.checklists.formed import digest_on, items_of, kept_form, law_form
from shian.checklists.models import ChecklistVersion, FormDraft, Item
from shian.checklists.rules.form import Form
from shian.checklists.rules.joining import joined
from shian.checklists.xlsform.importing import Imported
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.packs import schema

PUBLISH, WITHDRAW = "publish_checklist", "withdraw_checklist"


def stage_form(read: Imported, filename: str, *, ground: str, by: Actor, now: datetime) -> FormDraft:
    """Keep what a spreadsheet holds until somebody has looked at it. Raises Refused where nothing could be taken."""
    if not any(one.asked for one in read.form.questions):
        raise Refused(_("这份表里没有一题可以取；请看每一行的原因"), code="nothing_taken")
    draft = FormDraft(
        filename=filename[-200:], person_id=by.person, path=ground, form=msgspec.to_builtins(read.form),
        left=msgspec.to_builtins(read.left), notes=msgspec.to_builtins(read.notes), recorded_at=now,
    )  # fmt: skip
    with act(by, PUBLISH, draft) as announce:
        draft.save(force_insert=True)
        announce.note(rows=len(read.form.questions), left=len(read.left))
    return draft


def publish_form(form: Form, asked: schema.Checklist, *, ground: str, by: Actor, now: datetime) -> ChecklistVersion:
    """A new version of a list of the law for a ground: the law's questions, then the form's own. It never changes again."""
    if not form.questions:
        raise Refused(_("这张表一题也没有取到，没有可发布的"), code="nothing_taken")
    whole, below = joined(form, law_form(asked)).form, digest_of(asked)
    version = ChecklistVersion(
        id=new_id(), key=asked.key, number=_next_number(asked.key), title=whole.title, title_en=whole.title_en,
        digest=digest_on(whole, ground, below), assumed=asked.cite.assumed, ground=ground, stands_on=below, form=kept_form(whole),
        published_at=now, published_by=by.person, published_label=by.label[:120],
    )  # fmt: skip
    with act(by, PUBLISH, version) as announce:
        if same := ChecklistVersion.objects.filter(
            key=version.key, digest=version.digest, withdrawn_at__isnull=True
        ).first():
            raise Conflict(
                _("这个内容已经是第 %(number)d 版，不用再发布") % {"number": same.number}, code="same_content"
            )
        version.save(force_insert=True)
        Item.objects.bulk_create(items_of(version, whole))
        announce.note(key=version.key, number=version.number, questions=len(whole.questions))
    return version


def withdraw_form(version: ChecklistVersion, reason: str, *, by: Actor, now: datetime) -> ChecklistVersion:
    """It is offered to nobody from now on; what was filled in stays, and what is still on its way is taken."""
    why = reason.strip()
    if not why:
        raise Refused(_("请写明停用的原因"), code="no_reason")
    if version.published_at is None:
        raise Refused(_("法规里的检查表不能在这里停用"), code="law")
    with act(by, WITHDRAW, version) as announce, transaction.atomic():
        said = {"withdrawn_at": now, "withdrawn_label": by.label[:120], "withdrawn_reason": why[:200]}
        if not ChecklistVersion.objects.filter(pk=version.pk, withdrawn_at__isnull=True).update(**said):
            raise Conflict(_("这一版已经停用了"))
        announce.note(key=version.key, number=version.number, reason=why[:200])
    version.refresh_from_db()
    return version


def _next_number(key: str) -> int:
    newest = ChecklistVersion.objects.filter(key=key).order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1
