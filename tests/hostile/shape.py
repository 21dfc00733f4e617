"""X4-X7: too deep, too wide, too long."""

from case import page
from wire import (DECLARATION, END, GOOD, OPEN, START, Body, Part,
                  before_metadata, in_metadata, listed, numbered, record)

LARGE = "failed too-large"
READ = "complete ended"
DIGITS = b"0123456789"


def text(size: int) -> Part:
    return DIGITS, size // len(DIGITS)


def fill_depth() -> None:
    """X4. Metadata stand at depth 4: OAI-PMH, ListRecords, record."""
    for depth in (100, 195, 196, 197, 1000, 100000, 1000000):
        is_read = depth <= 196
        page(f"X4-depth-{depth}", f"{depth} elements in each other",
             in_metadata((b"<a>", depth), (b"</a>", depth)),
             READ if is_read else LARGE, 2 if is_read else 0)
    places: dict[str, tuple[str, Body]] = {
        "unclosed": ("that never end", [START + before_metadata(),
                                        (b"<a>", 1000000)]),
        "root": ("from the root on", [DECLARATION, (b"<OAI-PMH>", 1000000)]),
        "list": ("in the list", listed((b"<a>", 1000000))),
        "lists": ("of lists", [START, (b"<ListRecords>", 1000000)]),
        "header": ("in a header", listed(b"<record><header>",
                                         (b"<a>", 1000000))),
        "identifier": ("in an identifier", listed(
            b"<record><header><identifier>", (b"<a>", 1000000))),
        "about": ("in an about", listed(
            record(more=b"<about>@").partition(b"@")[0], (b"<a>", 1000000))),
        "error": ("in an error", [OPEN + b'<error code="badVerb">',
                                  (b"<a>", 1000000)]),
        "token": ("in a resumptionToken", [START + GOOD + b"<resumptionToken>",
                                           (b"<a>", 1000000)]),
        "names": ("each of another name", listed(
            before_metadata(), numbered(b"<a%d>", 300000))),
    }
    for name, (line, body) in places.items():
        page(f"X4-depth-{name}", f"a million elements in each other, {line}",
             body, LARGE)
    page("X4-records", "100,000 records in each other",
         listed((b"<record>", 100000), (b"</record>", 100000)),
         "failed malformed")
    page("X4-records-named", "9,000 records in each other, all named",
         listed((b"<record><header><identifier>x</identifier></header>",
                 9000), (b"</record>", 9000), GOOD), "failed malformed")


def fill_attributes() -> None:
    """X5."""
    for count in (255, 256, 257, 1000, 4000, 80000, 1000000):
        is_read = count <= 256
        page(f"X5-attributes-{count}", f"a tag with {count} attributes",
             in_metadata(b"<a", numbered(b' a%d=""', count), b"/>"),
             READ if is_read else LARGE, 2 if is_read else 0)
    for count in (200, 256, 257, 80000):
        is_read = count <= 256
        page(f"X5-namespaces-{count}", f"a tag with {count} namespaces",
             in_metadata(b"<a", numbered(b' xmlns:a%d="u%d"', count), b"/>"),
             READ if is_read else LARGE, 2 if is_read else 0)
    page("X5-many-tags", "5,000 tags with 200 attributes each",
         in_metadata(b"<r>", (b"<a " + b" ".join(
             b'a%d=""' % n for n in range(200)) + b"/>", 5000), b"</r>"),
         READ, 2)
    page("X5-levels", "6 namespaces at each of 190 levels", in_metadata(
        numbered(b"".join(b' xmlns:a%%d%c="u"' % c
                          for c in b"bcdefg").join((b"<a", b">")), 190)),
         LARGE)
    page("X5-levels-shadowed", "the same 5 namespaces at each of 190 levels",
         in_metadata((b'<a xmlns:b="u" xmlns:c="u" xmlns:d="u" xmlns:e="u"'
                      b' xmlns:f="u"><b:a c:x="" d:x2=""/>', 190),
                     (b"</a>", 190)), READ, 2)
    page("X5-attribute-twice", "an attribute twice",
         in_metadata(b'<a b="1" b="2"/>'), READ, 1)
    page("X5-attribute-twice-by-namespace",
         "an attribute twice, by two prefixes of one namespace",
         in_metadata(b'<a xmlns:b="u" xmlns:c="u" b:d="1" c:d="2"/>'),
         READ, 1)
    page("X5-attribute-twice-deep", "the same, further inside", in_metadata(
        b'<r xmlns:b="u"><s><t xmlns:c="u" b:d="1" c:d="2"/></s></r>'),
         READ, 1)
    for size in (60000, 70000, 1000000, 10000000):
        is_read = size <= 60000
        page(f"X5-value-{size}", f"an attribute of {size} bytes",
             in_metadata(b'<a b="', text(size), b'"/>'),
             READ if is_read else LARGE, 2 if is_read else 0)
        page(f"X5-blanks-{size}", f"a tag of {size} blanks",
             in_metadata(b"<a", (b" ", size), b"/>"),
             READ if is_read else LARGE, 2 if is_read else 0)


def fill_names() -> None:
    """X5: names, and what is searched by them."""
    for count in (1000, 500000):
        page(f"X5-names-{count}", f"{count} elements of other names",
             in_metadata(b"<r>", numbered(b"<element-of-number-%d/>", count),
                         b"</r>"), READ if count == 1000 else LARGE,
             2 if count == 1000 else 0)
    page("X5-names-of-attributes", "300,000 attributes of other names",
         in_metadata(b"<r>", numbered(b'<a attribute-number-%d=""/>', 300000),
                     b"</r>"), LARGE)
    page("X5-names-of-instructions", "300,000 instructions of other names",
         in_metadata(b"<r>", numbered(b"<?instruction-number-%d?>", 300000),
                     b"</r>"), LARGE)
    page("X5-names-of-namespaces", "100,000 namespaces, one at a time",
         in_metadata(b"<r>", numbered(b'<a xmlns="http://x/%d"/>', 100000),
                     b"</r>"), LARGE)
    for size in (40000, 60000, 10000000):
        page(f"X5-name-{size}", f"an element's name of {size} bytes",
             in_metadata(b"<", text_of_name(size), b"/>"),
             LARGE if size > 60000 else READ,
             {40000: 2, 60000: 1}.get(size, 0))
    page("X5-name-of-attribute", "an attribute's name of 10 MB",
         in_metadata(b"<a ", text_of_name(10000000), b'=""/>'), LARGE)
    page("X5-prefix", "a prefix of 30 KB", in_metadata(
        b"<a xmlns:", text_of_name(30000), b'="u"/>'), READ, 2)
    for size in (1024, 1025, 60000):
        page(f"X5-uri-{size}", f"a namespace of {size} bytes",
             in_metadata(b'<a xmlns="' + b"u" * size + b'"/>'), READ,
             2 if size == 1024 else 1)
    for number, name in enumerate((b"a:b:c", b":a", b"a:", b"a::b", b"a:1",
                                   b"a:-b")):
        page(f"X5-qname-{number}", f"an element by the name of {name!r}",
             in_metadata(b'<r xmlns:a="u"><%s/></r>' % name), READ, 1)
        page(f"X5-qname-{number}-attribute", f"an attribute: {name!r}",
             in_metadata(b'<r xmlns:a="u"><s %s=""/></r>' % name), READ, 1)
    page("X5-colons", "names with many colons",
         in_metadata(b"<a:b:c:d/>"), READ, 1)
    page("X5-undeclared", "a prefix that nobody declared",
         in_metadata(b"<nobody:a/>"), READ, 1)
    page("X5-xml-prefix", "the prefix xml bound to something else",
         in_metadata(b'<a xmlns:xml="urn:x"/>'), READ, 2)
    page("X5-xmlns-prefix", "the prefix xmlns bound",
         in_metadata(b'<a xmlns:xmlns="urn:x"/>'), READ, 2)
    page("X5-prefix-unbound", "a prefix bound to nothing",
         in_metadata(b'<a xmlns:b=""><b:c/></a>'), READ, 1)


def text_of_name(size: int) -> Part:
    return b"abcdefghij", size // 10


def fill_length() -> None:
    """X7: text and records."""
    for size in (1, 8, 12, 100):
        page(f"X7-text-{size}", f"a text of {size} MB",
             in_metadata(b"<a>", text(size * 1000000), b"</a>"), READ,
             2 if size <= 8 else 1)
    for size in (17, 40):
        page(f"X7-record-{size}", f"a record of {size} MB",
             in_metadata(b"<a>", (b"<b>0123456789</b>", size * 58824),
                         b"</a>"), READ, 1)
    page("X7-grows", "a text that is twice as long when it is written out",
         in_metadata(b"<a>", (b'">' * 100, 60000), b"</a>"), READ, 1)


def fill_sections() -> None:
    """X7: comments, CDATA, instructions."""
    for size in (1, 3, 5, 50):
        large = LARGE if size > 3 else READ
        page(f"X7-cdata-{size}", f"a CDATA section of {size} MB",
             in_metadata(b"<a><![CDATA[", text(size * 1000000),
                         b"]]></a>"), large, 2 if size <= 3 else 0)
        page(f"X7-comment-{size}", f"a comment of {size} MB",
             in_metadata(b"<a><!--", text(size * 1000000), b"--></a>"),
             large, 2 if size <= 3 else 0)
        page(f"X7-instruction-{size}", f"an instruction of {size} MB",
             in_metadata(b"<a><?x ", text(size * 1000000), b"?></a>"),
             large, 2 if size <= 3 else 0)
    page("X7-cdata-many", "500,000 CDATA sections",
         in_metadata(b"<a>", (b"<![CDATA[x]]>", 500000), b"</a>"), READ, 2)
    page("X7-cdata-empty", "500,000 empty CDATA sections",
         in_metadata(b"<a>", (b"<![CDATA[]]>", 500000), b"</a>"), READ, 2)
    page("X7-cdata-ends", "a CDATA section of ends that are none",
         in_metadata(b"<a><![CDATA[", (b"]]x]>", 400000), b"]]></a>"),
         READ, 2)
    page("X7-cdata-unclosed", "a CDATA section without an end",
         in_metadata(b"<a><![CDATA[x"), READ, 1)
    page("X7-comments-many", "a million comments in a record",
         in_metadata(b"<a>", (b"<!---->", 1000000), b"</a>"), LARGE)
    page("X7-comments-between", "a million comments between records",
         listed((b"<!-- -->", 1000000), GOOD), LARGE)
    page("X7-comments-before", "a million comments before the root",
         [DECLARATION, (b"<!-- x -->", 1000000),
          *listed(GOOD, declaration=b"")], LARGE)
    page("X7-comment-unclosed", "a comment without an end",
         listed(b"<!-- x", GOOD), "failed malformed")
    page("X7-comment-hyphens", "a comment of 4,000,000 hyphens",
         in_metadata(b"<a><!--", (b"-", 4000000), b"--></a>"), READ, 1)
    page("X7-comment-hyphens-between", "the same, between records",
         listed(b"<!--", (b"-", 4000000), b"-->", GOOD),
         "failed malformed")
    page("X7-instructions-many", "a million instructions",
         in_metadata(b"<a>", (b"<?x?>", 1000000), b"</a>"), LARGE)


def fill_references() -> None:
    """X7: references, and what is between tags."""
    page("X7-zeros", "a reference with a million zeros",
         in_metadata(b"<a>&#", (b"0", 1000000), b"65;</a>"), READ, 2)
    page("X7-zeros-hexadecimal", "a hexadecimal one with as many",
         in_metadata(b"<a>&#x", (b"0", 1000000), b"41;</a>"), READ, 2)
    page("X7-references", "a million references",
         in_metadata(b"<a>", (b"&#65;", 1000000), b"</a>"), READ, 2)
    page("X7-references-named", "a million named references",
         in_metadata(b"<a>", (b"&amp;", 1000000), b"</a>"), READ, 2)
    page("X7-references-html", "a million references of HTML",
         in_metadata(b"<a>", (b"&nbsp;", 1000000), b"</a>"), READ, 2)
    page("X7-references-unknown", "a million references to nothing",
         in_metadata(b"<a>", (b"&qx;", 1000000), b"</a>"), READ, 2)
    page("X7-ampersands", "a million bare ampersands",
         in_metadata(b"<a>", (b"&", 1000000), b"</a>"), READ, 2)
    page("X7-name-of-reference", "a reference with a name of a megabyte",
         in_metadata(b"<a>&", (b"x", 1000000), b";</a>"), READ, 2)
    page("X7-elements", "a million elements",
         in_metadata(b"<r>", (b"<a/>", 1000000), b"</r>"), READ, 2)
    page("X7-text-between", "50 MB of text between records",
         listed(text(50000000), GOOD), LARGE)
    page("X7-blanks-between", "20 MB of blanks between records",
         listed((b" \n\t ", 5000000), GOOD), LARGE)
    page("X7-blanks-before", "20 MB of blanks before the root",
         [(b" \n\t ", 5000000), *listed(GOOD, declaration=b"")], LARGE)
    page("X7-endless-tag", "an end tag of 50 MB", [
        START + before_metadata() + b"<a></a></metadata", (b" ", 50000000),
        b"></record>", END], LARGE)
    page("X7-endless-broken", "a broken record without an end, 50 MB",
         listed(before_metadata(), b"<a></b>", text(50000000)), LARGE)


def fill() -> None:
    fill_depth()
    fill_attributes()
    fill_names()
    fill_length()
    fill_sections()
    fill_references()
