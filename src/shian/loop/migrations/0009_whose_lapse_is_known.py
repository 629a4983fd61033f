from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("loop", "0008_discovery")]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["programme", "business"],
                name="task_lapse",
                condition=Q(state="open", act__in=["self_check", "roll_up"]),
            ),
        ),
    ]
