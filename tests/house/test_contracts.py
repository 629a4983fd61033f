"""Every import contract bites: break it in a copy of the tree and see it caught."""

import configparser
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / ".importlinter"

FLOORS = [
    "kernel",
    "territory",
    "people",
    "ledger",
    "registry",
    "checklists",
    "loop",
    "inspection",
    "letters",
    "oversight",
    "canteen",
    "disclosure",
    "operations",
    "clues",
    "enforcement",
    "reception",
    "sealed",
    "double_random",
    "complaints",
    "insight",
    "doors",
    "config",
    "cli",
]
ROOM = "shian/loop"

# Contract → (files to add to, what the report must then say).
PLANTED: dict[str, tuple[Mapping[str, str], list[str]]] = {
    "floors": (
        {f"shian/{low}/planted.py": f"import shian.{high}\n" for low, high in pairwise(FLOORS)}
        | {"shian/ledger/sibling.py": "import shian.packs\n"},
        [f"shian.{low} is not allowed to import shian.{high}" for low, high in pairwise(FLOORS)]
        + ["shian.ledger is not allowed to import shian.packs"],
    ),
    "doors": (
        {
            "shian/doors/shop/__init__.py": "",
            "shian/doors/shop/planted.py": "import shian.doors.field\n",
            "shian/doors/field/__init__.py": "",
        },
        ["shian.doors.shop is not allowed to import shian.doors.field"],
    ),
    "furniture": (
        {f"{ROOM}/models.py": "\nimport shian.loop.actions\n", f"{ROOM}/actions.py": "\n"},
        ["shian.loop.models is not allowed to import shian.loop.actions"],
    ),
    "pure-rules": (
        {f"{ROOM}/rules.py": "\nfrom django.utils import timezone\n"},
        ["shian.loop.rules is not allowed to import django"],
    ),
    "private-views": (
        {f"{ROOM}/views.py": "\n", f"{ROOM}/queries.py": "\nimport shian.loop.views\n"},
        ["shian.loop.queries"],
    ),
}


def lint(tree: Path, contract: str) -> subprocess.CompletedProcess[str]:
    command = [
        Path(sys.executable).with_name("lint-imports"),
        "--config",
        CONTRACTS,
        "--contract",
        contract,
        "--no-cache",
    ]
    surroundings = os.environ | {"PYTHONPATH": str(tree), "COLUMNS": "200"}
    return subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src" / "shian", tmp_path / "shian", ignore=only_code)
    return tmp_path


def only_code(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not (Path(folder) / name).is_dir() and not name.endswith(".py")} | {"__pycache__"}


def plant(tree: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)


def declared() -> set[str]:
    parser = configparser.ConfigParser()
    parser.read(CONTRACTS)
    return {name.rpartition(":")[2] for name in parser.sections() if ":contract:" in name}


def test_no_contract_is_without_a_test() -> None:
    assert declared() == set(PLANTED)


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_a_planted_import_is_caught(contract: str, tree: Path) -> None:
    assert lint(tree, contract).returncode == 0
    files, complaints = PLANTED[contract]
    plant(tree, files)
    report = lint(tree, contract)
    assert report.returncode == 1, report.stdout + report.stderr
    assert [complaint for complaint in complaints if complaint not in report.stdout] == [], report.stdout


def test_a_room_on_no_floor_is_caught(tree: Path) -> None:
    plant(tree, {"shian/attic/__init__.py": "\n"})
    report = lint(tree, "floors")
    assert report.returncode == 1
    assert "shian.attic" in report.stdout
