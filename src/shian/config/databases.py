"""Where the database is: `DATABASE_URL` (then `DATABASE_OWNER_URL` too, for migrations), else the embedded cluster."""

import os
from typing import Any

from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from shian.config.cluster.access import APP, OWNER, Trouble, data_folder, read_access
from shian.config.cluster.server import use

ENGINE = "django.db.backends.postgresql"
# Django forbids the driver to leave statements with the server unless told otherwise; its own cursors do not do it
# anyway, and `kernel.bulk.prepared` asks for it by name. Without this each of its statements is planned anew.
KEPT = {"prepare_threshold": 5}


def embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def from_uri(uri: str) -> dict[str, Any]:
    """Django's words for a connection string; what Django has no word for is an option of the driver."""
    parts = conninfo_to_dict(uri)
    words = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known = {word: str(parts.pop(name, "")) for word, name in words.items()}
    return {"ENGINE": ENGINE, **known, "OPTIONS": dict(parts)}


def pool() -> dict[str, Any]:
    """Server processes share connections between their threads; a command has one and needs no pool."""
    size = int(os.environ.get("SHIAN_POOL", "0"))
    return {"pool": {"min_size": 1, "max_size": size, "timeout": 10}} if size else {}


def uris() -> tuple[str, str]:
    """Of the application and of the owner. Before the cluster was first made, ones that lead nowhere."""
    if not embedded():
        app = os.environ["DATABASE_URL"]
        return app, os.environ.get("DATABASE_OWNER_URL", "")
    access = read_access(data_folder())
    return (access.uri(APP), access.uri(OWNER)) if access else ("host=/nonexistent", "host=/nonexistent")


def databases() -> dict[str, dict[str, Any]]:
    app, owner = uris()
    default = from_uri(app)
    default["OPTIONS"] |= KEPT | pool()
    return {"default": default, "owner": from_uri(owner)}


def database_stands() -> bool:
    """Whether there is one already: a command that can do without it does not make one."""
    return not embedded() or read_access(data_folder()) is not None


def open_database() -> None:
    """Starts the embedded cluster if that is ours to do; settings read before it was made are brought up to date."""
    if embedded():
        use()
        for alias, found in databases().items():
            settings.DATABASES[alias].update(found)


def needs_owner() -> None:
    if not settings.DATABASES["owner"]["USER"]:
        raise Trouble("Migrations run as the owner of the tables: set DATABASE_OWNER_URL beside DATABASE_URL.")
