"""What changed, in prose."""

from pathlib import Path

from shian.packs.diff import assumed_values, changes
from shian.packs.loader import load
from shian.packs.tests.cn import appended, changed, copied, national


def told(folder: Path) -> list[str]:
    return [one.sentence for one in changes(national().pack, load(folder)[0].pack)]


def test_the_same_law_has_no_differences() -> None:
    assert changes(national().pack, national().pack) == []


def test_a_shorter_limit_is_told_with_what_it_rests_on(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "programmes/guarantee_visit.toml", 'within = "3 working days"', 'within = "2 working days"')
    assert told(folder) == [
        "programme guarantee_visit, by_when, serious: 3 working days [assumed] becomes 2 working days [assumed]."
    ]


def test_a_new_question_and_a_lost_one_are_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "checklists/monthly_minutes.csv", "month.next_planned", "month.next_arranged")
    assert told(folder) == [
        "checklist monthly_minutes no longer asks month.next_planned (已部署下月重点工作).",
        "checklist monthly_minutes now asks month.next_arranged (已部署下月重点工作).",
    ]


def test_a_new_rung_and_a_new_load_are_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rung = '\n[[ladder]]\nafter = "9 working days"\nact = "refer"\nto = "supervising_officer"\nassumed = true\n'
    appended(folder, "programmes/daily_record.toml", rung)
    changed(folder, "loads.toml", "warn = 15", "warn = 12")
    assert told(folder) == [
        "programme daily_record, ladder gains: after 9 working days [assumed]; act refer; to supervising_officer.",
        "loads, warn: 15 becomes 12.",
    ]


def test_what_is_assumed_is_listed() -> None:
    assert assumed_values(national().pack.programmes["guarantee_visit"])[:3] == [
        "critical within same day",
        "serious within 3 working days",
        "general within 15 working days",
    ]
    assert "1 a year for D" in assumed_values(national().pack.programmes["guarantee_visit"])
