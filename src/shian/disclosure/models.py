"""What is public: a page for a business or an association, menus, suppliers, members, signed commitments. Published is class open."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.people.models import Organisation
from shian.registry.models import Business


class PublicPage(Scoped):
    """公开页: that a business or an association has a page for everybody, under a code that tells nothing else."""

    reached: ClassVar[Reached] = Reached(own="business_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True, help_text="stands in the address; drawn by luck, never reused")
    business = models.ForeignKey(Business, models.CASCADE, null=True, related_name="+")
    association = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, help_text="as it is searched for")
    place_name = models.CharField(max_length=120, help_text="where it is, in words")
    state = models.CharField(max_length=10, default="shown")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="", help_text="why it was withdrawn")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business"], condition=Q(state="shown"), name="page_of_business_once"),
            models.UniqueConstraint(
                fields=["association"], condition=Q(state="shown"), name="page_of_association_once"
            ),
            models.CheckConstraint(
                condition=Q(business__isnull=True) | Q(association__isnull=True), name="page_of_one_thing"
            ),
        ]
        indexes = [models.Index(fields=["path", "name", "id"], name="page_path_name")]


class Menu(Scoped):
    """食谱: what a canteen serves at one meal of one day."""

    reached: ClassVar[Reached] = Reached(own="business_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    meal = models.CharField(max_length=10, help_text="breakfast, lunch, dinner")
    dishes = ArrayField(models.CharField(max_length=40), default=list)
    allergens = models.CharField(max_length=100, blank=True, default="")
    by_label = models.CharField(max_length=120)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="", help_text="why it was withdrawn; public")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "day", "meal"], name="menu_once")]
        indexes = [models.Index(fields=["path", "day"], name="menu_path_day")]


class Supplier(Scoped):
    """供货者: from whom a canteen buys, under which licence, what; shown from a day until it is withdrawn with a reason."""

    reached: ClassVar[Reached] = Reached(own="business_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    licence = models.CharField(max_length=40)
    goods = models.CharField(max_length=100, help_text="which food")
    by_label = models.CharField(max_length=120)
    shown_from = models.DateField()
    shown_until = models.DateField(null=True, help_text="the first day on which it is shown no more")
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business", "licence"], condition=Q(shown_until__isnull=True), name="supplier_once"
            )
        ]


class Member(Scoped):
    """会员: a business in an association, from a day to a day. Who is a member is public."""

    reached: ClassVar[Reached] = Reached(own="business_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    business = models.ForeignKey(Business, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120, help_text="of the business, for whoever sees no more of it")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True, help_text="the last day on which the secretary had it reminded")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association", "business"], condition=Q(left_on__isnull=True), name="member_once"
            )
        ]


class Pledge(Scoped):
    """自律承诺: what an association promises in public. Drafted it is its own matter, signed it is everybody's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.CharField(max_length=2000)
    state = models.CharField(max_length=10, default="drafted")
    drafted_at = models.DateTimeField()
    signature = models.UUIDField(null=True)
    signed_by = models.CharField(max_length=80, blank=True, default="", help_text="post and surname")
    signed_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association"], condition=Q(state="signed"), name="pledge_signed_once")
        ]
