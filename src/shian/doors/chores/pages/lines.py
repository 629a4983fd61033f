"""Of which line of departments (公安, 教育 …) an organisation is: the words are the law's at its place."""

from datetime import date

from django.utils.translation import gettext as _

from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Act, Field, Option
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.loop.law import law_on
from shian.people.models import Post


def known(line: str, path: str, *, on: date) -> str:
    """A line as it was chosen; none is one too. Raises Refused for one that the law does not name."""
    if line and line not in law_on(on, path).pack.departments:
        raise Refused(_("请从列出的条线里选"))
    return line


def field(chosen: str, path: str, *, on: date, error: str = "") -> Field:
    """The lines to choose from."""
    lines = law_on(on, path).pack.departments
    named = tuple(Option(key, spoken(one.title), chosen=key == chosen) for key, one in lines.items())
    none = Option("", _("不属于哪条线"), chosen=not chosen)
    return Field("line", _("部门条线"), "select", options=(none, *named), help=_("联合行动按它找部门"), error=error)


def offered(viewer: Actor, one: Post, *, on: date, error: str = "") -> tuple[Act, ...]:
    """The way to say it of the organisation behind a post, for whoever keeps the directory there."""
    if not viewer.may_at("open_post", one.organisation.path):
        return ()
    chosen = field(one.organisation.department, one.path, on=on, error=error)
    return (Act("line", _("登记单位条线"), f"/posts/{one.pk}/line", (chosen,)),)
