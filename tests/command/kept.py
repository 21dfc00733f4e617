"""Responses as other harvesters keep them, written from the sample repository:
as they came, packed, and as metha writes them; and tests with such files."""

import base64
import gzip
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from person import DONE, Session

LARGE = 400
PAGE = 10
HAPLO = 71
HTML = b"<!DOCTYPE html><html><body>Too many requests</body></html>"
RECORDS = """
    SELECT r.name, c.identifier, c.metadata_prefix, c.status, c.datestamp,
           c.datestamp_at, c.set_specs, c.metadata, c.about, c.content_hash,
           c.header_hash
      FROM sheaf.record AS c
      JOIN sheaf.repository AS r USING (repository_id)
     ORDER BY 1, 2, 3
    """
TOKEN = re.compile(rb"<resumptionToken([^>]*)>([^<]*)</resumptionToken>")
RECORD = re.compile(rb"<record>(.*?)</record>", re.DOTALL)


def answer(url: str, **arguments: str) -> bytes:
    with urlopen(f"{url}?{urlencode(arguments)}") as response:
        read = response.read()
    assert isinstance(read, bytes)
    return read


def token_of(page: bytes) -> str:
    found = TOKEN.search(page)
    return found.group(2).decode() if found else ""


def pages(url: str, **arguments: str) -> list[bytes]:
    """A whole list."""
    read = [answer(url, verb="ListRecords", **arguments)]
    while token := token_of(read[-1]):
        read.append(answer(url, verb="ListRecords", resumptionToken=token))
    return read


def zstd(data: bytes) -> bytes:
    return subprocess.run(["zstd", "-q", "-c"], input=data, check=True,
                          capture_output=True).stdout


PACKED = {"": bytes, ".gz": gzip.compress, ".zst": zstd}


def write(folder: Path, name: str, data: bytes) -> Path:
    """Packed as its name says."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    suffix = path.suffix if path.suffix in PACKED else ""
    path.write_bytes(PACKED[suffix](data))
    return path


def inner(element: bytes, record: bytes) -> bytes:
    found = re.search(rb"<%s[^>]*>(.*?)</%s>" % (element, element), record,
                      re.DOTALL)
    return found.group(1) if found else b""


def bare_record(record: bytes) -> bytes:
    deleted = b"deleted" if b'status="deleted"' in record else b""
    return (b'<record xmlns="http://www.openarchives.org/OAI/2.0/">'
            b'<header status="%s">%s</header><metadata>%s</metadata>'
            b"<about>%s</about></record>"
            % (deleted, inner(b"header", record), inner(b"metadata", record),
               inner(b"about", record)))


def attribute(name: bytes, tag: bytes) -> bytes:
    found = re.search(name + b'="([^"]*)"', tag)
    return found.group(1) if found else b""


def bare_token(tag: bytes = b"", token: bytes = b"") -> bytes:
    return (b'<resumptionToken completeListSize="%s" cursor="%s"'
            b' expirationDate="%s">%s</resumptionToken>'
            % (attribute(b"completeListSize", tag), attribute(b"cursor", tag),
               attribute(b"expirationDate", tag), token))


def as_metha(page: bytes) -> bytes:
    """What metha's Go makes of a page: encoding/xml of all that it knows of a
    response, without namespaces but those of records and their metadata."""
    date = inner(b"responseDate", page)
    request = re.search(rb"<request[^>]*>", page)
    error = re.search(rb'<error code="([^"]*)">([^<]*)</error>', page)
    token = TOKEN.search(page)
    asked = request.group() if request else b""
    return (
        b"<Response>"
        + (b"<responseDate>%s</responseDate>" % date if date else b"")
        + b'<request verb="%s" set="%s" metadataPrefix="%s"></request>'
        % (attribute(b"verb", asked), attribute(b"set", asked),
           attribute(b"metadataPrefix", asked))
        + b'<error code="%s">%s</error>'
        % (error.groups() if error else (b"", b""))
        + b'<GetRecord><record><header status=""></header>'
          b"<metadata></metadata><about></about></record></GetRecord>"
          b"<Identify></Identify><ListIdentifiers>" + bare_token()
        + b"</ListIdentifiers><ListMetadataFormats></ListMetadataFormats>"
          b"<ListRecords>"
        + b"".join(map(bare_record, RECORD.findall(page)))
        + (bare_token(*token.groups()) if token else bare_token())
        + b"</ListRecords><ListSets>" + bare_token()
        + b"</ListSets></Response>")


def metha_folder(cache: Path, url: str, prefix: str, spec: str = "") -> Path:
    name = base64.urlsafe_b64encode(f"{spec}#{prefix}#{url}".encode())
    return cache / name.decode().rstrip("=")


def write_metha(folder: Path, date: str, list_of: list[bytes],
                suffix: str = ".gz") -> list[Path]:
    return [write(folder, f"{date}-{number:08}.xml{suffix}", as_metha(page))
            for number, page in enumerate(list_of)]


class ImportSession(Session):
    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def setUp(self) -> None:
        super().setUp()
        self.files = self.folder / f"files-{self.database[:40]}"
        self.files.mkdir()

    def url(self, shape: str = "haplo") -> str:
        return self.sample.url(shape)

    def pages(self, shape: str = "haplo", prefix: str = "oai_dc",
              **arguments: str) -> list[bytes]:
        return pages(self.url(shape), metadataPrefix=prefix, **arguments)

    def keep(self, list_of: list[bytes], suffix: str = "",
             begin: str = "page") -> None:
        for number, page in enumerate(list_of):
            write(self.files, f"{begin}-{number:03}.xml{suffix}", page)

    def records(self, name: str = "a") -> list[list[str]]:
        return [row[1:] for row in self.query(RECORDS)
                if row[0] == name]

    def take(self, *words: str, exits: int = DONE) -> dict[str, Any]:
        return self.sheaf("import-pages", "a", *words, "--json",
                          exits=exits).object

    def add_a(self, shape: str = "haplo", *words: str) -> None:
        self.add("a", shape, "--prefix", "oai_dc", *words)

    def harvested(self, shape: str = "haplo") -> list[list[str]]:
        """As another repository has them that was harvested."""
        self.add("other", shape, "--prefix", "oai_dc")
        self.sheaf("harvest", "other")
        return self.records("other")


class LargeImport(ImportSession):
    """Files of all kinds, so many that there is time to be stopped in."""

    def setUp(self) -> None:
        super().setUp()
        self.add_a("large")
        self.kept = self.pages("large")
        self.keep(self.kept, ".gz")
        # Some of what a file can be.
        (self.files / "page-007.xml.gz").write_bytes(b"\x1f\x8b\x08broken")
        (self.files / "README").write_bytes(b"x")
        write(self.files, "page-020.xml.gz", self.kept[20].replace(
            b"</dc:title>", b"</dc:titel>", 3))
        # One of several batches.
        write(self.files, "page-025a.xml.gz", b"".join(self.kept))
        self.write_large()

    def write_large(self) -> None:
        """A response of 2,000 records, which come in batches."""
        one = self.kept[0]
        begin, finish = one.index(b"<record>"), one.rindex(b"</record>") + 9
        records = one[begin:finish]
        number = 0
        parts = []
        while number < 200:
            parts.append(records.replace(b"<identifier>",
                                         b"<identifier>x%d-" % number))
            number += 1
        parts[150] = parts[150].replace(b"</dc:title>", b"</dc:titel>", 2)
        write(self.files, "page-030a.xml", one[:begin] + b"".join(parts)
              + one[finish:])

    def outcome(self) -> list[list[str]]:
        return self.query("""
            SELECT verdict, reason, records, inserted, updated, unchanged,
                   deleted, quarantined, repaired, pages, bytes,
                   (SELECT count(*) FROM sheaf.quarantine),
                   (SELECT count(*) FROM sheaf.event)
              FROM sheaf.harvest""")
