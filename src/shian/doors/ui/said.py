"""From what the rooms answer to the shapes a page is drawn from: reasons, days, holders, places."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.doors.ui.shapes.parts import Act, Due, Field, Holder, Option, Tone, Why
from shian.doors.ui.terms import CLAUSES, FACT_WORDS, FACTS, OUTCOMES, limit_words, said
from shian.doors.ui.words import due_words, full_day_words
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.paths import ROOT
from shian.loop.law import law_of
from shian.loop.models import Finding
from shian.packs import queries as packs
from shian.packs.titles import Title
from shian.people import queries as people
from shian.people.models import Post, Tenure
from shian.registry.models import Kind
from shian.registry.queries import register
from shian.territory import queries as territory

SOON = 3  # working days before the day on which a card turns amber; a matter of looks, not of law


def why(because: Because[Any], value: str, *, question: str = "", released: date | None = None) -> Why:
    """A reason in hand, ready to be read."""
    return Why(value, because.clause, _facts(because.facts), released, because.assumed, question)


def stored_why(
    because: Mapping[str, Any], value: str, *, question: str = "", released: date | None = None
) -> Why | None:
    """A reason as it lies beside a row; None where the row was made without one."""
    if not because.get("clause"):
        return None
    facts = _facts(because.get("facts", {}))
    return Why(value, said(CLAUSES, str(because["clause"])), facts, released, bool(because.get("assumed")), question)


def _facts(facts: Mapping[str, Any]) -> dict[str, str]:
    return {said(FACTS, name): _fact(name, fact) for name, fact in facts.items() if fact not in (None, "")}


def _fact(name: str, fact: Any) -> str:
    if isinstance(fact, bool):
        return _("是") if fact else _("否")
    if name in ("kind", "主体类别") and fact in Kind.values:
        return str(Kind(fact).label)
    return limit_words(str(fact)) if name in ("limit", "extended") else said(FACT_WORDS, str(fact))


def due_of(day: date | None, *, today: date, path: str = ROOT, provisional: bool = False) -> Due | None:
    """A due day with the working days that are left. The rows of a list share one `Dues`."""
    return Dues(today)(day, path=path, provisional=provisional)


class Dues:
    """Due days read on one day: the releases in force are asked for once, however many rows there are."""

    def __init__(self, today: date) -> None:
        self.today, self._releases = today, packs.releases_on(today)

    def __call__(self, day: date | None, *, path: str = ROOT, provisional: bool = False) -> Due | None:
        if day is None:
            return None
        calendar = law_of(packs.nearest(self._releases, path, self.today)).calendar
        left = calendar.working_days_between(self.today, day)
        tone: Tone = "late" if day < self.today else tone_of(left)  # over, though no working day may have passed since
        return Due(day, due_words(left, (day - self.today).days), tone, provisional)


def tone_of(left: int) -> Tone:
    if left < 0:
        return "late"
    return "soon" if left <= SOON else ""


def released_on(release: UUID | None) -> date | None:
    """From when the release counts under which a row was made."""
    return packs.pack_of(release).effective_from if release else None


def holder_of(
    post: Post | None, tenure: Tenure | None, *, viewer: Actor, empty: str = "", href: str = ""
) -> Holder | None:
    """The post first, then who holds it; a post that nobody holds has no name."""
    if post is None:
        return Holder(empty, "") if empty else None
    name = tenure.person_name if tenure else ""
    return Holder(post.title, name, href=href or post_address(viewer, post))


def post_address(viewer: Actor, post: Post | None) -> str:
    """Where the page about a post is, for whom it opens: its own ground and its holder."""
    opens = post is not None and (viewer.may_at("see", post.path) or post.pk in viewer.posts)
    return f"/posts/{post.pk}" if post is not None and opens else ""


def own_holder(viewer: Actor, *, on: date) -> Holder:
    """Who the viewer is here: the office they hold, or their post in a business."""
    name = people.own_name(viewer)
    if viewer.post is not None:
        title, house = people.seat(viewer.post)
        return Holder(title, name, house)
    seat = register.own_seats(viewer, on=on).first() if viewer.businesses else None
    return Holder(seat.get_role_display(), name, seat.business.name) if seat else Holder(_("没有岗位"), name)


def names_of(posts: Iterable[UUID | None], *, on: date) -> dict[UUID, Tenure]:
    """Who holds each of these posts, in one query."""
    return people.holders({post for post in posts if post is not None}, on=on)


def ground_of(viewer: Actor) -> str:
    """The place a viewer looks at first: their widest ground."""
    return min(viewer.grounds() or [""], key=len)


def chosen_ground(viewer: Actor, asked: str) -> str:
    """The place asked for, where the viewer sees it; else their own."""
    return asked if asked and viewer.may_at("see", asked) else ground_of(viewer)


def place_options(viewer: Actor, chosen: str) -> tuple[Option, ...]:
    """The way down to the chosen place within the viewer's ground, and what lies one step below it."""
    own = ground_of(viewer)
    if not own:
        return ()
    above = [place for place in territory.way_to(chosen) if place.path.startswith(own)]
    shown = [*above, *territory.below(chosen)]
    return tuple(
        Option(place.path, _indented(place.path, place.name, own), chosen=place.path == chosen) for place in shown
    )


def _indented(path: str, name: str, own: str) -> str:
    return "　" * (path.count("/") - own.count("/")) + name


def way_in_of(viewer: Actor, person: UUID, name: str, path: str) -> tuple[Act, ...]:
    """How whoever runs the accounts lets somebody in, the first time or again, and how they close the way."""
    if not viewer.may_at("create_account", path):
        return ()
    account, to = people.account_of(person), f"/people/{person}/way-in"
    if account is None:
        return (Act("let-in", _("给%(name)s开通账号") % {"name": name}, to),)
    if not account.is_active:
        return (Act("let-in", _("给%(name)s重新开通账号") % {"name": name}, to),)
    confirm = _("原来的密码马上作废。确定要给%(name)s换一个一次性密码吗？") % {"name": name}
    again = Act("let-in", _("给%(name)s重发密码") % {"name": name}, to, confirm=confirm)
    return (again,) if person == viewer.person else (again, _closing(person, name))


def _closing(person: UUID, name: str) -> Act:
    reason = Field("reason", _("原因"), required=True, help=_("没办完的事留在岗位上；人要离任，请另外办交接"))
    confirm = _("%(name)s马上进不来，已登录的手机和替其办事的令牌一并作废。确定停用吗？") % {"name": name}
    to = f"/people/{person}/close-account"
    return Act(f"close-account-{person}", _("停用%(name)s的账号") % {"name": name}, to, (reason,), confirm, "danger")


def spoken(title: Title) -> str:
    """A title of the law in the reader's language."""
    return title.en if (get_language() or "").startswith("en") else title.zh


def sheet_title(sheet: Sheet) -> str:
    """What was filled in, in the reader's language; a visit that found nobody is called by its outcome."""
    version = sheet.version
    if version is None:
        return said(OUTCOMES, sheet.outcome)
    return spoken(Title(version.title, version.title_en or version.title))


def finding_reasons(found: Finding, viewer: Actor) -> tuple[Why, ...]:
    """Why a problem is due on this day, and why whoever fixed it may not look at it."""
    reasons = []
    due = stored_why(
        found.because,
        full_day_words(found.due) if found.due else "",
        question=_("整改期限为什么是这一天"),
        released=released_on(found.release_id),
    )
    if due:
        reasons.append(due)
    if found.state == "reported" and viewer.person in {found.fixed_by, found.fix_entered_by} - {None}:
        reasons.append(Why(_("要由别人来复查"), _("整改人、代录人不得自行复查"), question=_("为什么我不能复查")))
    return tuple(reasons)
