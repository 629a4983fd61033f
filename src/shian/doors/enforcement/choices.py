"""What a file offers to choose from: its officers' posts, its goods, its evidence, its people."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.enforcement import words
from shian.doors.ui.prosecuted import CASE_FACTS
from shian.doors.ui.said import names_of, spoken
from shian.doors.ui.terms import said as word_of
from shian.doors.ui.typed import key_or_none
from shian.doors.ui.verbs import Said
from shian.enforcement import queries
from shian.enforcement.actions import Officer
from shian.enforcement.law import case_law
from shian.enforcement.models import PenaltyCase, Transfer
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.spelled import headed, in_a_row
from shian.packs.enforcement import CRIME_FACTS

Choice = Sequence[tuple[str, str]]
M = TypeVar("M", bound=Model)


def officer_posts(one: PenaltyCase, viewer: Actor) -> Choice:
    posts = queries.officer_posts(one)
    held = names_of((post.pk for post in posts), on=timezone.localdate())
    return [(str(post.pk), f"{post.title} {held[post.pk].person_name}") for post in posts if post.pk in held]


def officer_of(one: PenaltyCase, said: Said, name: str) -> Officer | None:
    """Who was chosen, with the certificate typed beside; nobody where nothing was chosen."""
    key = key_or_none(said.word(name))
    found = next((post for post in queries.officer_posts(one) if post.pk == key), None)
    return Officer(found, said.word(f"{name}_certificate")) if found else None


def measures(one: PenaltyCase, viewer: Actor) -> Choice:
    rows = queries.measures(one, viewer=viewer).filter(state="in_force")
    return [(str(row.pk), f"{word_of(words.MEASURES, row.kind)} {goods_words(row.goods)}") for row in rows]


def exhibits(one: PenaltyCase, viewer: Actor) -> Choice:
    return [(str(row.pk), f"{row.number}. {row.name}") for row in queries.exhibits(one, viewer=viewer)]


def open_recusals(one: PenaltyCase, viewer: Actor) -> Choice:
    rows = queries.recusals(one, viewer=viewer).filter(granted__isnull=True)
    return [(str(row.pk), headed(row.person_name, row.reason)) for row in rows]


def people(one: PenaltyCase, viewer: Actor) -> Choice:
    """The officers, who reviewed it, who may decide it, and oneself."""
    found = {row["person"]: row["name"] for row in one.officers}
    heads = names_of((post.pk for post in queries.posts_above(one, "decide_case")), on=timezone.localdate())
    found |= {str(seat.person_key): seat.person_name for seat in heads.values()}
    if one.reviewer:
        found.setdefault(str(one.reviewer), one.reviewed_by)
    if viewer.person:
        found.setdefault(str(viewer.person), _("我本人"))
    return list(found.items())


def terms(one: PenaltyCase, viewer: Actor) -> Choice:
    """The classes of publicity of the law in force."""
    law = case_law(one.path, timezone.localdate()).said
    said = _("%(class)s（%(least)s—%(most)s 个月）")
    return [
        (key, said % {"class": spoken(term.title), "least": term.least, "most": term.most})
        for key, term in law.terms.items()
    ]


def crime_facts(one: PenaltyCase, viewer: Actor) -> Choice:
    return [(key, str(CASE_FACTS[key])) for key in CRIME_FACTS]


def police(one: Transfer, viewer: Actor) -> Choice:
    """The posts of the police here, each with its office."""
    return [
        (str(post.pk), f"{post.organisation.name} · {post.title}")
        for post in queries.police_posts(one.path, lines(one))
    ]


def other_police(one: Transfer, viewer: Actor) -> Choice:
    """Every other post of the police that is known here: whoever it was handed to passes it on to whose it is."""
    posts = [post for post in queries.all_police_posts(lines(one)) if post.pk != one.police_post_id]
    return [(str(post.pk), f"{post.organisation.name} · {post.title}") for post in posts]


def case_files(one: Transfer, viewer: Actor) -> Choice:
    """The files among the evidence of its case."""
    inside = queries.cases_named([one.case_id], viewer=viewer).get(one.case_id)
    rows = queries.exhibits(inside, viewer=viewer).filter(file__isnull=False) if inside else ()
    return [(str(row.file), f"{row.number}. {row.name}") for row in rows]


def lines(one: Transfer) -> list[str]:
    law = case_law(one.path, timezone.localdate()).whole.pack
    return [key for key, line in law.departments.items() if line.police]


def one_of(rows: "QuerySet[Any]", said: Said, name: str) -> Any:
    """The row that was chosen. Raises Refused."""
    key = key_or_none(said.word(name))
    found = rows.filter(pk=key).first() if key else None
    if found is None:
        raise Refused(_("请选哪一项"))
    return found


def goods_words(goods: Sequence[dict[str, Any]]) -> str:
    return in_a_row(f"{line['name']} {line['quantity']}{line['unit']}" for line in goods)
