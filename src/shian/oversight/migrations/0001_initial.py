import django.contrib.postgres.fields
import django.db.models.deletion
import shian.kernel.ids
import shian.kernel.lens
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("loop", "0008_discovery"),
        ("people", "0004_cast"),
        ("registry", "0003_search"),
        ("territory", "0003_layers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Oversight",
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
                ("title", models.CharField(max_length=120)),
                ("kind", models.CharField(help_text="special, daily, surprise", max_length=10)),
                ("state", models.CharField(default="prepared", max_length=12)),
                ("basis", models.CharField(help_text="the plan or the order it rests on", max_length=200)),
                (
                    "members",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        blank=True,
                        default=list,
                        help_text="posts of the team beside the leader",
                        size=None,
                    ),
                ),
                (
                    "team",
                    models.CharField(
                        help_text="the team's posts and names as they were when it was formed", max_length=400
                    ),
                ),
                ("begins_on", models.DateField()),
                (
                    "draw",
                    models.UUIDField(
                        help_text="the draw of its units; no key leads out of the ground of the place", null=True
                    ),
                ),
                ("begun_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "note",
                    models.CharField(
                        blank=True, default="", help_text="the closing words, or why called off", max_length=500
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "leader",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.place"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["path", "-begins_on"], name="oversight_path")],
            },
        ),
        migrations.CreateModel(
            name="Interview",
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
                ("name", models.CharField(max_length=60)),
                ("title", models.CharField(help_text="the post of whoever was talked to", max_length=80)),
                ("note", models.CharField(help_text="what was said", max_length=1000)),
                ("by_label", models.CharField(max_length=120)),
                ("held_at", models.DateTimeField()),
                (
                    "oversight",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interviews", to="oversight.oversight"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Problem",
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
                    "title",
                    models.CharField(
                        help_text="of its oversight, for whoever owes it and cannot see the rest", max_length=120
                    ),
                ),
                ("severity", models.CharField(max_length=10)),
                ("text", models.CharField(max_length=300)),
                ("state", models.CharField(default="listed", max_length=12)),
                ("due", models.DateField()),
                ("because", models.JSONField(default=dict)),
                ("answer", models.CharField(blank=True, default="", max_length=500)),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.CharField(blank=True, default="", max_length=120)),
                ("judged_at", models.DateTimeField(null=True)),
                ("judged_by", models.CharField(blank=True, default="", max_length=120)),
                ("judged_note", models.CharField(blank=True, default="", max_length=300)),
                ("returns", models.PositiveSmallIntegerField(default=0, help_text="how often it was sent back")),
                ("recorded_at", models.DateTimeField()),
                (
                    "finding",
                    models.ForeignKey(
                        help_text="of a business: whether it is fixed is told there",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loop.finding",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"),
                ),
                (
                    "oversight",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="oversight.oversight"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loop.task"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["oversight", "state", "due"], name="problem_oversight_due"),
                    models.Index(fields=["path", "state"], name="problem_path_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                    "note",
                    models.CharField(
                        blank=True, default="", help_text="what was seen, or why nobody could look", max_length=500
                    ),
                ),
                (
                    "looked",
                    models.BooleanField(help_text="none: not been there yet; false: could not be looked at", null=True),
                ),
                ("by_label", models.CharField(blank=True, default="", max_length=120)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.business"
                    ),
                ),
                (
                    "oversight",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="units", to="oversight.oversight"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("oversight", "business"), name="oversight_unit_once")],
            },
        ),
    ]
