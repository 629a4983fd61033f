"""`make mutants`: how many small changes of the rules the tests noticed, room by room.

    python -m tests.mutants

mutmut (installed by `make mutants` only) does the work; this counts. Exit status 1 where a room lies below the limit.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

LIMIT = 85
KILLED = {1, 3, 24, 36, 37, 152, 255, -24}  # a test went red, or the mutant never came to an end
LIVED = {0, 5, 33}  # nothing went red, or no test ever came by
ANSWERS = Path("mutants/src/shian")


def main() -> int:
    subprocess.run([sys.executable, "-m", "mutmut", "run"], check=False)
    rooms = counted(ANSWERS)
    for room, said in sorted(rooms.items()):
        print(json.dumps({"room": room, "killed": said["killed"], "of": sum(said.values()), "percent": percent(said)}))
    return int(not rooms or any(percent(said) < LIMIT for said in rooms.values()))


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
    raise SystemExit(main())
