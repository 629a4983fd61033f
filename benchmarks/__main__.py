"""`python -m benchmarks [NAME]`: every figure, or those of one name, as one JSON object a line."""

import sys
from importlib import import_module

MODULES = ("ingest", "import_100k")


def main(asked: str = "") -> int:
    """Runs the modules that give the name asked for. Exit status 2 where nobody does."""
    found = False
    for name in MODULES:
        module = import_module(f"benchmarks.{name}")
        if asked and asked not in (name, *module.NAMES):
            continue
        found = True
        for figure in module.run():
            if not asked or asked in (name, figure.name):
                print(figure.line(), flush=True)
    if not found:
        print(f"no benchmark is called {asked}", file=sys.stderr)
    return 0 if found else 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
