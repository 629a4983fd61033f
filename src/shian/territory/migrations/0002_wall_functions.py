from django.db import migrations

from shian.kernel.wall import FUNCTIONS


class Migration(migrations.Migration):
    """The functions which every policy of the second wall asks; the lowest room carries them, for the kernel has no tables."""

    dependencies = [("territory", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION IF EXISTS shian_paths(text); DROP FUNCTION IF EXISTS shian_ids(text);"
        )
    ]
