"""A penalty case with its pauses, measures, exhibits, papers and recusals; its transfer to the police; what of it is published."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shian.enforcement.columns import keys, listed, terms, words
from shian.enforcement.fines import Deferral as Deferral
from shian.enforcement.fines import Instalment as Instalment
from shian.enforcement.fines import Payment as Payment
from shian.enforcement.organs import Dispute as Dispute
from shian.enforcement.organs import JointInquiry as JointInquiry
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.kernel.secrecy import Secrecy
from shian.loop.models import Task
from shian.people.models import Organisation, Post
from shian.registry.models import Business
from shian.territory.models import Place


class PenaltyCase(Scoped):
    """案件: from the clue that is checked to the file in the archive. It is of the class `case`: no cadre sees it."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, default="checking")
    title = models.CharField(max_length=120, help_text="案由")
    source = models.CharField(max_length=20, help_text="where the clue came from")
    source_id = models.UUIDField(null=True, help_text="the file it came from")
    summary = models.CharField(max_length=2000)
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+")
    party_name = words(120)
    party_kind = models.CharField(max_length=10, default="entity")
    party_address = words(200)
    officers = listed("post, person, name and certificate of each who works on it")
    officer_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", help_text="who leads")
    persons = keys("the persons of its officers: none of them reviews or decides")
    related = keys("persons who may not act in it")
    received_on = models.DateField()
    check_extended = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    mark = words(60)
    filed_on = models.DateField(null=True)
    filed_by = words(120)
    not_filed_for = words(200)
    said = terms("facts of discretion that an officer affirms")
    crime_facts = terms("facts that a flag of crime asks for")
    sales_fen = models.PositiveBigIntegerField(default=0)
    ill = models.PositiveIntegerField(default=0)
    serious = models.BooleanField(default=False)
    report = words(4000, "调查终结报告")
    penalties = terms("what is proposed, then decided")
    fine_fen = models.PositiveBigIntegerField(default=0)
    fine_least_fen = models.PositiveBigIntegerField(default=0, help_text="the range of the clause that was broken")
    fine_most_fen = models.PositiveBigIntegerField(default=0)
    confiscated_fen = models.PositiveBigIntegerField(default=0)
    reviewer = models.UUIDField(null=True)
    reviewed_by = words(120)
    review_note = words(500)
    discussed_on = models.DateField(null=True)
    discussion = words(1000, "集体讨论")
    notified_on = models.DateField(null=True)
    hearing_on = models.DateField(null=True)
    plea = words(2000, "陈述申辩、听证意见")
    decision_extended = models.BooleanField(default=False)
    decide_by = models.DateField(null=True, help_text="the day which the heads fixed together")
    decision = words(14)
    decision_text = words(4000)
    decided_on = models.DateField(null=True)
    decided_by = words(120)
    served_on = models.DateField(null=True)
    served_how = words(10)
    pay_due = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    late_fee_fen = models.PositiveBigIntegerField(
        default=0, help_text="加处罚款 as it stood on the day the fine was paid"
    )
    late_fee_paid_fen = models.PositiveBigIntegerField(default=0)
    late_fee_note = words(300, "why less was taken")
    deferral_on = models.DateField(
        null=True, help_text="延期、分期 decided; granted, `pay_due` is the last day of the plan"
    )
    urged_on = models.DateField(null=True)
    unpaid_on = models.DateField(null=True, help_text="催告期满 and still not paid, written down")
    court_on = models.DateField(null=True)
    court_note = words(300)
    term = words(10, "class of publicity")
    elsewhere = words(60, "the other province in which the party is registered")
    pushed_on = models.DateField(null=True, help_text="to the regulator there")
    changed_on = models.DateField(null=True, help_text="the decision was changed, annulled, found illegal or void")
    changed_how = words(10)
    changed_note = words(300)
    published_on = models.DateField(null=True)
    public_until = models.DateField(null=True)
    unpublished_on = models.DateField(null=True)
    unpublished_for = words(300)
    closed_on = models.DateField(null=True)
    archived_on = models.DateField(null=True)
    archive_mark = words(120, "正卷、副卷的档号")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+", help_text="the step that is owed")
    decision_task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    publish_task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year", "number"], condition=Q(number__isnull=False), name="penalty_case_number_once"
            ),
            # A clue told twice opens one case.
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=Q(source_id__isnull=False), name="penalty_case_source_once"
            ),
        ]
        indexes = [
            models.Index(fields=["path", "-id"], name="penalty_case_path"),
            models.Index(fields=["business", "-decided_on"], name="penalty_case_business"),
        ]


class Pause(Scoped):
    """A time in which the ninety days stood still, and why (art 64)."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(PenaltyCase, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=14)
    note = words(300)
    from_on = models.DateField()
    until_on = models.DateField(null=True, help_text="the day it ran again")
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_on__isnull=True), name="pause_open_once")
        ]


class Measure(Scoped):
    """先行登记保存, 查封, 扣押: with its goods, until it is released, confiscated or lapses."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(PenaltyCase, models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=6)
    state = models.CharField(max_length=12, default="in_force")
    goods = listed("name, quantity, unit and value in fen of each")
    lies_at = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    begun_on = models.DateField()
    due = models.DateField()
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    urgent = models.BooleanField(default=False, help_text="taken on the spot before the head knew")
    reported_on = models.DateField(null=True)
    report = words(300)
    approved_by = words(120)
    approved_on = models.DateField(null=True)
    urgent_task = models.ForeignKey(
        Task, models.PROTECT, null=True, related_name="+", help_text="the report, then the approval"
    )
    extended = models.BooleanField(default=False)
    extended_by = words(120)
    ended_on = models.DateField(null=True)
    note = words(300)
    by_label = models.CharField(max_length=120)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")


class Exhibit(Scoped):
    """A piece of evidence: what, from where, its file's hash; who has had it since stands in its custody."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(PenaltyCase, models.CASCADE, related_name="exhibits")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14)
    name = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=120)
    file = models.UUIDField(null=True)
    sha256 = words(64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="exhibit_number_once")]


class Custody(Scoped):
    """One link of the chain: from whom to whom, when, where it lies since."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    exhibit = models.ForeignKey(Exhibit, models.CASCADE, related_name="chain")
    given_by = words(120)
    taken_by = models.CharField(max_length=120)
    lies_at = models.CharField(max_length=200)
    note = words(300)
    at = models.DateTimeField()


class CasePaper(Scoped):
    """文书: a numbered paper of a case, its words as they were when it was issued."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(PenaltyCase, models.CASCADE, related_name="papers")
    organ = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    addressee = words(120, "to whom, where it is not the party")
    body = models.TextField()
    issued_on = models.DateField()
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            # The mark says the series of the kind, the year and the number.
            models.UniqueConstraint(fields=["organ", "mark"], name="case_paper_number_once")
        ]


class Recusal(Scoped):
    """回避: asked about one person of a case, decided by another."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(PenaltyCase, models.CASCADE, related_name="recusals")
    person = models.UUIDField()
    person_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = words(120)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(granted__isnull=True), name="recusal_open_once"
            )
        ]


class Transfer(Scoped):
    """行刑衔接: a case handed to the police. They see this row from the day it is handed over, and nothing of the case."""

    reached: ClassVar[Reached] = Reached(held="police_post_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(PenaltyCase, models.PROTECT, related_name="transfers")
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=14, default="proposed")
    title = models.CharField(max_length=120)
    mark = words(60)
    summary = models.CharField(max_length=2000)
    team = models.CharField(max_length=300, help_text="the two and more who looked into it")
    report = models.CharField(max_length=4000)
    because = listed("the flags that stood, with clause and threshold")
    proposed_on = models.DateField()
    officer_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    refused_for = words(500)
    decided_by = words(120)
    decided_on = models.DateField(null=True)
    police = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    police_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    papers = terms("which of the papers went along")
    goods = listed()
    files = keys()
    handed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = words(120)
    weight = words(10, "plain, complex, major: how long the police have")
    answer = words(1000)
    answered_on = models.DateField(null=True)
    goods_on = models.DateField(null=True)
    joint_by = words(120, "who supervises it together")
    joint_on = models.DateField(null=True)
    note = words(1000)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="transfer_round_once")]
        indexes = [models.Index(fields=["path", "-id"], name="transfer_path")]


class SpotPenalty(Scoped):
    """当场处罚 (简易程序): a small penalty decided, written and handed over on the spot by two officers; its words as they were handed over."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="decided")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=60)
    source = words(20, "inspection or finding, where it came from one")
    source_id = models.UUIDField(null=True)
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+")
    party_name = models.CharField(max_length=120)
    party_kind = models.CharField(max_length=10)
    title = models.CharField(max_length=120, help_text="the breach")
    basis = models.CharField(max_length=300, help_text="the clauses that were broken and that punish it")
    plea = models.CharField(max_length=500, help_text="陈述申辩, or that there was none")
    where = models.CharField(max_length=200)
    penalties = terms("warning, fine")
    fine_fen = models.PositiveBigIntegerField(default=0)
    officers = listed()
    persons = keys()
    officer_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    photos = keys("evidence of the spot")
    refused = words(200, "why the party did not sign, where it did not")
    body = models.TextField(help_text="当场行政处罚决定书")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    cash_why = words(300, "why the fine was taken on the spot; empty: it is paid at the bank")
    ticket = words(60, "the number of the treasury's receipt")
    office_on = models.DateField(null=True, help_text="what was taken is with the office")
    bank_on = models.DateField(null=True, help_text="and from there in the bank; or the party paid there")
    filed_on = models.DateField(null=True)
    archive_mark = words(120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "number"], name="spot_penalty_number_once"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=Q(source_id__isnull=False), name="spot_penalty_source_once"
            ),
        ]
        indexes = [models.Index(fields=["path", "-id"], name="spot_penalty_path")]


class TypicalCase(Scoped):
    """典型案例: what of a case everybody may read. It is open from its publication on, and names nobody."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_key = models.UUIDField(help_text="the case; a visitor follows no key to it")
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=12, default="drafted")
    title = models.CharField(max_length=120)
    body = models.CharField(max_length=4000)
    organ = models.CharField(max_length=120)
    together = words(200, "departments that publish it together")
    drafted_by = models.UUIDField(null=True)
    approved_by = words(120)
    published_on = models.DateField(null=True)
    taken_down_on = models.DateField(null=True)
    taken_down_for = words(300)

    class Meta:
        indexes = [models.Index(fields=["path", "-published_on"], name="typical_case_path")]


CASE_CLASS = int(Secrecy.CASE)
