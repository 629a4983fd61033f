"""The arithmetic of the loop: what a sheet says, how much harder a finding comes back, what counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shian.kernel.because import Because

SEVERITIES = ("general", "serious", "critical")


@dataclass(frozen=True)
class Question:
    """What the rules need to know of a checklist item."""

    code: str
    text: str
    severity: str
    photo: str = "on_fail"


@dataclass(frozen=True)
class Counts:
    """What a sheet says: items checked (not the not-applicable), items failed."""

    checked: int
    failed: int


def unanswered(questions: Sequence[Question], answered: Iterable[str]) -> list[str]:
    """The questions left out; a sheet with one of these is not whole."""
    given = set(answered)
    return [question.text for question in questions if question.code not in given]


def unknown(questions: Sequence[Question], answered: Iterable[str]) -> list[str]:
    """Codes answered that this version of the checklist does not ask."""
    asked = {question.code for question in questions}
    return sorted(code for code in answered if code not in asked)


def count(answers: Mapping[str, str]) -> Counts:
    """Checked and failed items: the denominator and numerator of the finding rate."""
    said = list(answers.values())
    failed = said.count("fail")
    return Counts(checked=failed + said.count("conform"), failed=failed)


def zero_risk_said(failed: int, zero_risk: bool) -> bool:
    """Whether a daily record speaks truly: nothing found is said explicitly, something found is not called nothing."""
    return zero_risk == (failed == 0)


def harder(severity: str, rounds: int) -> str:
    """The severity by which a limit is read: each failed round reads it one step harder."""
    step = min(SEVERITIES.index(severity) + max(rounds - 1, 0), len(SEVERITIES) - 1)
    return SEVERITIES[step]


def may_verify(verifier: object, fixed_by: object, entered_by: object) -> Because[bool]:
    """Who fixed may not verify, nor who typed the fix in (B4)."""
    facts = {"is_fixer": verifier == fixed_by, "entered_it": verifier == entered_by}
    return Because(verifier not in (fixed_by, entered_by), "整改人、代录人不得自行复查", facts)


def may_close_from_within(recheck_by: str) -> Because[bool]:
    """Whether people of the business may recheck: only what its own records found, never what an official found."""
    return Because(recheck_by == "superior", "检查发现的问题由检查方复查", {"recheck_by": recheck_by})


def may_look_back(person: object, hands: Collection[object]) -> Because[bool]:
    """Who fixed a problem, typed the fix in or passed it does not look back at it; nor does nobody in particular."""
    facts = {"had_a_hand": person in hands}
    return Because(person is not None and person not in hands, "整改人、代录人、复查人不得自行回头看", facts)


def came_of_it(unfixed: bool) -> str:
    """What a look-back is settled with."""
    return "reopened" if unfixed else "held"


@dataclass(frozen=True)
class Load:
    """How many businesses a post answers for, and what we think of it."""

    count: int
    verdict: str  # fine, warn, block


def load_verdict(count: int, warn: int, block: int) -> Load:
    """Up to `warn` is fine, above it we warn, above `block` we refuse."""
    return Load(count, "block" if count > block else "warn" if count > warn else "fine")


def spread(subjects: Sequence[object], holders: Mapping[object, int]) -> list[tuple[object, object]]:
    """Give each subject to the holder with the least load so far; ties go to the first named. Deterministic."""
    load = dict(holders)
    pairs = []
    for subject in subjects:
        lightest = min(load, key=lambda holder: load[holder])
        load[lightest] += 1
        pairs.append((subject, lightest))
    return pairs


@dataclass(frozen=True)
class Heard:
    """Whom a rung of the ladder speaks to, and the vacant posts it passed over; nobody where all are vacant."""

    post: UUID | None
    passed: tuple[UUID, ...] = ()


def above_all_told(chain: Sequence[UUID], told: Collection[UUID]) -> Sequence[UUID]:
    """Of the posts above the one who is late, nearest first, those above every one that was told before; at the end of
    the chain its last, which is told again."""
    known = [at for at, post in enumerate(chain) if post in told]
    return chain[known[-1] + 1 :] or chain[-1:] if known else chain


def first_to_hear(
    asked: Sequence[UUID], *, vacant: Collection[UUID], late: UUID | None = None, last: UUID | None = None
) -> Heard:
    """The first of these that somebody holds; whoever is late and was told last is not told again."""
    passed: list[UUID] = []
    for post in asked:
        if post in vacant:
            passed.append(post)
        elif post != late or last != late:
            return Heard(post, tuple(dict.fromkeys(passed)))
    return Heard(None, tuple(dict.fromkeys(passed)))


STRUCK_OFF = frozenset({"closed", "struck_off"})


def moment_has_come(moment: str, *, state: str, lapsed: bool, repeated: bool) -> bool:
    """Whether the moment on which a consequence waits has come for a finding: it was found, it was struck off, nobody
    acted until the ladder's end, it failed here before. Nothing of a finding ever passed."""
    come = {"found": True, "closed": state in STRUCK_OFF, "lapsed": lapsed, "repeated": repeated}
    return come.get(moment, False)


def stage_stands(*, done: bool, asked: bool, come: bool) -> str:
    """How a stage that a programme may ask for truly stands: done, owed, later, or not asked for at all."""
    if done:
        return "done"
    if not asked:
        return "not_asked"
    return "owed" if come else "later"


def failed_again(struck_off_on: date, failed_on: date, watched: Sequence[int]) -> int | None:
    """After how many days the same question failed again; None where it was not watched so long, or failed before."""
    days = (failed_on - struck_off_on).days
    return days if watched and 0 <= days <= max(watched) else None
