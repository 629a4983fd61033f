from django.db import migrations

FORBID = """
CREATE FUNCTION packs_release_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a release of the law is immutable: load a new one' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER release_immutable BEFORE UPDATE OR DELETE ON packs_release
  FOR EACH ROW EXECUTE FUNCTION packs_release_is_immutable();
"""
ALLOW = """
DROP TRIGGER release_immutable ON packs_release;
DROP FUNCTION packs_release_is_immutable();
"""


class Migration(migrations.Migration):
    """The database itself refuses to change a release: a task keeps the one it was born under."""

    dependencies = [("packs", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
