import django.db.models.deletion
import shian.kernel.ids
import shian.kernel.lens
from django.db import migrations, models

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0002_wall"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="merged",
            field=models.BooleanField(
                default=False, help_text="dropped by a merge: it runs again where that is taken back"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="mediator",
            field=models.CharField(blank=True, default="", help_text="who leads the mediation, by name", max_length=60),
        ),
        migrations.AddField(
            model_name="complaint",
            name="mediator_person",
            field=models.UUIDField(help_text="the same, where they arranged it themselves", null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="merged_from",
            field=models.CharField(
                blank=True, default="", help_text="where it stood when it was merged", max_length=20
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="both",
            field=models.BooleanField(default=False, help_text="the other side, once it was invited, reads it too"),
        ),
        migrations.CreateModel(
            name="Invitation",
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
                    "round",
                    models.PositiveSmallIntegerField(default=0, help_text="how often the file was opened again before"),
                ),
                ("business_key", models.UUIDField(help_text="whose people answer")),
                ("summary", models.CharField(max_length=1000)),
                ("answer_by", models.DateField()),
                ("invited_by", models.CharField(max_length=120)),
                ("invited_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "offer",
                    models.CharField(
                        blank=True, default="", help_text="how the other side would settle it", max_length=500
                    ),
                ),
                ("offer_fen", models.PositiveBigIntegerField(help_text="what it would pay, in fen", null=True)),
                ("offered_at", models.DateTimeField(null=True)),
                (
                    "offer_said",
                    models.CharField(
                        blank=True, default="", help_text="yes, no: the bringer's word on it", max_length=10
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["-invited_at", "-id"],
                "indexes": [models.Index(fields=["business_key", "-invited_at"], name="complaint_invited")],
                "constraints": [models.UniqueConstraint(fields=("complaint", "round"), name="complaint_invited_once")],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
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
                ("mediator", models.CharField(max_length=60)),
                ("mediator_person", models.UUIDField(null=True)),
                ("side", models.CharField(help_text="office, bringer, other_side", max_length=10)),
                (
                    "asker",
                    models.UUIDField(help_text="a person of the house; whoever shows a receipt has none", null=True),
                ),
                ("reason", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(blank=True, default="", help_text="granted, refused, lapsed", max_length=10),
                ),
                ("words", models.CharField(blank=True, default="", max_length=300)),
                ("successor", models.CharField(blank=True, default="", max_length=60)),
                ("decided_by", models.CharField(blank=True, default="", max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recusals", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "")),
                        fields=("complaint",),
                        name="complaint_one_recusal_at_a_time",
                    )
                ],
            },
        ),
        Wall("complaints_invitation", Reached()),
        Wall("complaints_recusal", Reached()),
    ]
