"""Who looks back at what was passed: the post its programme names, and never somebody whose hands were in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from shian.loop.holders import FALLBACK, ROLE_OF
from shian.loop.models import Finding, FindingStep
from shian.loop.posts import Nearest
from shian.people import queries as people
from shian.people.models import Post

HANDS = frozenset({"fix_on_site", "report", "close", "strike_off"})  # the moves of those who fixed, typed in or passed
STATION = ROLE_OF["supervising_officer"]


def hands_in(findings: Iterable[Finding]) -> dict[UUID, frozenset[UUID]]:
    """The persons who fixed each of these findings, typed a fix in, or passed it, in whichever round."""
    rows = {one.pk: one for one in findings}
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for key, one in rows.items():
        found[key] |= {person for person in (one.fixed_by, one.fix_entered_by) if person}
    steps = FindingStep.objects.filter(finding__in=list(rows), move__in=HANDS, by_person__isnull=False)
    for key, person in steps.values_list("finding_id", "by_person"):
        found[key].add(person)
    return {key: frozenset(found[key]) for key in rows}


class Lookers:
    """The posts for a batch of findings, asked once for all of them; several of one place share the work."""

    def __init__(self, findings: Sequence[Finding], on: date) -> None:
        self._superiors = _superiors({one.found_by_post_id for one in findings} - {None})
        self._nearest = Nearest({*ROLE_OF.values(), FALLBACK}, {one.path for one in findings})
        self._hands = hands_in(findings)
        posts = {post for one in findings for word in ROLE_OF for level in self._levels(one, word) for post in level}
        self._seated = {post: tenure.person_key for post, tenure in people.holders(posts, on=on).items()}
        self._load: Counter[UUID] = Counter()

    def post(self, finding: Finding, holder: str) -> UUID | None:
        """The nearest seated post whose person had no hand in it; where there is none, the last that could have been asked."""
        levels = list(self._levels(finding, holder))
        fit = (post for level in levels for post in self._shared(level) if self._may(post, finding))
        chosen = next(fit, levels[-1][0] if levels else None)
        if chosen:
            self._load[chosen] += 1
        return chosen

    def _may(self, post: UUID, finding: Finding) -> bool:
        return post in self._seated and self._seated[post] not in self._hands[finding.pk]

    def _shared(self, level: Sequence[UUID]) -> list[UUID]:
        return sorted(level, key=lambda post: self._load[post])

    def _levels(self, finding: Finding, holder: str) -> Iterator[list[UUID]]:
        """Whom the word means, nearest first; then the office; then the regulator's station."""
        if holder == "superior":
            yield from ([post] for post in self._chain(finding.found_by_post_id))
        roles = dict.fromkeys((ROLE_OF[holder], FALLBACK, STATION))
        yield from filter(None, (self._nearest.all(role, finding.path) for role in roles))

    def _chain(self, post: UUID | None) -> Iterator[UUID]:
        seen: set[UUID] = set()
        while post and (post := self._superiors.get(post)) and post not in seen:
            seen.add(post)
            yield post


def _superiors(posts: "set[UUID | None]") -> Mapping[UUID, UUID]:
    """Post → the post above it, upwards from these; one question a step of the chain."""
    found: dict[UUID, UUID] = {}
    wave = {post for post in posts if post}
    while wave:
        rows = Post.objects.filter(pk__in=wave, superior__isnull=False).values_list("pk", "superior_id")
        new = {post: superior for post, superior in rows if superior}
        found |= new
        wave = set(new.values()) - found.keys()
    return found
