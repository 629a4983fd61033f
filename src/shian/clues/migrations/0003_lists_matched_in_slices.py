from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clues", "0002_wall")]

    operations = [
        migrations.AddField(
            model_name="shoplist",
            name="upto",
            field=models.PositiveIntegerField(default=0, help_text="the last row of the file that was matched"),
        ),
        migrations.AddField(
            model_name="shoplist",
            name="matched",
            field=models.PositiveIntegerField(default=0, help_text="how many shops were"),
        ),
        migrations.AlterField(
            model_name="onlineshop",
            name="verdict",
            field=models.CharField(
                blank=True,
                default="",
                help_text="licensed, unlicensed, expired, elsewhere, others, unsure",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="onlineshop",
            name="score",
            field=models.PositiveSmallIntegerField(default=0, help_text="of a hundred"),
        ),
    ]
