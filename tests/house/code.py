"""The tree as the house tests read it: every module of ours, parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "shian"


@dataclass(frozen=True)
class Module:
    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return self.path.parts

    @property
    def room(self) -> str:
        return self.parts[0]

    def is_one_of(self, *names: str) -> bool:
        """By file name, or as a page of a package of that name (`actions/finding.py`)."""
        return self.path.stem in names or any(part in names for part in self.parts[:-1])

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 0)}"


def modules() -> list[Module]:
    paths = sorted(path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
    return [Module(path, (SOURCE / path).read_text(encoding="utf-8")) for path in paths if "static" not in path.parts]


def own_modules() -> list[Module]:
    """What we wrote to be run: no tests, no migrations."""
    return [module for module in modules() if not {"tests", "migrations"} & set(module.parts)]


def calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
