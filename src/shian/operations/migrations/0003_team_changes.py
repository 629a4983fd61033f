from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operations", "0002_wall")]

    operations = [
        migrations.AddField(
            "team",
            "changes",
            models.JSONField(
                default=list, help_text="[day, joined | left, post], in order; who sees the operation sees them"
            ),
        ),
        migrations.AlterField(
            "team",
            "names",
            models.CharField(
                help_text="posts and names as they were when it was formed or changed last", max_length=600
            ),
        ),
    ]
