"""What a school canteen writes down meal by meal, and what a term's survey counts."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shian.checklists.models import ChecklistVersion
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.registry.models import Business


class OfCanteen(Scoped):
    """A row that belongs to one canteen and lies where it lies."""

    reached: ClassVar[Reached] = Reached(own="business_id")

    business = models.ForeignKey(Business, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


class SharedMeal(OfCanteen):
    """陪餐: a school leader ate with the pupils. Public, so it holds no more of the person than post and surname.

    What was wrong, the measure, the photograph and the signature are on the day's sheet, which is internal.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    meal = models.CharField(max_length=10, help_text="breakfast, lunch, dinner")
    leader = models.CharField(max_length=80, help_text="post and surname")
    diners = models.PositiveIntegerField(help_text="people who ate")
    dishes = ArrayField(models.CharField(max_length=40), default=list)
    failed = ArrayField(models.CharField(max_length=80), default=list, blank=True, help_text="questions that failed")
    sheet = models.UUIDField(help_text="the sheet of the loop")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "day", "meal"], name="shared_meal_once")]
        indexes = [models.Index(fields=["path", "day"], name="shared_meal_path_day")]


class RetainedSample(OfCanteen):
    """留样: of one dish of one meal. No grams: no sample was kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    meal = models.CharField(max_length=10, help_text="breakfast, lunch, dinner")
    dish = models.CharField(max_length=40)
    grams = models.PositiveIntegerField(help_text="0: none was kept")
    celsius = models.DecimalField(max_digits=4, decimal_places=1, help_text="of the refrigerator")
    kept_at = models.DateTimeField()
    keep_until = models.DateTimeField(help_text="not to be thrown away before")
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "day", "meal", "dish"], name="sample_once")]
        indexes = [models.Index(fields=["path", "day"], name="sample_path_day")]


class Survey(OfCanteen):
    """学期满意度调查: open to whoever has its code, for some days of a term."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    term = models.CharField(max_length=30, help_text="2026 and a key day of the calendar: 2026-autumn_term")
    version = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="the last day")
    replies = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "term"], name="survey_of_term_once")]


class SurveyCount(OfCanteen):
    """How many said what to one question. Who said it is not kept: there is nothing to find out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="counts")
    question = models.CharField(max_length=80)
    said = models.CharField(max_length=10, help_text="yes, partly, no")
    replies = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "question", "said"], name="survey_count_once")]
