"""X8, X9: bytes that are no characters, and names for them that lie."""

from case import answered, page
from wire import (DECLARATION, END, GOOD, OPEN, START, Body,
                  in_metadata, listed, record, whole)

BAD = "failed malformed"
READ = "complete ended"

# Not UTF-8, or not of XML. What is repaired becomes U+FFFD or nothing.
BYTES: dict[str, tuple[str, bytes]] = {
    "overlong-2": ("a slash in two bytes", b"\xc0\xaf"),
    "overlong-3": ("a slash in three bytes", b"\xe0\x80\xaf"),
    "overlong-4": ("a slash in four bytes", b"\xf0\x80\x80\xaf"),
    "overlong-tag": ("a \"<\" in two bytes", b"\xc0\xbc"),
    "surrogate": ("half of a surrogate pair", b"\xed\xa0\x80"),
    "surrogates": ("a surrogate pair", b"\xed\xa0\xbd\xed\xb8\x80"),
    "beyond": ("a character beyond the last", b"\xf4\x90\x80\x80"),
    "five": ("five bytes", b"\xf8\x88\x80\x80\x80"),
    "six": ("six bytes", b"\xfc\x84\x80\x80\x80\x80"),
    "lone": ("a byte that continues nothing", b"\x80"),
    "half": ("a character that does not end", b"\xe2\x82"),
    "ff": ("bytes that never occur", b"\xfe\xff"),
    "nul": ("NUL", b"\0"),
    "nuls": ("a thousand NULs", b"\0" * 1000),
    "escape": ("ESC", b"\x1b[31m"),
    "controls": ("all controls", bytes(range(1, 9)) + b"\x0b\x0c"
                 + bytes(range(14, 32))),
    "delete": ("DEL and C1", b"\x7f\xc2\x80\xc2\x9b\xc2\x9f"),
    "nonchar": ("U+FFFE and U+FFFF", b"\xef\xbf\xbe\xef\xbf\xbf"),
    "mark": ("a byte order mark", b"\xef\xbb\xbf"),
}

REFERENCES = {"0": "NUL", "1": "U+0001", "27": "ESC", "55296": "a surrogate",
              "65534": "U+FFFE", "1114112": "one beyond the last",
              "4294967361": "one that is A in 32 bits",
              "99999999999999999999": "one of 20 digits", "x": "no number",
              "": "nothing", "-1": "a negative one"}

def around(name: str, piece: bytes) -> dict[str, tuple[Body, str, int]]:
    """Where it may stand: a page, and what becomes of that."""
    before = b"<record><header><identifier>oai:x:1</identifier>" \
        b"<datestamp>2024-01-01</datestamp>"
    after = b"</header><metadata><a/></metadata></record>"
    return {
        "text": (in_metadata(b"<a>x%sy</a>" % piece), READ, 2),
        "attribute": (in_metadata(b'<a b="x%sy"/>' % piece), READ, 2),
        "cdata": (in_metadata(b"<a><![CDATA[x%sy]]></a>" % piece), READ, 2),
        "comment": (in_metadata(b"<a><!-- x%sy --></a>" % piece), READ, 2),
        "identifier": (listed(record(b"oai:x:%s" % piece), GOOD), READ, 2),
        "set": (listed(before + b"<setSpec>x%sy</setSpec>" % piece + after),
                READ, 1),
        "datestamp": (listed(record().replace(
            b"2024-01-01", b"2024-%s" % piece)), READ, 1),
        "date": ([DECLARATION + OPEN.replace(b"2030", b"2030%s" % piece)
                  + b"<ListRecords>" + GOOD + END], READ, 1),
        "error": ([DECLARATION + OPEN + b'<error code="badVerb">x%sy</error>'
                   % piece + b"</OAI-PMH>"], "failed protocol", 0),
        "code": ([DECLARATION + OPEN + b'<error code="x%sy">x</error>'
                  % piece + b"</OAI-PMH>"], "failed protocol", 0),
        "between": (listed(piece, GOOD), READ, 1),
        "before": ([piece, *listed(GOOD)], READ, 1),
        "behind": ([*listed(GOOD), piece], READ, 1),
        # Windows-1252 has no letters for the first two.
        "name": (in_metadata(b"<a%s/>" % piece), READ, 1 if name in (
            "overlong-tag", "surrogate", "escape") else 2),
    }

# Every sequence in a text; of a few, every place.
EVERYWHERE = ("overlong-tag", "surrogate", "nul", "escape", "ff", "nonchar")

def fill_bytes() -> None:
    for name, (line, piece) in BYTES.items():
        for place, (body, wants, count) in around(name, piece).items():
            if name in EVERYWHERE or place == "text":
                if (name, place) in (("nul", "before"), ("ff", "before")):
                    wants, count = BAD, 0  # it looks like UTF-16
                page(f"X8-{name}-{place}", f"{line}, at place: {place}", body,
                     wants, count)
    for number, line in REFERENCES.items():
        page(f"X8-reference-{number or 'empty'}", f"a reference to {line}",
             in_metadata(b"<a>x&#%s;y</a>" % number.encode()), READ, 2)
    page("X8-all-ff", "4 MB of 0xff", [(b"\xff", 4000000)], BAD)
    page("X8-all-nul", "4 MB of NULs", [(b"\0", 4000000)], BAD)
    page("X8-many-lone", "4 MB of bytes that continue nothing",
         in_metadata(b"<a>", (b"\x80", 2000000), b"</a>"), READ, 2)
    page("X8-random", "noise", [bytes((n * n * 7919 >> 7) & 255
                                      for n in range(200000))], BAD)

def utf_16(body: Body, codec: str = "utf-16-le") -> bytes:
    text = whole(body).decode().replace("UTF-8", "UTF-16")
    return text.encode(codec)

def fill_utf_16() -> None:
    good = utf_16(listed(GOOD))
    mark = b"\xff\xfe"
    title = "Good".encode("utf-16-le")
    kinds: dict[str, tuple[str, Body, str, int]] = {
        "good": ("as it should be", [mark + good], READ, 1),
        "swapped": ("with the other byte order mark",
                    [b"\xfe\xff" + good], BAD, 0),
        "odd": ("with an odd byte at the end", [mark + good + b"x"], READ, 1),
        "half": ("that ends inside of a character",
                 [mark + good[:-1]], BAD, 0),
        "high": ("with a high surrogate alone",
                 [mark + good.replace(title, title + b"\x3d\xd8")], READ, 1),
        "low": ("with a low surrogate alone",
                [mark + good.replace(title, title + b"\x00\xde")], READ, 1),
        "reversed": ("with a pair the wrong way round", [
            mark + good.replace(title, title + b"\x00\xde\x3d\xd8")], READ,
            1),
        "high-end": ("that ends behind a high surrogate",
                     [mark + good + b"\x3d\xd8"], READ, 1),
        "marks": ("with two byte order marks", [mark + mark + good], READ, 1),
        "shifted": ("from the second byte on", [mark + b"\0" + good], BAD, 0),
        "mixed": ("that goes on in UTF-8", [
            mark + utf_16([DECLARATION]) + whole(listed(GOOD))], BAD, 0),
        "nul": ("with U+0000", [
            mark + good.replace(title, title + b"\0\0")], READ, 1),
    }
    for name, (line, body, wants, count) in kinds.items():
        page(f"X8-utf-16-{name}", f"UTF-16 {line}", body, wants, count)

def declared(said: str) -> bytes:
    return b'<?xml version="1.0" %s?>\n' % said.encode("latin-1")

# What a declaration says; the document is UTF-8 all the same.
DECLARATIONS: dict[str, tuple[str, str, int]] = {
    'encoding="UTF-16"': ("UTF-16, which it is not", READ, 1),
    'encoding="UTF-7"': ("UTF-7", BAD, 0),
    'encoding="ISO-2022-CN-EXT"': ("ISO-2022-CN-EXT", BAD, 0),
    'encoding="ISO-2022-JP"': ("ISO-2022-JP", BAD, 0),
    'encoding="IBM037"': ("EBCDIC", BAD, 0),
    'encoding="UCS-4"': ("UCS-4", BAD, 0),
    'encoding="UTF-32"': ("UTF-32", BAD, 0),
    'encoding="GB18030"': ("GB18030", BAD, 0),
    'encoding="HZ"': ("HZ", BAD, 0),
    'encoding="BOCU-1"': ("BOCU-1", BAD, 0),
    'encoding="x-user-defined"': ("something of its own", BAD, 0),
    'encoding=""': ("nothing", READ, 1),
    'encoding="none"': ("none", BAD, 0),
    'encoding="../../etc/passwd"': ("a path", BAD, 0),
    'encoding="%s%n%x"': ("a format", BAD, 0),
    'encoding="\x1b[2J"': ("an escape sequence", BAD, 0),
    "encoding='UTF-8": ("UTF-8 without a second quote", READ, 1),
    "encoding=UTF-8": ("UTF-8 without quotes", READ, 1),
    'encoding="utf8"': ("utf8", READ, 1),
    'encoding="UTF-8" encoding="UTF-7"': ("two encodings", READ, 1),
    'standalone="maybe"': ("nonsense about standalone", READ, 1),
}

def fill_names() -> None:
    for number, (said, (line, wants, count)) in \
            enumerate(DECLARATIONS.items()):
        page(f"X9-declared-{number}", f"a declaration of {line}",
             listed(GOOD, declaration=declared(said)), wants, count)
    page("X9-declared-long", "a declaration of a megabyte", [
        b'<?xml version="1.0" encoding="', (b"x", 1000000), b'"?>',
        *listed(GOOD, declaration=b"")], BAD)
    page("X9-declared-unclosed", "a declaration without an end",
         [b'<?xml version="1.0"', *listed(GOOD, declaration=b"")], BAD)
    page("X9-declared-twice", "two declarations",
         listed(GOOD, declaration=DECLARATION * 2), READ, 1)
    page("X9-version-1.1", "XML 1.1", listed(
        GOOD, declaration=b'<?xml version="1.1"?>'), READ, 1)
    page("X9-version-9", "XML 9.9", listed(
        GOOD, declaration=b'<?xml version="9.9"?>'), READ, 1)
    page("X9-two-marks", "two byte order marks",
         [b"\xef\xbb\xbf" * 2, *listed(GOOD)], READ, 1)
    page("X9-utf-7-tags", "tags in UTF-7",
         [b'<?xml version="1.0" encoding="UTF-7"?>',
          b"+ADw-OAI-PMH+AD4-" * 100], BAD)
    page("X9-ebcdic", "EBCDIC",
         [whole(listed(GOOD)).decode().encode("cp037")], BAD)
    page("X9-latin-1-in-utf-8", "ISO 8859-1 that calls itself UTF-8",
         in_metadata("<a>Müller, Zoë</a>".encode("latin-1")), READ, 2)
    page("X9-utf-8-in-latin-1", "UTF-8 that calls itself ISO 8859-1",
         [whole(in_metadata("<a>Müller</a>".encode())).replace(
             b"UTF-8", b"ISO-8859-1")], READ, 2)
    for number, charset in enumerate((
            b"utf-7", b"utf-16", b"ibm037", b"%s%n", b"utf-8; charset=utf-7",
            b'"', b"x" * 5000)):
        answered(f"X9-charset-{number}", "a Content-Type with a charset that"
                 " is another", listed(GOOD), READ, 1,
                 headers=(b"Content-Type: text/xml; charset=" + charset,))

def fill() -> None:
    fill_bytes()
    fill_utf_16()
    fill_names()
    page("X8-start", "a document that begins with NUL", [
        b"\0" + DECLARATION, START, GOOD, END], BAD)
