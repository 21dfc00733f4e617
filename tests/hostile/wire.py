"""Bytes that go over the wire, and the ordinary parts they are made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Callable, Iterable, Iterator, Union
from urllib.parse import parse_qsl

BLOCK_BYTES = 256 * 1024

# A piece, a piece so many times, or a function that gives out pieces.
Part = Union[bytes, tuple[bytes, int], Callable[[], Iterable[bytes]]]
Body = list[Part]

NAMESPACE = b"http://www.openarchives.org/OAI/2.0/"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
DATE = b"<responseDate>2030-01-01T00:00:00Z</responseDate>"
REQUEST = b'<request verb="ListRecords">http://127.0.0.1/oai</request>'
OPEN = b'<OAI-PMH xmlns="%s">%s%s' % (NAMESPACE, DATE, REQUEST)
START = OPEN + b"<ListRecords>"
END = b"</ListRecords></OAI-PMH>"
DC = (b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
      b' xmlns:dc="http://purl.org/dc/elements/1.1/">')
DC_END = b"</oai_dc:dc>"


@dataclass
class Asked:
    """A request as it came."""

    number: int  # of this case: 1, 2, ...
    method: str
    target: str
    form: str
    at: datetime

    def __post_init__(self) -> None:
        query = self.form or self.target.partition("?")[2]
        self.path = self.target.partition("?")[0]
        self.arguments = dict(parse_qsl(query, keep_blank_values=True))
        self.verb = self.arguments.get("verb", "")
        self.token = self.arguments.get("resumptionToken", "")


@dataclass
class Reply:
    parts: Body
    ending: str = "keep"  # the connection; or "close", "reset", "hold"
    is_hostile: bool = True
    pause: float = 0  # seconds between two parts


def pieces(body: Body) -> Iterator[bytes]:
    """In blocks that are worth a system call."""
    for part in body:
        if isinstance(part, bytes):
            yield part
        elif isinstance(part, tuple):
            yield from repeated(*part)
        else:
            yield from part()


def repeated(unit: bytes, times: int) -> Iterator[bytes]:
    at_once = max(1, BLOCK_BYTES // max(1, len(unit)))
    block = unit * min(at_once, times)
    for _ in range(times // at_once):
        yield block
    if times % at_once:
        yield unit * (times % at_once)


def numbered(template: bytes, times: int) -> Part:
    """With 0, 1, 2, ... for its "%d"."""
    def blocks() -> Iterator[bytes]:
        for begin in range(0, times, 4096):
            yield b"".join(template.replace(b"%d", b"%d" % i)
                           for i in range(begin, min(begin + 4096, times)))
    return blocks


def length(body: Body) -> int:
    """-1: it is not known without making it."""
    total = 0
    for part in body:
        if isinstance(part, bytes):
            total += len(part)
        elif isinstance(part, tuple):
            total += len(part[0]) * part[1]
        else:
            return -1
    return total


def whole(body: Body) -> bytes:
    return b"".join(pieces(body))


def header_of(status: str, headers: Iterable[bytes]) -> bytes:
    return b"".join([b"HTTP/1.1 %s\r\n" % status.encode(),
                     *(line + b"\r\n" for line in headers), b"\r\n"])


def http(body: Union[Body, bytes], status: str = "200 OK",
         headers: tuple[bytes, ...] = (), framing: str = "length",
         is_hostile: bool = True) -> Reply:
    """framing: length, close, chunked."""
    parts: Body = [body] if isinstance(body, bytes) else body
    lines = list(headers)
    if not any(line.lower().startswith(b"content-type") for line in lines):
        lines.append(b"Content-Type: text/xml; charset=utf-8")
    size = length(parts)
    if framing == "chunked":
        lines.append(b"Transfer-Encoding: chunked")
        parts = [lambda: chunked(body if isinstance(body, list) else [body])]
    elif framing == "close" or size < 0:
        framing = "close"
        lines.append(b"Connection: close")
    else:
        lines.append(b"Content-Length: %d" % size)
    return Reply([header_of(status, lines), *parts],
                 "close" if framing == "close" else "keep", is_hostile)


def chunked(body: Body) -> Iterator[bytes]:
    for piece in pieces(body):
        if piece:
            yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def xml(body: Union[Body, bytes]) -> Reply:
    return http(body)


def good(body: Union[Body, bytes]) -> Reply:
    return http(body, is_hostile=False)


def record(identifier: bytes = b"oai:x:1", metadata: bytes = b"<a/>",
           header: bytes = b"", more: bytes = b"") -> bytes:
    return (b"<record><header><identifier>%s</identifier><datestamp>2024-01-01"
            b"T00:00:00Z</datestamp>%s</header><metadata>%s</metadata>%s"
            b"</record>") % (identifier, header, metadata, more)


GOOD = record(b"oai:x:good", DC + b"<dc:title>Good</dc:title>" + DC_END)


def before_metadata(identifier: bytes = b"oai:x:1") -> bytes:
    return (b"<record><header><identifier>%s</identifier><datestamp>2024-01-01"
            b"T00:00:00Z</datestamp></header><metadata>") % identifier


def listed(*inside: Part, declaration: bytes = DECLARATION,
           before: bytes = b"") -> Body:
    """A response to ListRecords with this in its list."""
    return [declaration + before + START, *inside, END]


def in_metadata(*inside: Part, then: bytes = GOOD,
                before: bytes = b"", declaration: bytes = DECLARATION) -> Body:
    """A record with this in its metadata, and a good one behind it."""
    return listed(before_metadata(), *inside, b"</metadata></record>" + then,
                  before=before, declaration=declaration)


def token(text: bytes, attributes: bytes = b"") -> bytes:
    return b"<resumptionToken%s>%s</resumptionToken>" % (attributes, text)


def records(first: int, count: int) -> bytes:
    return b"".join(record(b"oai:x:%d" % n,
                           DC + b"<dc:title>%d</dc:title>" % n + DC_END)
                    for n in range(first, first + count))
