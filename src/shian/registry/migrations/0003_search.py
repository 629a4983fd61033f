from django.db import migrations

from shian.kernel.lens import Reached
from shian.kernel.wall import policy

# Trigram indexes are unusable below row-level security (their operators are not leakproof), so names are searched in a
# table of their own which the application may not read: only this function reads it, and applies the scope itself.
SEARCH = f"""
CREATE TABLE registry_search (
  id uuid PRIMARY KEY REFERENCES registry_business ON DELETE CASCADE,
  path varchar(120) COLLATE "C" NOT NULL, secrecy smallint NOT NULL, words text NOT NULL
);
CREATE INDEX registry_search_words ON registry_search USING gin (words gin_trgm_ops);
CREATE INDEX registry_search_path ON registry_search (path);

CREATE FUNCTION registry_search_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE registry_search
    SET path = NEW.path, secrecy = NEW.secrecy, words = NEW.name || ' ' || NEW.uscc || ' ' || NEW.address WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER registry_search_follow AFTER UPDATE OF name, uscc, address, path, secrecy ON registry_business
  FOR EACH ROW EXECUTE FUNCTION registry_search_follow();

-- New businesses come by the thousand: one statement for all of them, where a row at a time was the dearest part of an import.
CREATE FUNCTION registry_search_enter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO registry_search SELECT id, path, secrecy, name || ' ' || uscc || ' ' || address FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER registry_search_enter AFTER INSERT ON registry_business REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION registry_search_enter();

CREATE FUNCTION registry_find(needle text, most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM registry_search
  WHERE words ILIKE '%' || replace(replace(replace(needle, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
    AND ({policy(Reached(own="id"))})
  ORDER BY position(needle in words), words LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_wall")]

    operations = [
        migrations.RunSQL(
            SEARCH,
            "DROP TRIGGER registry_search_enter ON registry_business; DROP FUNCTION registry_search_enter();"
            "DROP TRIGGER registry_search_follow ON registry_business; DROP FUNCTION registry_search_follow();"
            "DROP FUNCTION registry_find(text, integer); DROP TABLE registry_search",
        )
    ]
