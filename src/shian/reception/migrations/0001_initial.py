import django.contrib.postgres.fields
import django.db.models.deletion
import shian.kernel.concealed
import shian.kernel.ids
import shian.kernel.lens
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0005_department"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
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
                    "code",
                    models.CharField(help_text="stands in the address; drawn by luck", max_length=12, unique=True),
                ),
                ("title", models.CharField(max_length=60)),
                ("text", models.CharField(help_text="what is wanted, in everyday words", max_length=2000)),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        help_text="of reports; empty: every category",
                        size=None,
                    ),
                ),
                ("place_name", models.CharField(max_length=120)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(help_text="the last day")),
                ("fast_track", models.BooleanField(default=False)),
                ("state", models.CharField(default="open", max_length=10)),
                ("opened_by", models.CharField(max_length=120)),
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(blank=True, default="", help_text="why it ended before its day", max_length=200),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["path", "closes_on"], name="call_path_closes")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="call_days"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("path", shian.kernel.lens.PathField(db_collation="C", max_length=120)),
                (
                    "secrecy",
                    models.SmallIntegerField(
                        choices=[(0, "OPEN"), (1, "INTERNAL"), (2, "CASE"), (3, "SEALED")], default=1
                    ),
                ),
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("receipt", shian.kernel.concealed.ConcealedField(editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="sent_at")],
            },
        ),
        migrations.CreateModel(
            name="Toll",
            fields=[
                ("path", shian.kernel.lens.PathField(db_collation="C", max_length=120)),
                (
                    "secrecy",
                    models.SmallIntegerField(
                        choices=[(0, "OPEN"), (1, "INTERNAL"), (2, "CASE"), (3, "SEALED")], default=1
                    ),
                ),
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("debt", models.FloatField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="toll_at")],
            },
        ),
        migrations.CreateModel(
            name="FirstLook",
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
                        help_text="of the call, which may lie above the ground of who looks", max_length=60
                    ),
                ),
                ("file_kind", models.CharField(max_length=40)),
                ("file_id", models.UUIDField()),
                ("task", models.UUIDField()),
                ("due", models.DateField()),
                ("because", models.JSONField(default=dict)),
                ("state", models.CharField(default="waiting", max_length=10)),
                (
                    "words",
                    models.CharField(blank=True, default="", help_text="what the first look showed", max_length=500),
                ),
                ("looked_by", models.CharField(blank=True, default="", max_length=120)),
                ("looked_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="reception.call"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["path", "due"], name="first_look_path_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "file_kind", "file_id"), name="first_look_once")
                ],
            },
        ),
    ]
