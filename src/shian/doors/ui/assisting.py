"""Help as its pages show it: what was asked for, who helps, what came of it, and what the viewer can do now."""

from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Act, Badge, Field, Option, Tone
from shian.doors.ui.shapes.shop import ShopEntry, ShopGroup, ShopPage
from shian.doors.ui.terms import ASSISTANCE_STATES, WORKED, options, said
from shian.doors.ui.words import full_day_words
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.loop.actions.assistance import PROGRAMME, Wanted
from shian.loop.law import law_on
from shian.loop.models import Assistance
from shian.loop.states import ASSISTANCE

TONES: dict[str, Tone] = {"asked": "soon", "helping": "soon", "helped": "info", "assessed": "done", "declined": "late"}


def kinds(path: str, on: date) -> dict[str, str]:
    """The kinds of help of the law, with their words."""
    return {one.key: spoken(one.title) for one in law_on(on, path).programme(PROGRAMME).what.conclusions}


def wanted(post: QueryDict) -> Wanted:
    return Wanted(post.get("kind", ""), post.get("words", "")[:500])


def asking_act(key: str, word: str, to: str, path: str, on: date, post: QueryDict, error: str) -> Act:
    """The form by which help is asked for or offered, as it was typed."""
    chosen = post.get("kind", "")
    choice = (
        Option("", _("请选"), chosen=not chosen),
        *(Option(k, w, chosen=k == chosen) for k, w in kinds(path, on).items()),
    )
    fields = (
        Field("kind", _("哪一种"), "select", options=choice, error=error, required=True),
        Field("words", _("帮什么、到什么程度"), "textarea", post.get("words", ""), required=True),
    )
    return Act(key, word, to, fields, look="primary")


def badge(one: Assistance) -> Badge:
    return Badge(said(ASSISTANCE_STATES, one.state), TONES.get(one.state, ""))


def entry(one: Assistance) -> ShopEntry:
    names = kinds(one.path, one.asked_on)
    hint = " · ".join(part for part in (full_day_words(one.asked_on), one.words) if part)
    return ShopEntry(names.get(one.kind, one.kind), hint, reverse("assist", args=[one.pk]), badge(one))


def page(viewer: Actor, one: Assistance, post: QueryDict, error: str) -> ShopPage:
    """One of them, with what the viewer can do about it."""
    names = kinds(one.path, one.asked_on)
    inside = one.business_id in viewer.businesses
    back = reverse("shop_help", args=[one.business_id]) if inside else reverse("today")
    groups = (ShopGroup(_("要帮的"), _asked(one)), ShopGroup(_("帮的结果"), _came_of_it(one)))
    return ShopPage(
        names.get(one.kind, one.kind),
        one.business.name,
        lead=said(ASSISTANCE_STATES, one.state),
        groups=groups,
        acts=tuple(_acts(viewer, one, post)),
        error=error,
        back=back,
    )


def _asked(one: Assistance) -> tuple[ShopEntry, ...]:
    who = _("%(post)s提出") % {"post": one.offered_by.title} if one.offered_by else _("主体提出")
    return (ShopEntry(one.words, f"{full_day_words(one.asked_on)} · {who}"),)


def _came_of_it(one: Assistance) -> tuple[ShopEntry, ...]:
    found = []
    if one.helper_label:
        day = full_day_words(timezone.localdate(one.helped_at)) if one.helped_at else ""
        found.append(
            ShopEntry(one.outcome or _("正在帮"), " · ".join(part for part in (one.helper_label, day) if part))
        )
    elif one.outcome:
        found.append(ShopEntry(one.outcome))
    if one.worked:
        found.append(ShopEntry(said(WORKED, one.worked), one.worked_note, badge=Badge(_("主体评价"), "done")))
    return tuple(found)


# What may be done: the move, the right it needs.
MOVES = {
    "take_up": "give_help",
    "help": "give_help",
    "decline": "give_help",
    "assess": "ask_help",
    "call_off": "ask_help",
}


def _acts(viewer: Actor, one: Assistance, post: QueryDict) -> list[Act]:
    here = reverse("assist", args=[one.pk])
    return [
        Act(
            move,
            str(ASSISTANCE.words[move]),
            here,
            _fields(move, post),
            look="primary" if move in ("help", "assess") else "",
        )
        for move, right in MOVES.items()
        if ASSISTANCE.may(one.state, move) and lens.may(viewer, right, one)
    ]


def _fields(move: str, post: QueryDict) -> tuple[Field, ...]:
    typed = post if post.get("act") == move else QueryDict()
    if move == "take_up":
        return ()
    if move == "assess":
        worked = Field("worked", _("帮上了吗"), "radio", options=options(WORKED, typed.get("worked", "")))
        return (worked, Field("note", _("想说的（可不填）"), "textarea", typed.get("note", "")))
    words = {"help": _("做了什么"), "decline": _("为什么帮不了"), "call_off": _("为什么不用了")}
    return (Field("note", words[move], "textarea", typed.get("note", "")),)
