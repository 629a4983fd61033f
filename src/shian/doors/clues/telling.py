"""Whoever saw something tells it: the forms, on the phone and at the desk, and what they read of it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.clues import queries
from shian.clues.models import Clue
from shian.clues.states import CLUE
from shian.doors.clues.pages import WITHOUT_FIELDS, Facts, facts_of, history, mending, papers
from shian.doors.clues.verbs import my_offered
from shian.doors.clues.words import MATTERS, SOURCES, badge_of
from shian.doors.ui.paging import Slice
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Moment, Option
from shian.doors.ui.terms import said
from shian.doors.ui.typed import Typed
from shian.kernel.actor import Actor
from shian.territory import queries as territory


@dataclass(frozen=True)
class TellPage:
    """A clue is told on the phone by whoever saw it."""

    template: ClassVar[str] = "clues/tell.html"
    title: str
    act: Act | None
    notes: tuple[str, ...]
    back: str


@dataclass(frozen=True)
class NewPage:
    """A clue is written down at the desk, wherever it came from."""

    template: ClassVar[str] = "clues/new.html"
    title: str
    act: Act
    notes: tuple[str, ...]


def new(viewer: Actor, words: Mapping[str, str], error: str) -> NewPage:
    """The desk's form: also from where it came."""
    sources = tuple(Option(key, str(word), chosen=key == words.get("source")) for key, word in SOURCES.items())
    fields = (Field("source", _("从哪里来的"), "select", options=sources), *_told(viewer, words, error))
    act = Act("receive", _("登记"), reverse("new_clue"), fields, look="primary", files=True)
    notes = (_("登记以后由最近的监管所认领。"), _("同名的主体只有一家时，自动挂到那一家的档案。"))
    return NewPage(_("登记一条线索"), act, notes)


def tell(viewer: Actor, words: Mapping[str, str], error: str, *, barred: bool) -> TellPage:
    """The phone's form: two minutes, photo first."""
    notes: tuple[str, ...] = (_("写清楚是哪一家、在哪里、看到什么。"), _("只有监管部门看得到；办得怎么样会告诉您。"))
    if barred:
        notes = (_("还没有登记您的岗前培训，参加培训并由食安办登记以后才能报送。"),)
    photo = Field("photos", _("照片（可以不拍）"), "file")
    act = Act(
        "receive", _("报送"), reverse("tell_clue"), (photo, *_told(viewer, words, error)), look="primary", files=True
    )
    return TellPage(_("反映线索"), None if barred else act, notes, reverse("my_clues"))


def _told(viewer: Actor, words: Mapping[str, str], error: str) -> tuple[Field, ...]:
    matters = tuple(Option(key, str(word), chosen=key == words.get("matter", "other")) for key, word in MATTERS.items())
    where = tuple(Option(one.path, one.name, chosen=one.path == words.get("place")) for one in places_to_tell(viewer))
    return (
        Field(
            "subject", _("哪一家，没有招牌就写是什么样的"), value=words.get("subject", ""), error=error, required=True
        ),
        Field("place", _("在哪里"), "select", options=where),
        Field("address", _("门牌或者怎么找（可以不写）"), value=words.get("address", "")),
        Field("matter", _("什么事"), "select", options=matters),
        Field("text", _("看到什么"), "textarea", words.get("text", ""), required=True),
    )


def places_to_tell(viewer: Actor) -> list[Any]:
    """The places a clue may lie at: one's own ground, or that of one's post, and what lies one step below."""
    ground = own_ground(viewer)
    return [*territory.way_to(ground)[-1:], *territory.below(ground)] if ground else []


def own_ground(viewer: Actor) -> str:
    """The ground of the viewer, or the place of their post where they have none."""
    grounds = viewer.grounds("receive_clue")
    return min(grounds, key=len) if grounds else queries.place_of_post(viewer)


@dataclass(frozen=True)
class MyCluesPage:
    """What somebody sent, the latest first."""

    template: ClassVar[str] = "clues/mine.html"
    title: str
    rows: tuple[tuple[Link, Badge, str], ...]
    links: tuple[Link, ...]
    note: str
    pager: Any = None


def mine(viewer: Actor, page: Slice[Clue], *, on: date, thanked: int) -> MyCluesPage:
    rows = tuple(
        (Link(row.subject, reverse("my_clue", args=[row.pk])), badge_of(row, on), row.received_on.isoformat())
        for row in page.rows
    )
    note = _("您反映的 %(n)d 条已经有结果，谢谢您。") % {"n": thanked} if thanked else ""
    return MyCluesPage(_("我反映的线索"), rows, (Link(_("反映一条"), reverse("tell_clue"), "plus"),), note, page.pager)


@dataclass(frozen=True)
class MyCluePage:
    """One of them: where it stands and what the office said, and no more of the file."""

    template: ClassVar[str] = "clues/my_one.html"
    title: str
    badge: Badge
    text: str
    facts: Facts
    back: str
    history: tuple[Moment, ...] = ()
    acts: tuple[Act, ...] = ()
    links: tuple[Link, ...] = ()
    thanks: str = ""
    error: str = ""


_SENDER_SEES = ("receive", "claim", "return", "send_again")


def my_one(viewer: Actor, found: Clue, *, on: date, typed: Typed | None = None) -> MyCluePage:
    asked = typed or Typed()
    may = my_offered(viewer, found)
    steps = [step for step in found.way if step["move"] in _SENDER_SEES]
    return MyCluePage(
        found.subject,
        Badge(said(CLUE.words, found.state), badge_of(found, on).tone if found.concluded_at else ""),
        found.text,
        facts_of(found, sender=False),
        reverse("my_clues"),
        history(steps),
        tuple(_my_act(key, found, asked) for key in may),
        papers(viewer, found),
        _("谢谢您反映情况。") if found.concluded_at else "",
        "" if asked.verb in set(may) - WITHOUT_FIELDS else asked.error,
    )


def _my_act(key: str, found: Clue, typed: Typed) -> Act:
    to = reverse("my_clue_act", args=[found.pk, key])
    return mending(to, typed) if key == "mend" else Act("read", _("知道了"), to, look="primary")
