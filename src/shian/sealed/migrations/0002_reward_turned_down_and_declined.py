"""A reward that is turned down is proposed anew, one that is not due is said so; what is done by telling stands beside it."""

import django.db.models.deletion
from django.db import migrations, models

# The wall is forced on the owner too; it steps aside for this one statement.
TOLD = """
ALTER TABLE sealed_reward NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sealed_sealedclue NO FORCE ROW LEVEL SECURITY;
UPDATE sealed_reward r SET tell_task_id = c.task_id FROM sealed_sealedclue c
WHERE c.id = r.clue_id AND r.tell_task_id IS NULL;
ALTER TABLE sealed_sealedclue FORCE ROW LEVEL SECURITY;
ALTER TABLE sealed_reward FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("loop", "0010_day_of_a_recheck"),
        ("sealed", "0001_the_sealed_channel"),
    ]

    operations = [
        migrations.AddField(
            model_name="reward",
            name="exclusion",
            field=models.CharField(blank=True, default="", help_text="why nothing is given", max_length=20),
        ),
        migrations.AddField(
            model_name="reward",
            name="tell_task",
            field=models.ForeignKey(
                help_text="to tell whoever holds the receipt",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="loop.task",
            ),
        ),
        migrations.AddField(
            model_name="reward",
            name="turned_down_for",
            field=models.CharField(
                blank=True, default="", help_text="why it was not approved the last time", max_length=300
            ),
        ),
        migrations.AlterField(
            model_name="reward",
            name="level",
            field=models.CharField(blank=True, help_text="empty where nothing is given", max_length=4),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
