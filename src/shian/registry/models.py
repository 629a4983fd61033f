from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from shian.kernel.concealed import ConcealedField
from shian.kernel.dated import Dated, ScopedDatedQuerySet
from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped, ScopedQuerySet
from shian.people.models import DateRange
from shian.territory.models import Place


class Kind(models.TextChoices):
    """What a business is (主体类型)."""

    PRODUCER = "producer", _("食品生产")
    WORKSHOP = "workshop", _("小作坊")
    SELLER = "seller", _("食品销售")
    SMALL_GROCERY = "small_grocery", _("小食杂店")
    CATERER = "caterer", _("餐饮服务")
    SMALL_CATERER = "small_caterer", _("小餐饮")
    STALL = "stall", _("食品摊贩")
    CANTEEN = "canteen", _("单位食堂")
    CENTRAL_KITCHEN = "central_kitchen", _("中央厨房")
    GROUP_MEAL = "group_meal", _("集体用餐配送")
    WHOLESALE_MARKET = "wholesale_market", _("农批市场")
    MARKET = "market", _("农贸市场")
    PLATFORM = "platform", _("网络平台")
    ONLINE_SHOP = "online_shop", _("网络商户")
    FARMER = "farmer", _("种养殖户")
    COOPERATIVE = "cooperative", _("合作社")
    COLD_STORE = "cold_store", _("冷库")


class Status(models.TextChoices):
    """Whether a business works (主体状态)."""

    OPERATING = "operating", _("在营")
    SUSPENDED = "suspended", _("停业")
    CLOSED = "closed", _("注销")
    LOST = "lost", _("失联")


class RandomCode(Func):
    """Ten characters that nobody can guess (50 bits), from the database: Crockford's alphabet, which has no I, L, O and U."""

    template = "shian_code()"
    output_field = models.CharField()


class Business(Scoped):
    """A producer, seller, caterer, canteen, market, platform, farmer or co-operative: whom a cadre answers for."""

    reached: ClassVar[Reached] = Reached(own="id", category="kind")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPERATING)
    household = models.BooleanField(default=False, help_text="个体工商户")
    identity_kind = models.CharField(max_length=12, default="none", help_text="uscc, sc, jy, yb, filing, local, none")
    uscc = models.CharField(max_length=18, blank=True, default="")
    place = models.ForeignKey(Place, models.PROTECT, related_name="businesses")
    path_then = PathField()
    address = models.CharField(max_length=200, blank=True, default="")
    principal_name = models.CharField(max_length=60, blank=True, default="", help_text="法定代表人（负责人）")
    phone = ConcealedField()
    phone_tail_index = models.CharField(max_length=32, blank=True, default="")
    website = models.CharField(max_length=200, blank=True, default="")
    employees = models.PositiveIntegerField(null=True, blank=True)
    revenue_wan = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="万元 a year")
    diners = models.PositiveIntegerField(null=True, blank=True, help_text="average diners a meal")
    area_m2 = models.PositiveIntegerField(null=True, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    tags = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, help_text="special_food, school, chain_hq…"
    )
    guarantee_grade = models.CharField(
        max_length=1, blank=True, default="", help_text="today's, copied from GradeRecord"
    )
    risk_grade = models.CharField(max_length=1, blank=True, default="", help_text="today's, copied from GradeRecord")
    opened_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    batch = models.UUIDField(null=True, blank=True, help_text="the import it came from")
    batch_row = models.PositiveIntegerField(null=True, blank=True)
    public_code = models.CharField(
        max_length=10, unique=True, editable=False, db_default=RandomCode(), help_text="on its board: /b/CODE"
    )

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uscc", "name", "address"], condition=~Q(uscc=""), name="business_once")
        ]
        indexes = [
            models.Index(fields=["path", "kind"], name="business_path_kind"),
            models.Index(fields=["path", "name", "id"], name="business_path_name"),
            models.Index(fields=["uscc"], name="business_uscc"),
            models.Index(fields=["phone_tail_index"], name="business_phone_tail"),
            models.Index(fields=["batch"], name="business_batch"),
        ]

    def __str__(self) -> str:
        return self.name


class OfBusiness(Scoped):
    """A row that belongs to one business and lies where it lies."""

    reached: ClassVar[Reached] = Reached(own="business_id")

    business = models.ForeignKey(Business, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Standing(OfBusiness, Dated):
    """Where and what a business was, day by day: the dated fact behind every denominator."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    path_then = PathField(help_text="never rewritten")
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=10, choices=Status)
    household = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True, default="")

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="standing_one",
                expressions=[
                    ("business", RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["path_then", "business"], name="standing_path_then")]


class Scale(models.TextChoices):
    """Two scales that run in opposite directions and are never mixed."""

    GUARANTEE = "guarantee", _("包保等级")  # A is the biggest
    RISK = "risk", _("风险等级")  # A is the lowest risk


class GradeRecord(OfBusiness, Dated):
    """A grade of a business for a time, with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scale = models.CharField(max_length=10, choices=Scale)
    grade = models.CharField(max_length=1)
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="grade_one",
                expressions=[
                    ("business", RangeOperators.EQUAL),
                    ("scale", RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True),
            )
        ]


class Premises(OfBusiness):
    """A place of work; a business may have several."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    address = models.CharField(max_length=200)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    datum = models.CharField(max_length=8, blank=True, default="")
    accuracy_m = models.FloatField(null=True, blank=True, help_text="as the phone said it; none where it was typed")


class Licence(OfBusiness):
    """A licence, filing or registration with its number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, help_text="sc, jy, yb, filing, local")
    number = models.CharField(max_length=40)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    warning = models.CharField(max_length=200, blank=True, default="", help_text="e.g. an outdated county part")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "kind", "number"], name="licence_once")]
        indexes = [models.Index(fields=["number"], name="licence_number")]


class ProductCategory(OfBusiness):
    """A category of food that a business makes or sells (分类目录 code)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "code"], name="category_once")]


class Appointment(OfBusiness, Dated):
    """A person holds a post in the business, by a document: principal, director, safety officer."""

    reached: ClassVar[Reached] = Reached(own="business_id", party="person_id")

    class Role(models.TextChoices):
        PRINCIPAL = "principal", _("主要负责人")
        DIRECTOR = "director", _("食品安全总监")
        SAFETY_OFFICER = "safety_officer", _("食品安全员")
        SCHOOL_LEADER = "school_leader", _("校领导（陪餐）")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    role = models.CharField(max_length=20, choices=Role)
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True, default="")
    document = models.UUIDField(null=True, blank=True, help_text="evidence of the appointment")

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="appointment_person")]


class Rest(OfBusiness, Dated):
    """Days on which a business does not work: a weekday within a time, or every day of it (holidays, school terms)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 Monday … 6 Sunday; none: every day")
    reason = models.CharField(max_length=100, blank=True, default="")
    declared_by = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["business", "valid_from"], name="rest_business")]


class RiskPoint(OfBusiness, Dated):
    """A line of a business's risk control list (风险管控清单), as it holds from a day to a day: the list of a day is a version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=200, help_text="风险控制环节")
    point = models.CharField(max_length=200, help_text="风险点")
    risk = models.CharField(max_length=200, blank=True, default="", help_text="风险描述")
    measure = models.CharField(max_length=200, blank=True, default="", help_text="管控措施")
    goal = models.CharField(max_length=200, blank=True, default="", help_text="管控目标")
    every = models.CharField(max_length=10, default="day", help_text="管控频次: day, week, month")
    in_charge = models.CharField(max_length=200, blank=True, default="", help_text="责任人员")
    code = models.CharField(
        max_length=80, blank=True, default="", help_text="the question of the daily record it is asked with"
    )
    unit = models.CharField(max_length=4, blank=True, default="", help_text="℃, g, h: a number is measured")
    low = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    absent = models.BooleanField(default=False, help_text="this business has no such thing")

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["business", "valid_from"], name="risk_point_business")]


class ImportMapping(models.Model):
    """Which column of an office's spreadsheet is which field: remembered from the last time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    path = PathField()
    kind = models.CharField(max_length=12)
    fingerprint = models.CharField(max_length=64, help_text="of the header row")
    columns: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "kind", "fingerprint"], name="mapping_once")]


class ImportBatch(Scoped):
    """One file brought in: where it stands, what it did, and how to undo it."""

    reached: ClassVar[Reached] = Reached(party="person_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, help_text="businesses, cadres, bindings")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    person_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12, default="staged")
    rows = models.PositiveIntegerField(default=0)
    valid = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    mapping: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    summary: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)


class ImportRow(Scoped):
    """One row of the file: as read (concealed, for it holds numbers of persons) and what was found wrong."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="staged")
    number = models.PositiveIntegerField(help_text="the row in the file, as Excel counts")
    data = ConcealedField()
    errors: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    warnings: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    made = models.UUIDField(null=True, help_text="what it became")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
