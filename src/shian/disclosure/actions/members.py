"""会员: admitted and dropped by the secretary, reminded by the loop."""

from datetime import date

from django.utils.translation import gettext as _

from shian.disclosure.associations import refuse_others
from shian.disclosure.events import MemberMoved, MemberReminded
from shian.disclosure.models import Member, PublicPage
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.people.models import Organisation


def admit_member(association: Organisation, page: PublicPage, *, on: date, by: Actor) -> Member:
    """A business, known by its public page, becomes a member. Raises Refused for one that is."""
    refuse_others(association, by)
    if page.business_id is None:
        raise Refused(_("会员是经营者；这是协会的公开页"), code="no_business")
    row = Member(
        id=new_id(),
        association=association,
        business_id=page.business_id,
        name=page.name,
        joined_on=on,
        path=association.path,
        secrecy=int(Secrecy.OPEN),
    )
    with act(by, "admit_member", row) as announce:
        standing = Member.objects.filter(association=association, business=page.business_id, left_on__isnull=True)
        if standing.exists():
            raise Refused(_("「%(name)s」已经是会员") % {"name": page.name}, code="member")
        insert_many(Member, [row])
        announce(MemberMoved(row.pk, row.business_id))
    return row


def drop_member(member: Member, *, on: date, by: Actor) -> Member:
    """No member from this day."""
    refuse_others(member.association, by)
    with act(by, "admit_member", member) as announce:
        if Member.objects.filter(pk=member.pk, left_on__isnull=True).update(left_on=on) != 1:
            raise Conflict(_("别人刚刚处理过，请刷新后再看"))
        announce(MemberMoved(member.pk, member.business_id))
    return member


def remind_member(member: Member, *, on: date, by: Actor) -> Member:
    """Have a member reminded of this month's self-check, once a day: the loop says it to the business."""
    refuse_others(member.association, by)
    if member.left_on is not None:
        raise Refused(_("「%(name)s」已经不是会员") % {"name": member.name}, code="no_member")
    with act(by, "remind_member", member) as announce:
        fresh = Member.objects.filter(pk=member.pk).exclude(reminded_on=on)
        if fresh.update(reminded_on=on) != 1:
            raise Refused(_("今天已经提醒过「%(name)s」") % {"name": member.name}, code="reminded")
        announce(MemberReminded(member.pk, member.business_id))
    return member
