from django.db import migrations

# After a mass write the database's idea of the tables is that of an empty county, and a plan took minutes instead of a
# second. The application owns no table and may not ANALYZE; this asks the owner to. It reads samples and answers nothing.
MAKE = """
CREATE FUNCTION shian_refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE name text;
BEGIN
  FOR name IN SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND relkind IN ('r', 'p') AND NOT relispartition AND relowner = current_user::regrole LOOP
    EXECUTE 'ANALYZE ' || name;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION shian_refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shian_refresh_statistics() TO shian_app;
"""


class Migration(migrations.Migration):
    dependencies = [("loop", "0002_wall"), ("registry", "0003_search"), ("people", "0004_cast")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION shian_refresh_statistics()")]
