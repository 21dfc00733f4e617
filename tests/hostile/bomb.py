"""X1-X3, X14: entities, external ones, whatever fetches or includes."""

from case import page
from wire import (DECLARATION, GOOD, START, Body, before_metadata,
                  in_metadata, listed, whole)

BAD = "failed malformed"
LARGE = "failed too-large"


def laughs(levels: int, fan: int) -> bytes:
    """Entities of entities: fan ** levels of them."""
    said = b'<!ENTITY l0 "lol">' + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * fan)
        for n in range(1, levels + 1))
    return b"<!DOCTYPE OAI-PMH [%s]>\n" % said


DTDS: dict[str, tuple[str, bytes, bytes]] = {
    "laughs-5": ("a billion laughs, 5 levels", laughs(5, 10), b"&l5;"),
    "laughs-20": ("a billion laughs, 20 levels", laughs(20, 10), b"&l20;"),
    "laughs-200": ("200 levels of two", laughs(200, 2), b"&l200;"),
    "square": ("one entity of 300 KB, 200 times",
               b'<!DOCTYPE OAI-PMH [<!ENTITY a "%s">]>' % (b"x" * 300000),
               b"&a;" * 200),
    "itself": ("an entity of itself",
               b'<!DOCTYPE OAI-PMH [<!ENTITY a "&a;">]>', b"&a;"),
    "each-other": ("two entities of each other",
                   b'<!DOCTYPE OAI-PMH [<!ENTITY a "&b;"><!ENTITY b "&a;">'
                   b"]>", b"&a;"),
    "parameter": ("parameter entities of parameter entities",
                  b'<!DOCTYPE OAI-PMH [<!ENTITY % a "x"><!ENTITY % b '
                  b'"%a;%a;%a;%a;%a;%a;%a;%a;"><!ENTITY % c '
                  b'"%b;%b;%b;%b;%b;%b;%b;%b;"> %c; ]>', b"x"),
    "parameter-itself": ("a parameter entity of itself",
                         b'<!DOCTYPE OAI-PMH [<!ENTITY % a "%a;"> %a; ]>',
                         b"x"),
    "attribute": ("an entity bomb in the default of an attribute",
                  laughs(9, 10)[:-3]
                  + b'<!ATTLIST a b CDATA "&l9;">]>\n', b"x"),
    "markup": ("an entity that holds a record",
               b'<!DOCTYPE OAI-PMH [<!ENTITY a "<b>x</b>">]>', b"&a;"),
    "many": ("50,000 entities", b"<!DOCTYPE OAI-PMH ["
             + b"".join(b'<!ENTITY e%d "x">' % n for n in range(50000))
             + b"]>", b"&e1;"),
    "empty": ("a DOCTYPE with nothing in it", b"<!DOCTYPE OAI-PMH>", b"x"),
}

# Encodings, and how their text begins.
ENCODINGS: dict[str, tuple[str, bytes, str]] = {
    "utf-8": ("utf-8", b"", "UTF-8"),
    "utf-8-mark": ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
    "utf-16le": ("utf-16-le", b"\xff\xfe", "UTF-16"),
    "utf-16be": ("utf-16-be", b"\xfe\xff", "UTF-16"),
    "utf-16le-bare": ("utf-16-le", b"", "UTF-16"),
    "utf-32": ("utf-32-le", b"\xff\xfe\0\0", "UTF-32"),
    "latin-1": ("latin-1", b"", "ISO-8859-1"),
    "windows-1252": ("cp1252", b"", "windows-1252"),
    "utf-7": ("utf-7", b"", "UTF-7"),
    "ebcdic": ("cp037", b"", "IBM037"),
}


def document(before: bytes, inside: bytes, declaration: bytes = DECLARATION) \
        -> bytes:
    return whole(in_metadata(b"<a>%s</a>" % inside, before=before,
                             declaration=declaration))


def encoded(document: bytes, encoding: str) -> bytes:
    codec, mark, name = ENCODINGS[encoding]
    text = document.decode().replace('encoding="UTF-8"',
                                     f'encoding="{name}"')
    return mark + text.encode(codec)


def fill_bombs() -> None:
    for name, (line, dtd, use) in DTDS.items():
        for encoding in ENCODINGS:
            if encoding != "utf-8" and name not in ("laughs-20", "square",
                                                    "itself", "empty"):
                continue
            page(f"X1-{name}-{encoding}", f"{line}, in {encoding}",
                 encoded(document(dtd, use), encoding), BAD)


def fill_places() -> None:
    """Where else a DOCTYPE may stand: never in an XML document."""
    dtd = b'<!DOCTYPE a [<!ENTITY e "x">]>'
    inside = before_metadata() + b"<a/></metadata></record>"
    places: dict[str, tuple[str, Body, str, int]] = {
        "lower": ("in lower case", listed(GOOD, before=b"<!doctype a>"),
                  BAD, 0),
        "two": ("twice", listed(GOOD, before=dtd * 2), BAD, 0),
        "comment": ("in a comment, where it is none",
                    listed(b"<!-- %s -->" % dtd, GOOD),
                    "complete ended", 1),
        "cdata": ("in a CDATA section, where it is none",
                  in_metadata(b"<a><![CDATA[%s]]></a>" % dtd),
                  "complete ended", 2),
        "instruction": ("in an instruction, where it is none",
                        listed(b"<?a <!DOCTYPE?>", GOOD),
                        "complete ended", 1),
        "list": ("in the list", listed(dtd, inside), BAD, 0),
        "metadata": ("in the metadata of a record",
                     in_metadata(dtd + b"<a/>"), "complete ended", 1),
        "header": ("in the header of a record",
                   listed(inside.replace(b"<header>", b"<header>" + dtd),
                          GOOD), "partial malformed", 1),
        "identifier": ("in an identifier",
                       listed(inside.replace(b"oai:x", dtd), GOOD),
                       "partial malformed", 1),
        "about": ("in an about", listed(inside.replace(
            b"</record>", b"<about>%s</about></record>" % dtd), GOOD),
            "complete ended", 1),
        "behind": ("behind the root",
                   [*listed(GOOD), dtd], "complete ended", 1),
        "unclosed": ("without an end",
                     listed(GOOD, before=b"<!DOCTYPE a [<!ENTITY e 'x"),
                     BAD, 0),
        "unclosed-long": ("without an end, 20 MB",
                          [b"<!DOCTYPE a [<!ENTITY e '",
                           (b"0123456789", 2000000)], LARGE, 0),
        "behind-comment": ("behind 15 KB of comments",
                           listed(GOOD, before=b"<!--%s-->" % (b"x" * 15000)
                                  + dtd), BAD, 0),
        "behind-much": ("behind 40 KB of comments",
                        listed(GOOD, before=b"<!--%s-->" % (b"x" * 40000)
                               + dtd), BAD, 0),
    }
    for name, (line, body, wants, records) in places.items():
        page(f"X2-doctype-{name}", f"a DOCTYPE {line}", body, wants, records)


SCHEMES = ("file:///etc/passwd", "file:///dev/zero", "file:///dev/stdin",
           "http://127.0.0.1:{port}/x", "https://127.0.0.1:{port}/x",
           "ftp://127.0.0.1:{port}/x", "//127.0.0.1:{port}/x",
           "php://filter/read=convert.base64-encode/resource=/etc/passwd",
           "jar:http://127.0.0.1:{port}/x!/y", "gopher://127.0.0.1:{port}/x",
           "expect://id", "netdoc:///etc/passwd", "data:text/plain,x",
           "../../../../etc/passwd", "\\\\127.0.0.1\\x")


def fill_external(canary: int) -> None:
    for number, scheme in enumerate(SCHEMES):
        url = scheme.format(port=canary).encode()
        page(f"X3-general-{number}", f"an external entity of {scheme}",
             document(b'<!DOCTYPE a [<!ENTITY e SYSTEM "%s">]>' % url,
                      b"&e;"), BAD)
    url = b"http://127.0.0.1:%d/x" % canary
    kinds: dict[str, tuple[str, bytes]] = {
        "parameter": ("a parameter entity",
                      b'<!DOCTYPE a [<!ENTITY %% e SYSTEM "%s"> %%e; ]>'),
        "subset": ("an external subset", b'<!DOCTYPE a SYSTEM "%s">'),
        "public": ("a public one", b'<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0'
                   b' Strict//EN" "%s">'),
        "unparsed": ("an unparsed entity",
                     b'<!DOCTYPE a [<!NOTATION n SYSTEM "%s"><!ENTITY e SYSTEM'
                     b' "x" NDATA n>]>'),
        "conditional": ("a conditional section",
                        b'<!DOCTYPE a SYSTEM "%s" [<!ENTITY %% i "INCLUDE">'
                        b"<![%%i;[<!ENTITY e 'x'>]]>]>"),
        "out-of-band": ("one that would send a file",
                        b'<!DOCTYPE a [<!ENTITY %% f SYSTEM "file:///etc/'
                        b'passwd"><!ENTITY %% d SYSTEM "%s"> %%d; %%s; ]>'),
    }
    for name, (line, dtd) in kinds.items():
        page(f"X3-{name}", f"{line} at the canary",
             document(dtd.replace(b"%s", url, 1).replace(b"%%", b"%"), b"x"),
             BAD)


def fill_includes(canary: int) -> None:
    """What names a URL, and is only text to us."""
    url = b"http://127.0.0.1:%d/x" % canary
    uses: dict[str, tuple[str, bytes]] = {
        "xinclude": ("XInclude", b'<xi:include xmlns:xi="http://www.w3.org/'
                     b'2001/XInclude" href="%s"/>'),
        "xinclude-text": ("XInclude of a file as text",
                          b'<xi:include xmlns:xi="http://www.w3.org/2001/'
                          b'XInclude" href="file:///etc/passwd" parse="text"/>'
                          b"<!--%s-->"),
        "schema": ("a schemaLocation",
                   b'<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
                   b' xsi:schemaLocation="http://x %s"/>'),
        "no-schema": ("a noNamespaceSchemaLocation",
                      b'<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-'
                      b'instance" xsi:noNamespaceSchemaLocation="%s"/>'),
        "base": ("xml:base", b'<a xml:base="%s"/>'),
        "stylesheet": ("a stylesheet inside", b'<a><?xml-stylesheet type="'
                       b'text/xsl" href="%s"?></a>'),
        "xlink": ("XLink", b'<a xmlns:x="http://www.w3.org/1999/xlink"'
                  b' x:href="%s" x:actuate="onLoad"/>'),
        "namespace": ("a namespace", b'<a xmlns="%s"/>'),
        "xslt": ("a stylesheet as metadata",
                 b'<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/'
                 b'Transform" version="1.0"><x:include href="%s"/>'
                 b"</x:stylesheet>"),
        "html": ("a page that loads things",
                 b'<html xmlns="http://www.w3.org/1999/xhtml"><img src="%s"/>'
                 b'<script src="x"/></html>'),
    }
    for name, (line, use) in uses.items():
        page(f"X14-{name}", f"{line}, at the canary",
             in_metadata(use.replace(b"%s", url)), "complete ended", 2)
    page("X14-root-stylesheet", "a stylesheet of the whole document",
         listed(GOOD, before=b'<?xml-stylesheet type="text/xsl" href="%s"?>'
                % url), "complete ended", 1)
    page("X14-root-schema", "a schemaLocation of the root",
         [whole(listed(GOOD)).replace(
             START, START.replace(b">", b' xmlns:xsi="http://www.w3.org/2001/'
                                  b'XMLSchema-instance" xsi:schemaLocation="x '
                                  b'%s">' % url, 1))], "complete ended", 1)


def fill(canary: int) -> None:
    fill_bombs()
    fill_places()
    fill_external(canary)
    fill_includes(canary)
