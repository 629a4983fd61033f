from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_cast")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="department",
            field=models.CharField(
                blank=True,
                default="",
                help_text="which line it is of, a key of the pack's departments",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="role",
            name="reach",
            field=models.CharField(
                default="ground",
                help_text="ground (a post's place), own (a business) or held (only what names the post)",
                max_length=8,
            ),
        ),
    ]
