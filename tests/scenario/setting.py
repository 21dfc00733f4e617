"""What the repository is and has: the lines below "repository"."""

from datetime import datetime, timedelta

from model import OAI_DC, ranges
from rule import read_rule
from server import Server
from tls import authority, certificate, wrapping
from vocabulary import (MOMENT, Line, Said, Vocabulary, raw, read_text,
                        read_numbers)

SETTINGS = Vocabulary()


def read_settings(line: Line) -> list[Said]:
    """Rules of one block stand before those of the blocks above it."""
    said: list[Said] = []
    rules = []
    for child in line.children:
        if child.text.split()[0] == "when":
            rules.append(read_rule(child))
        else:
            said.append(SETTINGS.read(child))
    if rules:
        said.append(Said(line, lambda server: server.rules.__setitem__(
            slice(0, 0), rules)))
    return said


@SETTINGS.word("{n} records[, {n} a page]")
def records(server: Server, count: int, page_size: int | None) -> None:
    server.repository.fill(count)
    server.repository.page_size = page_size or 100


@SETTINGS.word("spread from {moment} to {moment}")
def spread(server: Server, first: datetime, last: datetime) -> None:
    """The datestamps, evenly."""
    records = server.repository.records.values()
    for position, record in enumerate(records):
        record.datestamp = (first + (last - first) * (position + 0.5)
                            / len(records)).strftime(MOMENT)


@SETTINGS.word("no records")
def no_records(server: Server) -> None:
    server.repository.fill(0)


@SETTINGS.word("pages {rest}")
def pages(server: Server, text: str) -> None:
    """pages 1-2, none, 5 3"""
    server.repository.pages = [
        [] if part.strip() == "none" else
        [n for word in part.split() for n in read_numbers(word)]
        for part in text.split(",")]


@SETTINGS.word("tokens {texts}")
def tokens(server: Server, texts: list[bytes]) -> None:
    """Of the second page, of the third, ..."""
    server.repository.tokens = texts


@SETTINGS.word("every token is {text}")
def every_token(server: Server, text: bytes) -> None:
    server.repository.every_token = text


@SETTINGS.word("tokens work once")
def tokens_work_once(server: Server) -> None:
    server.repository.is_single_use = True


NAMES = {"from": "since", "until": "until", "set": "spec"}


@SETTINGS.word("tokens forget {word}")
def tokens_forget(server: Server, name: str) -> None:
    server.repository.forgets.add(NAMES[name])


@SETTINGS.word("ignores {word}")
def ignores(server: Server, name: str) -> None:
    server.repository.ignores.add(NAMES[name])


@SETTINGS.word("no completeListSize")
def no_size(server: Server) -> None:
    server.repository.says_size = False


@SETTINGS.word("completeListSize {n}")
def size(server: Server, number: int) -> None:
    server.repository.size = number


@SETTINGS.word("Identify {word} {text}")
def identify(server: Server, name: str, text: bytes) -> None:
    server.repository.identify[name] = text.decode()


@SETTINGS.word("Identify without {word}")
def identify_without(server: Server, name: str) -> None:
    del server.repository.identify[name]


@SETTINGS.word("granularity {word}")
def granularity(server: Server, text: str) -> None:
    server.repository.identify["granularity"] = text
    server.repository.has_seconds = "h" in text
    if server.repository.has_seconds:
        return
    for record in server.repository.records.values():
        record.datestamp = record.datestamp[:10]


@SETTINGS.word("takes days only")
def takes_days(server: Server) -> None:
    server.repository.has_seconds = False


@SETTINGS.word("deletedRecord {word}")
def deleted_record(server: Server, text: str) -> None:
    server.repository.identify["deletedRecord"] = text


@SETTINGS.word("earliestDatestamp {word}")
def earliest(server: Server, text: str) -> None:
    server.repository.identify["earliestDatestamp"] = text


@SETTINGS.word("sets {rest}")
def sets(server: Server, text: str) -> None:
    server.repository.sets = text.split()


@SETTINGS.word("no sets")
def no_sets(server: Server) -> None:
    server.repository.sets = []


@SETTINGS.word("formats {rest}")
def formats(server: Server, text: str) -> None:
    server.repository.formats = {
        prefix: OAI_DC if prefix == "oai_dc" else
        f"http://example.org/{prefix}/" for prefix in text.split()}


@SETTINGS.word("format {word} is {text}")
def format_is(server: Server, prefix: str, namespace: bytes) -> None:
    server.repository.formats[prefix] = namespace.decode()


@SETTINGS.word("clock {time} behind")
def behind(server: Server, skew: timedelta) -> None:
    server.repository.skew = -skew


@SETTINGS.word("clock {time} ahead")
def ahead(server: Server, skew: timedelta) -> None:
    server.repository.skew = skew


@SETTINGS.word("base URL {word}")
def base_url(server: Server, path: str) -> None:
    server.path = path


@SETTINGS.word("over https")
def over_https(server: Server) -> None:
    use_certificate(server, "localhost", False)


@SETTINGS.word("over https, with a certificate that has expired")
def expired(server: Server) -> None:
    use_certificate(server, "localhost", True)


@SETTINGS.word("over https, with the certificate of {word}")
def of_another(server: Server, host: str) -> None:
    use_certificate(server, host, False)


def use_certificate(server: Server, host: str, is_expired: bool) -> None:
    server.wrap = wrapping(certificate(server.folder, host, is_expired))
    server.authority = authority(server.folder)


@SETTINGS.word("as usual")
def as_usual(server: Server) -> None:
    server.rules.clear()


@SETTINGS.word("record {numbers} in set {rest}")
def in_set(server: Server, numbers: list[int], text: str) -> None:
    for number in numbers:
        server.repository.records[number].sets += text.split()


@SETTINGS.word("record {numbers} in no set")
def in_no_set(server: Server, numbers: list[int]) -> None:
    for number in numbers:
        server.repository.records[number].sets = []


@SETTINGS.word("record {numbers} says {text}")
def says(server: Server, numbers: list[int], text: bytes) -> None:
    for number in numbers:
        server.repository.records[number].statements.append(text)


@SETTINGS.word("record {numbers} title {text}")
def title(server: Server, numbers: list[int], text: bytes) -> None:
    for number in numbers:
        server.repository.records[number].title = text.decode()


@SETTINGS.word("record {numbers} metadata {text}")
def metadata(server: Server, numbers: list[int], text: bytes) -> None:
    for number in numbers:
        server.repository.records[number].metadata = text


@SETTINGS.word("record {n} metadata", children=raw)
def metadata_below(server: Server, number: int, text: str) -> None:
    server.repository.records[number].metadata = read_text(text)


@SETTINGS.word("record {numbers} without metadata")
def without_metadata(server: Server, numbers: list[int]) -> None:
    metadata(server, numbers, b"")


@SETTINGS.word("record {numbers} with metadata again")
def with_metadata_again(server: Server, numbers: list[int]) -> None:
    for number in numbers:
        server.repository.records[number].metadata = None


@SETTINGS.word("record {n} header {text}")
def header(server: Server, number: int, text: bytes) -> None:
    server.repository.records[number].header = text


@SETTINGS.word("record {n} is {text}")
def whole(server: Server, number: int, text: bytes) -> None:
    server.repository.records[number].whole = text


@SETTINGS.word("record {n} is", children=raw)
def whole_below(server: Server, number: int, text: str) -> None:
    server.repository.records[number].whole = read_text(text)


@SETTINGS.word("record {numbers} about {text}")
def about(server: Server, numbers: list[int], text: bytes) -> None:
    for number in numbers:
        server.repository.records[number].about.append(text)


@SETTINGS.word("record {numbers} identifier {text}")
def identifier(server: Server, numbers: list[int], text: bytes) -> None:
    for number in numbers:
        server.repository.records[number].identifier = text.decode()


@SETTINGS.word("record {numbers} datestamp {rest}")
def datestamp(server: Server, numbers: list[int], text: str) -> None:
    for number in numbers:
        server.repository.records[number].datestamp = text.strip('"')


@SETTINGS.word("record {numbers} changes")
def changes(server: Server, numbers: list[int]) -> None:
    for number in numbers:
        server.repository.records[number].version += 1
        stamp(server, number)


@SETTINGS.word("record {numbers} is stamped anew")
def stamped(server: Server, numbers: list[int]) -> None:
    for number in numbers:
        stamp(server, number)


def stamp(server: Server, number: int) -> None:
    now = server.repository.now().strftime(MOMENT)
    record = server.repository.records[number]
    record.datestamp = now if server.repository.has_seconds else now[:10]


@SETTINGS.word("record {numbers} is deleted")
def deleted(server: Server, numbers: list[int]) -> None:
    for number in numbers:
        server.repository.records[number].is_deleted = True
        stamp(server, number)


@SETTINGS.word("record {numbers} is live again")
def live_again(server: Server, numbers: list[int]) -> None:
    for number in numbers:
        server.repository.records[number].is_deleted = False
        stamp(server, number)


@SETTINGS.word("record {numbers} is gone")
def gone(server: Server, numbers: list[int]) -> None:
    """Without a trace."""
    for number in numbers:
        del server.repository.records[number]


@SETTINGS.word("record {numbers} is renamed to {text}")
def renamed(server: Server, numbers: list[int], text: bytes) -> None:
    """On a new platform: stamped anew, and of another name. {n}: which."""
    for number in numbers:
        server.repository.records[number].identifier = \
            text.decode().replace("{n}", str(number))
        stamp(server, number)


@SETTINGS.word("record {n} is added")
def added(server: Server, number: int) -> None:
    repository = server.repository
    assert number not in repository.records, ranges([number])
    held = repository.records
    repository.fill(number)
    repository.records = held | {number: repository.records[number]}
    stamp(server, number)
