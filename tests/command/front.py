"""A server before the sample repository that misbehaves when it is told to."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import urlopen

Headers = dict[str, str]
Answer = tuple[int, Headers, bytes]
# Told the path and the arguments of a request; None: the sample answers it.
Rule = Callable[[str, dict[str, str]], Answer | None]


class Listening(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who breaks a connection off is no fault of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Front:
    """Requests of any path, by a rule; else what stands behind it."""

    def __init__(self, behind: str, rule: Rule) -> None:
        self.behind = behind
        self.rule = rule
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.headers: list[Headers] = []  # of each of these
        self.passed_over: set[str] = set()  # arguments
        front = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                arguments = dict(parse_qsl(parts.query))
                front.headers.append(dict(self.headers))
                front.asked.append((parts.path, arguments))
                answer = front.rule(parts.path, arguments)
                status, headers, body = answer or front.pass_on(
                    urlencode([(name, value)
                               for name, value in arguments.items()
                               if name not in front.passed_over]))
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, *words: object) -> None:
                pass

        self._server = Listening(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever,
                         daemon=True).start()

    def url(self, path: str = "/oai") -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def pass_on(self, query: str) -> Answer:
        try:
            with urlopen(f"{self.behind}?{query}") as answer:
                return 200, {"Content-Type": "text/xml"}, answer.read()
        except HTTPError as why:
            return why.code, {}, b""

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
