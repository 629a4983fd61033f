"""What a bringer photographed is of the class of the file and of no business: rows kept before said otherwise."""

from django.db import migrations

# The wall is forced on the owner too; it steps aside for this one statement. 2 is the class of a case file, as of a file here.
CLOSED = """
ALTER TABLE evidence_evidence NO FORCE ROW LEVEL SECURITY;
ALTER TABLE complaints_complaint NO FORCE ROW LEVEL SECURITY;
ALTER TABLE complaints_entry NO FORCE ROW LEVEL SECURITY;
UPDATE evidence_evidence SET business_key = NULL, secrecy = greatest(secrecy, 2)
WHERE (business_key IS NOT NULL OR secrecy < 2) AND id IN (
    SELECT unnest(evidence) FROM complaints_complaint
    UNION SELECT unnest(evidence) FROM complaints_entry WHERE side = 'bringer'
);
ALTER TABLE complaints_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE complaints_complaint FORCE ROW LEVEL SECURITY;
ALTER TABLE evidence_evidence FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_both_sides_and_recusal"), ("evidence", "0003_hash_as_sent")]

    operations = [migrations.RunSQL(CLOSED, migrations.RunSQL.noop)]
