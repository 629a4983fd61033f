"""Serve the pages and the API until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from threading import Thread

from django.utils.translation import gettext as _

from shian.config.posture import refuse_wrong_role
from shian.kernel.refused import Refused

THREADS = 4
LAST_PORT = 65535
ANNOUNCE_TRIES, ANNOUNCE_EVERY = 720, 0.25  # three minutes
MASS_DOORS = 2  # processes of the mass door: two already write as fast as two cores let the database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port of the pages; the ingest process takes the next")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4), help="page server processes")


def run(args: argparse.Namespace) -> int:
    refuse_wrong_role()
    return serve(args.host, args.port, args.workers)


def serve(host: str, port: int, workers: int = 2) -> int:
    """All processes or none: when one ends, the others are ended too. Raises Refused where a port is taken."""
    for number in (port, port + 1):
        refuse_taken(host, number)
    Thread(target=announce, args=(host, port), daemon=True).start()
    return together(processes(host, port, workers))


def processes(host: str, port: int, workers: int) -> list[tuple[list[str], dict[str, str]]]:
    """Each with what its surroundings have besides. Only the page server's threads share connections: at the mass door each
    thread keeps its own, and whoever came after the pool's last would wait for nothing."""
    doors = min(workers, MASS_DOORS) if find_spec("shian.doors") and find_spec("shian.doors.ingest") else 0
    return [
        (page_server(host, port, workers), {"SHIAN_POOL": str(THREADS)}),
        *[(ingest_server(host, port + 1), {}) for _ in range(doors)],
        ([sys.executable, "-m", "shian.cli", "work"], {}),  # the courier and the clock
    ]


def announce(host: str, port: int) -> None:
    """The address, once a browser that goes there is answered; a slow machine is not waited for without end."""
    for _try in range(ANNOUNCE_TRIES):
        if answers(host, port):
            break
        time.sleep(ANNOUNCE_EVERY)
    print(f"http://{host}:{port}   POST /api/v1/submissions in masses: :{port + 1}   (Ctrl-C ends it)", flush=True)


def answers(host: str, port: int) -> bool:
    """Whether a server is there that says anything at all: under which names it may be called is not asked here."""
    asked = HTTPConnection(host, port, timeout=2)
    try:
        asked.request("GET", "/healthz")
        asked.getresponse()
        return True
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def refuse_taken(host: str, port: int) -> None:
    """Both servers let others listen beside them, so a second installation would quietly share the first one's callers."""
    if not 1 <= port <= LAST_PORT:
        raise Refused(_("%(port)d 不是端口号：--port 请用 1 到 %(last)d") % {"port": port, "last": LAST_PORT - 1})
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        words = {"host": host, "port": port}
        raise Refused(_("%(host)s:%(port)d 用不了，可能别的程序占着；请换一个 --port") % words) from error


def page_server(host: str, port: int, workers: int) -> list[str]:
    """As many threads as pooled connections; back-pressure counts kept-alive browsers, so it is wide (0003)."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": str(THREADS),
        "--backpressure": "256",
        "--workers-kill-timeout": "10",
        "--log-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    words.append("--respawn-failed-workers")  # one that a bad file or a lack of memory ended takes nobody else along
    return [sys.executable, "-m", "granian", *words, "shian.config.wsgi:application"]


def ingest_server(host: str, port: int) -> list[str]:
    """One process of the mass door; several may listen on one port."""
    return [sys.executable, "-m", "shian.doors.ingest", "--host", host, "--port", str(port)]


def together(commands: Sequence[tuple[Sequence[str], Mapping[str, str]]]) -> int:
    running = [
        subprocess.Popen(command, env=os.environ | besides, start_new_session=True) for command, besides in commands
    ]
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end(running)


def end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
