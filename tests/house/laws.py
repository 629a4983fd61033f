"""The laws of the house that imports cannot show, each as a function from a module to its breaches."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.house.code import Module, calls, functions

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# What writes in the name of a verb: the verbs, the kernel that makes them, the play of the demo, and the ledger's
# outbox, whose cursors are its own memory and no row of anybody's.
WRITERS = {"actions", "demo", "kernel", "outbox"}
# `save` and `update` are also words of dictionaries, hashes and workbooks: only a query or a row counts.
PLAIN = {"update", "create", "save", "delete"}


def asks_the_table(module: Module) -> Iterator[str]:
    """`.objects` in a door: a question belongs in queries.py, where the viewer is named."""
    if module.room == "doors" or module.is_one_of("views", "api", "admin", "jobs"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
                yield module.at(node)


def writes_outside_a_verb(module: Module) -> Iterator[str]:
    if module.room in WRITERS or module.is_one_of(*WRITERS):
        return
    for call in calls(module):
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and writes_rows(call.func):
            yield module.at(call)


def writes_rows(function: ast.Attribute) -> bool:
    """Through a manager or a query; or `.save()`, `.delete()` on a name. `{}.update(…)` and `hash.update(…)` do not."""
    chain = ast.unparse(function.value)
    if "objects" in chain or ".filter(" in chain or ".exclude(" in chain or ".visible_to(" in chain:
        return True
    return function.attr not in PLAIN or (function.attr in ("save", "delete") and not is_file_word(chain))


def is_file_word(chain: str) -> bool:
    return chain.rpartition(".")[2] in {
        "book",
        "workbook",
        "image",
        "picture",
        "document",
        "session",
        "storage",
        "cache",
    }


def listens_to_signals(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(("signals", "dispatch")):
            yield module.at(node)


def hides_an_import(module: Module) -> Iterator[str]:
    for function in functions(module):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield module.at(node)


def says_no_return_type(module: Module) -> Iterator[str]:
    for function in functions(module):
        if function.returns is None:
            yield module.at(function)


def has_a_nameless_name(module: Module) -> Iterator[str]:
    nameless = {"utils", "util", "helpers", "helper", "common", "misc", "managers", "base"}
    if nameless & {part.removesuffix(".py") for part in module.parts}:
        yield str(module.path)


def is_too_long(module: Module) -> Iterator[str]:
    if len(module.text.splitlines()) > 400:
        yield str(module.path)


# Who may look at a watch: what is asked from outside, and where something enters the books (`kernel.dated.booked`).
WATCHES = {"doors", "cli", "config", "kernel"}


def looks_at_a_watch(module: Module) -> Iterator[str]:
    """The clock comes in as `on` or `now`: what was done on a Monday can then be asked, planned and tested on a Friday."""
    if module.room not in WATCHES and not module.is_one_of("jobs"):
        yield from (module.at(call) for call in calls(module) if is_a_watch(ast.unparse(call.func), bool(call.args)))


def is_a_watch(said: str, of_something: bool) -> bool:
    """`localdate(instant)` reads no watch, `localdate()` does."""
    if said.rpartition(".")[2] in ("localdate", "localtime"):
        return not of_something
    return said.endswith(("timezone.now", "date.today", "datetime.now", "datetime.utcnow", "time.time", "time.time_ns"))


def cuts_a_day_in_utc(module: Module) -> Iterator[str]:
    """Rows come back in UTC: `sent_at.date()` is yesterday until eight in the morning. `localdate(sent_at)` is the day."""
    for call in calls(module):
        said = ast.unparse(call.func)
        if said.endswith("_at.date") or said == "now.date":
            yield module.at(call)


def reads_a_path_as_text(module: Module) -> Iterator[str]:
    """LIKE is not leakproof: under row-level security it falls to a full scan. Ground is a range of text."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and LIKE.match(node.arg or ""):
            yield module.at(node.value)


def hides_who_acts(module: Module) -> Iterator[str]:
    """A verb names its actor: `by`, and only by that word."""
    if module.is_one_of("actions"):
        for function in functions(module):
            words = [one.arg for one in function.args.kwonlyargs]
            if not function.name.startswith("_") and passes_the_gate(function) and "by" not in words:
                yield module.at(function)


def passes_the_gate(function: ast.AST) -> bool:
    gates = ("act", "act_many")
    return any(isinstance(one, ast.Call) and ast.unparse(one.func) in gates for one in ast.walk(function))


# Two rules look at a file row by row, and remember the rows before.
REMEMBER = {"Seen", "Checker"}


def thaws_a_value(module: Module) -> Iterator[str]:
    """What rules take and give, what is announced and what goes in and out is frozen."""
    if module.is_one_of("rules", "events", "schemas"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and node.name not in REMEMBER:
                said = [ast.unparse(one) for one in node.decorator_list]
                if any(one.startswith("dataclass") and "frozen=True" not in one for one in said):
                    yield module.at(node)


def is_silent_without_a_reason(module: Module) -> Iterator[str]:
    """A check that is switched off says why, in the same line."""
    for number, line in enumerate(module.text.splitlines(), start=1):
        if BARE.search(line):
            yield f"{module.path}:{number}"


LIKE = re.compile(r"path(_then)?__i?(startswith|contains|regex)$")
BARE = re.compile(r"#\s*(noqa|pragma|type: ignore)[^#]{0,2}([A-Z]+\d+[, ]*|\[[a-z, -]*\])*\s*$")


LAWS: list[Callable[[Module], Iterator[str]]] = [
    asks_the_table,
    writes_outside_a_verb,
    listens_to_signals,
    hides_an_import,
    says_no_return_type,
    has_a_nameless_name,
    is_too_long,
    looks_at_a_watch,
    cuts_a_day_in_utc,
    reads_a_path_as_text,
    hides_who_acts,
    thaws_a_value,
    is_silent_without_a_reason,
]
