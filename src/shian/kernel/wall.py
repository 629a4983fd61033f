"""The second wall: row-level security in the database, behind the lens.

`worn` opens the transaction of one request, job or command and tells the database who looks, with SET LOCAL.
After such a transaction PostgreSQL answers the setting as '', not NULL, and every text starts with '': so the
database functions drop whatever is not a whole path, and a list in which anything is not a whole uuid; nothing set
shows nothing. They are written so that no statement plans them anew: that, and a pattern asked of each uuid alone,
was a tenth of the database's time in a mass hand-in.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from shian.kernel.actor import NOBODY, Actor, Reach
from shian.kernel.lens import Reached
from shian.kernel.secrecy import Secrecy

_wearing: ContextVar[tuple[Actor, ...]] = ContextVar("wearing", default=(NOBODY,))

FUNCTIONS = """
CREATE OR REPLACE FUNCTION shian_paths(class text) RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(p) FILTER (WHERE p ~ '^cn/([0-9A-Za-z-]+/)*$'), '{}')
            FROM unnest(string_to_array(current_setting('shian.ground_' || class, true), ',')) AS p);
END $$;
CREATE OR REPLACE FUNCTION shian_ids(kind text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN current_setting('shian.' || kind, true)
                   ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})*$'
              THEN string_to_array(current_setting('shian.' || kind, true), ',')::uuid[] ELSE '{}' END
$$;
"""


def policy(reached: Reached) -> str:
    """The policy of a table as an SQL condition; each list is read once per statement, not once per row."""
    grounds = [f"(secrecy = {s.value} AND path ^@ ANY ((SELECT shian_paths('{s.value}'))::text[]))" for s in Secrecy]
    ids = [("own", reached.own), ("held", reached.held), ("party", reached.party)]
    named = [f"({column} = ANY ((SELECT shian_ids('{kind}'))::uuid[]))" for kind, column in ids if column]
    together = [f"({reached.team} && (SELECT shian_ids('held'))::uuid[])"] if reached.team else []
    return " OR ".join(grounds + named + together)


@contextmanager
def worn(actor: Actor, *, seconds: float | None = None) -> Iterator[Actor]:
    """Look and act as this actor, in one transaction; what was worn before is worn again afterwards."""
    with _worn((actor,), _timed(seconds)):
        yield actor


@contextmanager
def worn_together(actors: Collection[Actor], *, seconds: float | None = None) -> Iterator[None]:
    """Many people's batch in one transaction: the wall lets through what any of them may.

    The lens still judges every row for its own actor, in hand. Wearing each in turn cost more than twice as much
    database time for each record, measured on batches of 128 people with one record each. A batch asks the same few
    questions by key as the one before, so a plan once made serves: making them anew was a sixth of that time.
    """
    with _worn(tuple({id(actor): actor for actor in actors}.values()), _timed(seconds) | KEPT_PLANS):
        yield


# A plan that is kept outlives the size it was made for: on a first day's empty table it would be to read all of it.
KEPT_PLANS = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}


def _timed(seconds: float | None) -> dict[str, str]:
    if seconds is None:
        return {}
    # A door has many callers at once: a worker process started for one question takes a core from the others.
    return {"statement_timeout": str(int(seconds * 1000)), "max_parallel_workers_per_gather": "0"}


@contextmanager
def _worn(actors: tuple[Actor, ...], also: dict[str, str]) -> Iterator[None]:
    before, outermost = _wearing.get(), not connection.in_atomic_block
    with transaction.atomic():
        _put_on(actors, also)
        token = _wearing.set(actors)
        try:
            yield
        finally:
            _wearing.reset(token)
        # After an error the roll-back brings the former settings back; asking an aborted transaction would only
        # hide the error behind its own. The end of an outermost transaction takes everything off by itself.
        if not connection.needs_rollback and not outermost:
            _put_on(before, {})


def wearing() -> Actor:
    """Who looks now; nobody in particular where several do."""
    actors = _wearing.get()
    return actors[0] if len(actors) == 1 else NOBODY


def _put_on(actors: tuple[Actor, ...], also: dict[str, str]) -> None:
    settings = _settings(actors) | also
    calls = ", ".join("set_config(%s, %s, true)" for _ in settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [text for pair in settings.items() for text in pair])


def _settings(actors: tuple[Actor, ...]) -> dict[str, str]:
    # Many people of one village have few grounds between them: each is looked at once, not once a person and class.
    grounds = {(g.path, g.clearance) for a in actors for g in a.grants if g.reach is Reach.GROUND and g.path}
    worn_settings = {
        f"shian.ground_{s.value}": _listed([[p for p, open_to in grounds if open_to >= s]]) for s in Secrecy
    }
    worn_settings["shian.own"] = _listed(a.businesses for a in actors)
    worn_settings["shian.held"] = _listed(a.posts for a in actors)
    worn_settings["shian.party"] = _listed([a.person] for a in actors if a.person)
    return worn_settings


def _listed(many: Iterable[Iterable[object]]) -> str:
    return ",".join(sorted({str(one) for some in many for one in some}))
