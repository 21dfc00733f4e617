"""Sockets: requests in as they came, answers out as a rule wants them."""

import socket
import struct
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Callable

from model import Answer, Repository, Request
from rule import Rule

PATIENCE_SECONDS = 30
HEADERS_BYTES = 65536


@dataclass
class Sent:
    """What went over the wire, less head and chunks."""

    answer: Answer
    payload: bytes
    is_cut: bool


class Server:
    """The repository of one scenario, and the log of its requests."""

    def __init__(self, clock: Callable[[], datetime], folder: Path) -> None:
        self.clock = clock
        self.folder = folder
        self.authority = folder / "none"
        self.repository = Repository(clock)
        self.rules: list[Rule] = []
        self.log: list[Request] = []
        self.answers: list[str] = []  # of each, for people
        self.sent: dict[int, Sent] = {}  # by number of the request
        self.faults: list[str] = []
        self.path = "/oai"
        # Before and behind each answer; true: nobody is there any more.
        self.watch: Callable[[Answer], bool] = lambda answer: False
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._is_stopped = False
        self.wrap: Callable[[socket.socket], socket.socket] | None = None
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def base_url(self) -> str:
        scheme = "https" if self.wrap else "http"
        host = "localhost" if self.wrap else "127.0.0.1"
        return f"{scheme}://{host}:{self.port}{self.path}"

    def stop(self) -> None:
        self._is_stopped = True
        # Wakes accept(): closing alone does not.
        try:
            self._listening.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listening.close()

    def _accept(self) -> None:
        while not self._is_stopped:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            connection.settimeout(PATIENCE_SECONDS)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,),
                             daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.wrap is not None:
                connection = self.wrap(connection)
            held = b""
            while not self._is_stopped:
                request, held = self._read(connection, held)
                if request is None:
                    break
                answer = self._answer(request)
                if self.watch(answer) or not self._send(connection, answer) \
                        or self.watch(answer):
                    break
        except OSError:
            pass
        except Exception as why:  # in a rule: the scenario's mistake
            self.faults.append(f"{type(why).__name__}: {why}")
        finally:
            connection.close()

    def _read(self, connection: socket.socket, held: bytes) \
            -> tuple[Request | None, bytes]:
        while b"\r\n\r\n" not in held and len(held) < HEADERS_BYTES:
            more = connection.recv(65536)
            if not more:
                return None, b""
            held += more
        head, _, held = held.partition(b"\r\n\r\n")
        line, *fields = head.split(b"\r\n")
        method, target, _ = line.split(b" ", 2)
        headers: dict[str, str] = {}
        for one in fields:
            name, _, value = one.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        while len(held) < length:
            more = connection.recv(65536)
            if not more:
                return None, b""
            held += more
        with self._lock:
            request = Request(method.decode(), target, headers,
                              held[:length], len(self.log) + 1, self.clock())
            self.log.append(request)
            self.answers.append("no answer")
        return request, held[length:]

    def _answer(self, request: Request) -> Answer:
        with self._lock:
            self.repository.base_url = self.base_url
            answer = self.repository.answer(request)
            for rule in self.rules:
                if rule.applies(answer, self.repository):
                    for said in rule.changes:
                        said.do((answer, self.repository, rule))
                    answer.is_rare = rule.last is not None
                    break
            self.answers[request.number - 1] = self._described(answer)
            return answer

    @staticmethod
    def _described(answer: Answer) -> str:
        if answer.raw is not None:
            return "raw bytes"
        if answer.ending in ("close", "reset"):
            return answer.ending
        if answer.status != 200:
            return f"HTTP {answer.status}"
        if answer.errors:
            return ", ".join(code for code, _ in answer.errors)
        return f"{len(answer.records)} records" if answer.records else "200"

    def _wire(self, answer: Answer) -> tuple[bytes, bytes]:
        body = self.repository.render(answer) if answer.body is None \
            else answer.body
        for edit in answer.edits:
            body = edit(body)
        headers = {"Content-Type": "text/xml; charset=utf-8",
                   "Date": format_datetime(self.repository.now().astimezone(
                       timezone.utc), usegmt=True)}
        headers |= answer.headers
        payload = answer.coding(body) if answer.coding else body
        sent = payload[:answer.cut(payload)] if answer.cut else payload
        self.sent[answer.request.number] = Sent(answer, sent,
                                                sent is not payload)
        said = sent if answer.is_cut_hidden else payload
        if answer.framing == "length":
            headers.setdefault("Content-Length", str(len(said)))
        elif answer.framing == "chunked":
            headers["Transfer-Encoding"] = "chunked"
            whole = sent is said
            sent = b"".join(b"%x\r\n%s\r\n" % (len(sent[i:i + 999]),
                                               sent[i:i + 999])
                            for i in range(0, len(sent), 999))
            sent += b"0\r\n\r\n" if whole else b""
        else:
            headers["Connection"] = "close"
        head = f"HTTP/1.1 {answer.status} {answer.reason or 'As scripted'}"
        lines = [head] + [f"{n}: {v}" for n, v in headers.items()
                          if n.lower() not in answer.no_headers]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n", sent

    def _send(self, connection: socket.socket, answer: Answer) -> bool:
        """False: the connection is not used again."""
        time.sleep(answer.pause)
        if answer.ending == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                  struct.pack("ii", 1, 0))
        if answer.ending in ("close", "reset"):
            return False
        if answer.raw is not None:
            connection.sendall(answer.raw)
            return False
        head, body = self._wire(answer)
        if answer.trickle is None:
            connection.sendall(head + body)
        else:
            size, pause = answer.trickle
            connection.sendall(head)
            for i in range(0, len(body), size):
                connection.sendall(body[i:i + size])
                time.sleep(pause)
        return answer.framing != "close" and answer.cut is None \
            and answer.ending == ""
