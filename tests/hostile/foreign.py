"""B1, H08: what is no OAI-PMH at all."""

import gzip
import io
import json
import zipfile

from case import answered
from wire import GOOD, listed, whole

BAD = "failed malformed"


def zipped(content: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.xml", content)
    return into.getvalue()


HTML = (b"<!DOCTYPE html><html><head><title>Login</title></head><body><form>"
        b"<input name=password><br>Please wait</form></body></html>")

BODIES: dict[str, tuple[str, bytes]] = {
    "json": ("JSON", json.dumps({"error": "x" * 100}).encode()),
    "json-deep": ("JSON, 100,000 arrays in each other", b"[" * 100000),
    "json-html": ("JSON with HTML in it", b'{"x":"<html><body>"}'),
    "html": ("a login page", HTML),
    "html-old": ("an old page", b"<HTML><BODY BGCOLOR=white><P>Down<P></HTML>"),
    "html-only": ("a page without a DOCTYPE",
                  b"<html><head></head><body><br></body></html>"),
    "html-large": ("a page of 2 MB", HTML + b"<p>x" * 500000),
    "xhtml": ("XHTML", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/'
              b'1999/xhtml"><body/></html>'),
    "text": ("a sentence", b"Service Unavailable"),
    "text-large": ("5 MB of a sentence", b"Service Unavailable " * 250000),
    "words": ("a sentence with a \"<\"", b"1 < 2 and OAI-PMH"),
    "php": ("a notice of PHP", b"<b>Warning</b>: mysql_connect() in <b>x.php"
            b"</b> on line <b>1</b><br />"),
    "java": ("a stack trace", b"java.lang.NullPointerException\n"
             b"\tat org.dspace.Oai.<init>(Oai.java:1)\n" * 100),
    "rss": ("RSS", b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>'),
    "atom": ("Atom", b'<feed xmlns="http://www.w3.org/2005/Atom"/>'),
    "soap": ("a fault of SOAP", b'<s:Envelope xmlns:s="http://schemas.xmlsoap'
             b'.org/soap/envelope/"><s:Body><s:Fault/></s:Body>'
             b"</s:Envelope>"),
    "svg": ("an image that is XML", b'<svg xmlns="http://www.w3.org/2000/svg">'
            b"<script/></svg>"),
    "oai-1": ("OAI-PMH 1.1", b'<?xml version="1.0"?><ListRecords xmlns="http:'
              b'//www.openarchives.org/OAI/1.1/OAI_ListRecords"/>'),
    "static": ("a static repository", b'<Repository xmlns="http://www.open'
               b'archives.org/OAI/2.0/static-repository"/>'),
    "pdf": ("a PDF", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    "png": ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "elf": ("a program", b"\x7fELF\x02\x01\x01" + b"\0" * 1000),
    "zip": ("a zip archive", zipped(whole(listed(GOOD)))),
    "zip-bomb": ("a zip archive of 20 MB", zipped(b"\0" * 20000000)),
    "tar": ("a tar archive", b"page.xml" + b"\0" * 504),
    "base64": ("base64", b"PD94bWwgdmVyc2lvbj0iMS4wIj8+" * 100),
    "csv": ("CSV", b"identifier;title\n1;x\n"),
    "null": ("null", b"null"),
    "turtle": ("Turtle", b"@prefix dc: <http://purl.org/dc/> . <x> a dc:y ."),
    "gzip-json": ("JSON, packed and silent about it",
                  gzip.compress(b'{"error":1}')),
    "xml-empty": ("a declaration and nothing else", b'<?xml version="1.0"?>'),
    "xml-comment": ("a comment and nothing else", b"<!-- down -->"),
    "root-text": ("a root with text in it", b"<OAI-PMH>down</OAI-PMH>"),
    "wall": ("a page that wants a browser", b"<!DOCTYPE html><html><title>"
             b"Just a moment...</title><script>window._cf_chl_opt={}"
             b"</script></html>"),
}


def fill() -> None:
    for name, (line, body) in BODIES.items():
        answered(f"B1-{name}", line, body,
                 "failed blocked" if name == "wall" else BAD)
    for number, type in enumerate((
            b"text/html", b"application/json", b"image/png",
            b"application/octet-stream", b"", b"x" * 3000, b"\xff\xfe",
            b"text/xml" + b";a=b" * 500)):
        answered(f"B2-type-{number}", f"the right XML as {type[:30]!r}",
                 listed(GOOD), "complete ended", 1,
                 headers=(b"Content-Type: " + type,))
