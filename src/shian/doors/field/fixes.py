"""A problem in one hand: what is wrong, before and after, what to do now."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.field.verbs import held
from shian.doors.ui.evidence import pairs_of
from shian.doors.ui.finding_verbs import Verb
from shian.doors.ui.said import due_of, finding_reasons, holder_of, names_of
from shian.doors.ui.shapes.loop import PhoneFinding
from shian.doors.ui.shapes.parts import Act, Field, Holder, Link
from shian.doors.ui.terms import DISPOSITIONS, FINDING_STATES, SEVERITIES, finding_badge, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.whole_way import again_of, hands_of, ladder_of, moment_of, parties_of, way_of
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.loop import queries as loop
from shian.loop.models import Finding
from shian.loop.spoken import problem_words
from shian.loop.states import FINDING


def page(viewer: Actor, found: Finding, typed: Typed | None = None, *, now: datetime) -> PhoneFinding:
    on = timezone.localdate(now)
    said_ = typed or Typed()
    verbs = held(viewer, found)
    open_ = found.state not in FINDING.final
    due = due_of(found.due, today=on, path=found.path, provisional=found.due_provisional) if open_ else None
    return PhoneFinding(
        title=problem_words(found),
        number=f"{found.found_on:%m%d}-{found.pk.hex[-5:].upper()}",
        badge=finding_badge(found.state),
        business=Link(found.business.name, f"/businesses/{found.business_id}"),
        place="",
        found=_facts(found),
        note=found.note,
        holder=_holder(found, viewer, on) if open_ else None,
        due=due,
        way=way_of(found, loop.way(found, viewer=viewer), now=now),
        ladder=ladder_of(loop.climbs_of(found, viewer=viewer), loop.owed_on(found, viewer=viewer) if open_ else None),
        parties=parties_of(found, viewer=viewer, now=now),
        hands=hands_of(found, loop.spans(found, viewer=viewer, now=now)),
        again=again_of(found, viewer=viewer),
        pairs=pairs_of(found, viewer=viewer),
        history=tuple(moment_of(step) for step in loop.steps(found, viewer=viewer)),
        acts=tuple(_act(verb, found, said_) for verb in verbs if verb.look or verb.key == said_.verb),
        others=tuple(_act(verb, found, said_) for verb in verbs if not verb.look and verb.key != said_.verb),
        why=finding_reasons(found, viewer),
        back=_back(viewer, found),
    )


def done_words(found: Finding) -> str:
    return _("已办好。现在是“%(state)s”。") % {"state": said(FINDING_STATES, found.state)}


def _back(viewer: Actor, found: Finding) -> str:
    if found.business_id in viewer.businesses:
        return reverse("shop_findings", args=[found.business_id])
    return reverse("today")


def _facts(found: Finding) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("轻重"), said(SEVERITIES, found.severity)),
        (_("处置"), said(DISPOSITIONS, found.disposition)),
        (_("发现日"), full_day_words(found.found_on)),
        (_("结果"), found.outcome),
    )
    return tuple((name, words) for name, words in facts if words)


def _holder(found: Finding, viewer: Actor, on: date) -> Holder | None:
    """Who has it now: the post that holds it, or the business while it is to be put right."""
    if found.holder_id is None:
        return Holder(_("主体自己"), found.business.principal_name or found.business.name)
    return holder_of(found.holder, names_of([found.holder_id], on=on).get(found.holder_id), viewer=viewer)


def _act(verb: Verb, found: Finding, typed: Typed) -> Act:
    photo = Field("photos", _("照片"), "file", help=_photo_words(found, verb))
    note = Field("note", str(verb.note), "textarea", typed.word(verb.key, "note"), error=typed.wrong(verb.key))
    fields = (photo, note) if verb.photo else (note,)
    return Act(
        verb.key, str(verb.word), reverse("fix", args=[found.pk]), fields, look=verb.look, files=verb.photo,
        keep=str(found.business_id), about=found.business.name,
    )  # fmt: skip


def _photo_words(found: Finding, verb: Verb) -> str:
    if verb.key == "verify" and found.disposition == "fix_on_site" and not found.photos_after:
        return _("当场整改要有整改后的照片，请拍一张")
    return _("拍一张更清楚，也可以不拍")
