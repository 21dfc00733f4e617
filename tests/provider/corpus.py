"""The corpus, read without Sheaf: which lists it has, what is in them, and
what must come of each when it is harvested.

A list is the pages of ListRecords that CHAINS.tsv links, or one page that
nothing is linked to. A response to GetRecord is a list of one record, once its
element is renamed; whatever else was recorded stands at a base URL and answers
ListRecords, as it does where somebody enters the wrong one.
"""

import csv
import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from product import SHARED

CORPUS = SHARED / "corpus"
DECLARED = re.compile(rb"\sxmlns(?::[\w-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
ROOT = re.compile(rb"<(?:[\w-]+:)?OAI-PMH\b[^>]*>", re.DOTALL)
RECORD = re.compile(rb"<((?:[\w-]+:)?record)\b[^>]*>.*?</\1\s*>", re.DOTALL)
SHORTFALL = 4  # what a list may lack of what it announced,
SHORTFALL_SHARE = 20  # and one in so many


# Of an element: its name, attributes, text, what stands in it, what is behind.
Shape = tuple[str, tuple[tuple[str, str], ...], str, tuple[Any, ...], str]


@dataclass
class Version:
    status: str
    datestamp: str
    sets: list[str]
    metadata: "Shape | None"


@dataclass
class Read:
    """What a page holds."""

    records: list[tuple[str, Version]] = field(default_factory=list)
    rejects: list[str | None] = field(default_factory=list)  # identifiers
    errors: list[str] = field(default_factory=list)
    is_list: bool = False
    token: str = ""
    size: int | None = None


@dataclass
class Harvest:
    """What must come of a list."""

    verdict: str = ""
    why: str = ""  # proof or fault; of several, any
    records: dict[str, Version] = field(default_factory=dict)
    rejects: list[str | None] = field(default_factory=list)


@dataclass
class List:
    name: str
    source: str
    prefix: str
    pages: list[bytes]


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def children(element: ET.Element, name: str) -> list[ET.Element]:
    return [child for child in element if local(child) == name]


def text_in(element: ET.Element, name: str) -> str:
    found = children(element, name)
    return "".join(found[0].itertext()).strip() if found else ""


def shape(element: ET.Element) -> Shape:
    return (element.tag, tuple(sorted(element.items())), element.text or "",
            tuple(shape(child) for child in element
                  if isinstance(child.tag, str)), element.tail or "")


def read_record(record: ET.Element) -> tuple[str, Version | None]:
    """Without a version it is none: no identifier, or neither metadata nor a
    deletion."""
    headers = children(record, "header")
    if not headers:
        return "", None
    header = headers[0]
    identifier = text_in(header, "identifier")
    is_deleted = header.get("status", "").strip().lower() == "deleted"
    metadata = children(record, "metadata")
    if not identifier or not (is_deleted or (metadata and len(metadata[0]))):
        return identifier, None
    return identifier, Version(
        "deleted" if is_deleted else "live", text_in(header, "datestamp"),
        sorted("".join(one.itertext()).strip()
               for one in children(header, "setSpec")),
        None if is_deleted else shape(metadata[0][0])[:4] + ("",))


def read_pieces(page: bytes) -> list[ET.Element | bytes]:
    """Record by record; none, if what is left without them is no document:
    then nobody can say where they end."""
    try:
        ET.fromstring(RECORD.sub(b"", page.strip()))
    except ET.ParseError:
        return []
    root = ROOT.search(page)
    declared = b"".join(DECLARED.findall(root.group())) if root else b""
    found: list[ET.Element | bytes] = []
    for match in RECORD.finditer(page):
        try:
            found.append(ET.fromstring(
                b"<r" + declared + b">" + match.group() + b"</r>")[0])
        except ET.ParseError:
            found.append(match.group())
    return found


def read(page: bytes) -> Read:
    found = Read()
    try:
        root = ET.fromstring(page.strip())
    except ET.ParseError:
        read_damaged(found, page)
        return found
    if local(root) != "OAI-PMH":
        return found
    for element in root:
        if local(element) == "error":
            found.errors.append(element.get("code", ""))
        if local(element) != "ListRecords":
            continue
        found.is_list = all(local(child) in ("record", "resumptionToken")
                            for child in element)
        for record in children(element, "record"):
            add_record(found, record)
        for token in children(element, "resumptionToken"):
            found.token = "".join(token.itertext()).strip()
            size = token.get("completeListSize", "")
            found.size = int(size) if size.isdigit() else None
    return found


def read_damaged(found: Read, page: bytes) -> None:
    pieces = read_pieces(page)
    found.is_list = bool(pieces)
    for piece in pieces:
        if isinstance(piece, ET.Element):
            add_record(found, piece)
        else:
            name = re.search(rb"<identifier>([^<]+)</identifier>", piece)
            found.rejects.append(name.group(1).decode().strip()
                                 if name else None)


def add_record(found: Read, record: ET.Element) -> None:
    identifier, version = read_record(record)
    if version is None:
        found.rejects.append(identifier or None)
    else:
        found.records.append((identifier, version))


def judge(one: List) -> Harvest:
    """A token that leads nowhere any more is answered noRecordsMatch."""
    pages = [read(page) for page in one.pages]
    harvest = Harvest()
    for page in pages:
        for identifier, version in page.records:
            before = harvest.records.get(identifier)
            if before is None or before.datestamp <= version.datestamp:
                harvest.records[identifier] = version
        harvest.rejects += page.rejects
    first = pages[0]
    if first.errors == ["noRecordsMatch"]:
        harvest.verdict, harvest.why = "complete", "ended"
    elif first.errors:
        harvest.verdict, harvest.why = "failed", "protocol"
    elif not all(page.is_list for page in pages):
        harvest.verdict, harvest.why = "failed", "malformed blocked"
    else:
        decide(harvest, pages)
    return harvest


def decide(harvest: Harvest, pages: list[Read]) -> None:
    came = sum(len(page.records) + len(page.rejects) for page in pages)
    sizes = [page.size for page in pages if page.size is not None]
    short = sizes[-1] - came if sizes else 0
    if short > SHORTFALL and short > sizes[-1] // SHORTFALL_SHARE:
        harvest.verdict, harvest.why = "partial", "protocol"
    elif None in harvest.rejects:
        harvest.verdict, harvest.why = "partial", "malformed"
    else:
        harvest.verdict = "complete"
        harvest.why = "counted" if sizes and 0 < sizes[-1] <= came else "ended"


def rows(table: str) -> list[dict[str, str]]:
    with (CORPUS / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t",
                                   quoting=csv.QUOTE_NONE))


def chains() -> dict[str, list[str]]:
    """By the first page: the files of a list."""
    found: dict[str, list[str]] = {}
    for row in rows("CHAINS.tsv"):
        if row["verb"] == "ListRecords":
            found.setdefault(row["chain"], []).append(row["file"])
    return {files[0]: files for files in found.values()}


def lists() -> list[List]:
    linked = chains()
    later = {file for files in linked.values() for file in files[1:]}
    found = []
    for row in rows("INDEX.tsv"):
        if row["file"] in later:
            continue
        pages = [(CORPUS / file).read_bytes()
                 for file in linked.get(row["file"], [row["file"]])]
        if row["verb"] == "GetRecord":
            pages = [re.sub(rb"(</?(?:\w+:)?)GetRecord\b", rb"\1ListRecords",
                            page) for page in pages]
        prefix = re.sub(r"[^\w-]", "", row["metadataPrefix"]) or "oai_dc"
        found.append(List(f"r{len(found)}", row["file"].split("/")[0], prefix,
                          pages))
    return found
