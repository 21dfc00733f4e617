"""What the repository's own journal says that it served.

Read from the bytes as they went over the wire, by a reader that knows nothing
of Sheaf's: records are taken out of their page one by one, and what is left
must be a document.
"""

import re
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Iterable
from xml.etree import ElementTree as ET
from xml.sax.saxutils import unescape

from model import LISTS, NAMESPACE, Request
from server import Sent, Server

OAI = f"{{{NAMESPACE}}}"
RECORD = re.compile(rb"<record>.*?</record>", re.DOTALL)
HEADER = re.compile(rb"<header[ >].*?</header>", re.DOTALL)
NAMED = re.compile(rb"<identifier>([^<]+)</identifier>")
STAMPED = re.compile(rb"<datestamp>([^<]*)</datestamp>")
ENVELOPE = f'<OAI-PMH xmlns="{NAMESPACE}">'.encode()


@dataclass(frozen=True)
class Version:
    """Of a record, as it was served."""

    is_deleted: bool
    datestamp: str
    sets: tuple[str, ...]
    metadata: str  # canonical; of a deleted one, nothing


@dataclass
class Page:
    """An answer to a request for a list, or for a record."""

    number: int  # in the journal
    request: Request
    moment: datetime  # by the repository's clock
    place: int  # the page that it is for the repository; 0: none
    is_whole: bool = False  # to the end of its root element
    is_plain: bool = False  # and without anything that is odd about it
    is_busy: bool = False
    records: dict[str, list[Version]] = field(default_factory=dict)
    broken: list[str | None] = field(default_factory=list)  # by identifier
    errors: list[str] = field(default_factory=list)
    token: str = ""  # the empty one is none
    size: int | None = None

    @property
    def asked_token(self) -> str | None:
        return self.request.arguments.get("resumptionToken")

    @property
    def is_proof(self) -> bool:
        """Of what is in it, and of what comes next."""
        return self.is_whole and not self.is_busy \
            and set(self.errors) <= {"noRecordsMatch"} \
            and None not in self.broken

    @property
    def is_nothing(self) -> bool:
        return bool(self.errors) and not self.records and not self.broken


def unpacked(sent: Sent) -> bytes:
    """As far as it goes."""
    if sent.answer.coding is None:
        return sent.payload
    for form in (31, 15, -15):
        try:
            return zlib.decompressobj(form).decompress(sent.payload)
        except zlib.error:
            continue
    return b""


def version_of(record: ET.Element) -> tuple[str, Version] | None:
    """None: it lacks what makes it one."""
    header = record.find(OAI + "header")
    if header is None:
        return None
    identifier = (header.findtext(OAI + "identifier") or "").strip()
    is_deleted = header.get("status", "").strip().lower() == "deleted"
    metadata = record.find(OAI + "metadata")
    if not identifier or (metadata is None and not is_deleted):
        return None
    said = ""
    if not is_deleted and metadata is not None:
        if len(metadata) != 1:
            return None
        said = canonical(ET.tostring(metadata[0], "unicode"))
    return identifier, Version(
        is_deleted, (header.findtext(OAI + "datestamp") or "").strip(),
        tuple(sorted({(s.text or "").strip()
                      for s in header.findall(OAI + "setSpec")})), said)


def canonical(xml: str) -> str:
    return ET.canonicalize(xml, rewrite_prefixes=True, strip_text=True)


def found(what: re.Pattern[bytes], piece: bytes) -> str | None:
    match = what.search(piece)
    return None if match is None else unescape(
        match.group(1).decode("utf-8", "replace").strip())


def read_record(page: Page, piece: bytes) -> None:
    name = found(NAMED, piece)
    try:
        element = ET.fromstring(ENVELOPE + piece + b"</OAI-PMH>")[0]
        read = version_of(element)
    except ET.ParseError:
        read = None
    if read is None:
        page.broken.append(name)
    else:
        page.records.setdefault(read[0], []).append(read[1])


def read_header(page: Page, piece: bytes) -> None:
    """Of ListIdentifiers: only that it is there."""
    name = found(NAMED, piece)
    if name is None:
        page.broken.append(None)
        return
    page.records.setdefault(name, []).append(Version(
        b'status="deleted"' in piece, found(STAMPED, piece) or "", (), ""))


def read_envelope(page: Page, text: bytes) -> None:
    try:
        root = ET.fromstring(text)
    except ET.ParseError:
        return
    page.is_whole = root.tag == OAI + "OAI-PMH"
    page.errors = [error.get("code", "") for error in root.iter(OAI + "error")]
    for token in root.iter(OAI + "resumptionToken"):
        page.token = "".join(token.itertext())
        size = token.get("completeListSize", "")
        page.size = int(size) if size.isdigit() else page.size


def read_page(server: Server, request: Request, sent: Sent | None) -> Page:
    state = sent.answer.state if sent else None
    page = Page(request.number, request,
                request.at + server.repository.skew,
                state.page if state else 0)
    if sent is None:
        return page
    text = unpacked(sent)
    is_list = request.verb == "ListIdentifiers"
    pattern, read = (HEADER, read_header) if is_list \
        else (RECORD, read_record)
    for piece in pattern.findall(text):
        read(page, piece)
    read_envelope(page, pattern.sub(b"", text))
    page.is_busy = sent.answer.status in (429, 503)
    page.is_plain = page.is_whole and sent.answer.status == 200 \
        and not sent.is_cut and not page.errors \
        and page.token.strip() != (page.asked_token or "-").strip()
    return page


def read_journal(server: Server, begin: int) -> list[Page]:
    """From that request on: of lists, and of single records."""
    log: Iterable[Request] = server.log[begin:]
    return [read_page(server, request, server.sent.get(request.number))
            for request in log if request.verb in (*LISTS, "GetRecord")]
