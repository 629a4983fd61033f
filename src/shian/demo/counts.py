"""How many records a world has, table by table."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.checklists.models import Sheet
from shian.draws.models import Draw
from shian.inspection.models import Inspection
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.letters.models import Letter
from shian.loop.models import Climb, Commitment, Duty, Finding, FindingStep, Task
from shian.oversight.models import Problem
from shian.people.models import Person, Post, Tenure
from shian.registry.models import Appointment, Business, GradeRecord, Licence
from shian.territory.models import Place

SCOPED = (
    Business,
    Licence,
    GradeRecord,
    Appointment,
    Person,
    Duty,
    Task,
    Sheet,
    Finding,
    FindingStep,
    Commitment,
    Climb,
    Inspection,
    Letter,
    Problem,
    Draw,
    Entry,
)
OPEN = (Place, Post, Tenure)
# The tables as the reader calls them, in the order in which an office meets them.
RECORDS: Mapping[str, Promise] = {
    "place": _("地方"),
    "post": _("岗位"),
    "tenure": _("任职"),
    "person": _("人员"),
    "business": _("主体"),
    "licence": _("证照"),
    "graderecord": _("定级"),
    "appointment": _("企业任命"),
    "commitment": _("承诺书"),
    "duty": _("责任"),
    "task": _("任务"),
    "sheet": _("记录"),
    "finding": _("问题"),
    "findingstep": _("问题经过"),
    "climb": _("催办"),
    "inspection": _("监督检查"),
    "letter": _("函件"),
    "problem": _("督查问题"),
    "draw": _("抽取"),
    "entry": _("台账"),
}


def record_counts(viewer: Actor) -> dict[str, int]:
    """Rows by table, as this viewer sees them."""
    with worn(viewer):
        seen = {model._meta.model_name or "": model.objects.visible_to(viewer).count() for model in SCOPED}
    return {model._meta.model_name or "": model.objects.count() for model in OPEN} | seen
