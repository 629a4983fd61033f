"""Nothing lies about: what no door, verb or question asks for is deleted; git remembers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.code import SOURCE, Module, own_modules

OFFERED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# What a library asks for by its name.
ASKED_BY_NAME = {"CreatePartitioned", "Wall", "application"}
# The kernel's answers that only tests ask for.
FOR_TESTS = {"mask_identity", "instant_ms", "uninstall", "wearing", "check_row", "answering"}
# Nouns and verbs whose rule stands and is tested, and which no door offers yet. Nothing is to be added here.
NOT_YET = {"StoredFigure"}


def test_everything_is_asked_for() -> None:
    modules = own_modules()
    used = {word for module in modules for word in asked(module)} | words_of_pages()
    idle = {name for module in modules for name in made(module) if name not in used}
    assert sorted(idle - FOR_TESTS - NOT_YET) == []


def test_what_is_idle_would_be_noticed() -> None:
    lone = Module(Path("loop/queries.py"), "from shian.loop.rules import count\n\ndef lonely() -> None: ...\n")
    assert list(made(lone)) == ["lonely"]
    assert not {"lonely", "count"} & set(asked(lone))


def made(module: Module) -> Iterator[str]:
    """What a module offers; what stands under a decorator of a library is asked for by that."""
    for node in module.tree.body if module.path.stem != "apps" else ():
        if isinstance(node, OFFERED) and node.name not in ASKED_BY_NAME and not registered(node):
            yield node.name


def registered(node: OFFERED) -> bool:
    return any(
        re.search(r"router|register|receiver|exception_handler", ast.unparse(one)) for one in node.decorator_list
    )


def asked(module: Module) -> Iterator[str]:
    """The names read in a module; an import alone, or a place in `__all__`, asks for nothing."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                yield name
            case ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str() as text) if "." in text:
                yield text.rpartition(".")[2]
            case ast.ImportFrom(names=names):
                yield from (one.name for one in names if one.asname)


def words_of_pages() -> set[str]:
    return {word for page in SOURCE.rglob("*.html") for word in re.findall(r"\w+", page.read_text(encoding="utf-8"))}
