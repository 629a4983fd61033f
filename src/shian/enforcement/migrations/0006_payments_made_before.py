"""What was paid is a row of its own: of fines that were paid before there were such rows one is written."""

from django.db import migrations

# The wall is forced on the owner too; it steps aside for this one statement. Who wrote it down stands in the ledger. Run twice it writes nothing.
PAID_BEFORE = """
ALTER TABLE enforcement_penaltycase NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enforcement_payment NO FORCE ROW LEVEL SECURITY;
INSERT INTO enforcement_payment (id, case_id, paid_on, fen, late_fen, note, by_label, path, secrecy)
SELECT gen_random_uuid(), c.id, c.paid_on, c.fine_fen, c.late_fee_paid_fen, c.late_fee_note, '', c.path, c.secrecy
FROM enforcement_penaltycase c
WHERE c.paid_on IS NOT NULL AND c.fine_fen > 0
    AND NOT EXISTS (SELECT FROM enforcement_payment p WHERE p.case_id = c.id);
ALTER TABLE enforcement_payment FORCE ROW LEVEL SECURITY;
ALTER TABLE enforcement_penaltycase FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0005_instalments")]

    operations = [migrations.RunSQL(PAID_BEFORE, migrations.RunSQL.noop)]
