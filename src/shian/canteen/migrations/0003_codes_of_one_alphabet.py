"""Codes of one alphabet: those that stand are written in capitals; whoever types an old one in small letters still finds the page."""

from django.db import migrations

# The wall is forced on the owner too; it steps aside for this one statement.
CAPITALS = """
ALTER TABLE canteen_survey NO FORCE ROW LEVEL SECURITY;
UPDATE canteen_survey SET code = upper(code) WHERE code <> upper(code);
ALTER TABLE canteen_survey FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("canteen", "0002_wall")]

    operations = [migrations.RunSQL(CAPITALS, migrations.RunSQL.noop)]
