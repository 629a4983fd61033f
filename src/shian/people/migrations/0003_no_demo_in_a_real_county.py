from django.db import migrations

# A demo account is entered by one click. Whether this is a made-up world is said once, before any account, and never
# changed; the database holds it, so that no forgotten check of ours can let one click into a real county.
UP = """
CREATE FUNCTION shian_demo_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM people_installation WHERE kind = 'demo') THEN
    RAISE EXCEPTION 'a demo account cannot exist in a real county' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_demo_only BEFORE INSERT OR UPDATE ON people_account
  FOR EACH ROW WHEN (NEW.is_demo) EXECUTE FUNCTION shian_demo_only();

CREATE FUNCTION shian_said_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what an installation is does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER installation_said_once BEFORE UPDATE OF "only", kind OR DELETE ON people_installation
  FOR EACH ROW EXECUTE FUNCTION shian_said_once();
"""
DOWN = """
DROP TRIGGER account_demo_only ON people_account;
DROP TRIGGER installation_said_once ON people_installation;
DROP FUNCTION shian_demo_only();
DROP FUNCTION shian_said_once();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_wall")]

    operations = [migrations.RunSQL(UP, DOWN)]
