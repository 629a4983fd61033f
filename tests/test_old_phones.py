"""Inside WeChat and in the WebView of an Android 8 (Chrome 61): the built scripts are read for what such a browser lacks."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
DOORS = ROOT / "src" / "shian" / "doors"
BUNDLE = DOORS / "ui" / "static" / "bundle"
PLAIN = (DOORS / "ui" / "static" / "ui" / "js.js", DOORS / "report" / "static" / "report" / "report.js")
# Asked for before it is used, and done without where it is not there: by whom.
ASKED_FIRST = {
    "locks": "web/src/lease.ts", "submitter": "web/src/old.ts: the button that was pressed last", "ResizeObserver": "web/src/charts.ts and echarts",
    "moveBefore": "htmx", "parseHTMLUnsafe": "htmx", "startViewTransition": "htmx",
}  # fmt: skip


@pytest.fixture(scope="module")
def lacking() -> dict[str, Any]:
    scripts = sorted(BUNDLE.glob("*.js"))
    assert {"app.js", "visit.js", "charts.js"} <= {one.name for one in scripts}, "make setup builds them"
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ["PATH"]])
    said = subprocess.run(
        ["node", "aged.mjs", *map(str, (*scripts, *PLAIN))], cwd=ROOT / "web", env=os.environ | {"PATH": path},
        capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def test_no_script_has_syntax_that_an_old_phone_cannot_read(lacking: dict[str, Any]) -> None:
    assert {name: said["syntax"] for name, said in lacking.items() if said["syntax"]} == {}


def test_what_an_old_phone_lacks_is_filled_in_or_asked_for_first(lacking: dict[str, Any]) -> None:
    filled = (ROOT / "web" / "src" / "old.ts").read_text("utf-8")
    used = {name for said in lacking.values() for name in said["names"]}
    assert {name for name in used if name not in ASKED_FIRST and name not in filled} == set()
    assert set(ASKED_FIRST) <= used, "what nothing uses any more is not excused any more"


def test_the_reader_knows_what_is_new(tmp_path: Path) -> None:
    """A reader that finds nothing anywhere would be content with everything."""
    new = tmp_path / "new.js"
    new.write_text(
        "const a = {...b}; class C { #x = 1; y = 2 } a?.b ?? c; a ||= 1; try {} catch {} for await (const d of e) {}"
        "const r = /(?<=x)y/; [1].flat(); structuredClone(1); crypto.randomUUID(); 1n; const {f, ...g} = h; await i;",
        "utf-8",
    )
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ["PATH"]])
    said = subprocess.run(
        ["node", "aged.mjs", str(new)], cwd=ROOT / "web", env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    found = json.loads(said.stdout)["new.js"]
    assert found["names"] == ["flat", "randomUUID", "structuredClone"]
    assert found["syntax"] == sorted(
        ["object spread", "private name", "class field", "?.", "??", "||=", "catch without a binding", "for await", "look-behind", "bigint",
         "object rest", "await at the top"],
    )  # fmt: skip
