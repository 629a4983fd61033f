"""公示, 抄告: what was told to the public or to another department about a finding. Each is written down by whoever did
it, with where or to whom; the finding's state stays as it is."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.loop.actions.opening import step
from shian.loop.events import FindingMoved
from shian.loop.models import Finding, FindingStep


def publish(finding: Finding, *, note: str, by: Actor, now: datetime) -> Finding:
    """The result was made public; `note` says where. Once is enough. Raises Refused for a second time."""
    if FindingStep.objects.visible_to(by).filter(finding=finding, move="publish").exists():
        raise Refused(_("这个问题已经公示过了，见“经过”"), code="published")
    return _told(finding, "publish", note, by, now)


def notify_department(finding: Finding, *, note: str, by: Actor, now: datetime) -> Finding:
    """Another department was given notice; `note` says which, and of what."""
    return _told(finding, "notify_department", note, by, now)


def _told(finding: Finding, verb: str, note: str, by: Actor, now: datetime) -> Finding:
    if not note.strip():
        raise Refused(_("请写明在哪里公示、抄告给哪个部门"), code="no_words")
    if finding.state == "withdrawn":
        raise Refused(_("这个问题已经撤回，没有什么可以公示、抄告"), code="withdrawn")
    with act(by, verb, finding) as announce:
        insert_many(FindingStep, [step(finding, verb, by=by, now=now, note=note, photos=[])])
        announce.note(move=verb)
        announce(FindingMoved(finding.pk, finding.business_id, verb, finding.state, finding.round))
    return finding
