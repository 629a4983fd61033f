"""What measures something can be asked for by its name."""

import ast
from pathlib import Path

from benchmarks.__main__ import MODULES

FOLDER = Path(__file__).parents[2] / "benchmarks"


def gives_figures(file: Path) -> bool:
    """Whether a module says which figures it gives."""
    named = (node.targets for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.Assign))
    return any(isinstance(target, ast.Name) and target.id == "NAMES" for targets in named for target in targets)


def test_every_module_that_gives_figures_is_asked() -> None:
    assert sorted(MODULES) == sorted(file.stem for file in FOLDER.glob("*.py") if gives_figures(file))
