"""The laws of the house that imports cannot show, each as a function from a module to its breaches."""

import ast
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


LAWS: list[Callable[[Module], Iterator[str]]] = [
    asks_the_table,
    writes_outside_a_verb,
    listens_to_signals,
    hides_an_import,
    says_no_return_type,
    has_a_nameless_name,
    is_too_long,
]
