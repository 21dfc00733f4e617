"""H6, X18: documents that break off, elements where they do not belong, the
same again and again."""

import re

from case import page
from wire import (DECLARATION, END, GOOD, OPEN, START, Body, in_metadata,
                  listed, numbered, record, token, whole)

BAD = "failed malformed"
LARGE = "failed too-large"
READ = "complete ended"

HEADER = (b"<header><identifier>oai:x:1</identifier>"
          b"<datestamp>2024-01-01</datestamp></header>")


def fill_cuts() -> None:
    """Behind every tag, and inside of every third one."""
    document = whole(listed(
        record(b"oai:x:1", b"<a b='c'>text<!-- x --></a>",
               b"<setSpec>s</setSpec>", b"<about><b/></about>"),
        record(b"oai:x:2", b"<a><![CDATA[x]]>&amp;</a>")))
    tags = list(re.finditer(rb"<[^>]+>", document))
    for number, tag in enumerate(tags[:-1]):
        page(f"H6-cut-{number:02}", f"cut off behind {tag.group().decode()}",
             document[:tag.end()], BAD)
        if number % 3 == 0:
            page(f"H6-cut-{number:02}-inside",
                 f"cut off inside of {tag.group().decode()}",
                 document[:tag.end() - 3], BAD)
    for place in (b"text", b"&am", b"oai:x:2", b"CDATA", b"x]]"):
        page(f"H6-cut-{place.decode()}", f"cut off behind {place.decode()}",
             document[:document.index(place) + len(place)], BAD)
    page("H6-cut-nothing", "nothing at all", b"", BAD)
    page("H6-cut-blank", "a line's end", b"\n", BAD)
    page("H6-cut-tag", 'a "<"', b"<", BAD)


def fill_nested() -> None:
    """Envelopes in envelopes."""
    inner = whole(listed(GOOD, declaration=b""))
    error = b'<error code="badVerb">x</error>'
    shapes: dict[str, tuple[str, Body, str, int]] = {
        "metadata": ("a response as metadata", in_metadata(inner), READ, 2),
        "list": ("a response in the list", listed(inner, GOOD), READ, 1),
        "list-only": ("a response in the list, and nothing else",
                      listed(inner), BAD, 0),
        "root": ("a response in a response",
                 [DECLARATION + OPEN + inner + b"</OAI-PMH>"], BAD, 0),
        "lists": ("a list in a list", listed(
            b"<ListRecords>" + GOOD + b"</ListRecords>"), BAD, 0),
        "two-lists": ("two lists", [START + GOOD + b"</ListRecords>"
                                    b"<ListRecords>"
                                    + record(b"oai:x:2") + END], READ, 2),
        "two-roots": ("two roots", [*listed(GOOD), *listed(
            record(b"oai:x:2"), declaration=b"")], READ, 1),
        "wrapped": ("a response in another root",
                    [b"<x>" + inner + b"</x>"], READ, 1),
        "soap": ("a response in SOAP", [
            b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
            b"<s:Body>" + inner + b"</s:Body></s:Envelope>"], READ, 1),
        "record": ("a record as metadata", in_metadata(GOOD), READ, 2),
        "record-bare": ("a record in a record",
                        listed(b"<record>" + HEADER + GOOD + b"</record>"),
                        READ, 1),
        "header": ("a header in a header", listed(
            b"<record><header>" + HEADER + b"</header><metadata><a/>"
            b"</metadata></record>", GOOD), "partial malformed", 1),
        "metadata-twice": ("metadata in metadata", in_metadata(
            b"<metadata><a/></metadata>"), READ, 2),
        "error": ("an error as metadata", in_metadata(error), READ, 2),
        "error-beside": ("an error beside the list", [
            OPEN + error + b"<ListRecords>" + GOOD + END],
            "failed protocol", 1),
        "error-behind": ("an error behind the list", [
            START + GOOD + b"</ListRecords>" + error + b"</OAI-PMH>"],
            "failed protocol", 1),
        "token": ("a resumptionToken as metadata",
                  in_metadata(token(b"x")), READ, 2),
        "token-header": ("a resumptionToken in a header", listed(
            record(header=token(b"x")), GOOD), READ, 2),
    }
    for name, (line, body, wants, count) in shapes.items():
        page(f"X18-nested-{name}", line, body, wants, count)


def fill_others() -> None:
    """Elements of another place or namespace."""
    shapes: dict[str, tuple[str, Body, str, int]] = {
        "identify": ("Identify in the list", listed(
            b"<Identify><baseURL>http://127.0.0.1:1/</baseURL></Identify>",
            GOOD), READ, 1),
        "identify-instead": ("Identify instead of the list", [
            OPEN + b"<Identify/></OAI-PMH>"], BAD, 0),
        "identifiers": ("ListIdentifiers instead of the list", [
            OPEN + b"<ListIdentifiers>" + HEADER
            + b"</ListIdentifiers></OAI-PMH>"], BAD, 0),
        "foreign-list": ("a list of another namespace", [
            OPEN + b'<ListRecords xmlns="urn:x">' + GOOD + END], BAD, 0),
        "foreign-record": ("a record of another namespace", listed(
            GOOD.replace(b"<record>", b'<record xmlns="urn:x">')), BAD, 0),
        "foreign-root": ("a root of another namespace", [
            whole(listed(GOOD)).replace(b"/OAI/2.0/", b"/OAI/1.1/", 1)],
            READ, 1),
        "empty-root": ("an empty root", [OPEN[:-1] + b"></OAI-PMH>"], BAD, 0),
        "closed-root": ("a root that is closed at once",
                        [b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/'
                         b'2.0/"/>'], BAD, 0),
        "overlap": ("tags that overlap", listed(
            b"<record>" + HEADER + b"<metadata><a><b></a></b></metadata>"
            b"</record>", GOOD), READ, 1),
        "closed-twice": ("tags that are closed twice", listed(
            GOOD + b"</record></record>", record(b"oai:x:2")), BAD, 0),
    }
    for name, (line, body, wants, count) in shapes.items():
        page(f"X18-nested-{name}", line, body, wants, count)


def fill_again() -> None:
    """The same twice, or a thousand times."""
    header = b"<identifier>oai:x:1</identifier><datestamp>2024-01-01" \
        b"</datestamp>"
    rest = b"<metadata><a/></metadata></record>"
    deleted = record(b"oai:x:1").replace(b"<header>",
                                         b'<header status="deleted">')
    shapes: dict[str, tuple[str, Body, str, int]] = {
        "records": ("a record 1,000 times",
                    listed((record(), 1000)), READ, 1),
        "versions": ("1,000 versions of a record", listed(*(
            record(metadata=b"<a>%d</a>" % n) for n in range(1000))),
            READ, 1),
        "deleted": ("a record, alive and deleted, 500 times",
                    listed((record() + deleted, 500)), READ, 0),
        "headers": ("two headers", listed(
            b"<record><header>" + header + b"</header><header>" + header
            + b"</header>" + rest, GOOD), READ, 1),
        "identifiers": ("two identifiers", listed(
            b"<record><header>" + header + b"<identifier>oai:x:2</identifier>"
            b"</header>" + rest, GOOD), "partial malformed", 1),
        "identifiers-many": ("100,000 identifiers", listed(
            b"<record><header>" + header,
            (b"<identifier>oai:x:2</identifier>", 100000), b"</header>" + rest,
            GOOD), "partial malformed", 1),
        "datestamps": ("10,000 datestamps", listed(
            b"<record><header>" + header,
            (b"<datestamp>2024-01-02</datestamp>", 10000), b"</header>" + rest,
            GOOD), READ, 2),
        "metadata": ("10,000 metadata", listed(
            b"<record><header>" + header + b"</header>",
            (b"<metadata><a/></metadata>", 10000), b"</record>", GOOD),
            READ, 1),
        "roots": ("10,000 elements in metadata", in_metadata(
            (b"<a/>", 10000)), READ, 1),
        "statuses": ("a status twice", listed(
            record().replace(b"<header>", b'<header status="deleted" '
                             b'status="live">'), GOOD), "partial malformed",
            1),
        "dates": ("10,000 responseDates", [
            OPEN, (b"<responseDate>2031-01-01T00:00:00Z</responseDate>",
                   10000), b"<ListRecords>" + GOOD + END], READ, 1),
        "requests": ("10,000 request elements", [
            OPEN, (b'<request verb="ListRecords">x</request>', 10000),
            b"<ListRecords>" + GOOD + END], READ, 1),
        "errors": ("100,000 errors", [
            OPEN, (b'<error code="badVerb">x</error>', 100000),
            b"</OAI-PMH>"], "failed protocol", 0),
        "errors-mixed": ("every error at once", [
            OPEN + b"".join(b'<error code="%s">x</error>' % code for code in (
                b"noRecordsMatch", b"badArgument", b"noSetHierarchy",
                b"badVerb", b"cannotDisseminateFormat", b"", b"x"))
            + b"</OAI-PMH>"], "failed protocol", 0),
    }
    for name, (line, body, wants, count) in shapes.items():
        page(f"X18-again-{name}", line, body, wants, count)


def fill_floods() -> None:
    """Much of everything."""
    tiny = (b"<record><header><identifier>%d</identifier></header><metadata>"
            b"<a/></metadata></record>")
    gone = (b'<record><header status="deleted"><identifier>%d</identifier>'
            b"</header></record>")
    page("X18-flood-records", "20,000 records on a page",
         listed(numbered(tiny, 20000)), READ, 20000)
    page("X18-flood-same", "100,001 times the same record",
         listed((tiny.replace(b"%d", b"x"), 100001)), LARGE, 1)
    page("X18-flood-deleted", "20,000 deleted records",
         listed(numbered(gone, 20000), GOOD), READ, 1)
    page("X18-flood-nameless", "20,000 records without a name",
         listed((b"<record/>", 20000), GOOD), "partial malformed", 1)
    page("X18-flood-broken", "9,000 broken records",
         listed((b"<record><header/><a></b></record>", 9000), GOOD),
         "partial malformed", 1)
    page("X18-flood-broken-more", "20,000 broken records",
         listed((b"<record><header/><a></b></record>", 20000), GOOD),
         BAD)
    page("X18-flood-unclosed", "start tags without an end",
         in_metadata(b"<a></b>", (b"<record ", 1000000)), READ, 1)
    page("X18-flood-comments", "100,000 records that hide in comments",
         listed((b"<record><!--</record>", 100000), GOOD), BAD)
    page("X18-flood-unknown", "500,000 elements that mean nothing",
         listed((b"<x>y</x>", 500000), GOOD), READ, 1)
    page("X18-flood-header", "500,000 such elements in a header", listed(
        b"<record><header>", (b"<x>y</x>", 500000),
        HEADER.replace(b"<header>", b"") + b"<metadata><a/></metadata>"
        b"</record>", GOOD), READ, 2)


def fill() -> None:
    fill_cuts()
    fill_nested()
    fill_others()
    fill_again()
    fill_floods()
