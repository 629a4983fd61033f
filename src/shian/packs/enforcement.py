"""What the law's files say of penalty cases and of their transfer to the police: clocks, thresholds, discretion, crime flags."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.inspection import Number
from shian.packs.limits import Limit
from shian.packs.titles import Title

CLOCKS = (
    "check", "check_more", "keep_goods", "seize", "seize_more", "assist", "review", "plead", "decide", "decide_more",
    "serve", "serve_notice", "pay", "urge", "sue", "apply_court", "close", "withdraw", "publish", "push", "publish_elsewhere",
    "report_measure", "approve_measure", "spot_file", "spot_office", "spot_bank", "dispute", "designate",
    "transfer_decide", "transfer_hand", "police_pass_on", "police_file", "police_complex", "police_major", "ask_review", "police_review",
    "ask_supervision", "hand_goods", "supply_papers",
)  # fmt: skip
LATER = ("police_pass_on",)  # a release loaded before there was this clock stays readable
NUMBERS = (
    "officers", "hearing_person", "hearing_entity", "city_fine", "repeated", "late_fee_of_100", "slight_months",
    "spot_person", "spot_entity", "spot_cash",
)  # fmt: skip
# What an officer may say of a breach; the rules of exemption and the flags of crime ask for these and nothing else.
FACTS = ("first", "slight", "corrected", "harmless", "no_fault")
CRIME_FACTS = (
    "banned_substance", "over_limit", "dead_animals", "banned_for_control", "infant_nutrition", "infant_food",
    "near_school", "long_or_many", "punished_before", "death",
)  # fmt: skip


@dataclass(frozen=True)
class Exemption:
    """A ground on which a breach is not, or need not be, punished: all its facts must stand."""

    key: str
    title: Title
    needs: tuple[str, ...]
    must: bool
    cite: Cite


@dataclass(frozen=True)
class Band:
    """A part of the range of a fine, in hundredths of its width, and what speaks for it."""

    key: str
    title: Title
    least: int
    most: int
    cite: Cite


@dataclass(frozen=True)
class Term:
    """How long a penalty is public, in months: at the least and at the most; 0 and 0 is not shown."""

    key: str
    title: Title
    least: int
    most: int
    cite: Cite


@dataclass(frozen=True)
class Flag:
    """A hint that a breach may be a crime: one of its facts, and where they are asked for so much sold or so many ill."""

    key: str
    title: Title
    any_of: tuple[str, ...]
    sales_least: int
    sales_below: int
    ill_least: int
    cite: Cite


@dataclass(frozen=True)
class EnforcementLaw:
    """Order 2, State Council 310 and what stands beside them, as a house needs it."""

    clocks: Mapping[str, Limit]
    numbers: Mapping[str, Number]
    exemptions: tuple[Exemption, ...]
    bands: tuple[Band, ...]
    terms: Mapping[str, Term]
    flags: tuple[Flag, ...]
