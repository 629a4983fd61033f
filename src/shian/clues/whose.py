"""Whose a clue is: the office that has it works on it; whoever sent it says more, reads, and no more than that."""

from django.utils.translation import gettext as _

from shian.clues.models import Clue
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied

WORKS = "claim_clue"  # the verb of a post that may hold a clue


def works_on(clue: Clue, by: Actor) -> bool:
    """Whether somebody is of the office that has it: its post is theirs, or they stand on ground over it."""
    return clue.holder_id in by.posts or by.may_at(WORKS, clue.path)


def sent(clue: Clue, by: Actor) -> bool:
    """Whether it was sent from a post of theirs."""
    return clue.sender_id is not None and clue.sender_id in by.posts


def refuse_others(clue: Clue, by: Actor) -> None:
    """Raises Denied for whoever neither has it nor stands over it."""
    if not works_on(clue, by):
        raise Denied(_("这条线索由%(post)s来办") % {"post": clue.holder.title if clue.holder else _("监管部门")})


def refuse_all_but_the_sender(clue: Clue, by: Actor) -> None:
    """Raises Denied for whoever did not send it; of one that nobody in the house sent, the office speaks."""
    if not sent(clue, by) and not (clue.sender_id is None and works_on(clue, by)):
        raise Denied(_("由报送的人来办"))
