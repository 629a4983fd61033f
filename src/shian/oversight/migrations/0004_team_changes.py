import django.db.models.deletion
import shian.kernel.ids
import shian.kernel.lens
from django.db import migrations, models

from shian.kernel.lens import Reached
from shian.kernel.migrating import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0003_call_a_talk_a_talk"),
        ("people", "0004_cast"),
    ]

    operations = [
        migrations.CreateModel(
            name="TeamChange",
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
                ("leader_key", models.UUIDField()),
                ("name", models.CharField(help_text="the post and who held it on the day", max_length=200)),
                ("joins", models.BooleanField(help_text="false: left")),
                ("on_day", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("by_label", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField()),
                (
                    "oversight",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team_changes",
                        to="oversight.oversight",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        Wall("oversight_teamchange", Reached(held="leader_key")),
    ]
