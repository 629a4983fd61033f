"""The second person on a form: chosen among those whom the law of the programme allows."""

from datetime import date

from django.utils.translation import gettext as _

from shian.doors.ui.shapes.parts import Field, Option
from shian.kernel.actor import Actor
from shian.loop import queries as loop
from shian.packs.schema import Programme, Second
from shian.registry.models import Business

SECOND = "second"


def second_field(
    viewer: Actor, programme: Programme, business: Business, on: date, chosen: str, name: str = SECOND
) -> Field | None:
    """Whom to choose; none where one person does it alone."""
    wanted = programme.who.second
    if wanted is None:
        return None
    found = loop.beside(viewer, programme, business, on)
    options = tuple(Option(str(one.key), one.label, chosen=str(one.key) == chosen) for one in found)
    help_ = reason(wanted) if found else nobody()
    choices = (Option("", _("请选择")), *options)
    return Field(name, question(wanted), "select", options=choices, help=help_, required=True)


def question(wanted: Second) -> str:
    """What is asked, in words."""
    inside = wanted.among == "business_post"
    return _("和谁一起验收、检查的（同检人）") if inside else _("哪个部门的谁一同到场（同检人）")


def reason(wanted: Second) -> str:
    """Why it is asked."""
    return _("规定要两个人一起做，不能选自己") + (_("（推定）") if wanted.cite.assumed else "")


def nobody() -> str:
    """What is said where there is nobody to choose: whom to register first."""
    return _("这里还没有登记可选的人，请先登记任职")


def second_said(chosen: str) -> dict[str, str]:
    """What a form chose, as a submission says it; nothing where nobody was."""
    return {"second": chosen} if chosen else {}
