from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from shian.kernel.concealed import ConcealedField
from shian.kernel.dated import Dated, DatedQuerySet
from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped
from shian.kernel.secrecy import Secrecy
from shian.territory.models import Place


class DateRange(Func):
    """[valid_from, valid_to) as a range of the database."""

    function = "daterange"
    output_field = DateRangeField()


class Organisation(models.Model):
    """An office, government, department, station of the regulator, association or contractor. Directory data."""

    class Kind(models.TextChoices):
        COMMITTEE_OFFICE = "committee_office", "食安办"
        GOVERNMENT = "government", "党委政府"
        VILLAGE = "village", "村（社区）"
        REGULATOR = "regulator", "市场监管局"
        STATION = "station", "市场监管所"
        DEPARTMENT = "department", "其他部门"
        ASSOCIATION = "association", "协会"
        CONTRACTOR = "contractor", "第三方机构"
        SUPERVISORS = "supervisors", "社会监督员队伍"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    department = models.CharField(
        max_length=20, blank=True, default="", help_text="which line it is of, a key of the pack's departments"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="organisations")
    path = PathField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "name"], name="organisation_once")]
        indexes = [models.Index(fields=["path"], name="organisation_path")]

    def __str__(self) -> str:
        return self.name


class Person(Scoped):
    """A human being: least data, numbers concealed. Seen by their own ground and by themselves."""

    reached: ClassVar[Reached] = Reached(party="id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    phone = ConcealedField()
    phone_index = models.CharField(max_length=32, blank=True, default="")
    identity = ConcealedField()
    identity_index = models.CharField(max_length=32, blank=True, default="")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phone_index"], condition=~Q(phone_index=""), name="person_phone_once")
        ]
        indexes = [models.Index(fields=["path"], name="person_path")]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Accounts by the blind index of a phone number: the number itself is not here."""


class Account(AbstractBaseUser):
    """A way in: the blind index of a phone number and a password. Holds no personal data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_index = models.CharField(max_length=32, unique=True)
    person_key = models.UUIDField(unique=True, help_text="the person; no foreign key is followed before somebody is in")
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="may enter by one click; impossible in a real county")
    must_change_password = models.BooleanField(default=True)
    cast: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        default=dict, blank=True, help_text="a made-up person's card on the login page: key, post, name, place"
    )

    USERNAME_FIELD = "phone_index"
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_demo=True) | Q(cast={}), name="account_names_made_up_people_only")
        ]

    @property
    def path(self) -> str:
        return ""


class Role(models.Model):
    """What a post may do: loaded from the pack's roles file, never edited on screen."""

    key = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=60)
    verbs = ArrayField(models.CharField(max_length=60))
    clearance = models.PositiveSmallIntegerField(default=int(Secrecy.INTERNAL))
    categories = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reach = models.CharField(
        max_length=8,
        default="ground",
        help_text="ground (a post's place), own (a business) or held (only what names the post)",
    )
    system = models.BooleanField(default=False, help_text="the house itself under a name; no person may hold it")

    path = "cn/"

    def __str__(self) -> str:
        return self.title


class Tier(models.TextChoices):
    """The layer of a guarantee cadre, by the grade it answers for."""

    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    VILLAGE = "village", "村级"


class Post(models.Model):
    """A post: rights and duties belong to it, and to whoever holds it now. Directory data (posts are made public)."""

    reached: ClassVar[Reached] = Reached(held="id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    place = models.ForeignKey(Place, models.PROTECT, related_name="posts")
    path = PathField()
    role = models.ForeignKey(Role, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=80)
    tier = models.CharField(max_length=10, choices=Tier, blank=True, default="")
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True, help_text="the import it came from")

    class Meta:
        indexes = [
            models.Index(fields=["path", "role"], name="post_path_role"),
            models.Index(fields=["place", "tier"], name="post_place_tier"),
        ]

    def __str__(self) -> str:
        return self.title


class Tenure(Dated):
    """A person holds a post for a time. Directory data without numbers: the name is shown in public anyway."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person_key = models.UUIDField(db_index=True)
    person_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=200, blank=True, default="")

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="tenure_one_holder",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True),
            )
        ]

    @property
    def path(self) -> str:
        return self.post.path


class PostGrant(Dated):
    """More than the role gives: another ground, category or clearance, for a time, with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="extra_grants")
    role = models.ForeignKey(Role, models.PROTECT)
    path = PathField()
    categories = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    clearance = models.PositiveSmallIntegerField(default=int(Secrecy.INTERNAL))
    reason = models.CharField(max_length=200)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()


class MachineToken(models.Model):
    """A machine's way in: the hash of a token which acts for a person, until it ends or is withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    person_key = models.UUIDField()
    label = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    path = PathField(default="cn/")


class Installation(models.Model):
    """What this installation is: a real county's, or a made-up world. One row; a trigger of the database keeps
    demo accounts out of a real one."""

    class Kind(models.TextChoices):
        REAL = "real", "正式"
        DEMO = "demo", "演示"

    only = models.BooleanField(primary_key=True, default=True)
    kind = models.CharField(max_length=4, choices=Kind)
    path = PathField()
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="installation_once")]
