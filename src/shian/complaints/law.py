"""The law of a file: the release and the rule it was born under, kept to its end."""

from datetime import date

from django.utils.translation import get_language

from shian.complaints.models import Complaint
from shian.loop.law import Law, law_of, law_on
from shian.packs.complaints import ComplaintLaw, Regime
from shian.packs.titles import Title


def law_of_file(one: Complaint) -> Law:
    """The release a file was born under."""
    return law_of(one.release_id)


def rules_of(law: Law) -> ComplaintLaw:
    """What a release says of complaints."""
    assert law.pack.complaints is not None  # no file is born under a release that says nothing of them
    return law.pack.complaints


def regime_of(one: Complaint) -> Regime:
    """The rule a file was born under."""
    return rules_of(law_of_file(one)).regimes[one.regime]


def category_of(one: Complaint) -> Title:
    """What a file is about, as the pack calls it."""
    return rules_of(law_of_file(one)).categories[one.category].title


def spoken(title: Title) -> str:
    """A title in the reader's language."""
    return title.en if (get_language() or "").startswith("en") else title.zh


def in_force_words(path: str, on: date) -> dict[str, str]:
    """What files may be about at a place on a day, in the reader's language; nothing where the law says nothing."""
    law = law_on(on, path).pack.complaints
    return {key: spoken(one.title) for key, one in law.categories.items()} if law else {}
