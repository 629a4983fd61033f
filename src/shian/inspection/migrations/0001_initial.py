import django.db.models.deletion
import django.utils.timezone
import shian.kernel.ids
import shian.kernel.lens
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("checklists", "0002_wall"),
        ("loop", "0003_statistics"),
        ("people", "0004_cast"),
        ("registry", "0003_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("path", shian.kernel.lens.PathField(db_collation="C", max_length=120)),
                (
                    "secrecy",
                    models.SmallIntegerField(
                        choices=[(0, "OPEN"), (1, "INTERNAL"), (2, "CASE"), (3, "SEALED")], default=1
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=shian.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="routine, unannounced, system_audit, special, joint, upper_level", max_length=16
                    ),
                ),
                ("state", models.CharField(default="dispatched", max_length=12)),
                (
                    "whole",
                    models.BooleanField(
                        default=False, help_text="every item of the table was to be looked at (art. 22)"
                    ),
                ),
                ("basis", models.CharField(help_text="the plan, the clue, the order", max_length=200)),
                (
                    "suspicion",
                    models.CharField(blank=True, default="", help_text="why again within three months", max_length=200),
                ),
                ("papers", models.CharField(help_text="certificates or 检查任务书 shown (art. 24)", max_length=120)),
                ("lead_person", models.UUIDField()),
                ("second_person", models.UUIDField()),
                ("lead_name", models.CharField(max_length=60)),
                ("second_name", models.CharField(max_length=60)),
                ("go_on", models.DateField(help_text="the day on which they go")),
                ("result", models.CharField(blank=True, default="", help_text="conform, mostly, not", max_length=10)),
                ("because", models.JSONField(default=dict)),
                ("signed", models.UUIDField(help_text="the business's signature", null=True)),
                (
                    "unsigned",
                    models.CharField(blank=True, default="", help_text="why unsigned, and the witness", max_length=200),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True, default="", help_text="which of the eight forms (art. 49)", max_length=16
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("decision", models.CharField(default="none", help_text="none, open, filed, not_filed", max_length=10)),
                ("decision_note", models.CharField(blank=True, default="", max_length=300)),
                ("case_number", models.CharField(blank=True, default="", max_length=60)),
                ("path_then", shian.kernel.lens.PathField(db_collation="C", max_length=120)),
                ("recorded_at", models.DateTimeField()),
                ("told_on", models.DateField(help_text="the result was told in writing on site (art. 35)", null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("public_by", models.DateField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.business"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"),
                ),
                (
                    "second",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="checklists.sheet"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loop.task"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["path", "state", "go_on"], name="inspection_path_state"),
                    models.Index(fields=["business", "-go_on"], name="inspection_business"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dispatched")),
                        fields=("business",),
                        name="inspection_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lead_person", models.F("second_person")), _negated=True),
                        name="inspection_two_officers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FaceGiven",
            fields=[
                ("path", shian.kernel.lens.PathField(db_collation="C", max_length=120)),
                (
                    "secrecy",
                    models.SmallIntegerField(
                        choices=[(0, "OPEN"), (1, "INTERNAL"), (2, "CASE"), (3, "SEALED")], default=1
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=shian.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on_day", models.DateField()),
                ("tenths", models.PositiveSmallIntegerField(help_text="tenths of a point of ten")),
                (
                    "face",
                    models.CharField(
                        blank=True, default="", help_text="laugh, smile, plain; none: put right first", max_length=10
                    ),
                ),
                ("again_by", models.DateField(help_text="the next check at the latest", null=True)),
                ("because", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField()),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.business"
                    ),
                ),
                (
                    "inspection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="face", to="inspection.inspection"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["business", "-on_day"], name="face_business_day")],
            },
        ),
        migrations.CreateModel(
            name="RiskAssessment",
            fields=[
                ("path", shian.kernel.lens.PathField(db_collation="C", max_length=120)),
                (
                    "secrecy",
                    models.SmallIntegerField(
                        choices=[(0, "OPEN"), (1, "INTERNAL"), (2, "CASE"), (3, "SEALED")], default=1
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=shian.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("amounts", models.JSONField(default=dict, help_text="factor key → what was counted")),
                ("happened", models.JSONField(default=list)),
                ("points", models.JSONField(default=list)),
                ("score", models.PositiveSmallIntegerField()),
                ("by_score", models.CharField(max_length=1)),
                ("grade", models.CharField(max_length=1)),
                ("because", models.JSONField(default=dict)),
                (
                    "sheet",
                    models.UUIDField(help_text="the table behind the dynamic points; none: never inspected", null=True),
                ),
                ("by_label", models.CharField(max_length=120)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.business"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("valid_to__isnull", True)),
                        fields=("business",),
                        name="risk_assessment_current",
                    )
                ],
            },
        ),
    ]
