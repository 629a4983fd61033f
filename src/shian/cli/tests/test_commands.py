"""Every command says how it is used, and answers bad input with one sentence and exit status 2."""

import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest

from shian import cli
from shian.cli import serve
from shian.kernel.refused import Refused
from tests.world import small_county


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.parse(command, import_module(cli.module_name(command)), ["--help"])
    told = capsys.readouterr().out
    assert end.value.code == 0
    assert f"usage: shian {command}" in told and cli.summary(command) in " ".join(told.split())


def test_the_overview_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {command} " in told for command in cli.COMMANDS)
    assert cli.main([]) == 2
    assert cli.main(["dance"]) == 2
    assert "没有 dance 这个命令" in capsys.readouterr().err  # in the person's language


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("init", []),
        ("init", ["--county", "330483", "--layers", "5"]),
        ("serve", ["--port", "eight"]),
        ("demo", ["--scale", "huge"]),
        ("import", ["restaurants", "x.xlsx"]),
        ("export", ["businesses"]),
        ("packs", []),
        ("plan", ["guarantee_visit"]),
        ("figures", ["completion", "--period", "2026Q3"]),
        ("ledger", ["burn"]),
        ("token", []),
        ("token", ["--phone", "1", "--as", "office"]),
    ],
)
def test_words_that_will_not_do_end_with_2(command: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.parse(command, import_module(cli.module_name(command)), words)
    assert end.value.code == 2
    assert f"shian {command}" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "words", "said"),
    [
        ("import", ["businesses", "/nowhere/x.xlsx"], "没有这个文件"),
        ("import", ["businesses", __file__, "--within", "330499"], "330499"),
        ("import", ["businesses", __file__, "--annotated", "/nowhere/copy.xlsx"], "没有这个文件夹：/nowhere"),
        ("figures", ["completion", "--period", "2026Q9", "--within", "cn/33/04/83/"], "2026Q9"),
        ("figures", ["completion", "--period", "2026Q3", "--within", "999999"], "999999"),
        ("plan", ["guarantee_visit", "2026Q3", "--within", "999999"], "999999"),
        ("tick", ["--now", "soon"], "soon"),
        ("tick", ["--now", "9999-12-31T23:59:59"], "9999-12-31"),
        ("tick", ["--now", "0001-01-01"], "0001-01-01"),
        ("figures", ["completion", "--period", "2026Q3", "--within", "330483", "--as-of", "0001-01-01"], "0001-01-01"),
        ("figures", ["completion", "--period", "2026Q3", "--within", "330483", "--as-of", "2099-01-01"], "还没有到"),
        ("token", ["--phone", "13900000000"], "没有登记这个手机号"),
        ("token", ["--as", "emperor"], "emperor"),
        ("token", ["--phone", "13900000000", "--days", "0"], "有效天数"),
        ("demo", ["--place", "atlantis"], "atlantis"),
    ],
)
def test_what_cannot_be_is_one_sentence(command: str, words: list[str], said: str) -> None:
    small_county()
    module = import_module(cli.module_name(command))
    with pytest.raises(Refused, match=said) as refused:
        module.run(cli.parse(command, module, words))
    assert "\n" not in str(refused.value)


def test_a_refusal_is_told_on_one_line_with_exit_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refusing(command: str, argv: list[str]) -> int:
        raise Refused("没有这个地方")

    monkeypatch.setattr(cli, "run", refusing)
    assert cli.guarded("plan", []) == 2
    assert capsys.readouterr().err == "shian plan: 没有这个地方\n"


def test_a_folder_that_there_is_not_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def writing(command: str, argv: list[str]) -> int:
        Path("/nowhere/register.xlsx").write_bytes(b"")
        return 0

    monkeypatch.setattr(cli, "run", writing)
    assert cli.guarded("export", []) == 2
    said = capsys.readouterr().err
    assert "/nowhere/register.xlsx" in said and said.count("\n") == 1


def test_a_port_that_is_taken_is_said_before_anything_starts() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=str(port)):
            serve.refuse_taken("127.0.0.1", port)
    serve.refuse_taken("127.0.0.1", port)


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_a_number_that_is_no_port_is_said_before_anything_starts(port: int) -> None:
    with pytest.raises(Refused, match=f"{port} 不是端口号"):
        serve.refuse_taken("127.0.0.1", port)


def test_the_address_is_said_once_somebody_answers_there(capsys: pytest.CaptureFixture[str]) -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as there:
        Thread(target=there.handle_request).start()
        serve.announce("127.0.0.1", there.server_port)
    assert f"http://127.0.0.1:{there.server_port} " in capsys.readouterr().out
    assert not serve.answers("127.0.0.1", there.server_port)


def test_a_worker_that_dies_is_replaced_and_the_house_stays_open() -> None:
    assert "--respawn-failed-workers" in serve.page_server("127.0.0.1", 8000, 2)


def test_only_the_threads_of_the_page_server_share_connections() -> None:
    """Each thread of the mass door keeps its own: with the pages' four for its five, a hand waited ten seconds and said 503."""
    pooled = {
        " ".join(command) for command, besides in serve.processes("127.0.0.1", 8000, 2) if "SHIAN_POOL" in besides
    }
    assert len(pooled) == 1
    assert "granian" in pooled.pop()


def test_the_law_is_found_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    module = import_module("shian.cli.packs")
    assert module.run(cli.parse("packs", module, ["list"])) == 0


def test_a_wrong_word_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["init", "--county", "330483", "--layers", "5"])
    said = capsys.readouterr().err
    assert (left.value.code, said.count("\n")) == (2, 1)
    assert said.startswith("shian init：") and "--layers" in said
