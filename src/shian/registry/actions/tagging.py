"""A tag that a rule asks for, put on a business or taken off it."""

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.registry.models import Business


def tag_business(business: Business, tag: str, *, by: Actor) -> Business:
    """From now on the rules that ask for this tag mean it; a second time changes nothing."""
    return _tagged(business, sorted({*business.tags, tag}), by)


def untag_business(business: Business, tag: str, *, by: Actor) -> Business:
    """From now on they do not."""
    return _tagged(business, sorted(set(business.tags) - {tag}), by)


def _tagged(business: Business, tags: list[str], by: Actor) -> Business:
    if tags == sorted(business.tags):
        return business
    with act(by, "tag_business", business) as announce:
        announce.note(before=" ".join(sorted(business.tags)), tags=" ".join(tags))
        Business.objects.filter(pk=business.pk).update(tags=tags)
        business.tags = tags
    return business
