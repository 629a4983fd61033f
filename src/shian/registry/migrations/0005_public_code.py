import shian.registry.models
from django.db import migrations, models

# Random bytes of a version 4 uuid: those without its fixed bits. 256 is a multiple of 32, so that each sign is as likely as another.
CODE = """
CREATE FUNCTION shian_code() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(bytes, at) & 31), 1), '')
  FROM (SELECT uuid_send(gen_random_uuid()) AS bytes) AS one, unnest(ARRAY[0, 1, 2, 3, 4, 5, 9, 10, 11, 12]) AS at
$$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_school_leader")]

    operations = [
        migrations.RunSQL(CODE, "DROP FUNCTION shian_code()"),
        migrations.AddField(
            "business",
            "public_code",
            models.CharField(
                db_default=shian.registry.models.RandomCode(),
                editable=False,
                help_text="on its board: /b/CODE",
                max_length=10,
                unique=True,
            ),
        ),
    ]
