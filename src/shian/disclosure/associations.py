"""Whose an association is: ground over its place is not enough to speak for it."""

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Denied
from shian.people.models import Organisation
from shian.people.queries import posts_named


def own_association(by: Actor) -> Organisation | None:
    """The association in which the actor holds a post."""
    posts = posts_named(by.posts).values()
    return next((post.organisation for post in posts if post.organisation.kind == Organisation.Kind.ASSOCIATION), None)


def refuse_others(association: Organisation, by: Actor) -> None:
    """Raises Denied for whoever holds no post in this association."""
    own = own_association(by)
    if own is None or own.pk != association.pk:
        raise Denied(_("这不是您的协会"))
