"""The programme of docs/how-to/add-a-programme.md is taken out of the document and put into force."""

import re
from datetime import date
from pathlib import Path

from shian.packs.check import check, checked
from shian.packs.rules import checklist_for, frequency, owes
from shian.packs.schema import Subject
from shian.packs.tests.cn import REPOSITORY, copied, written

DOCUMENT = REPOSITORY / "docs" / "how-to" / "add-a-programme.md"
FILE = re.compile(r"<!-- file: (\S+) -->\n```toml\n(.*?)```", re.DOTALL)


def with_the_document(tmp_path: Path) -> Path:
    folder = copied(tmp_path)
    files = dict(FILE.findall(DOCUMENT.read_text(encoding="utf-8")))
    assert set(files) == {"programmes/small_business_patrol.toml", "stories/small_business_patrol.toml"}
    for file, text in files.items():
        written(folder, file, text)
    return folder


def test_a_fifth_programme_is_a_file_alone(tmp_path: Path) -> None:
    folder = with_the_document(tmp_path)
    assert check(folder) == []
    programme = checked(folder)[0].pack.programmes["small_business_patrol"]
    stall, day = Subject("stall", "none", "D", sector="caterer"), date(2026, 7, 1)
    often = frequency(programme, stall, day)
    assert often.value is not None
    assert (often.value.every, often.assumed) == ("month", True)
    assert (owes(programme, stall, day).value, owes(programme, stall, date(2025, 12, 31)).value) == (True, False)
    assert checklist_for(programme, stall, day) == "small_village"
    assert programme.who.holder == "grid_officer"


def test_its_stories_are_run(tmp_path: Path) -> None:
    folder = with_the_document(tmp_path)
    path = folder / "stories/small_business_patrol.toml"
    written(
        folder, "stories/small_business_patrol.toml", path.read_text(encoding="utf-8").replace("1 a month", "1 a week")
    )
    (problem,) = check(folder)
    assert "the story says '1 a week', the rules say '1 a month'" in problem.message


def test_the_refusal_it_quotes_is_the_refusal_given(tmp_path: Path) -> None:
    folder = with_the_document(tmp_path)
    path = folder / "programmes/small_business_patrol.toml"
    written(
        folder,
        "programmes/small_business_patrol.toml",
        path.read_text(encoding="utf-8").replace('"grid_officer"', '"grid_oficer"'),
    )
    (problem, *_) = check(folder)
    quoted = re.search(
        r"small_business_patrol\.toml:(\d+): (who\.holder = 'grid_oficer')", DOCUMENT.read_text(encoding="utf-8")
    )
    assert quoted is not None
    assert (str(problem.spot.line), quoted.group(2)) == (quoted.group(1), "who.holder = 'grid_oficer'")
    assert problem.message.startswith(quoted.group(2))
