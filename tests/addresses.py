"""The address book of the house, read from the house itself: every route, and what its key is a key of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shian.checklists.models import ChecklistVersion, FormDraft, Sheet
from shian.clues.models import Clue, ShopList
from shian.complaints.models import Complaint, Paper
from shian.disclosure.models import Member, PublicPage
from shian.doors.association.views import VERBS as MEMBER_VERBS
from shian.doors.chores.views.people import VERBS as POST_VERBS
from shian.doors.clues.supervising import SUPERVISING, TEAM_VERBS
from shian.doors.clues.verbs import MY_VERBS as MY_CLUE_VERBS
from shian.doors.clues.verbs import VERBS as CLUE_VERBS
from shian.doors.complaints.verbs import VERBS as COMPLAINT_VERBS
from shian.doors.double_random.verbs import VERBS as RANDOM_VERBS
from shian.doors.draws.verbs import BUTTONS
from shian.doors.enforcement.case_verbs import VERBS as CASE_VERBS
from shian.doors.enforcement.inquired_verbs import VERBS as ANSWER_VERBS
from shian.doors.enforcement.spot_verbs import VERBS as SPOT_VERBS
from shian.doors.enforcement.transfer_verbs import VERBS as TRANSFER_VERBS
from shian.doors.finding.verbs import VERBS as FINDING_VERBS
from shian.doors.inspection.verbs import VERBS as INSPECTION_VERBS
from shian.doors.letters.verbs import VERBS as LETTER_VERBS
from shian.doors.operations.verbs import NOTICE_VERBS, TARGET_VERBS
from shian.doors.operations.verbs import VERBS as OPERATION_VERBS
from shian.doors.oversight.verbs import PROBLEM_VERBS
from shian.doors.oversight.verbs import VERBS as OVERSIGHT_VERBS
from shian.doors.sealed import verbs as sealed
from shian.double_random.models import RandomPlan
from shian.draws.models import Draw
from shian.enforcement.models import CasePaper, JointInquiry, PenaltyCase, SpotPenalty, Transfer
from shian.evidence.models import Evidence
from shian.insight.indicators import INDICATORS
from shian.inspection.models import Inspection
from shian.letters.models import Letter
from shian.loop.models import Assistance, BulkBatch, Climb, Commitment, Discovery, Finding, Task
from shian.operations.models import Notice, Operation, Target
from shian.oversight.models import Oversight, Problem
from shian.people.models import MachineToken, Person, Post, PostGrant, Tenure
from shian.reception.models import Call, FirstLook
from shian.registry.models import Business, ImportBatch, Rest
from shian.sealed.models import Channel, CustodianKey, Identity, Opening, Reward, SealedClue, SealedFile
from shian.territory.models import Adjustment

KEY, SHEET = "{key}", "{sheet}"
# What stands in an address for a word: every verb and every figure, each an address of its own.
WORDS: dict[str, list[str]] = {
    "b/<slug:code>": ["7ZZZZZZZZZ"],
    "b/<slug:code>/print": ["7ZZZZZZZZZ"],
    "findings/<uuid:key>/<slug:verb>": list(FINDING_VERBS),
    "posts/<uuid:key>/<slug:verb>": list(POST_VERBS),
    "letters/<uuid:key>/<slug:verb>": list(LETTER_VERBS),
    "letters/<uuid:key>/page-<int:number>.png": ["1"],
    "draws/<uuid:key>/<slug:verb>": list(BUTTONS),
    "figures/<slug:key>/rows": list(INDICATORS),
    "inspections/<uuid:key>/<slug:verb>": list(INSPECTION_VERBS),
    "oversight/<uuid:key>/<slug:verb>": list(OVERSIGHT_VERBS),
    "oversight/problems/<uuid:key>/<slug:verb>": list(PROBLEM_VERBS),
    "association/members/<uuid:key>/<slug:verb>": list(MEMBER_VERBS),
    "p/<slug:code>": ["nothing2"],
    "a/<slug:code>": ["nothing2"],
    "q/<slug:code>": ["nothing2"],
    "random/<uuid:key>/<slug:verb>": list(RANDOM_VERBS),
    "c/<slug:code>": ["nothing2"],
    "report/picture/<slug:sha256>": ["0" * 64],
    "open311/v2/services/<str:code>.json": ["spoiled"],
    "open311/v2/services/<str:code>.xml": ["spoiled"],
    "open311/v2/requests/<str:name>.json": ["nothing"],
    "open311/v2/requests/<str:name>.xml": ["nothing"],
    "open311/v2/tokens/<str:name>.json": ["nothing"],
    "open311/v2/tokens/<str:name>.xml": ["nothing"],
    "operations/<uuid:key>/<slug:verb>": list(OPERATION_VERBS),
    "operations/objects/<uuid:key>/<slug:verb>": list(TARGET_VERBS),
    "operations/notices/<uuid:key>/<slug:verb>": list(NOTICE_VERBS),
    "clues/<uuid:key>/<slug:verb>": list(CLUE_VERBS),
    "clues/mine/<uuid:key>/<slug:verb>": list(MY_CLUE_VERBS),
    "clues/shops/<uuid:key>/<slug:verb>": ["make", "match"],
    "clues/supervisors/<slug:verb>": list(TEAM_VERBS),
    "clues/supervisors/of/<uuid:key>/<slug:verb>": list(SUPERVISING),
    "complaints/<uuid:key>/<slug:verb>": list(COMPLAINT_VERBS),
    "cases/<uuid:key>/<slug:verb>": list(CASE_VERBS),
    "transfers/<uuid:key>/<slug:verb>": list(TRANSFER_VERBS),
    "transfers/<uuid:key>/files/<int:n>": ["1"],
    "inquiries/<uuid:key>/<slug:verb>": list(ANSWER_VERBS),
    "spot/<uuid:key>/<slug:verb>": list(SPOT_VERBS),
    "typical/<slug:code>": ["nothing2"],
    "typical/<slug:code>/act": ["nothing2"],
    "public/cases/<slug:code>": ["nothing2"],
    "sealed/<uuid:key>/<slug:verb>": list(sealed.CLUE_VERBS),
    "sealed/channels/<uuid:key>/<slug:verb>": list(sealed.CHANNEL_VERBS),
    "sealed/keys/<uuid:key>/<slug:verb>": list(sealed.KEY_VERBS),
    "sealed/identities/<uuid:key>/<slug:verb>": list(sealed.IDENTITY_VERBS),
    "sealed/openings/<uuid:key>/<slug:verb>": list(sealed.OPENING_VERBS),
    "sealed/rewards/<uuid:key>/<slug:verb>": list(sealed.REWARD_VERBS),
    "campaigns/<slug:key>": ["spring_festival", "mid_autumn"],
    "campaigns/<slug:key>/rows": ["mid_autumn"],
    "import/template/<slug:kind>": ["businesses", "cadres", "bindings"],
    "api/v1/checklists/<key>": ["caterer"],
    "checklists/of/<str:name>": ["caterer"],
    "openrosa/forms/<str:form>": ["guarantee_visit.village_caterer"],
    "openrosa/forms/<str:form>/manifest": ["guarantee_visit.village_caterer"],
    "openrosa/forms/<str:form>/<str:name>": ["guarantee_visit.village_caterer", "tasks.csv"],
    "api/v1/uploads/<sha256>": ["0" * 64],
    "ui/gallery/<slug:name>": ["import-upload"],
    "api/v1/<path:rest>": ["nowhere"],
}
# What the first key of an address is a key of, by what stands before it.
KINDS: dict[str, type[Any] | None] = {
    "api/v1/posts": Post, "api/v1/businesses": Business, "api/v1/evidence": Evidence, "api/v1/findings": Finding,
    "api/v1/sheets": Sheet, "api/v1/tasks": Task, "behalf": Business, "machines": MachineToken, "records": Sheet, "binding": BulkBatch, "businesses": Business, "commitments": Commitment, "evidence": Evidence,
    "findings": Finding, "fix": Finding, "import": ImportBatch, "people": Person, "places": Adjustment, "posts": Post, "receipt": Sheet,
    "inspections": Inspection, "letters": Letter,
    "random": RandomPlan, "public/random": RandomPlan,
    "operations": Operation, "operations/objects": Target, "operations/notices": Notice,
    "complaints": Complaint, "complaints/papers": Paper,
    "oversight": Oversight, "oversight/problems": Problem,
    "rest": Rest, "shop": Business, "visit": Task, "sign": Commitment, "grants": PostGrant,
    "assist": Assistance, "offer": Business, "worklist/ladder": Climb,
    "association/members": Member, "public-pages": PublicPage,
    "checklists/drafts": FormDraft, "checklists/versions": ChecklistVersion,
    "draws": Draw, "found": Discovery, "reports": Task,
    "truth": Sheet,
    "clues": Clue, "clues/mine": Clue, "clues/shops": ShopList, "clues/supervisors/of": Tenure,
    "cases": PenaltyCase, "cases/papers": CasePaper, "transfers": Transfer, "spot": SpotPenalty, "inquiries": JointInquiry,
    "sealed": SealedClue, "sealed/channels": Channel, "sealed/files": SealedFile, "sealed/keys": CustodianKey,
    "sealed/identities": Identity, "sealed/openings": Opening, "sealed/rewards": Reward,
    "calls": Call, "calls/looks": FirstLook,
    "import/columns": None,  # a token of one's own session; no row has it
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """A route with its words filled in and its keys still open."""

    text: str

    @property
    def keyed(self) -> bool:
        return KEY in self.text

    @property
    def of(self) -> type[Any] | None:
        """The kind of row that its key names. Raises KeyError for a route that this page does not know yet."""
        return KINDS[self.text[1 : self.text.index(KEY) - 1]]

    def at(self, key: object, sheet: object) -> str:
        return self.text.replace(KEY, str(key)).replace(SHEET, str(sheet))


def address_book() -> list[Address]:
    """Every address of the house, once. A word that this page does not know is a KeyError: a new route is noticed."""
    found = (one for route, converters in routes(get_resolver().url_patterns) for one in _worded(route, converters))
    return [Address(f"/{one}") for one in dict.fromkeys(found)]


def routes(patterns: "list[URLPattern | URLResolver]", before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every path of the house with its converters."""
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, path)
        elif not path.startswith(("^", "(?")) and "(?P" not in path:
            yield path, one.pattern.converters


def _worded(route: str, converters: dict[str, Any]) -> Iterator[str]:
    path = route
    for name, converter in converters.items():
        if "UUID" in type(converter).__name__:
            path = re.sub(rf"<\w+:{name}>", SHEET if name == "sheet" else KEY, path)
    word = re.search(r"<[\w:]+>", path)
    yield from (path.replace(word[0], one) for one in WORDS[route]) if word else [path]
