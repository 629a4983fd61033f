"""`python -m benchmarks [NAME]`: every figure, or those of one name, as one JSON object a line."""

import subprocess
import sys
from importlib import import_module

MODULES = (
    "demo",
    "pages",
    "county",
    "import_100k",
    "ingest",
    "ingest_10min",
    "kill",
    "openrosa",
    "letters",
    "simulate",
    "field_first_load",
    "field_schedules",
    "public_door",
    "shop_match",
)


def main(asked: str = "") -> int:
    """Each module that gives the name asked for, in a process of its own: Django knows one database in its life.

    Exit status 2 where nobody gives the name, 1 where a measurement failed.
    """
    chosen = [name for name in MODULES if not asked or asked in (name, *import_module(f"benchmarks.{name}").NAMES)]
    if not chosen:
        print(f"no benchmark is called {asked}", file=sys.stderr)
        return 2
    ends = [subprocess.run([sys.executable, "-m", "benchmarks", name, asked, "now"]).returncode for name in chosen]
    return 1 if any(ends) else 0


def measured(module: str, asked: str) -> int:
    for figure in import_module(f"benchmarks.{module}").run():
        if asked in ("", module, figure.name):
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(measured(*sys.argv[1:3]) if len(sys.argv) == 4 else main(*sys.argv[1:2]))
