from django.db import migrations, models


class Migration(migrations.Migration):
    """Who did it beside whoever filled a sheet in, where the law wants two. Nullable: nothing is rewritten."""

    dependencies = [
        ("checklists", "0003_published_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="sheet",
            name="second",
            field=models.UUIDField(
                help_text="whose seat or post it was who did it beside whoever filled it in", null=True
            ),
        ),
        migrations.AddField(
            model_name="sheet",
            name="second_label",
            field=models.CharField(blank=True, default="", help_text="post and name, as they were", max_length=160),
        ),
    ]
