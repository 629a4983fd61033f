from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_wall")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="came_as",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
        ),
    ]
