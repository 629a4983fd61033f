"""Kill -9 of the mass door and of the database under load, in a cluster of their own: nothing acknowledged is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    surroundings |= {"SHIAN_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "shian.config.settings"}
    surroundings["SHIAN_STATEMENT_SECONDS"] = "120"  # that the machine has other things to do is no 503
    surroundings["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill"], cwd=ROOT, env=surroundings, capture_output=True, timeout=1200, check=False
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    said = json.loads(run.stdout)
    assert said["killed"] == 4  # twice the process, twice a backend
    assert said["failures"] > 0  # the blows were felt
    assert said["acknowledged"] == 320
    assert (said["lost"], said["duplicates"], said["unasked"]) == (0, 0, 0)
    assert said["replayed_alike"] == said["acknowledged"]
