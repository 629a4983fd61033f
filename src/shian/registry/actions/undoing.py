"""Taking an import back, as long as nobody has built on it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, ProtectedError
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import AnnounceMany, act, act_many
from shian.kernel.refused import Conflict, Refused
from shian.kernel.spelled import in_a_row
from shian.ledger.models import Entry
from shian.people.models import Account, Organisation, Person, Post, Tenure
from shian.registry.checking import SLICE, sliced
from shian.registry.models import Appointment, Business, ImportBatch, ImportRow
from shian.registry.schemas import Applied

VERB = "undo_import"


def undo_businesses(batch: ImportBatch, *, by: Actor) -> list[Applied]:
    """Every business of the batch goes again, or all stay: with the rows on which later work stands, and the sentence."""
    _refuse_undone(batch)
    with act(by, VERB, batch) as announce:
        businesses = list(Business.objects.visible_to(by, VERB).filter(batch=batch.pk).order_by("batch_row"))
        refused = [one for part in sliced(businesses, SLICE) for one in _undo(part, by)]
        if refused:
            rows = in_a_row(str(one.row) for one in refused[:10])
            raise Refused(
                _("有 %(count)d 家已有后续工作（第 %(rows)s 行），不能撤销这次导入")
                % {"count": len(refused), "rows": rows}
            )
        take_back(batch)
        announce.note(businesses=len(businesses))
    return [Applied(business.batch_row or 0, business.pk) for business in businesses]


@dataclass(frozen=True, slots=True)
class Undone:
    """How many went, and which rows of the file stay because work stands on them."""

    gone: int
    kept: tuple[int, ...] = ()


def undo_cadres(batch: ImportBatch, *, by: Actor) -> Undone:
    """Posts and persons of the batch go again; whoever has acted, answers for a business or was handed over stays."""
    _refuse_undone(batch)
    with act(by, VERB, batch) as announce:
        posts = list(Post.objects.filter(batch=batch.pk))
        busy = _busy(posts)
        verdicts = act_many(by, VERB, [post for post in posts if post.pk not in busy], _delete_posts)
        stuck = busy | {verdict.item.pk for verdict in verdicts if not verdict.ok}
        if posts and len(stuck) == len(posts):
            raise Refused(_("这批干部都已有后续工作，不能撤销"))
        take_back(batch)
        announce.note(cadres=len(posts) - len(stuck), kept=len(stuck))
    rows = ImportRow.objects.visible_to(by, VERB).filter(batch=batch, made__in=stuck)
    return Undone(len(posts) - len(stuck), tuple(rows.order_by("number").values_list("number", flat=True)))


def _busy(posts: Sequence[Post]) -> set[UUID]:
    """Posts whose holder has done something or come in, or which changed hands since."""
    holders: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for post, person in Tenure.objects.filter(post__in=posts).values_list("post_id", "person_key"):
        holders[post].add(person)
    persons = {person for some in holders.values() for person in some}
    acted = set(Entry.objects.filter(person_id__in=persons).values_list("person_id", flat=True))
    came = Account.objects.filter(person_key__in=persons, last_login__isnull=False)
    active = acted | set(came.values_list("person_key", flat=True))
    return {post.pk for post in posts if len(holders[post.pk]) != 1 or holders[post.pk] & active}


def _delete_posts(batch: list[Post], announce: AnnounceMany[Post]) -> None:
    persons = set(Tenure.objects.filter(post__in=batch).values_list("person_key", flat=True))
    units = {post.organisation_id for post in batch}
    Tenure.objects.filter(post__in=batch).delete()
    try:
        Post.objects.filter(pk__in=[post.pk for post in batch]).delete()
    except ProtectedError as error:
        raise Refused(_("已有后续工作")) from error
    Organisation.objects.filter(pk__in=units, posts__isnull=True).delete()
    elsewhere = set(Tenure.objects.filter(person_key__in=persons).values_list("person_key", flat=True))
    elsewhere |= set(Appointment.objects.filter(person_id__in=persons).values_list("person_id", flat=True))
    Account.objects.filter(person_key__in=persons - elsewhere, last_login__isnull=True).delete()
    _forget(persons)


def _refuse_undone(batch: ImportBatch) -> None:
    if batch.state == "undone":
        raise Refused(_("这次导入已经撤销"))


def take_back(batch: ImportBatch) -> None:
    """The batch itself is undone, once; part of the verb that takes its rows back."""
    _refuse_undone(batch)
    moved = ImportBatch.objects.filter(pk=batch.pk, state=batch.state).update(state="undone", undone_at=booked())
    if moved != 1:
        raise Conflict(_("别人刚改过，请刷新后再看"))
    batch.state = "undone"


def _undo(businesses: list[Business], by: Actor) -> list[Applied]:
    touched = _touched(businesses)
    free = [business for business in businesses if str(business.pk) not in touched]
    verdicts = act_many(by, VERB, free, _delete)
    stuck = [verdict.item for verdict in verdicts if not verdict.ok]
    built_on = [business for business in businesses if str(business.pk) in touched]
    return [Applied(business.batch_row or 0, refused=_("已有后续工作")) for business in (*built_on, *stuck)]


def _touched(businesses: Iterable[Business]) -> set[str]:
    """Whoever has more in the ledger than its own registration."""
    keys = [str(business.pk) for business in businesses]
    counted = Entry.objects.filter(subject_id__in=keys).values("subject_id").annotate(deeds=Count("id"))
    return set(counted.filter(deeds__gt=1).values_list("subject_id", flat=True))


def _delete(batch: list[Business], announce: AnnounceMany[Business]) -> None:
    keys = [business.pk for business in batch]
    persons = set(Appointment.objects.filter(business__in=keys).values_list("person_id", flat=True))
    try:
        Business.objects.filter(pk__in=keys).delete()
    except ProtectedError as error:
        raise Refused(_("已有后续工作")) from error
    _forget(persons)


def _forget(persons: set[UUID]) -> None:
    """People who came with these businesses alone: their numbers must not stay behind."""
    kept = set(Appointment.objects.filter(person_id__in=persons).values_list("person_id", flat=True))
    kept |= set(Tenure.objects.filter(person_key__in=persons).values_list("person_key", flat=True))
    kept |= set(Account.objects.filter(person_key__in=persons).values_list("person_key", flat=True))
    Person.objects.filter(pk__in=persons - kept).delete()
