"""Codes of one alphabet: those that stand are written in capitals; whoever types an old one in small letters still finds the page."""

from django.db import migrations

# The wall is forced on the owner too; it steps aside for this one statement.
CAPITALS = """
ALTER TABLE disclosure_publicpage NO FORCE ROW LEVEL SECURITY;
UPDATE disclosure_publicpage SET code = upper(code) WHERE code <> upper(code);
ALTER TABLE disclosure_publicpage FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_search")]

    operations = [migrations.RunSQL(CAPITALS, migrations.RunSQL.noop)]
