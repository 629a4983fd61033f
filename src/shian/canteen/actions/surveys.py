"""学期满意度调查: opened by the school, answered by whoever has the code; only counts are kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from shian.canteen.days import school_law
from shian.canteen.models import Survey, SurveyCount
from shian.canteen.rules import SAID
from shian.canteen.terms import term_on
from shian.checklists import queries as checklists
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.codes import new_code
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.spelled import plural
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.registry.models import Business

QUESTIONS = "term_survey"


def open_survey(business: Business, *, by: Actor, now: datetime) -> Survey:
    """Open this term's survey from today. Raises Refused for a second one in the same term."""
    on = local_day(now)
    law = law_on(on, business.path)
    version = checklists.version_of(law.pack.checklists[QUESTIONS])
    survey = Survey(
        id=new_id(),
        business=business,
        code=new_code(),
        term=term_on(law.pack.key_days, on).key,
        version=version,
        opens_on=on,
        closes_on=on + timedelta(days=school_law(law).survey.days_open),
        recorded_at=now,
        path=business.path,
        secrecy=int(Secrecy.OPEN),
    )
    with act(by, "open_survey", survey) as announce:
        if Survey.objects.filter(business=business, term=survey.term).exists():
            raise Refused(_("这个学期的调查已经开过了"), code="opened")
        insert_many(Survey, [survey])
        insert_many(
            SurveyCount, [_count(survey, item.code, said) for item in checklists.items(version.pk) for said in SAID]
        )
        announce.note(term=survey.term, closes_on=survey.closes_on.isoformat())
    return survey


def _count(survey: Survey, question: str, said: str) -> SurveyCount:
    return SurveyCount(
        id=new_id(), survey=survey, business_id=survey.business_id, question=question, said=said,
        path=survey.path, secrecy=int(Secrecy.INTERNAL),
    )  # fmt: skip


def answer_survey(survey: Survey, said: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """Add one reply to the counts: nothing of it is kept but that they are one higher. Raises Refused once it is over."""
    if not survey.opens_on <= local_day(now) <= survey.closes_on:
        raise Refused(_("这次调查 %(day)s 结束，现在不收了") % {"day": survey.closes_on}, code="closed")
    codes = [item.code for item in checklists.items(survey.version_id)]
    if missing := [code for code in codes if said.get(code) not in SAID]:
        raise Refused(plural("还有 %(n)d 题没有选", len(missing)), code="unanswered")
    with act(by, "answer_survey", survey):
        Survey.objects.filter(pk=survey.pk).update(replies=F("replies") + 1)
        for code in codes:
            SurveyCount.objects.filter(survey=survey, question=code, said=said[code]).update(replies=F("replies") + 1)
