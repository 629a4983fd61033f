from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("loop", "0005_assistance")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="also",
            field=ArrayField(
                base_field=models.CharField(max_length=60),
                blank=True,
                default=list,
                help_text="other programmes whose sheets it failed",
                size=None,
            ),
        ),
    ]
