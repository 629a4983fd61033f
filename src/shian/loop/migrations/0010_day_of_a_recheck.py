"""A recheck counts on the day it was made: what was closed until now was closed on the day it came."""

from django.db import migrations, models

# The wall is forced on the owner too; it steps aside for this one statement.
ON_ITS_DAY = """
ALTER TABLE loop_finding NO FORCE ROW LEVEL SECURITY;
UPDATE loop_finding SET closed_on = (closed_at AT TIME ZONE 'Asia/Shanghai')::date WHERE closed_at IS NOT NULL;
ALTER TABLE loop_finding FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("loop", "0009_whose_lapse_is_known")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="closed_on",
            field=models.DateField(null=True, help_text="the local day on which it was seen to be so"),
        ),
        migrations.AlterField(
            model_name="finding",
            name="closed_at",
            field=models.DateTimeField(null=True, help_text="when we knew; as-of reads this"),
        ),
        migrations.AddField(
            model_name="findingstep",
            name="made_on",
            field=models.DateField(null=True, help_text="the day it was made, where it came on a later one"),
        ),
        migrations.RunSQL(ON_ITS_DAY, migrations.RunSQL.noop),
    ]
