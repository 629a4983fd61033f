from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0003_clocks_and_the_spot")]

    operations = [
        migrations.AddConstraint(
            model_name="spotpenalty",
            constraint=models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=models.Q(("source_id__isnull", False)),
                name="spot_penalty_source_once",
            ),
        ),
    ]
