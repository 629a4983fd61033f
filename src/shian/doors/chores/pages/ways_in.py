"""The page that says a one-time password, once."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from shian.doors.ui.shapes.parts import Link
from shian.kernel.concealed import mask_phone
from shian.people.models import Person


@dataclass(frozen=True)
class WayInPage:
    """Told once, to be passed on; whoever enters with it must change it."""

    template: ClassVar[str] = "chores/way_in.html"
    title: str
    lead: str
    name: str
    phone: str
    password: str
    back: Link


def way_in(person: Person, password: str) -> WayInPage:
    lead = _("一次性密码只在这一页显示一次，请当面或打电话告诉本人；首次登录须更换。")
    back = Link(_("人员岗位"), "/people")
    return WayInPage(_("账号已开通"), lead, person.name, mask_phone(person.phone), password, back)
