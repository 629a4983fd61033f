from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.wall import policy

# As the register's search: trigram indexes are unusable below row-level security, so the names of public pages are
# searched in a table of their own which the application may not read; the function applies the scope itself.
SEARCH = f"""
CREATE TABLE disclosure_search (
  id uuid PRIMARY KEY REFERENCES disclosure_publicpage ON DELETE CASCADE,
  business_id uuid, path varchar(120) COLLATE "C" NOT NULL, secrecy smallint NOT NULL, words text NOT NULL
);
CREATE INDEX disclosure_search_words ON disclosure_search USING gin (words gin_trgm_ops);
CREATE INDEX disclosure_search_path ON disclosure_search (path);

CREATE FUNCTION disclosure_search_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE disclosure_search
    SET path = NEW.path, secrecy = NEW.secrecy, words = NEW.name || ' ' || NEW.place_name WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER disclosure_search_follow AFTER UPDATE OF name, place_name, path, secrecy ON disclosure_publicpage
  FOR EACH ROW EXECUTE FUNCTION disclosure_search_follow();

CREATE FUNCTION disclosure_search_enter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO disclosure_search SELECT id, business_id, path, secrecy, name || ' ' || place_name FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER disclosure_search_enter AFTER INSERT ON disclosure_publicpage REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION disclosure_search_enter();

CREATE FUNCTION disclosure_find(needle text, most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM disclosure_search
  WHERE words ILIKE '%' || replace(replace(replace(needle, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
    AND ({policy(Reached(own="business_id"))})
  ORDER BY position(needle in words), words LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_wall")]

    operations = [
        migrations.RunSQL(
            SEARCH,
            "DROP TRIGGER disclosure_search_enter ON disclosure_publicpage; DROP FUNCTION disclosure_search_enter();"
            "DROP TRIGGER disclosure_search_follow ON disclosure_publicpage; DROP FUNCTION disclosure_search_follow();"
            "DROP FUNCTION disclosure_find(text, integer); DROP TABLE disclosure_search",
        )
    ]
