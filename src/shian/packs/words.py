"""The closed vocabularies: a word outside them is refused at load, with file and line."""

from collections.abc import Mapping

GRADES = ("A", "B", "C", "D")
SEVERITIES = ("general", "serious", "critical")
RHYTHMS = ("day", "week", "month", "quarter", "half_year", "year")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TRIGGERS = ("rhythm", "window", "event", "order", "once")
HOLDERS = (
    "duty",
    "business_post",
    "grid_officer",
    "supervising_officer",
    "team",
    "contractor",
    "superior",
    "county_leader",
    "township_cadre",
    "village_cadre",
    "office",
)
# Who can owe something on a place: a post that lies there or above it.
HOLDERS_OF_PLACES = tuple(word for word in HOLDERS if word not in ("duty", "business_post"))
SECONDS = ("business_post", "department")
# By what the list of a sample is parted before it is drawn from.
STRATA = ("grade", "risk_grade", "kind", "township")
BUSINESS_ROLES = ("principal", "director", "safety_officer", "school_leader")
MEALS = ("breakfast", "lunch", "dinner")
SUBJECTS = ("business", "grid", "territory", "finding")
PLACES = ("county", "township", "village", "zone")
ACTS = (
    "inspect",
    "self_check",
    "roll_up",
    "triage",
    "look_back",
    "read",
    "attend",
    "assist",
    "report",
    "closing_report",
    "answer_problem",
    "check_object",
    "first_look",
    "check_clue",
    "work_case",
)
# What the rooms above announce of a business, by which of its words a programme may choose among such announcements, and what such
# a word can be: a list of the house, or the name of one that other files give (tests/stories/test_called_forth.py holds it to them).
SCALES = ("guarantee", "risk")
STATUSES = ("operating", "suspended", "closed", "lost")
NOT_AT_HOME = ("shut", "moved", "not_found", "refused", "closed_for_good")
DISPOSITIONS = ("fix_on_site", "fix_by", "push_to_station")
FINDING_STATES = (
    "found", "urged", "ordered", "reported", "again", "pushed", "claimed", "handling", "returned", "closed", "struck_off",
    "withdrawn",
)  # fmt: skip
FINDING_MOVES = (
    "urge", "order", "fix_on_site", "report", "close", "reject", "push", "claim", "handle", "strike_off", "return",
    "urge_again", "withdraw", "reopen",
)  # fmt: skip
LETTER_STATES = (
    "drafted", "submitted", "approved", "issued", "sent", "received", "answered", "returned", "closed", "escalated", "withdrawn",
)  # fmt: skip
LETTER_MOVES = (
    "draft", "edit", "redraft", "submit", "send_back", "approve", "issue", "send", "receive", "take_note", "answer", "return",
    "accept", "extend", "escalate", "withdraw", "be_heard",
)  # fmt: skip
RESULTS = ("conform", "mostly", "not", "refused")
ANY_GRADE = (*GRADES, "")
EVENTS: Mapping[str, Mapping[str, tuple[str, ...] | str]] = {
    "registry.registered": {"kind": "kinds"},
    "registry.status_changed": {"before": STATUSES, "after": STATUSES},
    "registry.grade_changed": {"scale": SCALES, "before": ANY_GRADE, "after": ANY_GRADE},
    "registry.business_moved": {},
    "registry.appointed": {"role": BUSINESS_ROLES},
    "registry.dismissed": {"role": BUSINESS_ROLES},
    "loop.not_at_home": {"outcome": NOT_AT_HOME},
    "loop.finding_raised": {"severity": SEVERITIES, "disposition": DISPOSITIONS},
    "loop.finding_moved": {"move": FINDING_MOVES, "state": FINDING_STATES},
    "inspection.judged": {"result": RESULTS},
    "inspection.published": {"result": RESULTS},
    "letters.letter_moved": {"kind": "letters", "move": LETTER_MOVES, "state": LETTER_STATES},
}
# Acts whose tasks a room opens itself when it announces this: a file gives their limits and rungs.
ACTS_OF_ROOMS = {
    "assist": "loop.assistance_moved",
    "answer_problem": "oversight.problem_moved",
    "first_look": "reception.first_look_moved",
    "check_clue": "clues.clue_moved",
}
# What a place owes of itself: told by the hour, and at the end.
ACTS_OF_PLACES = ("report", "closing_report")
MODES = ("on_site", "group", "report", "video")
LIMIT_KEYS = ("act", *SEVERITIES, "recheck", "claim", "handle")
# The limits of no programme that the house itself asks for.
CLOCKS = ("report_status", "adjust_duty", "late_exclusion", "extend_clue")
RECHECKERS = ("finder", "supervising_officer", "superior", "none")
RUNG_ACTS = ("remind", "inform", "reassign", "letter", "refer")
RUNG_TARGETS = ("holder", "superior", "office", "supervising_officer", "principal")
CONSEQUENCES = ("case", "letter", "credit", "publish", "notify_department", "transfer", "feedback", "sample", "merit")
MOMENTS = ("found", "passed", "closed", "lapsed", "repeated")
SECTORS = ("producer", "seller", "caterer")
SIZES = ("large", "medium", "small", "micro")
LEVELS = ("city", "county", "township", "village")
LAYERS = ("4", "3", "municipality")
CONFIDENCES = ("official", "mirror", "memory", "inferred", "design")
WEAK_CONFIDENCES = frozenset({"memory", "inferred", "design"})
CLEARANCES = ("open", "internal", "case", "sealed")
REACHES = ("ground", "own", "held")
PHOTOS = ("never", "on_fail", "always")
YES_NO = ("yes", "no")
# Letters: whom they go to, what they may speak of, and the names which their texts may use.
ADDRESSEES = ("post", "organisation", "business", "place")
LETTER_FORMS = ("document", "letter")
LETTER_NAMES = ("addressee", "facts", "issuer", "as_of", "reply", "words", "period")
SERIES_NAMES = ("mark", "year", "n")
FACT_NAMES = {
    "finding": ("business", "text", "severity", "found_on", "due", "state", "rounds"),
    "open_findings": ("about", "open", "late", "listed"),
    "late_tasks": ("about", "late", "listed"),
    "letter": ("title", "mark", "sent_on", "due", "state"),
    "performance": ("about", "period", "counted", "done", "late", "excluded", "load", "vacant"),
    "figures": ("about", "period", "listed"),
    "none": (),
}
