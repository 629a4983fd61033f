from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_wall_of_risk_points")]

    operations = [
        migrations.AddField(
            model_name="premises",
            name="accuracy_m",
            field=models.FloatField(blank=True, help_text="as the phone said it; none where it was typed", null=True),
        ),
    ]
