import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """How many layers answered where, and when. What stands beside a place is today's; a first change writes down both."""

    dependencies = [("territory", "0003_layers")]
    operations = [
        migrations.CreateModel(
            name="PlaceLayers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("layers", models.PositiveSmallIntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="territory.place"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AlterField(
            "place",
            "layers",
            models.PositiveSmallIntegerField(default=4, help_text="layers of guarantee cadres here today: 3 or 4"),
        ),
    ]
