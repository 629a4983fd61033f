"""The `shian` command: one module per command, each with its help as docstring, `add_arguments` and `run`."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from types import FrameType, ModuleType
from typing import NoReturn

import django
from django.db import OperationalError
from django.utils.translation import gettext as _

from shian.config.cluster.access import Trouble
from shian.config.databases import open_database
from shian.kernel.collecting import collect_seldom

# In the order in which an office meets them. `import` is a word of Python's own: its module is `import_`.
COMMANDS = [
    "init",
    "serve",
    "demo",
    "simulate",
    "truth",
    "import",
    "accounts",
    "export",
    "packs",
    "checklists",
    "plan",
    "tick",
    "figures",
    "draw",
    "deadlines",
    "ledger",
    "token",
    "sealed",
    "work",
    "migrate",
]
BAD_INPUT = 2


def module_name(command: str) -> str:
    return f"shian.cli.{command}_" if command == "import" else f"shian.cli.{command}"


def summary(command: str) -> str:
    """The first line of a command's docstring, without loading what it stands on."""
    spec = find_spec(module_name(command))
    source = spec.loader.get_source(spec.name) if spec and spec.loader else ""  # type: ignore[attr-defined]  # only a loader of source has it
    return source.partition('"""')[2].partition('"""')[0].partition("\n")[0] if source else ""


def built() -> list[str]:
    return [command for command in COMMANDS if find_spec(module_name(command))]


def overview() -> str:
    lines = [f"  {command:8} {summary(command)}" for command in built()]
    return "\n".join(["usage: shian COMMAND … (shian COMMAND --help says more)", "", *lines])


class Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with a line, and where the help is; the parts of a command do the same."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            BAD_INPUT,
            _("%(command)s：%(wrong)s（%(command)s --help 有说明）\n") % {"command": self.prog, "wrong": message},
        )


def parse(command: str, module: ModuleType, argv: Sequence[str]) -> argparse.Namespace:
    parser = Parser(prog=f"shian {command}", description=module.__doc__)
    module.add_arguments(parser)
    return parser.parse_args(argv)


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shian.config.settings")
    django.setup()


def stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(command: str, argv: Sequence[str]) -> int:
    ready()
    module = import_module(module_name(command))
    args = parse(command, module, argv)
    collect_seldom()
    if getattr(module, "NEEDS_DATABASE", True):
        open_database()
        if not getattr(module, "MIGRATES", False):
            import_module("shian.kernel.tables").refuse_old_tables()
    answer: int = module.run(args)
    return answer


def refusals() -> tuple[type[Exception], ...]:
    """Errors whose words were written for the person at the keyboard."""
    if find_spec("shian.kernel") and find_spec("shian.kernel.refused"):
        return Trouble, import_module("shian.kernel.refused").Refused
    return (Trouble,)


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help"):
        print(overview())
        return 0 if words else BAD_INPUT
    if words[0] not in built():
        ready()  # for the words of the person's language
        unknown = _("shian：没有 %(command)s 这个命令；shian --help 列出全部命令")
        print(unknown % {"command": words[0]}, file=sys.stderr)
        return BAD_INPUT
    # Also where a shell started us in the background and had us ignore Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return guarded(words[0], words[1:])


def guarded(command: str, argv: Sequence[str]) -> int:
    try:
        return run(command, argv)
    except refusals() as refusal:
        print(f"shian {command}: {refusal}", file=sys.stderr)
    except OperationalError as error:
        silent = _("shian %(command)s：数据库没有应答：%(error)s")
        print(silent % {"command": command, "error": str(error).strip()}, file=sys.stderr)
    except (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError) as error:
        closed = _("shian %(command)s：打不开 %(file)s（没有这个文件夹，或没有权限）")
        print(closed % {"command": command, "file": error.filename}, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return BAD_INPUT
