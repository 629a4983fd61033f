"""What goes wrong with a phone: the cable to the server, which can really be cut, also in the middle of a request; no room."""

import contextlib
import socket
import threading

# A full phone, by what a browser says then: Chromium's own way to set a quota has no effect on a browser started by us.
# `room` is how many bytes a photograph may have; without it there is room for all.
FULL = """
for (const verb of ['put', 'add']) {
  const real = IDBObjectStore.prototype[verb];
  IDBObjectStore.prototype[verb] = function (row, ...more) {
    const room = localStorage.getItem('room');
    if (room !== null && row.blob && row.blob.size > Number(room)) throw new DOMException('no room', 'QuotaExceededError');
    return real.call(this, row, ...more);
  };
}
"""


class Cable:
    """Passes bytes both ways. Cut, it drops what is open and takes nothing new, as a cellar does."""

    def __init__(self, host: str, port: int) -> None:
        self.to = (host, port)
        self.whole = True
        self.allowed: int | None = None  # bytes from the phone until it breaks
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        with self._lock:
            self.whole, self.allowed = False, None
            ends, self._open = self._open, set()
        for end in ends:
            _close(end)

    def cut_after(self, sent: int) -> None:
        """Break once the phone has sent so many bytes more."""
        self.allowed = sent

    def mend(self) -> None:
        self.whole, self.allowed = True, None

    def close(self) -> None:
        self.cut()
        _close(self._listening)

    def _accept(self) -> None:
        while True:
            try:
                phone, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(phone,), daemon=True).start()

    def _join(self, phone: socket.socket) -> None:
        try:
            server = socket.create_connection(self.to, timeout=5) if self.whole else None
        except OSError:
            server = None
        if server is None:
            _close(phone)
            return
        server.settimeout(None)
        with self._lock:
            self._open |= {phone, server}
        threading.Thread(target=self._pass, args=(server, phone, False), daemon=True).start()
        self._pass(phone, server, True)

    def _pass(self, source: socket.socket, to: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(16_384):
                if counted and self.allowed is not None:
                    self.allowed -= len(data)
                    if self.allowed < 0:
                        self.cut()
                        return
                to.sendall(data)
        _close(source)
        _close(to)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        end.close()
