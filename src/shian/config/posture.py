"""As whom we are connected. Behind a role that may do everything the second wall is paper: then nothing is served."""

from django.db import connection

from shian.config.cluster.access import Trouble

QUESTION = """
SELECT current_user, role.rolsuper, role.rolbypassrls,
       (SELECT min(c.oid::regclass::text) FROM pg_class c
         WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
           AND c.relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
           AND pg_has_role(current_user, c.relowner, 'MEMBER'))
  FROM pg_roles role WHERE role.rolname = current_user
"""


def refuse_wrong_role() -> None:
    """Raises Trouble as superuser, as a role that row-level security does not bind, or as owner of any table."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        name, superuser, unbound, owned = cursor.fetchone()
    reasons = {"is a superuser": superuser, "has BYPASSRLS": unbound, f"owns {owned}": owned}
    wrong = [reason for reason, holds in reasons.items() if holds]
    if wrong:
        raise Trouble(
            f"Refused to serve as database role {name}, which {wrong[0]}: "
            "connect as shian_app, a role that owns nothing and that row-level security binds."
        )
