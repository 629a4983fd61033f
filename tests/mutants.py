"""`make mutants`: how many small changes of the rules the tests noticed, room by room.

    python -m tests.mutants [NAME…]

mutmut (installed by `make mutants` only) makes the changes and keeps the books; a name such as `shian.registry.rules.dates*` judges only these.
pytest is opened once and every mutant is a fork of it: to start and collect anew took longer than the tests of a mutant.
Exit status 1 where a room lies below the limit, or a mutant was not judged.
"""

import json
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.runners.harness import PytestRunner
from mutmut.utils.file_utils import change_cwd
from mutmut.workers.isolation import ForkRunner

LIMIT = 85
KILLED = {1, 3, 24, 36, 37, 152, 255, -24}  # a test went red, or the mutant never came to an end
LIVED = {0, 5, 33}  # nothing went red, or no test ever came by
COPY = Path("mutants")
ANSWERS = COPY / "src/shian"
RED, GREEN = 1, 0


class OpenSession(PytestRunner):
    """The tests, collected once, in the order they are asked for."""

    items: dict[str, pytest.Item]

    def open(self) -> None:
        args = [*config().pytest_add_cli_args, *config().pytest_add_cli_args_test_selection]
        settings = _prepareconfig(["--rootdir=.", "-qq", "-s", *args])
        settings._do_configure()
        session = pytest.Session.from_config(settings)
        settings.hook.pytest_sessionstart(session=session)
        settings.hook.pytest_collection(session=session)
        self.items = {item.nodeid: item for item in session.items}

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        if mutant_name is None:
            return super().run_tests(mutant_name=None, tests=tests)
        forget()
        asked = [self.items[name] for name in tests]
        with change_cwd(COPY):
            for item, following in zip(asked, [*asked[1:], None], strict=True):
                if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                    return RED
        return GREEN


def forget() -> None:
    """What an unchanged rule answered before must not answer for a changed one."""
    for name, module in list(sys.modules.items()):
        if name.startswith("shian."):
            for kept in vars(module).values():
                if isinstance(kept, _lru_cache_wrapper):
                    kept.cache_clear()


class WarmRunner(ForkRunner):
    def startup(self) -> None:
        with change_cwd(COPY):
            self.test_runner.open()
        super().startup()


def main(names: list[str]) -> int:
    shutil.rmtree(COPY, ignore_errors=True)  # mutmut does not renew what it copied once: tests would read old files
    mutmut.get_mutant_runner = lambda workers: WarmRunner(workers, OpenSession())
    mutmut._run(names, None)
    rooms = counted(ANSWERS)
    for room, said in sorted(rooms.items()):
        of = {"of": sum(said.values()), "not_judged": said["not judged"]}
        print(json.dumps({"room": room, "killed": said["killed"], **of, "percent": percent(said)}))
    return int(not rooms or any(percent(said) < LIMIT or said["not judged"] for said in rooms.values()))


def counted(answers: Path) -> dict[str, Counter[str]]:
    """What became of the mutants of each room, as mutmut left it beside the files it changed."""
    rooms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in answers.rglob("*.meta"):
        for status in json.loads(page.read_text(encoding="utf-8"))["exit_code_by_key"].values():
            rooms[page.relative_to(answers).parts[0]][fate(status)] += 1
    return rooms


def fate(status: int | None) -> str:
    return "killed" if status in KILLED else "lived" if status in LIVED else "not judged"


def percent(said: Counter[str]) -> float:
    return round(100 * said["killed"] / sum(said.values()), 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
