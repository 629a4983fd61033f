"""`make stories`: which mechanism of the field a story walks, and whether it did. `make story NAME=M52` runs that row's.

    python -m tests.mechanisms [ROW…]

A story says what it walks: `@pytest.mark.mechanism("M52")`. It acts through HTTP or the browser, not by calling a verb.
One row a line on stdout, `pass`, `fail` or `none`, and in the last line the rows that no story walks; pytest's own words
go to stderr. Exit status 1 where a row fails, 2 where no such row is known.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout

import pytest

ROWS = (
    "M01", "M03", "M04", "M07", "M11", "M14", "M16", "M17", "M20", "M26", "M27", "M32", "M37", "M42", "M43", "M44",
    "M51", "M52", "M54", "M55", "M56", "M59", "M61", "M63", "B1", "B4", "B8", "B10", "B12",
    "M31", "B2",
    "M19", "M30", "B7",
    "M21", "M29", "M53",
    "M06", "M09", "M18", "M36", "M58",
)  # fmt: skip
WHERE = ("tests/stories", "tests/browser", "src/shian/doors", "src/shian/insight")


class Stories:
    """A plugin of pytest: runs only the stories of these rows, and keeps what became of each."""

    def __init__(self, asked: Iterable[str]) -> None:
        self.asked = set(asked)
        self.walks: dict[str, set[str]] = {}
        self.outcomes: defaultdict[str, set[str]] = defaultdict(set)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        for item in items:
            self.walks[item.nodeid] = {mark.args[0] for mark in item.iter_markers("mechanism")} & self.asked
        left_out = [item for item in items if not self.walks[item.nodeid]]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if self.walks[item.nodeid]]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            for row in self.walks[report.nodeid]:
                self.outcomes[row].add(report.outcome)


def verdict(outcomes: Iterable[str]) -> str:
    """Of everything that became of a row's stories; one that was skipped walked nothing."""
    found = set(outcomes)
    if "failed" in found:
        return "fail"
    return "pass" if "passed" in found else "none"


def told(asked: Iterable[str], outcomes: Mapping[str, set[str]]) -> list[str]:
    """The lines: one for each row, and one for those without a story."""
    verdicts = {row: verdict(outcomes.get(row, ())) for row in asked}
    without = [row for row, word in verdicts.items() if word == "none"]
    lines = [f"{row} {word}" for row, word in verdicts.items()]
    return [*lines, f"rows without a story: {' '.join(without) or '-'}"]


def main(asked: list[str]) -> int:
    unknown = [row for row in asked if row not in ROWS]
    if unknown:
        print(f"no such row: {' '.join(unknown)}; known: {' '.join(ROWS)}", file=sys.stderr)
        return 2
    rows = asked or list(ROWS)
    stories = Stories(rows)
    with redirect_stdout(sys.stderr):
        ended = pytest.main(["-q", *WHERE], plugins=[stories])
    print("\n".join(told(rows, stories.outcomes)))
    broken = ended not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
