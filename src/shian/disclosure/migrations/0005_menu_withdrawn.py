from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0004_codes_of_one_alphabet")]

    operations = [
        migrations.AddField("menu", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "menu",
            "reason",
            models.CharField(blank=True, default="", help_text="why it was withdrawn; public", max_length=200),
        ),
    ]
