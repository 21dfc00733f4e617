"""HTTP/1.1: paths to answers. Knows no OAI-PMH.

An answer is a status, headers and bytes, written exactly as given. A request
is logged before its answer leaves, so whoever has the answer finds it logged.
"""

import gzip
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from time import time
from typing import Callable, TextIO
from urllib.parse import parse_qsl, urlsplit

BODY_BYTES = 1024 * 1024  # of a POST
WORTH_PACKING = 256


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    arguments: list[tuple[str, str]]  # of the query and a form together
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass
class Answer:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Resource = Callable[[Request], Answer]


class Log:
    """One JSON object a line, for tests that count requests."""

    def __init__(self, into: TextIO | None) -> None:
        self._into = into
        self._lock = Lock()

    def write(self, request: Request, answer: Answer) -> None:
        if self._into is None:
            return
        line = json.dumps({
            "time": round(time(), 6), "method": request.method,
            "path": request.path, "arguments": dict(request.arguments),
            "headers": request.headers, "status": answer.status,
            "bytes": len(answer.body)}, ensure_ascii=False)
        with self._lock:
            self._into.write(line + "\n")
            self._into.flush()


class Site(ThreadingHTTPServer):
    """Resources by exact path, on the loopback address only."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, log: Log) -> None:
        self.resources: dict[str, Resource] = {}
        self.log = log
        super().__init__(("127.0.0.1", port), Handler)


class Handler(BaseHTTPRequestHandler):
    """One connection; as many requests as the client likes."""

    protocol_version = "HTTP/1.1"
    server_version = "sample"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together
    timeout = 300
    server: Site

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, *_: object) -> None:
        """Silence: the site has a log of its own."""

    def _serve(self) -> None:
        request = self._read()
        if request is None:
            self.send_error(413)
            self.close_connection = True
            return
        resource = self.server.resources.get(request.path)
        answer = resource(request) if resource else Answer(
            404, {"Content-Type": "text/plain"}, b"nothing here\n")
        answer = packed(answer, request.headers.get("accept-encoding", ""))
        self.server.log.write(request, answer)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    def _read(self) -> Request | None:
        """None when the body is longer than a form can be."""
        headers = {n.lower(): v for n, v in self.headers.items()}
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > BODY_BYTES:
            return None
        body = self.rfile.read(int(length))
        parts = urlsplit(self.path)
        text = parts.query
        if headers.get("content-type", "").startswith(
                "application/x-www-form-urlencoded"):
            text = "&".join(filter(None, (text, body.decode("latin-1"))))
        return Request(self.command, parts.path,
                       parse_qsl(text, keep_blank_values=True),
                       headers, body)


def packed(answer: Answer, accepted: str) -> Answer:
    """The answer in gzip where the client asks for it (RFC 9110 12.5.3)."""
    wanted = {}
    for part in accepted.lower().split(","):
        name, _, quality = part.partition(";")
        wanted[name.strip()] = quality.strip() not in (
            "q=0", "q=0.0", "q=0.00", "q=0.000")
    if not wanted.get("gzip") or len(answer.body) < WORTH_PACKING \
            or "Content-Encoding" in answer.headers:
        return answer
    headers = answer.headers | {"Content-Encoding": "gzip",
                                "Vary": "Accept-Encoding"}
    return Answer(answer.status, headers,
                  gzip.compress(answer.body, compresslevel=1))
