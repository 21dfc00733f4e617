"""All the repositories of a lane: an address each, in one process.

127.0.0.0/8 is this machine. So each case is a host of its own for politeness,
and whom a connection is for is known before a byte has come.
"""

import selectors
import socket
import struct
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Callable

from case import Case
from wire import Asked, pieces

PATIENCE_SECONDS = 60
REQUEST_BYTES = 1024 * 1024
ADDRESSES_A_NET = 250


@dataclass
class Answered:
    """A line of the log."""

    at: datetime
    target: str
    is_hostile: bool


class Provider:
    def __init__(self, cases: list[Case], net: int,
                 clock: Callable[[], datetime],
                 changed: Callable[[Case], None]) -> None:
        """changed() is called before each answer."""
        self.clock = clock
        self.changed = changed
        self.current: Case | None = None
        self.log: dict[str, list[Answered]] = {case.id: [] for case in cases}
        self.faults: list[str] = []
        self.held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._hosts: dict[str, str] = {}
        self._is_stopped = False
        port = 0
        for position, case in enumerate(cases):
            address = (f"127.{net}.{position // ADDRESSES_A_NET}"
                       f".{position % ADDRESSES_A_NET + 1}")
            listening = self._listen(address, port)
            port = port or listening.getsockname()[1]
            self._hosts[case.id] = f"{address}:{port}"
            self._selector.register(listening, selectors.EVENT_READ, case)
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @staticmethod
    def _listen(address: str, port: int) -> socket.socket:
        listening = socket.create_server((address, port))
        listening.setblocking(False)
        return listening

    def host(self, case: Case) -> str:
        return self._hosts[case.id]

    def stop(self) -> None:
        self._is_stopped = True
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
        for connection in self.held:
            connection.close()

    def _accept(self) -> None:
        while not self._is_stopped:
            for key, _ in self._selector.select(0.2):
                listening = key.fileobj
                assert isinstance(listening, socket.socket)
                try:
                    connection, _ = listening.accept()
                except OSError:
                    continue
                connection.settimeout(PATIENCE_SECONDS)
                connection.setsockopt(socket.IPPROTO_TCP,
                                      socket.TCP_NODELAY, 1)
                threading.Thread(target=self._serve, daemon=True,
                                 args=(connection, key.data)).start()

    def _serve(self, connection: socket.socket, case: Case) -> None:
        is_held = False
        try:
            held = b""
            while True:
                head, held = self._read(connection, held)
                if not head:
                    break
                form, held = self._read_form(connection, head, held)
                ending = self._answer(connection, case, head, form)
                is_held = ending == "hold"
                if ending != "keep":
                    break
        except OSError:
            pass
        except Exception as why:  # a mistake in the case
            self.faults.append(f"{case.id}: {type(why).__name__}: {why}")
        finally:
            if is_held:
                self.held.append(connection)
            else:
                connection.close()

    @staticmethod
    def _read(connection: socket.socket, held: bytes) -> tuple[bytes, bytes]:
        while b"\r\n\r\n" not in held:
            more = connection.recv(65536)
            if not more or len(held) > REQUEST_BYTES:
                return b"", b""
            held += more
        head, _, held = held.partition(b"\r\n\r\n")
        return head, held

    @staticmethod
    def _read_form(connection: socket.socket, head: bytes, held: bytes) \
            -> tuple[str, bytes]:
        size = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
        while len(held) < size:
            more = connection.recv(65536)
            if not more:
                raise ConnectionError
            held += more
        return held[:size].decode("latin-1"), held[size:]

    def _answer(self, connection: socket.socket, case: Case, head: bytes,
                form: str) -> str:
        method, target, _ = head.split(b"\r\n")[0].decode().split(" ", 2)
        with self._lock:
            if not case.is_slow:
                self.changed(case)
                self.current = case
            log = self.log[case.id]
            asked = Asked(len(log) + 1, method, target, form, self.clock())
            reply = case.answer(asked)
            log.append(Answered(asked.at, f"{method} {target}",
                                reply.is_hostile))
        if reply.ending == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                  struct.pack("ii", 1, 0))
        for piece in pieces(reply.parts):
            connection.sendall(piece)
            if reply.pause:
                time.sleep(reply.pause)
        if reply.ending == "close":
            self._finish(connection)
        return reply.ending

    @staticmethod
    def _finish(connection: socket.socket) -> None:
        """So that what the client has not read yet is not reset away."""
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


class Canary:
    """Nobody has any business here."""

    def __init__(self) -> None:
        self.hits = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            self.hits += 1
            connection.close()
