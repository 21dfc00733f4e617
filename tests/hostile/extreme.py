"""D3, B10, F1: what is said, at and beyond the limits."""

from case import page
from wire import (DATE, DECLARATION, END, GOOD, OPEN, Asked, Part, Reply,
                  good, in_metadata, listed, numbered, record, token)
from case import add

READ = "complete ended"
LARGE = "failed too-large"


def fill_identifiers() -> None:
    for size in (2047, 2048, 2049, 12816, 70000, 1000000):
        is_read = size <= 2048
        page(f"D3-identifier-{size}", f"an identifier of {size} bytes",
             listed(record(b"x" * size), GOOD),
             READ if is_read else "partial malformed", 2 if is_read else 1)
    page("D3-identifier-wide", "an identifier of 2,049 bytes in 683 "
         "characters", listed(record("\u20ac".encode() * 683), GOOD),
         "partial malformed", 1)
    for name, text in {"empty": b"", "blank": b" \n\t ", "padded":
                       b"  oai:x:1\n ", "tags": b"<b>x</b>", "number": b"0",
                       "null": b"null", "dots": b"../../..",
                       "nbsp": b"\xc2\xa0", "zero-width": b"\xe2\x80\x8b",
                       "combining": b"a" + b"\xcc\x81" * 500}.items():
        is_read = name not in ("empty", "blank", "tags")
        page(f"D3-identifier-{name}", f"an identifier that is {name}",
             listed(record(text), GOOD), "partial malformed" if not is_read
             else READ, 2 if is_read else 1)
    page("D3-identifier-variants", "identifiers that differ in case and form",
         listed(*(record(text) for text in (
             b"oai:X:1", b"OAI:x:1", b"oai:x:01", "oai:x:é".encode(),
             "oai:x:e\u0301".encode(), b"oai:x:1%20", b"oai:x:1 2"))),
         READ, 7)


def fill_header() -> None:
    for size in (1024, 1025, 70000, 1000000):
        page(f"D3-set-{size}", f"a setSpec of {size} bytes",
             listed(record(header=b"<setSpec>%s</setSpec>" % (b"s" * size)),
                    GOOD), READ, 2 if size <= 1024 else 1)
    for count in (1000, 1001, 100000):
        page(f"D3-sets-{count}", f"a record in {count} sets",
             listed(b"<record><header><identifier>x</identifier>",
                    numbered(b"<setSpec>s%d</setSpec>", count),
                    b"</header><metadata><a/></metadata></record>", GOOD),
             READ, 2 if count <= 1000 else 1)
    page("D3-sets-large", "a record in 1,000 sets of 1,024 bytes", listed(
        b"<record><header><identifier>x</identifier>",
        numbered(b"<setSpec>%d" + b"s" * 1018 + b"</setSpec>", 1000),
        b"</header><metadata><a/></metadata></record>", GOOD), READ, 2)
    for count in (64, 65, 10000):
        page(f"D3-abouts-{count}", f"a record with {count} abouts",
             listed(record(more=b"<about><b/></about>" * count), GOOD),
             READ, 2 if count <= 64 else 1)
    page("D3-abouts-large", "64 abouts of 300 KB each", listed(
        b"<record><header><identifier>x</identifier></header><metadata><a/>"
        b"</metadata>", (b"<about><b>" + b"x" * 300000 + b"</b></about>", 64),
        b"</record>", GOOD), READ, 1)
    for number, text in enumerate((
            b"", b"0000-00-00", b"9999-12-31T23:59:59Z", b"99999-01-01",
            b"-2024-01-01", b"2024-02-30", b"2024-13-01T25:61:61Z",
            b"yesterday", b"1" * 64, b"1" * 65, b"2" * 1000000,
            b"2024-01-01T00:00:00.123456789+99:99", b"294277-01-01",
            b"2024-01-01\n2024-01-02", "２０２４-01-01".encode())):
        is_read = len(text) <= 64
        page(f"D3-datestamp-{number}", f"a datestamp that is {text[:40]!r}",
             listed(record().replace(b"2024-01-01T00:00:00Z", text), GOOD),
             READ, 2 if is_read else 1)
    for number, status in enumerate((
            b"DELETED", b" deleted ", b"gone", b"", b"deleted" * 10000)):
        page(f"D3-status-{number}", f"a status that is {status[:20]!r}",
             listed(record().replace(b"<header>", b'<header status="%s">'
                                     % status), GOOD),
             LARGE if number == 4 else READ, (1, 1, 2, 2, 0)[number])


def fill_envelope() -> None:
    for number, date in enumerate((
            b"", b"now", b"0000-00-00T00:00:00Z", b"9999-12-31T23:59:59Z",
            b"292277026596-12-04T15:30:08Z", b"-1", b"2030-01-01",
            b"2030-01-01T00:00:00.5+01:00", b"1" * 100000)):
        is_long = len(date) > 65536
        page(f"D6-date-{number}", f"a responseDate that is {date[:40]!r}",
             [DECLARATION + OPEN.replace(DATE, b"<responseDate>%s"
                                         b"</responseDate>" % date)
              + b"<ListRecords>" + GOOD + END], LARGE if is_long else READ,
             0 if is_long else 1)
    page("D6-no-date", "no responseDate and no request", [
        OPEN[:OPEN.index(b"<responseDate>")] + b"<ListRecords>" + GOOD + END],
        READ, 1)
    for number, size in enumerate((
            b"-1", b"0", b"1e30", b"99999999999999999999", b"0x10", b"NaN",
            b"", b" 1 ", b"1" * 50000, b"9223372036854775807", b"\xd9\xa1",
            b"1000000000000", b"+1", b"%d%n")):
        for name in ("completeListSize", "cursor"):
            wants = READ
            if name == "completeListSize" and number in (7, 11):
                wants = {7: "complete counted",
                         11: "partial protocol"}[number]
            page(f"F9-{name}-{number}", f"{name} is {size[:30]!r}",
                 listed(GOOD, token(b"", b' %s="%s"' % (name.encode(), size))
                        ), wants, 1)
    for number, date in enumerate((b"", b"never", b"9999-99-99T99:99:99Z",
                                   b"1970-01-01T00:00:00Z", b"1" * 50000)):
        add(f"F7-expiry-{number}", f"an expirationDate that is {date[:30]!r}",
            twice(token(b"t", b' expirationDate="%s"' % date)), READ, 2)


def twice(element: bytes) -> "object":
    """Two pages, the first with this at its end."""
    def answer(asked: Asked) -> Reply:
        if asked.token:
            return good(listed(record(b"oai:x:2")))
        return good(listed(GOOD, element))
    return answer


def fill_tokens() -> None:
    for size in (4000, 65000, 65536):
        add(f"F1-token-{size}", f"a resumptionToken of {size} bytes",
            twice(token(b"t" * size)), READ, 2)
    for size in (65537, 1000000):
        page(f"F1-token-{size}", f"a resumptionToken of {size} bytes",
             listed(GOOD, token(b"t" * size)), LARGE)
    page("F1-token-10000000", "a resumptionToken of 10 MB", listed(
        GOOD, b"<resumptionToken>", (b"0123456789", 1000000),
        b"</resumptionToken>"), LARGE)
    for name, text in {
            "query": b"x&amp;verb=Identify&amp;metadataPrefix=y#z",
            "spaces": b"a b\tc", "crlf": b"a&#13;&#10;Host: evil",
            "nul": b"a&#0;b", "percent": b"%00%0d%0a%zz%",
            "unicode": "\U0001f600\u202e\u0085".encode(),
            "sql": b"'; DROP TABLE sheaf.record; --", "format": b"%s%n%x",
            "cdata": b"<![CDATA[x]]>y<![CDATA[z]]>",
            "tags": b"a<b>c</b>d", "shell": b"$(id)`id`|id;id",
            "path": b"../../../etc/passwd", "escape": b"\x1b[2J"}.items():
        add(f"F1-token-{name}", f"a resumptionToken with {name} in it",
            twice(token(text)), READ, 2)
    page("F1-tokens", "10,000 resumptionTokens, the last one empty",
         listed(GOOD, numbered(b"<resumptionToken>%d</resumptionToken>",
                               10000), token(b"")), READ, 1)
    page("F1-token-attributes", "a resumptionToken with 250 attributes",
         listed(GOOD, b"<resumptionToken", attributes(250), b"/>"), READ, 1)
    page("F1-token-in-metadata", "a resumptionToken of OAI-PMH in metadata",
         in_metadata(b"<a>" + token(b"x") + b"</a>"), READ, 2)


def attributes(count: int) -> Part:
    return numbered(b' a%d="1"', count)


def fill() -> None:
    fill_identifiers()
    fill_header()
    fill_envelope()
    fill_tokens()
