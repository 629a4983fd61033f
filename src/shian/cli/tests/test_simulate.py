"""`shian simulate` looks at its words before it makes a database for them."""

from pathlib import Path

import pytest

from shian import cli


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "9999-12-31", "--days", "3"), "起始日请写 2000 年到 2099 年里的一天"),
        (("--from", "soon", "--days", "3"), "看不懂起始日「soon」"),
        (("--from", "2026-01-01", "--days", "0"), "--days 应是 1 到 3660 天"),
        (("--from", "2026-01-01", "--days", "99999999"), "--days 应是 1 到 3660 天"),
        (("--from", "2026-01-01", "--days", "many"), "--days 应是 1 到 3660 天"),
    ],
)
def test_days_that_no_play_can_have(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setattr(cli, "open_database", lambda: pytest.fail("a database was made for it"))
    try:
        status = cli.main(["simulate", *words, "--seed", "7"])
    except SystemExit as ended:  # as argparse itself refuses a word that is no number
        status = ended.code  # type: ignore[assignment]  # an exit status is a number here
    assert status == 2
    told = capsys.readouterr()
    assert said in told.err and told.err.count("\n") == 1 and not told.out
