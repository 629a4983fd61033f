"""The page of machines that come in by themselves: scanners, kitchens, other systems of the county."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.chores.forms import MachineTyped
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, State
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.people import queries
from shian.people.models import MachineToken


@dataclass(frozen=True)
class Machine:
    """One token: which machine, for whom it acts, until when."""

    label: str
    person: str
    until: str
    badge: Badge
    revoke: Act | None = None


@dataclass(frozen=True)
class MachinesPage:
    """`secret` stands here once, in the answer that made it."""

    template: ClassVar[str] = "chores/machines.html"
    title: str
    lead: str
    machines: tuple[Machine, ...]
    issue: Act
    empty: State
    documents: Link
    back: Link
    error: str = ""
    secret: str = ""
    example: str = ""


def machines(
    viewer: Actor, tokens: Sequence[MachineToken], typed: MachineTyped, *, now: datetime, secret: str = "", at: str = ""
) -> MachinesPage:
    """Who comes in by token, and one form for the next."""
    names = queries.names_of({token.person_key for token in tokens}, viewer=viewer)
    return MachinesPage(
        _("系统对接"),
        _("扫码枪、明厨亮灶、别的系统凭令牌进来，只能做它所代表的人能做的事，件件记在台账里。"),
        tuple(_machine(token, names, now) for token in tokens),
        _issue(typed),
        State("empty", _("还没有发过令牌"), _("填上设备名称，发第一个。")),
        Link(_("接口说明（OpenAPI）"), "/api/v1/openapi.json", "book"),
        Link(_("内务"), "/chores"),
        typed.error,
        secret,
        f'curl -H "Authorization: Bearer {secret}" {at}/api/v1/me' if secret else "",
    )


def _issue(typed: MachineTyped) -> Act:
    fields = (
        Field("label", _("设备或系统名称"), value=typed.label, required=True, help=_("例如：桐乡市民卡系统")),
        Field("phone", _("替谁办事（手机号）"), "tel", typed.phone, help=_("空着就是您自己")),
        Field("days", _("有效天数"), "number", typed.days, required=True, help=_("最长 366 天，到期自动失效")),
    )
    return Act("issue", _("发令牌"), "/machines", fields, look="primary")


def _machine(token: MachineToken, names: Mapping[UUID, str], now: datetime) -> Machine:
    until = full_day_words(timezone.localdate(token.expires_at))
    person = names.get(token.person_key, "")
    if token.revoked_at is not None:
        return Machine(token.label, person, until, Badge(_("已收回")))
    if token.expires_at <= now:
        return Machine(token.label, person, until, Badge(_("已过期")))
    confirm = _("“%(label)s”马上就进不来了。确定收回吗？") % {"label": token.label}
    revoke = Act("revoke", _("收回"), f"/machines/{token.pk}/revoke", confirm=confirm, look="danger")
    return Machine(token.label, person, until, Badge(_("有效"), "done"), revoke)
