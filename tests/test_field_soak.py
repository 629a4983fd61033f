"""Field apps at once, against the real page server in a cluster of its own: nothing lost, nothing twice, all answered alike."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_form_of_250_questions_many_times_and_one_of_them_twenty_times_at_once(tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    surroundings |= {"SHIAN_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "shian.config.settings"}
    surroundings["SHIAN_STATEMENT_SECONDS"] = "120"  # that the machine has other things to do is no 503
    surroundings["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.openrosa"], cwd=ROOT, env=surroundings, capture_output=True, timeout=1200, check=False
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    said = json.loads(run.stdout.splitlines()[-1])
    assert (said["openrosa_stored_once"], said["openrosa_twenty_at_once"]) == (1.0, 1.0), run.stderr.decode()[-4000:]
    assert (said["openrosa_lost"], said["openrosa_duplicates"]) == (0, 0)
