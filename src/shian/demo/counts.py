"""How many records a world has, table by table."""

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.models import Commitment, Duty, Finding, FindingStep, Task
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
    Entry,
)
OPEN = (Place, Post, Tenure)


def record_counts(viewer: Actor) -> dict[str, int]:
    """Rows by table, as this viewer sees them."""
    with worn(viewer):
        seen = {model._meta.model_name or "": model.objects.visible_to(viewer).count() for model in SCOPED}
    return {model._meta.model_name or "": model.objects.count() for model in OPEN} | seen
